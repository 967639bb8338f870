"""What becomes of real and hostile Word files: outcome, cause, time and memory of each.

    .venv/bin/python tests/bench/word_safety_report.py [FOLDER…]

Without folders: corpus and hostile files beside the checkout, held against their lists.
"""

import csv
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_word_corpus import SHARED, is_official, wanted_outcomes  # noqa: E402

from models.safety_report import Outcome, SafetyReport  # noqa: E402
from review_flows.outside.word import apart, opening  # noqa: E402

SLOWEST, LARGEST = 1.0, 300  # seconds and MB that one file may take
ENDINGS = (".docx", ".docm", ".dotx", ".doc", ".wps")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the lists say of a file."""

    kind: str
    outcomes: frozenset[Outcome]


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at a file gave; MB of the child at its peak."""

    path: Path
    report: SafetyReport
    wanted: Wanted
    seconds: float  # of the child's processor
    waited: float  # by the caller, on a machine that may have other work
    megabytes: float

    @property
    def as_wanted(self) -> bool:
        """Whether it ended as its list wants."""
        return not self.wanted.outcomes or self.report.outcome in self.wanted.outcomes

    @property
    def in_bounds(self) -> bool:
        """Whether it took no more time and memory than a file may."""
        return self.seconds <= SLOWEST and self.megabytes <= LARGEST


def listed() -> dict[Path, Wanted]:
    """What cases.csv and index.csv want.

    index.csv holds what an earlier program said: it took files without any text or picture, which
    are refused here, and took out fewer things, so that “accept” and “repair” are one to it.
    """
    wanted = {}
    for row in _rows(SHARED / "hostile" / "cases.csv"):
        path = SHARED / "hostile" / f"{row['case']}.docx"
        wanted[path] = Wanted(f"hostile: {row['group']}", frozenset(wanted_outcomes(row["expect"])))
    for row in _rows(SHARED / "corpus" / "index.csv"):
        taken = {Outcome.ACCEPTED, Outcome.REPAIRED}
        taken |= {Outcome.REFUSED} if row["chars"] in ("", "0") else set()
        outcomes = {Outcome.REFUSED} if row["safety"] == "reject" else taken
        wanted[SHARED / "corpus" / row["path"]] = Wanted(row["kind"], frozenset(outcomes))
    return wanted


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from csv.DictReader(file)


def look(path: Path, wanted: Wanted) -> Looked:
    """Open one file in a child, as the product does."""
    content = path.read_bytes()
    start = time.perf_counter()
    answer = apart.ask("open", {}, [content], apart.Limits())
    opened = opening.opened_as_told(answer.told, answer.blobs)
    waited = time.perf_counter() - start
    return Looked(path, opened.report, wanted, answer.seconds, waited, answer.peak / 1e6)


def line(one: Looked) -> str:
    """One row of the table."""
    cause = one.report.refusal or ", ".join(sorted({str(r.kind) for r in one.report.removed}))
    verdict = "ok" if one.as_wanted and one.in_bounds else "NOT OK"
    wanted = "/".join(sorted(one.wanted.outcomes)) or "-"
    name = one.path.name if len(one.path.name) <= 48 else f"{one.path.name[:44]}….{one.path.suffix}"
    return (
        f"{verdict:7}{one.seconds:7.3f} s {one.megabytes:5.0f} MB  "
        f"{one.report.outcome:9} {cause:32} wanted {wanted:18} {one.wanted.kind[:28]:28} {name}"
    )


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def main() -> None:
    """Print a line a file, then the worst of all."""
    lists = listed()
    folders = [Path(name) for name in sys.argv[1:]] or [SHARED / "hostile", SHARED / "corpus"]
    paths = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in ENDINGS)
    apart.open_apart(b"")  # The server starts before anything is measured.
    looked = [look(path, lists.get(path, Wanted("-", frozenset()))) for path in paths]
    for one in looked:
        say(line(one))
    official = [one for one in looked if is_official(one.wanted.kind)]
    refused = sum(not one.report.accepted for one in official)
    counts = {str(o): sum(one.report.outcome is o for one in looked) for o in Outcome}
    say(f"\n{len(looked)} files: {counts}")
    say(f"other than listed: {[o.path.name for o in looked if not o.as_wanted]}")
    say(f"too slow or too large: {[o.path.name for o in looked if not o.in_bounds]}")
    slowest, largest = max(one.seconds for one in looked), max(one.megabytes for one in looked)
    waited = max(one.waited for one in looked)
    say(f"worst: {slowest:.3f} s of processor, {waited:.3f} s waited, {largest:.0f} MB")
    say(f"real Chinese official documents refused: {refused} of {len(official)}")


if __name__ == "__main__":
    main()
