"""Who may do what: denied unless the table says otherwise, and nobody judges his own work."""

from hypothesis import given
from hypothesis import strategies as st

from models.moves import Move
from models.permission import PERMISSIONS, Standing, acting_role, may_see, why_not
from models.person import Person, Role

CODES = ("shen", "qian", "lin")
UNITS = ("sifaju", "zhujian")


def standing(
    roles: frozenset[Role],
    *,
    code: str = "shen",
    unit: str = "sifaju",
    case_unit: str | None = "zhujian",
    reviewer: str | None = None,
    asked: frozenset[str] = frozenset(),
) -> Standing:
    """How a person with these roles stands to a case."""
    person = Person(code, code, unit, roles)
    return Standing(person, case_unit, reviewer, asked, asked)


some_roles = st.frozensets(st.sampled_from(list(Role)))
standings = st.builds(
    standing,
    some_roles,
    code=st.sampled_from(CODES),
    unit=st.sampled_from(UNITS),
    case_unit=st.sampled_from((*UNITS, None)),
    reviewer=st.sampled_from((*CODES, None)),
    asked=st.frozensets(st.sampled_from(CODES)),
)
moves = st.sampled_from(list(Move))


@given(standings, moves)
def test_what_the_table_does_not_name_is_denied(who: Standing, move: Move) -> None:
    named = any((role, move) in PERMISSIONS for role in who.person.roles)
    if not named:
        assert acting_role(who, move) is None


@given(standings, moves)
def test_a_person_acts_only_in_a_role_that_he_holds(who: Standing, move: Move) -> None:
    role = acting_role(who, move)
    assert role is None or role in who.person.roles


@given(standings, moves, st.sampled_from(list(Role)))
def test_the_roles_of_one_person_do_not_mix(who: Standing, move: Move, wanted: Role) -> None:
    assert acting_role(who, move, wanted) in (None, wanted)


@given(some_roles, st.sampled_from([*Role, None]))
def test_nobody_signs_his_own_review(roles: frozenset[Role], wanted: Role | None) -> None:
    own = standing(roles, code="shen", reviewer="shen")
    for move in (Move.SIGN, Move.SEND_BACK, Move.EXTEND, Move.EXEMPT):
        assert acting_role(own, move, wanted) is None


@given(some_roles)
def test_nobody_signs_a_review_of_his_own_units_document(roles: frozenset[Role]) -> None:
    own = standing(roles, code="qian", unit="zhujian", case_unit="zhujian", reviewer="shen")
    assert acting_role(own, Move.SIGN) is None


@given(some_roles)
def test_nobody_takes_the_review_of_his_own_units_document(roles: frozenset[Role]) -> None:
    own = standing(roles, unit="zhujian", case_unit="zhujian")
    assert acting_role(own, Move.CLAIM, Role.REVIEWER) is None


@given(standings)
def test_only_the_reviewer_of_the_case_writes_its_opinion(who: Standing) -> None:
    if acting_role(who, Move.PROPOSE_OPINION) is not None:
        assert who.reviewer == who.person.code
        assert Role.REVIEWER in who.person.roles


@given(standings)
def test_no_unit_sees_the_draft_of_another(who: Standing) -> None:
    if who.person.roles == {Role.DRAFTER} and may_see(who):
        assert who.unit == who.person.unit


@given(standings)
def test_an_advisor_sees_only_what_he_was_asked_about(who: Standing) -> None:
    if who.person.roles == {Role.ADVISOR} and may_see(who):
        assert who.person.code in who.has_been_asked


def test_somebody_without_a_role_sees_nothing_and_does_nothing() -> None:
    nobody = standing(frozenset())
    assert not may_see(nobody)
    assert not any(acting_role(nobody, move) for move in Move)


def test_an_auditor_sees_everything_and_changes_nothing() -> None:
    auditor = standing(frozenset({Role.AUDITOR}), code="du", unit="shenji")
    assert may_see(auditor)
    assert [move for move in Move if acting_role(auditor, move)] == []


def test_the_flows_decide_nothing() -> None:
    system = standing(frozenset({Role.SYSTEM}), code="system", unit="")
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
        Move.LAPSE,
    }


@given(standings, moves)
def test_a_refusal_says_why(who: Standing, move: Move) -> None:
    if acting_role(who, move) is None:
        assert why_not(who, move)
        assert "role " + min(role for role, m in PERMISSIONS if m is move) in why_not(
            standing(frozenset()), move
        )
