"""Who may do what: denied unless the table says otherwise, and nobody judges his own work."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from models.action import Action
from models.case import CaseState
from models.moves import Move
from models.permission import (
    MOVES_ALLOWED,
    PERMISSIONS,
    Standing,
    acting_role,
    may,
    may_see,
    roles_for,
    why_not,
)
from models.person import ADMINISTRATORS, Membership, Person, Role
from models.relation import Condition, Relation

CODES = ("shen", "qian", "lin")
UNITS = ("sifaju", "zhujian")
JUDGING = (Move.SIGN, Move.EXTEND, Move.EXEMPT)
BEFORE_ISSUE = (Action.READ_REVIEW, Action.READ_FINDINGS)

memberships = st.builds(
    Membership,
    st.sampled_from(UNITS),
    st.sampled_from(("2026-01-01", "2026-03-09", "2026-03-10")),
    st.sampled_from((None, "2026-03-09", "2026-12-31")),
)
some_roles = st.frozensets(st.sampled_from(list(Role)))
people = st.builds(
    Person,
    st.sampled_from(CODES),
    st.just("某"),
    st.sampled_from(UNITS),
    some_roles,
    st.lists(memberships, max_size=2).map(tuple),
    st.frozensets(st.sampled_from(CODES)),
    st.sampled_from(("", "2026-03-09", "2026-03-10", "2027-01-01")),
)
standings = st.builds(
    Standing,
    people,
    st.sampled_from((*UNITS, None)),
    st.sampled_from((*CODES, None)),
    st.sampled_from(list(CaseState)),
    st.sampled_from(("2026-03-08", "2026-03-09", "2026-03-10")),
    st.booleans(),
    st.booleans(),
)
moves = st.sampled_from(list(Move))
actions = st.sampled_from(list(Action))


def standing(*roles: Role, code: str = "x", unit: str = "sifaju") -> Standing:
    """How somebody without any tie to a case stands to it."""
    person = Person(code, code, unit, frozenset(roles))
    return Standing(person, "zhujian", "shen", CaseState.OPINION_PROPOSED, "2026-03-09")


@given(standings, moves, actions)
def test_what_the_table_does_not_name_is_denied(who: Standing, move: Move, action: Action) -> None:
    roles = who.person.roles
    if not any((role, move) in PERMISSIONS for role in roles):
        assert acting_role(who, move) is None
    if not any((role, action) in PERMISSIONS for role in roles):
        assert not may(who, action)


@given(standings)
def test_who_has_left_the_drafting_unit_speaks_for_it_no_more(who: Standing) -> None:
    own = [one for one in who.person.memberships if one.unit == who.person.unit]
    left = bool(own) and all(one.until and one.until < who.person.as_of for one in own)
    assert who.holds(Relation.OWN_UNIT) == (who.unit == who.person.unit and not left)
    # But he may not judge what he may have written.
    assert who.holds(Relation.CONFLICTED) or who.unit != who.person.unit


@given(standings, st.sampled_from((Move.ADVISE, Move.COUNTERSIGN)))
def test_nobody_answers_the_question_that_he_put_as_the_reviewer(who: Standing, move: Move) -> None:
    assume(who.reviewer in who.person.codes)
    assert acting_role(who, move) is None


@given(standings, moves, st.sampled_from(list(Role)))
def test_a_person_acts_only_in_a_role_that_he_holds_and_roles_do_not_mix(
    who: Standing, move: Move, wanted: Role
) -> None:
    role = acting_role(who, move)
    assert role is None or role in who.person.roles
    assert acting_role(who, move, wanted) in (None, wanted)
    alone = replace(who, person=replace(who.person, roles=who.person.roles & {wanted}))
    assert acting_role(who, move, wanted) == acting_role(alone, move)


@given(standings, st.sampled_from(JUDGING))
def test_nobody_signs_a_review_that_he_had_a_hand_in(who: Standing, move: Move) -> None:
    """As its reviewer, before a transfer, as co-reviewer, or standing in for the reviewer."""
    assume(who.reviewed or who.reviewer in who.person.codes)
    assert acting_role(who, move) is None


@given(standings, st.sampled_from((*JUDGING, Move.PROPOSE_OPINION, Move.CONFIRM_REVISION)))
def test_nobody_judges_a_document_of_a_unit_of_his_now_or_when_it_came(
    who: Standing, move: Move
) -> None:
    then = any(m.unit == who.unit and m.covers(who.received_on) for m in who.person.memberships)
    assume(who.unit is not None and (who.person.unit == who.unit or then))
    assert acting_role(who, move) is None
    assert acting_role(who, Move.CLAIM, Role.REVIEWER) is None


@given(standings)
def test_only_who_holds_the_review_writes_its_opinion(who: Standing) -> None:
    if acting_role(who, Move.PROPOSE_OPINION) is not None:
        assert who.reviewer in who.person.codes
        assert who.person.roles & {Role.REVIEWER, Role.CHIEF}


@given(standings)
def test_whoever_may_propose_an_opinion_may_not_sign_it(who: Standing) -> None:
    writes = acting_role(who, Move.PROPOSE_OPINION)
    assert writes is None or acting_role(who, Move.SIGN) is None


@given(standings, actions)
def test_a_drafting_unit_sees_its_own_cases_and_never_the_review(
    who: Standing, action: Action
) -> None:
    if who.person.roles == {Role.DRAFTER}:
        assert not may_see(who) or who.unit == who.person.unit
        assert not any(may(who, one) for one in BEFORE_ISSUE)


@given(standings)
def test_an_advisor_sees_only_what_he_is_asked_about(who: Standing) -> None:
    if who.person.roles == {Role.ADVISOR} and may_see(who):
        assert who.asked and not who.holds(Relation.CONFLICTED)


@given(standings, actions)
def test_whoever_may_read_of_a_case_sees_it(who: Standing, action: Action) -> None:
    """A list that is filtered by one permission shows nothing that another one hides."""
    reads = (Action.READ_DOCUMENTS, Action.READ_FINDINGS, Action.READ_REVIEW, Action.READ_LOG)
    if action in (*reads, Action.SEE_LEDGER) and may(who, action):
        assert may_see(who)


@given(standings)
def test_no_administrator_sees_a_case_or_moves_one(who: Standing) -> None:
    if who.person.roles <= ADMINISTRATORS:
        assert not may_see(who)
        assert not any(acting_role(who, move) for move in Move)


def test_nobody_may_both_keep_people_and_give_roles() -> None:
    assert roles_for(Action.MANAGE_PEOPLE) == {Role.SYSTEM_ADMIN}
    assert roles_for(Action.GRANT_ROLES) == {Role.SECURITY_ADMIN}


def test_somebody_without_a_role_sees_nothing_and_does_nothing() -> None:
    nobody = standing()
    assert not any(may(nobody, action) for action in Action)
    assert not any(acting_role(nobody, move) for move in Move)


def test_an_auditor_sees_every_case_and_moves_none() -> None:
    auditor = standing(Role.AUDITOR)
    assert may_see(auditor) and not may(auditor, Action.READ_DOCUMENTS)
    allowed = {move for move in Move if acting_role(auditor, move)}
    assert allowed == {Move.URGE, Move.SUPERVISE}


def test_the_flows_decide_nothing() -> None:
    system = standing(Role.SYSTEM, code="system", unit="")
    allowed = {move for move in Move if acting_role(system, move)}
    assert allowed == {
        Move.RECEIVE,
        Move.SCREEN,
        Move.ISSUE_LETTER,
        Move.DELIVER_FILING,
        Move.REMIND,
        Move.RECORD_BREACH,
        Move.REPROJECT,
        Move.TAKE_EFFECT,
        Move.CALL_FOR_EVALUATION,
        # What a person confirmed of another document, or decided in a clean-up.
        Move.AMEND,
        Move.REPEAL,
        Move.LAPSE,
    }


@given(standings, moves)
def test_a_refusal_says_why(who: Standing, move: Move) -> None:
    if acting_role(who, move) is None:
        assert why_not(who, move)
    needed = min(role for role, what in MOVES_ALLOWED if what is move)
    assert f"role {needed}" in why_not(standing(), move)


def test_a_refusal_speaks_of_the_role_that_was_wanted() -> None:
    """A clerk may claim anything; that is no reason why he may not claim as a reviewer."""
    both = standing(Role.CLERK, Role.REVIEWER, unit="zhujian")
    assert acting_role(both, Move.CLAIM) is Role.CLERK
    assert "own unit" in why_not(both, Move.CLAIM, Role.REVIEWER)


def test_every_permission_that_can_be_denied_says_why() -> None:
    silent = [
        key
        for key, permission in PERMISSIONS.items()
        if Condition() not in permission.conditions and not permission.sentence
    ]
    assert silent == []
