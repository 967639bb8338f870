"""A log that was worked on and sealed at several times, and both verifiers to hold it against."""

import importlib.util
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from builders import accepted, proposed, received, today_is

from models.errors import ReviewError
from models.moves import Move
from models.sealing.note import SignedNote, read_note
from review_flows.desk import act
from review_flows.outside.database import Database
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.seal_walk import Anchor, walk_seal
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

VERIFIER = Path(__file__).parents[1] / "review_flows" / "verify_log.py"
SIGNED_ON = date(2026, 3, 20)


def verifier() -> ModuleType:
    """The auditor's program, loaded as the file that it is."""
    spec = importlib.util.spec_from_file_location("verify_log", VERIFIER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_sealed_log(site: Site, cases: int = 3) -> list[SignedNote]:
    """Several cases at several stages, refused attempts among them; the notes, oldest first."""
    notes = []
    numbers = [proposed(site, "legal", title=f"第{n}号办法") for n in range(cases)]
    notes.append(seal(site))
    for n in range(cases):
        accepted(site, title=f"第{n}号规定")
        with pytest.raises(ReviewError):
            act(site, "shen", received(site, title=f"第{n}号通告"), Move.SIGN)
        notes.append(seal(site))
    with pytest.raises(ReviewError):
        act(site, "shen", "2026-9999", Move.CLAIM)
    today_is(site, SIGNED_ON)
    for number in numbers:
        act(site, "qian", number, Move.SIGN)
        act(site, "lin", number, Move.REPORT_ADOPTION)
    return [*notes, seal(site), seal(site)]


def found_by_us(site: Site, notes: Sequence[SignedNote] = ()) -> list[LogFault]:
    """What `log verify` finds on a site."""
    return faults_in(site.database, site, notes)


def faults_in(database: Database, site: Site, notes: Sequence[SignedNote]) -> list[LogFault]:
    """What `log verify` finds in a database, with the key of a site."""
    found: list[LogFault] = []
    walk_log(database, found.append)
    anchors = [Anchor("kept.txt", note) for note in notes]
    walk_seal(database, [site_signer(site).key], anchors, found.append)
    return found


def found_by_auditor(
    program: ModuleType, path: Path, key: str, notes: Sequence[SignedNote] = ()
) -> list[str]:
    """What verify_log.py finds in a database or bundle."""
    anchors = [("kept.txt", program.note_in(note.text)) for note in notes]
    return list(program.findings_in(path, anchors, [key]))


def note_of(text: str) -> SignedNote:
    """A note from its text."""
    return read_note(text)
