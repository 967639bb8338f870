"""Backup sets: made whole while people work, verified before anything of them is restored."""

import errno
import json
import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from backup_builders import (
    anchor_of,
    another_home,
    edited,
    filed_away,
    postgresql_tools,
    sealed_again,
    signed_anew,
)
from builders import a_site, accepted, received
from databases import PostgreSQL, content, entries

from models.backup import MANIFEST, SIGNATURE
from models.errors import BackupRefused, BadInput, NotAllowed, SchemaUnknown, TryAgain
from models.event import SITE_CHAIN
from review_flows.desk.backing_up import back_up
from review_flows.outside.backup.checking import checked_set
from review_flows.outside.backup.making import BackupSet, last_set, make_backup, sets_in
from review_flows.outside.backup.restoring import restore_set
from review_flows.outside.database import Database
from review_flows.outside.people_lines import OPERATOR
from review_flows.outside.sealing.keys import key_file
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site
from review_flows.outside.store import StoreDamaged, write_whole


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder on another disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    postgresql_tools(monkeypatch)


def test_a_set_brings_everything_back_into_an_empty_home(
    site: Site, disk: Path, request: pytest.FixtureRequest
) -> None:
    number = filed_away(site)
    (site.settings.home / "calendars").mkdir()
    (site.settings.home / "calendars" / "2031.toml").write_text("# ours\n", "utf-8")
    made = make_backup(site, disk)
    before = content(site.database)
    with another_home(site, request) as settings:
        told = restore_set(settings, made.folder)
        restored = Database(settings.database, settings.inside / "write.lock")
        assert content(restored) == before
        restored.close()
        assert told.cases == 1 and told.entries == len(before["events"])
        stored = sorted(p.name for p in (settings.inside / "store").rglob("*") if p.is_file())
        assert stored == sorted(p.name for p in site.store.folder.rglob("*") if p.is_file())
        assert told.files == len(stored) > 0 and number
        assert (settings.home / "calendars" / "2031.toml").read_text("utf-8") == "# ours\n"
        assert not list(settings.home.rglob("*.pem")), "the key goes into no backup"


def test_a_backup_is_logged_with_its_manifest_and_by_whom(site: Site, disk: Path) -> None:
    made = back_up(site, "", disk)
    last = entries(site.database, SITE_CHAIN)[-1]
    said = json.loads(last.body)
    assert (last.move, last.actor) == ("back_up", OPERATOR)
    assert said["folder"] == str(made.folder)
    assert said["entries"] == made.manifest.checkpoint.checkpoint.size


def test_a_second_set_shares_what_the_first_holds_and_nothing_with_the_store(
    tmp_path: Path, disk: Path
) -> None:
    site = a_site(tmp_path)
    filed_away(site)
    first, second = make_backup(site, disk), make_backup(site, disk)
    assert sets_in(disk) == [first.folder, second.folder] and last_set(disk) == second.folder
    for file in second.manifest.files:
        if file.path.startswith("store/"):
            inode = (second.folder / file.path).stat().st_ino
            assert inode == (first.folder / file.path).stat().st_ino
            assert inode != site.store.path_of(file.sha256).stat().st_ino


def test_what_was_damaged_in_an_earlier_set_is_copied_afresh(tmp_path: Path, disk: Path) -> None:
    site = a_site(tmp_path)
    filed_away(site)
    first = make_backup(site, disk)
    broken = next(file for file in first.manifest.files if file.path.startswith("store/"))
    edited(first.folder / broken.path)
    second = make_backup(site, disk)
    with checked_set(second.folder) as checked:
        assert checked.files > 0


