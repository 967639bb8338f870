"""`log verify` holds the log against its seals, and against notes that were kept elsewhere."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_site, accepted
from cli_running import run
from log_tampering import KINDS, Tamperer
from sealed_log_builders import a_sealed_log, faults_in, found_by_us

from models.event import entry_hash
from models.sealing.note import PublicKey, SignatureName, SignedNote
from review_flows.outside.database import Database
from review_flows.outside.log_walk import LogFault
from review_flows.outside.seal_walk import Anchor, walk_seal
from review_flows.outside.sealing.keys import key_file, site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

NEEDS_A_NOTE = {"truncate", "rewrite_with_the_key"}  # what no database can show of itself
DROPS = {
    False: "DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete",
    True: "ALTER TABLE {table} DISABLE TRIGGER USER",
}


def said(faults: Sequence[LogFault]) -> str:
    return "\n".join(fault.what for fault in faults)


def seal_faults(
    site: Site, notes: Sequence[SignedNote] = (), keys: Sequence[PublicKey] = ()
) -> list[LogFault]:
    found: list[LogFault] = []
    anchors = [Anchor("kept.txt", note) for note in notes]
    walk_seal(site.database, keys or [site_signer(site).key], anchors, found.append)
    return found


def changed(site: Site, table: str, *statements: str) -> None:
    """Do to a table what its triggers refuse."""
    with site.database.writing() as connection:
        for statement in (
            *DROPS[connection.postgresql].format(table=table).split(";"),
            *statements,
        ):
            connection.run(statement)


def test_a_sealed_log_is_whole_and_every_note_it_ever_gave_out_holds(site: Site) -> None:
    notes = a_sealed_log(site)
    assert found_by_us(site, notes) == []
    assert seal_faults(site, list(reversed(notes))) == []


def test_a_walk_by_small_pages_sees_the_same(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = a_sealed_log(site)
    monkeypatch.setattr("review_flows.outside.seal_walk.PAGE", 3)
    assert found_by_us(site, notes) == []
    changed(site, "log_leaves", "UPDATE log_leaves SET hash = 'ab' WHERE idx = 20")
    assert "leaf 20" in said(seal_faults(site))


def test_what_waits_to_be_sealed_is_counted_and_is_no_fault(site: Site) -> None:
    a_sealed_log(site, 1)
    accepted(site, title="又一办法")
    walk = walk_seal(site.database, [], [], lambda fault: pytest.fail(fault.what))
    assert (walk.waiting, walk.since[:10]) == (2, "2026-03-20")
    seal(site)
    assert walk_seal(site.database, [], [], lambda fault: None).waiting == 0


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_to_bend_the_log_is_found_with_one_note_kept_outside(
    tmp_path: Path, kind: str
) -> None:
    site = a_site(tmp_path)
    last = a_sealed_log(site)[-1]
    site.database.close()
    copy = Path(shutil.copy(tmp_path / "review.db", tmp_path / "bent.db"))
    Tamperer(copy, 1, site_signer(site)).bend(kind)
    bent = Database(f"sqlite:///{copy}", tmp_path / "bent.lock")
    assert faults_in(bent, site, [last]) != []
    assert bool(faults_in(bent, site, [])) is (kind not in NEEDS_A_NOTE)


BENT_CHECKPOINTS = (
    ("root = 'ab'", "do not say what its note says"),
    ("size = 1", "it covers 1 entries, the one before it"),
    ("size = 9999", "only"),
    ("at = '2026-01-01'", "it was made at 2026-01-01"),
    ("signature_name = 'sm2_sm3'", "do not say what its note says"),
    ("note = replace(note, 'hash=', 'Hash=')", "not one over sha256"),
    ("note = replace(note, 'at=2026', 'at=2025')", "its signature is not by the key"),
    ("key = 'nothing'", "no public key"),
    ("frontier = 'ab'", "subtrees"),
)


@pytest.mark.parametrize(("change", "what"), BENT_CHECKPOINTS)
def test_a_changed_checkpoint_shows(site: Site, change: str, what: str) -> None:
    notes = a_sealed_log(site, 1)
    last = f"id = {len(notes)}"
    changed(site, "checkpoints", f"UPDATE checkpoints SET {change} WHERE {last}")
    assert any(what in fault.what and fault.seq == len(notes) for fault in seal_faults(site))


def drop_a_leaf(site: Site) -> None:
    changed(site, "log_leaves", "DELETE FROM log_leaves WHERE idx = 3")


def drop_an_entry(site: Site) -> None:
    drops = {
        True: "ALTER TABLE events DISABLE TRIGGER USER",
        False: "DROP TRIGGER events_no_delete",
    }
    with site.database.writing() as connection:
        connection.run(drops[connection.postgresql])
        connection.run("DELETE FROM events WHERE id = 4")


def point_elsewhere(site: Site) -> None:
    changed(site, "log_leaves", f"UPDATE log_leaves SET hash = '{entry_hash(b'')}' WHERE idx = 3")


@pytest.mark.parametrize(
    ("bend", "what"),
    [
        (drop_a_leaf, "the leaf is missing (the next one is 4)"),
        (drop_an_entry, "the entry of this leaf is not in the log"),
        (point_elsewhere, "not what was sealed as leaf 3"),
    ],
)
def test_a_leaf_that_does_not_fit_its_entry_shows(
    site: Site, bend: Callable[[Site], None], what: str
) -> None:
    a_sealed_log(site, 1)
    bend(site)
    assert what in said(seal_faults(site))


def test_the_first_wrong_root_is_told_and_the_rest_are_counted(site: Site) -> None:
    notes = a_sealed_log(site)
    changed(site, "log_leaves", f"UPDATE log_leaves SET hash = '{entry_hash(b'')}' WHERE idx = 0")
    told = said(seal_faults(site))
    assert told.count("its root is not that of") == 1
    assert f"{len(notes) - 1} more have another root" in told


def test_a_key_that_nobody_vouches_for_is_told_once_with_its_line(site: Site) -> None:
    a_sealed_log(site)
    stranger = PublicKey("elsewhere", SignatureName.ED25519, bytes(32))
    faults = seal_faults(site, keys=[stranger])
    assert [site_signer(site).key.text in fault.what for fault in faults] == [True]


def test_a_note_of_a_longer_log_another_log_or_another_signer_does_not_hold(site: Site) -> None:
    note = a_sealed_log(site, 1)[-1]
    size = note.checkpoint.size
    longer = replace(note, checkpoint=replace(note.checkpoint, size=size + 5))
    other = replace(note, checkpoint=replace(note.checkpoint, root=bytes(32)))
    unsigned = replace(note, signatures=(("x", b"abcd", bytes(64)),))
    assert "the log was cut" in said(seal_faults(site, [longer]))
    assert "the log was rewritten" in said(seal_faults(site, [other]))
    assert "no key that is known" in said(seal_faults(site, [unsigned]))
    assert "not by the key" in said(seal_faults(site, [other]))


def test_a_clock_that_was_set_back_makes_no_checkpoint_older_than_the_last(site: Site) -> None:
    from builders import FIRST_DAY, today_is

    today_is(site, FIRST_DAY.replace(month=5))
    seal(site)
    site.clock = a_site(site.settings.home / "elsewhere").clock  # in March again
    accepted(site)
    seal(site)
    assert seal_faults(site) == []


def test_the_command_takes_notes_from_files_and_says_what_waits(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    notes = a_sealed_log(site, 1)
    kept = tmp_path / "kept.txt"
    kept.write_text("\r\n\r\n".join(note.text.replace("\n", "\r\n") for note in notes), "utf-8")
    accepted(site, title="又一办法")
    result = run(site, "log", "verify", "--anchor", str(kept), "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["anchors"], told["waiting"]) == (len({n.text for n in notes}), 2)
    assert "Entries wait to be sealed: 2" in result.stderr
    kept.write_text(notes[-1].text.replace("\nat=2026", "\nat=2027"), "utf-8")
    result = run(site, "log", "verify", "--anchor", str(kept))
    assert result.exit_code == 3 and str(kept) in result.stdout


@pytest.mark.parametrize("text", ["", "hello", "a\n1\n"])
def test_a_file_without_a_note_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    site, kept = a_site(tmp_path), tmp_path / "kept.txt"
    kept.write_text(text, "utf-8")
    result = run(site, "log", "verify", "--anchor", str(kept))
    assert result.exit_code == 2 and "kept.txt" in result.stderr


def test_the_key_and_the_newest_checkpoint_are_printed_and_none_is_made_for_it(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    for command in ("key", "checkpoint"):
        assert run(site, "log", command).exit_code == 2
    assert not key_file(site).exists()
    note = seal(site)
    assert run(site, "log", "checkpoint").stdout == note.text
    assert run(site, "log", "key").stdout == f"{site_signer(site).key.text}\n"
