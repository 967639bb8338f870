"""The security log: what is in it, that nobody bends it, and when its lines may go."""

from datetime import timedelta

import pytest
from account_builders import (
    DESK,
    KEEPER,
    PASSWORD,
    later,
    noted,
    the_keeper,
    under,
    with_password,
)
from builders import opinion, under_review

from models.account_policy import PolicyName
from models.errors import NotAllowed, ReviewError
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.accounts import sign_in
from review_flows.desk.accounts.reading import read_security_log
from review_flows.outside.accounts.security_log import faults_of_log
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import MachineClock, utc_text

GUARDS = {
    False: ("security_log_no_update", "security_log_no_delete", "security_log_no_replace"),
    True: ("security_log_no_change",),
}


def faults(site: Site) -> list[str]:
    with site.database.reading() as connection:
        return faults_of_log(connection)


def behind_its_back(site: Site, *statements: str) -> None:
    """Statements of somebody who owns the database, and so takes the guards away."""
    with site.database.writing() as connection:
        for guard in GUARDS[connection.postgresql]:
            on = " ON security_log" if connection.postgresql else ""
            connection.run(f"DROP TRIGGER {guard}{on}")
        for statement in statements:
            connection.run(statement)


def test_what_happens_to_an_account_is_noted_from_its_beginning(site: Site) -> None:
    with_password(site, "shen")
    with pytest.raises(ReviewError):
        sign_in(site, "shen", "no such password", DESK)
    sign_in(site, "shen", PASSWORD, DESK)
    of_shen = [line["step"] for line in noted(site) if line["person"] == "shen"]
    assert of_shen == [
        "link_made",
        "link_used",
        "password_changed",
        "signed_in",
        "sign_in_failed",
        "signed_in",
    ]
    assert all(line["address"] == DESK.address for line in noted(site, "signed_in"))
    assert faults(site) == []


def test_what_somebody_may_not_do_is_noted_without_what_the_case_is_about(site: Site) -> None:
    number = under_review(site, title="秘而不宣的办法")
    with pytest.raises(NotAllowed):
        act(site, "du", number, Move.PROPOSE_OPINION, opinion())
    (line,) = noted(site, "permission_refused")
    assert (line["person"], line["chain"], line["tried"]) == ("du", number, "propose_opinion")
    assert "秘而不宣" not in str(line)


def test_another_policy_is_noted_with_its_numbers_before_anything_else(site: Site) -> None:
    with_password(site, "shen")
    under(site, PolicyName.ASVS)
    sign_in(site, "shen", PASSWORD, DESK)
    first, second = noted(site, "policy_changed")
    assert (first["from"], first["policy"]) == ("", "dengbao/1")
    assert (second["from"], second["policy"]) == ("dengbao/1", "asvs/1")
    assert second["figures"]["least_characters"] == 8  # type: ignore[index]
    assert [line["step"] for line in noted(site)][-2:] == ["policy_changed", "signed_in"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE security_log SET person = 'qian'",
        "DELETE FROM security_log",
        "DELETE FROM security_log WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(site: Site, statement: str) -> None:
    site.clock = MachineClock()  # the guard goes by the time of the machine
    the_keeper(site)
    before = noted(site)
    with pytest.raises(Exception, match="append-only"), site.database.writing() as connection:
        connection.run(statement)
    assert noted(site) == before


def test_a_line_cannot_be_replaced_either(site: Site) -> None:
    the_keeper(site)
    with site.database.reading() as connection:
        row = dict(connection.row("SELECT * FROM security_log WHERE seq = 2") or {})
        replace = "REPLACE" if not connection.postgresql else "INSERT"
    row["person"] = "qian"
    names = ", ".join(row)
    places = ", ".join(f":{name}" for name in row)
    with pytest.raises(Exception), site.database.writing() as connection:  # noqa: B017
        connection.run(f"{replace} INTO security_log ({names}) VALUES ({places})", **row)
    assert faults(site) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE security_log SET person = 'qian' WHERE seq = 3", "column person"),
        ("UPDATE security_log SET hash = 'ff' WHERE seq = 3", "not the hash of the body"),
        ("DELETE FROM security_log WHERE seq = 3", "line 3 is missing"),
        ("DELETE FROM security_log WHERE seq < 3", "removed without a word"),
        ("UPDATE security_log SET seq = 99 WHERE seq = 3", "missing"),
    ],
)
def test_what_is_done_behind_its_back_shows(site: Site, statement: str, told: str) -> None:
    with_password(site, "shen")
    assert faults(site) == []
    behind_its_back(site, statement)
    assert any(told in fault for fault in faults(site)), faults(site)


def test_after_four_hundred_days_lines_go_and_a_line_says_which(site: Site) -> None:
    with_password(site, "shen")
    before = noted(site)
    later(site, days=400)
    sign_in(site, "shen", PASSWORD, DESK)
    assert noted(site)[: len(before)] == before
    later(site, days=2)
    sign_in(site, "shen", PASSWORD, DESK)
    (said,) = noted(site, "log_shortened")
    assert said["last_gone"] == before[-1]["seq"]
    assert noted(site)[0]["seq"] == len(before) + 1
    assert faults(site) == []


def test_lines_younger_than_half_a_year_stay_whoever_asks(site: Site) -> None:
    """The guard of the table knows of no setting."""
    now = MachineClock().now()
    at = {1: now - timedelta(days=186), 2: now - timedelta(days=182)}
    with site.database.writing() as connection:
        for seq, moment in at.items():
            connection.insert(
                "security_log",
                seq=seq,
                at=utc_text(moment),
                step="signed_in",
                person="shen",
                address="",
                body=b"{}",
                hash="",
            )
        connection.run("DELETE FROM security_log WHERE seq = 1")
    with pytest.raises(Exception, match="184 days"), site.database.writing() as connection:
        connection.run("DELETE FROM security_log WHERE seq = 2")


def test_reading_the_log_is_a_line_of_it(site: Site) -> None:
    the_keeper(site)
    lines, found = read_security_log(site, "yan", [("person", "shen")])
    assert found == [] and len(lines) == len(noted(site)) - 1
    *_, last = noted(site)
    assert (last["step"], last["person"], last["sought"]) == ("log_read", "yan", {"person": "shen"})


def test_a_clock_that_was_set_back_does_not_date_a_line_before_the_last(site: Site) -> None:
    with_password(site, "shen")
    later(site, days=-3)
    sign_in(site, "shen", PASSWORD, DESK)
    times = [str(line["at"]) for line in noted(site)]
    assert times == sorted(times)


def test_the_log_of_cases_holds_nothing_of_sessions(site: Site) -> None:
    with_password(site, "shen")
    sign_in(site, "shen", PASSWORD, DESK)
    with site.database.reading() as connection:
        assert connection.value("SELECT count(*) AS n FROM events") == 0
    assert KEEPER in str(noted(site))
