"""Bends copies of a sealed database in twelve ways, and asks both verifiers whether they see it.

Prints for each kind how many of the bent logs were found, by `log verify` and by verify_log.py,
with nothing but the database and with one note that was kept outside; then how many clean logs
were blamed. Ends with 1 where a bent log passed with the note, or a clean one did not.

    python tests/soak/tamper_soak.py [--each 110] [--clean 100] [--seed 7] [--short]
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import a_site
from log_tampering import KINDS, Tamperer
from sealed_log_builders import a_sealed_log, faults_in, found_by_auditor, verifier

from models.sealing.note import SignedNote
from review_flows.outside.database import Database
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.site import Site

EACH, CLEAN, SEED = 110, 100, 7
SHORT = 2  # of each kind, and of the clean ones
PROGRAM = verifier()
SEEN_BY = ("ours", "auditor", "ours_with_note", "auditor_with_note")


def verdicts(path: Path, site: Site, note: SignedNote) -> dict[str, bool]:
    """Say of each verifier, without and with the note, whether it finds something."""
    database = Database(f"sqlite:///{path}", path.with_suffix(".lock"))
    key = site_signer(site).key.text
    found = (
        bool(faults_in(database, site, [])),
        bool(found_by_auditor(PROGRAM, path, key)),
        bool(faults_in(database, site, [note])),
        bool(found_by_auditor(PROGRAM, path, key, [note])),
    )
    database.close()
    return dict(zip(SEEN_BY, found, strict=True))


def a_base(folder: Path, cases: int) -> tuple[Path, Site, list[SignedNote]]:
    """Return a sealed database as one file, its site, and the notes of its checkpoints."""
    site = a_site(folder, f"sqlite:///{folder}/review.db")
    notes = a_sealed_log(site, cases)
    with site.database.writing() as connection:
        assert connection.value("SELECT count(*) FROM events") == notes[-1].checkpoint.size
    site.database.close()
    return folder / "review.db", site, notes


def bent(folder: Path, each: int, seed: int) -> int:
    """Bend copies; print a line for each kind; return how many passed with the note."""
    base, site, notes = a_base(folder, 4)
    signer, passed = site_signer(site), 0
    sys.stdout.write(
        f"entries {notes[-1].checkpoint.size}, checkpoints {len(notes)}, seed {seed}\n"
    )
    for kind in KINDS:
        seen: Counter[str] = Counter()
        for turn in range(each):
            copy = Path(shutil.copy(base, folder / "bent.db"))
            Tamperer(copy, seed * 1_000_003 + turn, signer).bend(kind)
            for name, found in verdicts(copy, site, notes[-1]).items():
                seen[name] += found
        passed += 2 * each - seen["ours_with_note"] - seen["auditor_with_note"]
        figures = ", ".join(f"{name} {seen[name]}" for name in SEEN_BY)
        sys.stdout.write(f"{kind}: of {each} found by {figures}\n")
        sys.stdout.flush()
    return passed


def clean(folder: Path, count: int) -> int:
    """Play clean logs of several lengths; return how many were blamed."""
    blamed = 0
    for turn in range(count):
        home = folder / f"clean{turn}"
        home.mkdir()
        base, site, notes = a_base(home, 1 + turn % 4)
        blamed += any(verdicts(base, site, notes[turn % len(notes)]).values())
        shutil.rmtree(home)
    sys.stdout.write(f"clean logs: of {count} blamed {blamed}\n")
    return blamed


def main() -> int:
    """Run the soak of the command line."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--each", type=int, default=EACH)
    asked.add_argument("--clean", type=int, default=CLEAN)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--short", action="store_true")
    given = asked.parse_args()
    each, count = (SHORT, SHORT) if given.short else (given.each, given.clean)
    began = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        passed = bent(Path(folder), each, given.seed)
        blamed = clean(Path(folder), count)
    total, seconds = each * len(KINDS), perf_counter() - began
    sys.stdout.write(f"{total} bent, {passed} passed; {blamed} clean blamed; {seconds:.0f} s\n")
    return int(passed + blamed > 0)


if __name__ == "__main__":
    sys.exit(main())
