"""A look through the store: what is gone or damaged is named with its case, and told at night."""

from pathlib import Path

import pytest
from backup_builders import edited, filed_away
from builders import a_site
from cli_running import run

from models.person import Role
from models.scrub import StoreFault
from review_flows.desk.store_watch import scrub_and_tell
from review_flows.outside.notices import notice_lines
from review_flows.outside.scrub import scrub
from review_flows.outside.site import Site
from review_flows.outside.stored_names import NamedFile, named_files


def named(site: Site) -> list[NamedFile]:
    with site.database.reading() as connection:
        return list(named_files(connection))


def an_administrator(site: Site, code: str) -> None:
    with site.database.writing() as connection:
        connection.insert("person_roles", person=code, role=str(Role.SYSTEM_ADMIN))


def test_a_whole_store_has_no_faults_and_what_no_row_names_is_only_counted(site: Site) -> None:
    filed_away(site)
    site.store.put("分发的副本".encode())
    (site.store.folder / "half.tmp").write_bytes(b"left by a crash")
    seen = scrub(site)
    assert seen.faults == ()
    assert (seen.files, seen.orphans) == (len({one.sha256 for one in named(site)}) + 1, 1)


def test_a_file_that_is_gone_or_damaged_is_named_with_its_case(site: Site) -> None:
    number = filed_away(site)
    gone, damaged = sorted({one.sha256 for one in named(site)})[:2]
    site.store.path_of(gone).unlink()
    edited(site.store.path_of(damaged))
    seen = scrub(site)
    assert [(one.fault, one.sha256) for one in seen.faults] == [
        (StoreFault.MISSING, gone),
        (StoreFault.DAMAGED, damaged),
    ]
    assert all(about == number for one in seen.faults for about, _ in one.named)


def test_the_administrators_hear_of_faults_once_a_day_and_of_none_not_at_all(site: Site) -> None:
    filed_away(site)
    an_administrator(site, "deng")
    scrub_and_tell(site)
    with site.database.reading() as connection:
        assert not [one for one in notice_lines(connection) if "文件库" in one.subject]
    site.store.path_of(named(site)[0].sha256).unlink()
    scrub_and_tell(site)
    scrub_and_tell(site)
    with site.database.reading() as connection:
        told = [one for one in notice_lines(connection) if "文件库" in one.subject]
    assert [(one.person, one.subject.rpartition(" ")[2]) for one in told] == [
        ("deng", "缺失1个，损坏0个")
    ]


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_the_command_ends_with_3_on_faults(tmp_path: Path, as_json: tuple[str, ...]) -> None:
    site = a_site(tmp_path)
    number = filed_away(site)
    assert run(site, "scrub", *as_json).exit_code == 0
    one = named(site)[0]
    site.store.path_of(one.sha256).unlink()
    done = run(site, "scrub", *as_json)
    assert done.exit_code == 3
    assert one.sha256 in done.stdout and number in done.stdout
    assert "last backup" in done.stderr
