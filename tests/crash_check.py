"""What must hold after a crash and a new start: nothing lost, doubled, unlogged or stuck.

A life that nobody disturbed says what there has to be in the end.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from crash_life import REGISTERED_ON, Prepare, opened, run_life
from struck import run_struck, tail

from models.sealing.note import SignedNote, read_note
from review_flows.cli.log_verify import read_anchors
from review_flows.outside.database import Connection
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.scrub import scrub
from review_flows.outside.seal_walk import Anchor, walk_seal
from review_flows.outside.sealing.keys import public_key
from review_flows.outside.site import Site

COUNTED = {  # what each effect is known by; each of them is there once
    "numbers": "SELECT text || ' ' || state FROM numbers",
    "documents": "SELECT case_number || ' ' || name || ' ' || sha256 FROM documents",
    "tasks": "SELECT case_number || ' ' || kind || ' ' || state FROM tasks",
    "letters": "SELECT number || ' ' || kind || ' ' || (written_at IS NOT NULL) FROM letters",
    "notices": "SELECT notice || ' ' || channel || ' ' || state FROM notice_deliveries",
    "filings": "SELECT recipient || ' ' || number || ' ' || via || ' ' || "
    "(delivered_on IS NOT NULL) FROM filing_messages",
    "legs": "SELECT case_number || ' ' || kind || ' ' || status FROM legs",
    "cases": "SELECT number || ' ' || state || ' ' || version FROM cases",
}
# The next look at the inbox tells of files that were registered and not yet moved.
KNOWN_AGAIN = '"reason":"same_bytes"'


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a life: rows by kind, entries of the log, files by their place."""

    rows: dict[str, Counter[str]]
    logged: Counter[str]
    files: frozenset[str]


def outcome_of(home: Path) -> Outcome:
    """What stands on a site that no process has open."""
    site = opened(home, REGISTERED_ON)
    with site.database.reading() as connection:
        rows = {
            kind: Counter(str(next(iter(row.values()))) for row in connection.rows(sql))
            for kind, sql in COUNTED.items()
        }
        logged = Counter(_entries(connection))
    site.database.close()
    return Outcome(rows, logged, frozenset(_places(home)))


def _entries(connection: Connection) -> Iterable[str]:
    for row in connection.rows("SELECT chain, actor, move, result, body FROM events"):
        body = bytes(row["body"]).decode()
        if KNOWN_AGAIN not in body.replace(" ", ""):
            form = json.loads(body).get("form", {})
            about = form.get("recipient") or form.get("letter") or ""
            yield f"{row['chain']} {row['actor']} {row['move']} {row['result']} {about}"


def _places(home: Path) -> Iterable[str]:
    for folder in ("docs_in", "docs_out", "shared"):
        for path in (home / folder).rglob("*"):
            # What a crash leaves half-written is hidden, and nobody's file.
            if path.is_file() and not path.name.startswith("."):
                yield str(path.relative_to(home))


def wrong_in(home: Path, acknowledged: Iterable[str], control: Outcome) -> list[str]:
    """Say what is wrong on a site that went through a crash and then to the end of its life."""
    site = opened(home, REGISTERED_ON)
    try:
        wrong = [*lost(site, acknowledged), *_broken(site), *_unlogged(site)]
    finally:
        site.database.close()
    return wrong + differences(outcome_of(home), control)


def lost(site: Site, acknowledged: Iterable[str]) -> list[str]:
    """Say what was acknowledged and is not there: entries by their hash, checkpoints by a walk."""
    told = [json.loads(line) for line in dict.fromkeys(acknowledged)]
    sql = "SELECT hash FROM events WHERE chain = :chain AND seq = :seq"
    with site.database.reading() as connection:
        gone = [
            f"lost: entry {one['seq']} of {one['chain']}"
            for one in told
            if "hash" in one
            and connection.value(sql, chain=one["chain"], seq=one["seq"]) != one["hash"]
        ]
    notes = [read_note(one["note"]) for one in told if "note" in one]
    return gone + [f"lost: {what}" for what in _sealed_faults(site, notes)]


def _sealed_faults(site: Site, notes: Iterable[SignedNote]) -> list[str]:
    key = public_key(site)
    faults: list[LogFault] = []
    anchors = [Anchor("acknowledged", note) for note in notes]
    walk_seal(site.database, [key] if key else [], anchors, faults.append)
    return [f"{fault.chain} {fault.seq} {fault.what}" for fault in faults]


def _broken(site: Site) -> list[str]:
    faults: list[LogFault] = []
    walk_log(site.database, faults.append)
    told = [f"log: {fault.chain} {fault.seq} {fault.what}" for fault in faults]
    told += [f"store: {fault}" for fault in scrub(site).faults]
    with site.database.reading() as connection:
        checked = connection.value("PRAGMA integrity_check")
    if checked != "ok":
        told.append(f"database: {checked}")
    anchors = site.settings.anchor_file
    if anchors is not None and anchors.exists():
        try:
            notes = [anchor.note for anchor in read_anchors([str(anchors)])]
        except Exception as error:
            return [*told, f"anchor file: {error}"]
        told += [f"anchor file: {what}" for what in _sealed_faults(site, notes)]
    return told


def _unlogged(site: Site) -> list[str]:
    """Letters and packages that lie outside, and whose bytes the log does not know."""
    with site.database.reading() as connection:
        bodies = connection.rows(
            "SELECT body FROM events WHERE move IN ('issue_letter', 'deliver_filing')"
        )
    forms = [json.loads(row["body"])["form"] for row in bodies]
    known = {form.get("sha256") or form.get("package_sha256") for form in forms}
    home = site.settings.home
    outside = [*home.glob("docs_out/*/*.docx"), *home.glob("shared/*/*.zip")]
    return [
        f"unlogged: {path.relative_to(home)}"
        for path in outside
        if not path.name.startswith(".") and sha256(path.read_bytes()).hexdigest() not in known
    ]


def differences(found: Outcome, control: Outcome) -> list[str]:
    """Say in what an outcome differs from the one of a life that nobody disturbed."""
    pairs = {"log": (found.logged, control.logged)}
    pairs |= {kind: (found.rows[kind], control.rows[kind]) for kind in COUNTED}
    told = []
    for kind, (here, there) in pairs.items():
        told += [f"missing of {kind}: {one}" for one in (there - here).elements()]
        told += [f"doubled of {kind}: {one}" for one in (here - there).elements()]
    told += [f"file missing: {one}" for one in sorted(control.files - found.files)]
    return told + [f"file too many: {one}" for one in sorted(found.files - control.files)]


def after_a_new_start(
    home: Path, stage: int, acknowledged: Sequence[str], control: Outcome, prepare: Prepare
) -> list[str]:
    """Start again from the stage that was cut off, go to the end, and say what is wrong then."""
    log = home.with_suffix(".log")
    again = run_struck(lambda _: run_life(home, stage, prepare), log)
    if again.code:
        return [f"stuck: {tail(log)}"]

    def look(tell: Callable[[str], None]) -> None:
        for what in wrong_in(home, acknowledged, control):
            tell(what.replace("\n", " "))

    looked = run_struck(look, log)
    return [*looked.acknowledged, *([f"unreadable: {tail(log)}"] if looked.code else [])]


def kinds_of(wrong: Iterable[str]) -> dict[str, int]:
    """Count what is wrong by its first word."""
    return dict(Counter(what.split(": ")[1].split(" ")[0] for what in wrong))
