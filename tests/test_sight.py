"""What a list shows is what the table of permissions allows, case by case, on both databases."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import add_person, received
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.action import Action
from models.case import CaseState
from models.moves import Move
from models.permission import PERMISSIONS, Standing
from models.person import Membership, Person, Role
from models.relation import Condition, Permission, Relation
from review_flows.outside import persons, records
from review_flows.outside.database import Connection
from review_flows.outside.sight import where_may, where_one_holds
from review_flows.outside.site import Site

PEOPLE = ("shen", "qian", "gu", "lin")
UNITS = ("zhujian", "sifaju", "shenji")
# Around the midnight of Shanghai on 10 March, where a day of UTC would say another one.
INSTANTS = (
    "2026-03-09T15:59:59.999999Z",
    "2026-03-09T16:00:00.000000Z",
    "2026-03-10T15:59:59.999999Z",
    "2026-03-10T16:00:00.000000Z",
)
DAYS = ("0001-01-01", "2026-03-09", "2026-03-10", "2026-03-11")
KINDS = ("advise", "co_review", "review", "confirm_revision", "sign")
STATES = ("open", "assigned", "claimed", "done", "cancelled")
ACTIONS = sorted({(type(what).__name__, what) for _, what in PERMISSIONS})

memberships = st.builds(
    Membership,
    st.sampled_from(UNITS),
    st.sampled_from(DAYS),
    st.sampled_from((None, *DAYS[1:])),
)
people = st.builds(
    Person,
    st.sampled_from(PEOPLE),
    st.just("某"),
    st.sampled_from(UNITS),
    st.frozensets(st.sampled_from(list(Role)), min_size=1, max_size=3),
    st.lists(memberships, max_size=2).map(tuple),
    st.frozensets(st.sampled_from(PEOPLE), max_size=2),
    st.sampled_from(("", *DAYS[1:])),
)
some_person = st.sampled_from((None, *PEOPLE))
tasks = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(STATES),
    some_person,
    some_person,
    st.sampled_from((None, INSTANTS[0])),
)
cases = st.tuples(
    st.sampled_from(list(CaseState)),
    st.sampled_from((None, *UNITS)),
    some_person,
    st.sampled_from(INSTANTS),
    st.lists(tasks, max_size=2),
)


@pytest.fixture
def numbers(site: Site) -> list[str]:
    """Three cases whose rows the examples change."""
    return [received(site, title=f"第{one}号办法") for one in "甲乙丙"]


def arrange(connection: Connection, number: str, drawn: tuple[object, ...]) -> None:
    """Let a case be as drawn."""
    state, unit, reviewer, received_at, held = drawn
    connection.run("DELETE FROM tasks WHERE case_number = :number", number=number)
    connection.run(
        "UPDATE cases SET state = :state, unit = :unit, reviewer = :reviewer, "
        "received_at = :at WHERE number = :number",
        number=number,
        state=str(state),
        unit=unit,  # type: ignore[arg-type]
        reviewer=reviewer,  # type: ignore[arg-type]
        at=str(received_at),
    )
    assert isinstance(held, list)
    for kind, task_state, person, ended_by, claimed_at in held:
        connection.insert(
            "tasks",
            case_number=number,
            kind=kind,
            role="reviewer",
            state=task_state,
            person=person,
            opened_at="2026-03-09T01:00:00.000000Z",
            ended_by=ended_by,
            claimed_at=claimed_at,
        )


def standings(connection: Connection, person: Person) -> Iterator[tuple[str, Standing]]:
    for case in records.latest_cases(connection):
        yield case.number, persons.standing_of(connection, person, case)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(person=people, drawn=st.lists(cases, min_size=3, max_size=3))
def test_the_filter_of_a_list_is_the_permission_itself(
    site: Site, numbers: list[str], person: Person, drawn: list[tuple[object, ...]]
) -> None:
    with site.database.writing() as connection:
        for number, one in zip(numbers, drawn, strict=True):
            arrange(connection, number, one)
        known = dict(standings(connection, person))
        for _, action in ACTIONS:
            expected = {
                number
                for number, standing in known.items()
                if any(
                    permission.holds(standing)
                    for role in person.roles
                    if (permission := PERMISSIONS.get((role, action))) is not None
                )
            }
            where = where_may(person, action)
            sql = f"SELECT c.number FROM cases c WHERE {where.sql}"
            found = {row["number"] for row in connection.rows(sql, **where.values)}
            assert found == expected, action


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    person=people,
    drawn=cases,
    needs=st.frozensets(st.sampled_from(list(Relation)), max_size=2),
    bars=st.frozensets(st.sampled_from(list(Relation)), max_size=2),
    states=st.none() | st.frozensets(st.sampled_from(list(CaseState)), min_size=1),
)
def test_any_condition_at_all_is_compiled_rightly(
    site: Site,
    numbers: list[str],
    person: Person,
    drawn: tuple[object, ...],
    needs: frozenset[Relation],
    bars: frozenset[Relation],
    states: frozenset[CaseState] | None,
) -> None:
    """Also those that the table does not have yet; for whoever can have had a hand in a review."""
    asker = replace(person, roles=frozenset({Role.CHIEF}))
    permission = Permission((Condition(needs, bars, states),))
    with site.database.writing() as connection:
        arrange(connection, numbers[0], drawn)
        known = dict(standings(connection, asker))
        where = where_one_holds(asker, [permission])
        sql = f"SELECT c.number FROM cases c WHERE {where.sql}"
        found = {row["number"] for row in connection.rows(sql, **where.values)}
    assert found == {number for number, one in known.items() if permission.holds(one)}


def test_who_did_a_review_for_somebody_absent_has_had_a_hand_in_it(site: Site) -> None:
    add_person(site, "second", "chief reviewer")
    number = received(site)
    done = (CaseState.OPINION_PROPOSED, "zhujian", "shen", INSTANTS[0])
    with site.database.writing() as connection:
        for task in (("review", "done", "shen", "second"), ("review", "cancelled", "shen", "qian")):
            arrange(connection, number, (*done, [(*task, INSTANTS[0])]))
            for code, hand in (("second", task[3] == "second"), ("qian", False)):
                person = persons.find_person(connection, code)
                assert person is not None
                case = records.find_case(connection, number)
                assert case is not None
                standing = persons.standing_of(connection, person, case)
                assert standing.holds(Relation.REVIEWED) == hand
                signs = where_may(person, Move.SIGN)
                sql = f"SELECT count(*) FROM cases c WHERE {signs.sql}"
                assert bool(connection.value(sql, **signs.values)) != hand


def test_whoever_holds_no_role_sees_nothing_and_the_auditor_every_case(site: Site) -> None:
    received(site)
    with site.database.reading() as connection:
        for roles, count in ((frozenset[Role](), 0), (frozenset({Role.AUDITOR}), 1)):
            where = where_may(Person("du", "杜", "shenji", roles), Action.SEE_CASE)
            sql = f"SELECT count(*) FROM cases c WHERE {where.sql}"
            assert connection.value(sql, **where.values) == count
