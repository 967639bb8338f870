"""Absences: who enters them, what has to hold, and that the stand-in does the tasks meanwhile."""

import json
from datetime import date

import pytest
from builders import accepted, add_person, opinion, proposed, today_is, under_review
from cli_running import run
from databases import content, entries
from hypothesis import given
from hypothesis import strategies as st

from models.absence import Absence, absence_faults
from models.errors import BadInput, Conflict, NotAllowed, NotFound, ReviewError
from models.event import SITE_CHAIN
from models.moves import Move
from models.person import Person, Role
from review_flows.desk import act
from review_flows.desk.absences import AbsenceDone, cancel_absence, enter_absence
from review_flows.outside import persons
from review_flows.outside.site import Site

FIRST, LAST = "2026-03-16", "2026-03-31"


@pytest.fixture
def office(site: Site) -> Site:
    """The sample office with a second reviewer and a second chief."""
    add_person(site, "zhao", "reviewer")
    add_person(site, "sun", "chief reviewer")
    return site


def away(
    site: Site, person: str = "shen", stand_in: str = "zhao", first: str = FIRST, last: str = LAST
) -> AbsenceDone:
    """Enter an absence, as the person himself."""
    return enter_absence(site, person, person, stand_in, first, last)


def test_the_stand_in_does_the_tasks_on_the_days_and_on_no_other(office: Site) -> None:
    number = under_review(office)
    away(office)
    pause = {"ground": "expert_opinion", "reason": "论证"}
    for day in (date(2026, 3, 15), date(2026, 4, 1)):
        today_is(office, day)
        with pytest.raises(ReviewError):
            act(office, "zhao", number, Move.PAUSE, pause)
        if day.month == 3:
            today_is(office, date(2026, 3, 16))
            act(office, "zhao", number, Move.PAUSE, pause)
            today_is(office, date(2026, 3, 31))
            act(office, "zhao", number, Move.RESUME, {})


def test_what_falls_due_is_shown_when_the_absence_is_entered(office: Site) -> None:
    inside, other = under_review(office), accepted(office)
    done = away(office)
    assert [(task.case, task.kind, task.due_on, task.why_not) for task in done.due] == [
        (inside, "review", "2026-03-30", "")
    ]
    assert other not in [task.case for task in done.due]
    assert away(office, first="2026-04-01", last="2026-04-02").due == ()


def test_a_stand_in_who_may_not_do_a_task_is_named_with_the_reason(office: Site) -> None:
    add_person(office, "wu", "reviewer", unit="zhujian")  # of the unit that drafted
    number = proposed(office)
    under_review(office)
    (task,) = away(office, stand_in="wu").due
    assert "own unit" in task.why_not
    # A chief who reviewed for somebody absent does not sign it.
    act(office, "qian", number, Move.CLAIM)
    (task,) = away(office, "qian", "sun").due
    assert task.why_not == ""


def test_nobody_signs_what_he_reviewed_for_somebody_absent(office: Site) -> None:
    number = under_review(office)
    absence = away(office, stand_in="sun").absence
    today_is(office, date(2026, 3, 16))
    act(office, "sun", number, Move.PROPOSE_OPINION, opinion("legal"))
    with pytest.raises(NotAllowed, match="nobody signs his own review"):
        act(office, "sun", number, Move.SIGN)
    cancel_absence(office, "shen", absence.id)
    with pytest.raises(NotAllowed, match="nobody signs his own review"):
        act(office, "sun", number, Move.SIGN)


def test_the_reviewer_does_not_sign_for_a_chief_who_is_away(office: Site) -> None:
    number = accepted(office)
    act(office, "sun", number, Move.CLAIM)
    act(office, "sun", number, Move.PROPOSE_OPINION, opinion("legal"))
    away(office, "qian", "sun")
    today_is(office, date(2026, 3, 20))
    with pytest.raises(NotAllowed, match="nobody signs his own review"):
        act(office, "sun", number, Move.SIGN)


@pytest.mark.parametrize("actor", ["qian", "deng"])
def test_a_chief_and_a_clerk_enter_it_for_others(office: Site, actor: str) -> None:
    assert enter_absence(office, actor, "shen", "zhao", FIRST, LAST).absence.person == "shen"


@pytest.mark.parametrize("actor", ["zhao", "lin", "gu", "du"])
def test_others_do_not(office: Site, actor: str) -> None:
    before = content(office.database, without="events")
    with pytest.raises(NotAllowed, match="needs the role chief or clerk"):
        enter_absence(office, actor, "shen", "zhao", FIRST, LAST)
    absence = away(office).absence
    with pytest.raises(NotAllowed):
        cancel_absence(office, actor, absence.id)
    cancel_absence(office, "shen", absence.id)
    assert before.keys() == content(office.database, without="events").keys()