@pytest.mark.parametrize("links", [True, False])
def test_what_was_damaged_in_the_store_comes_from_the_set_before(
    tmp_path: Path, disk: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Also on a file system where a file has one name only."""
    site = a_site(tmp_path)
    filed_away(site)
    first = make_backup(site, disk)
    broken = next(file for file in first.manifest.files if file.path.startswith("store/"))
    edited(site.store.path_of(broken.sha256))
    with pytest.raises(StoreDamaged):
        site.store.get(broken.sha256)

    def no_links(source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with checked_set(make_backup(site, disk).folder) as checked:
        assert broken in checked.manifest.files


@pytest.mark.parametrize("spoil", [Path.unlink, edited])
def test_no_set_is_made_while_a_named_file_is_gone_or_damaged_unless_it_is_said(
    tmp_path: Path, disk: Path, spoil: Callable[[Path], None]
) -> None:
    site = a_site(tmp_path)
    filed_away(site)
    digest = next(p.name for p in site.store.folder.rglob("*") if p.is_file())
    spoil(site.store.path_of(digest))
    with pytest.raises(BackupRefused, match=f"{digest}.*review-flows scrub"):
        make_backup(site, disk)
    assert [path.name for path in disk.iterdir()] == [".lock"]
    made = make_backup(site, disk, incomplete=True)
    assert made.manifest.missing == (digest,)
    with checked_set(made.folder) as checked:
        assert checked.manifest.missing == (digest,)


def test_a_folder_that_is_not_there_or_lies_beside_the_database_is_refused(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    with pytest.raises(BadInput, match="is no folder"):
        make_backup(site, tmp_path / "not mounted")
    site.settings.inside.mkdir(exist_ok=True)
    with pytest.raises(NotAllowed, match="on another disk"):
        make_backup(site, site.settings.inside)


def test_a_backup_that_fails_or_was_killed_leaves_no_set(
    tmp_path: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_site(tmp_path)
    filed_away(site)
    left = disk / ".unfinished-20260101T000000Z"
    left.mkdir()

    def full(source: str, target: str) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", full)
        with pytest.raises(TryAgain, match="is full"):
            make_backup(site, disk)
    assert [path.name for path in disk.iterdir()] == [".lock"]


def test_two_backups_into_one_folder_do_not_meet(tmp_path: Path, disk: Path) -> None:
    from review_flows.outside.backup.making import _alone

    with _alone(disk), pytest.raises(TryAgain, match="Another backup"):
        make_backup(a_site(tmp_path), disk)


# What somebody may do to a set, and what the refusal says of it.
BENT: dict[str, tuple[Callable[[BackupSet], None], str]] = {
    "a stored file": (lambda m: edited(next(m.folder.rglob("store/*/*"))), "was changed"),
    "a file taken away": (lambda m: next(m.folder.rglob("store/*/*")).unlink(), "is missing"),
    "the database": (lambda m: edited(m.folder / "database.db"), "was changed"),
    "the manifest": (lambda m: edited(m.folder / MANIFEST), "manifest"),
    "the signature": (
        lambda m: write_whole(m.folder / SIGNATURE, b"AAAA\n"),
        "signature is not one",
    ),
    "a set signed by somebody else": (lambda m: signed_anew(m.folder), "no key|another key"),
}


@pytest.mark.parametrize("name", BENT)
def test_a_set_that_was_bent_is_refused_and_nothing_is_restored(
    tmp_path: Path, disk: Path, request: pytest.FixtureRequest, name: str
) -> None:
    site = a_site(tmp_path)
    filed_away(site)
    made = make_backup(site, disk)
    key = made.manifest.public_key
    bend, says = BENT[name]
    bend(made)
    with another_home(site, request) as settings:
        with pytest.raises((BackupRefused, BadInput), match=says):
            restore_set(settings, made.folder, keys=(key,))
        assert not settings.home.exists() or not list(settings.home.iterdir())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET body = CAST(replace(CAST(body AS TEXT), 'deng', 'dong') AS BLOB)",
        "DELETE FROM events WHERE id = (SELECT max(id) FROM events)",
        "DELETE FROM log_leaves WHERE idx = (SELECT max(idx) FROM log_leaves)",
        "UPDATE checkpoints SET root = 'ab'",
        "UPDATE cases SET state = 'passed'",  # behind the back of the log
    ],
)
def test_a_log_that_was_bent_inside_a_rightly_signed_set_is_refused(
    tmp_path: Path, disk: Path, sql: str
) -> None:
    """Whoever holds the key can sign a manifest; the log inside it is verified all the same."""
    site = a_site(tmp_path)
    accepted(site)
    seal(site)
    made = make_backup(site, disk, incomplete=True)
    driver = sqlite3.connect(made.folder / "database.db")
    for (trigger,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        driver.execute(f"DROP TRIGGER {trigger}")
    driver.execute(sql)
    driver.commit()
    driver.close()
    sealed_again(site, made)
    with pytest.raises(BackupRefused, match="its log does not hold"), checked_set(made.folder):
        pass


def test_a_set_older_than_a_note_that_somebody_kept_is_refused(site: Site, disk: Path) -> None:
    accepted(site)
    made = make_backup(site, disk, incomplete=True)
    held = anchor_of(seal(site))
    with checked_set(made.folder, [held]) as checked:
        assert checked.anchors == 1
    received(site, title="又一办法")
    with (
        pytest.raises(BackupRefused, match="the log was cut"),
        checked_set(made.folder, [anchor_of(seal(site))]),
    ):
        pass


def test_nothing_is_restored_over_something(
    site: Site, disk: Path, request: pytest.FixtureRequest
) -> None:
    made = make_backup(site, disk)
    before = content(site.database)
    with pytest.raises(BadInput, match="empty home only"):
        restore_set(site.settings, made.folder)
    assert content(site.database) == before
    with another_home(site, request) as settings:
        key_file(replace(site, settings=settings)).parent.mkdir(parents=True)
        restore_set(settings, made.folder)  # the key may have been put back before
        with pytest.raises(BadInput, match="empty home only"):
            restore_set(settings, made.folder)


def test_a_set_of_the_other_database_is_refused(
    tmp_path: Path, disk: Path, postgresql: PostgreSQL, request: pytest.FixtureRequest
) -> None:
    site = a_site(tmp_path)
    made = make_backup(site, disk)
    with another_home(site, request) as settings:
        url = postgresql.fresh()
        with pytest.raises(BadInput, match="The set is of sqlite"):
            restore_set(replace(settings, database=url), made.folder)
        postgresql.drop(url)


def test_a_set_of_a_newer_program_is_refused(tmp_path: Path, disk: Path) -> None:
    site = a_site(tmp_path)
    made = make_backup(site, disk)
    manifest = replace(made.manifest, revision="9999")
    sealed_again(site, replace(made, manifest=manifest))
    with pytest.raises(SchemaUnknown, match="revision 9999"), checked_set(made.folder):
        pass
