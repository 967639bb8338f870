"""`log verify` finds every way in which the log and the cases can disagree, and says where."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import a_site, accepted, filed, received
from cli_running import run

from models.errors import ReviewError
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.site import Site

UNGUARD = (
    "DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete; DROP TRIGGER events_no_replace;"
)


def tampered(site: Site, sql: str) -> None:
    """Do to the database what nobody can do through the product."""
    site.database.close()
    assert site.database.path is not None
    with closing(sqlite3.connect(site.database.path)) as driver:
        driver.executescript(UNGUARD + sql)


def faults(site: Site) -> list[LogFault]:
    found: list[LogFault] = []
    walk = walk_log(site.database, found.append)
    assert walk.faults == len(found)
    return found


def test_a_log_that_nobody_touched_is_whole_refused_attempts_included(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = filed(site)
    with pytest.raises(ReviewError):
        act(site, "shen", "2026-9999", Move.CLAIM)  # goes into the site's chain
    with pytest.raises(ReviewError):
        act(site, "shen", number, Move.SIGN)
    result = run(site, "log", "verify", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["whole"] and told["faults"] == [] and told["chains"] == 2


@pytest.mark.parametrize(
    ("sql", "seq", "what"),
    [
        ("UPDATE events SET actor = 'lin' WHERE seq = 2", 2, "actor"),
        ("UPDATE events SET at = '2026-01-01T00:00:00.000000Z' WHERE seq = 2", 2, "column at"),
        ("UPDATE events SET body = replace(body, '逐一', '未') WHERE seq = 2", 2, "stored hash"),
        ("UPDATE events SET hash = 'x' WHERE seq = 1", 2, "does not follow"),
        ("DELETE FROM events WHERE seq = 1", 2, "entry 1 is missing"),
        ("UPDATE events SET result = 'perhaps' WHERE seq = 2", 2, "not known"),
        ("UPDATE cases SET state = 'in_force'", 2, "'in_force'"),
        ("UPDATE cases SET version = 9", 2, "version 9"),
        ("DELETE FROM events WHERE seq = 2", 1, "'accepted'"),
        ("DELETE FROM events", 0, "no entries"),
        ("UPDATE events SET chain = 'elsewhere'", 2, "no case"),
    ],
)
def test_a_change_shows_with_its_place(tmp_path: Path, sql: str, seq: int, what: str) -> None:
    site = a_site(tmp_path)
    accepted(site)
    assert faults(site) == []
    tampered(site, sql)
    assert any(fault.seq == seq and what in fault.what for fault in faults(site)), faults(site)


def test_a_chain_that_breaks_does_not_hide_the_next_one(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    first, second = received(site, title="甲办法"), received(site, title="乙办法")
    tampered(site, "UPDATE events SET actor = 'lin'")
    assert {fault.chain for fault in faults(site)} == {first, second}


def test_the_walk_goes_on_beyond_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = a_site(tmp_path)
    number = filed(site)
    with site.database.reading() as connection:
        count = connection.value("SELECT count(*) FROM events")
    monkeypatch.setattr("review_flows.outside.log_walk.PAGE", 2)
    found: list[LogFault] = []
    assert walk_log(site.database, found.append).entries == count > 4
    assert found == []
    tampered(site, f"UPDATE events SET hash = 'x' WHERE chain = '{number}' AND seq = {count}")
    assert [fault.seq for fault in faults(site)] == [count]


def test_a_broken_log_ends_with_exit_3_and_says_where(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    tampered(site, "UPDATE events SET actor = 'lin' WHERE seq = 2")
    result = run(site, "log", "verify")
    assert result.exit_code == 3
    assert result.stdout.splitlines()[0] == "chain\tno.\tfault"
    assert result.stdout.splitlines()[1].startswith(f"{number}\t2\t")
    assert "broken" in result.stderr


def test_the_log_of_a_case_names_who_did_what(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    result = run(site, "log", "show", number, "--lang", "zh")
    assert result.stdout.splitlines()[2].split("\t")[2:6] == ["邓登记", "登记员", "受理", "已办"]
    lines = [json.loads(x) for x in run(site, "log", "show", number, "--json").stdout.splitlines()]
    assert [line["move"] for line in lines] == ["receive", "accept"]


def test_refused_attempts_on_unknown_cases_stand_in_the_log_of_the_site(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    assert run(site, "act", "2026-0009", "claim", "--as", "shen").exit_code == 4
    result = run(site, "log", "show", "site", "--json")
    (entry,) = map(json.loads, result.stdout.splitlines())
    assert (entry["actor"], entry["move"], entry["result"]) == ("shen", "claim", "refused")