@pytest.mark.parametrize(
    ("person", "stand_in", "first", "last", "said"),
    [
        ("shen", "shen", FIRST, LAST, "nobody stands in for himself"),
        ("shen", "deng", FIRST, LAST, "holds none of the roles"),
        ("shen", "zhao", LAST, FIRST, "would end"),
        ("shen", "zhao", "2026-03-01", "2026-03-08", "it ended on 2026-03-08"),
        ("zhao", "shen", "2026-04-30", "2026-05-01", "shen is absent too"),
        ("shen", "zhao", "2026-04-30", "2026-05-01", "entered as absent already"),
        ("sun", "zhao", "2026-05-10", "2026-05-11", "zhao stands in for shen"),
    ],
)
def test_what_cannot_be_is_refused(
    office: Site, person: str, stand_in: str, first: str, last: str, said: str
) -> None:
    away(office, "shen", "sun", "2026-04-20", "2026-05-05")
    enter_absence(office, "deng", "shen", "zhao", "2026-05-10", "2026-05-20")
    if said == "zhao stands in for shen":
        person, stand_in = "zhao", "sun"
    with pytest.raises(BadInput, match=said):
        away(office, person, stand_in, first, last)


def test_a_stranger_and_somebody_disabled_are_not_found(office: Site) -> None:
    for stand_in in ("nobody", "system"):
        with pytest.raises((NotFound, BadInput)):
            away(office, stand_in=stand_in)
    with office.database.writing() as connection:
        connection.update("persons", "code = :code", code="zhao", active=False)
    with pytest.raises(NotFound, match="zhao"):
        away(office)


def test_each_step_is_in_the_sites_log_refusals_too(office: Site) -> None:
    absence = away(office).absence
    cancel_absence(office, "shen", absence.id)
    with pytest.raises(NotFound):
        cancel_absence(office, "shen", absence.id)
    log = entries(office.database, SITE_CHAIN)[-3:]
    assert [(e.actor, e.move, e.result) for e in log] == [
        ("shen", "enter_absence", "done"),
        ("shen", "cancel_absence", "done"),
        ("shen", "cancel_absence", "refused"),
    ]
    said = json.loads(log[0].body)
    assert (said["person"], said["stand_in"], said["first_day"]) == ("shen", "zhao", FIRST)


def test_an_absence_that_is_over_stays_as_it_was(office: Site) -> None:
    absence = away(office).absence
    today_is(office, date(2026, 4, 1))
    with pytest.raises(Conflict, match="ended on 2026-03-31"):
        cancel_absence(office, "shen", absence.id)


def test_who_stands_in_is_known_for_messages(office: Site) -> None:
    away(office)
    with office.database.reading() as connection:
        for day, who in ((FIRST, ["zhao"]), (LAST, ["zhao"]), ("2026-03-15", [])):
            assert persons.stand_ins_of(connection, "shen", day) == who


some_days = st.dates(date(2026, 3, 1), date(2026, 3, 20)).map(str)
some_codes = st.sampled_from(["a", "b", "c", "d"])
absences = st.builds(Absence, st.just(1), some_codes, some_codes, some_days, some_days)


@given(st.lists(absences, max_size=8), st.dates(date(2026, 3, 1), date(2026, 3, 20)).map(str))
def test_on_no_day_is_a_stand_in_away_or_two_stand_in_for_one(
    drawn: list[Absence], day: str
) -> None:
    """However absences are entered one after the other, each day is in order."""
    entered: list[Absence] = []
    for one in drawn:
        person, stand_in = (
            Person(code, code, "u", frozenset({Role.REVIEWER}))
            for code in (one.person, one.stand_in)
        )
        if not absence_faults(one, person, stand_in, entered, "2026-03-01"):
            entered.append(one)
    holding = [one for one in entered if one.first_day <= day <= one.last_day]
    gone = [one.person for one in holding]
    assert len(set(gone)) == len(gone)
    assert not {one.stand_in for one in holding} & set(gone)


def test_the_commands_enter_list_and_cancel(office: Site) -> None:
    number = under_review(office)
    days = ("--from", FIRST, "--to", LAST, "--stand-in", "zhao", "--as", "shen")
    done = run(office, "absence", "add", *days)
    # The machine's clock is far beyond the days of the tests.
    assert done.exit_code == 2 and "it ended on 2026-03-31" in done.stderr
    days = ("--from", "2126-03-16", "--to", "2126-03-20", "--stand-in", "zhao", "--as", "shen")
    with office.database.writing() as connection:
        connection.run("UPDATE tasks SET due_on = '2126-03-18' WHERE person = 'shen'")
    done = run(office, "absence", "add", *days)
    assert done.exit_code == 0, done.stderr
    assert number in done.stdout and "2126-03-18" in done.stdout
    listed = [json.loads(x) for x in run(office, "absence", "list", "--json").stdout.splitlines()]
    assert [(one["person"], one["stand_in"]) for one in listed] == [("shen", "zhao")]
    assert "shen" in run(office, "absence", "list", "--as", "deng").stdout
    assert "shen" not in run(office, "absence", "list", "--as", "lin").stdout
    identifier = str(listed[0]["id"])
    assert run(office, "absence", "cancel", identifier, "--as", "zhao").exit_code == 4
    assert run(office, "absence", "cancel", "x1", "--as", "shen").exit_code == 2
    assert run(office, "absence", "cancel", identifier, "--as", "shen").exit_code == 0
    assert run(office, "absence", "list").stdout.count("\n") == 1
    assert "cancelled" in run(office, "absence", "list", "--old").stdout
