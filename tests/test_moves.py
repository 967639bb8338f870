"""The table of moves: one line for each step, the whole walk in it, and no way out of an end."""

from collections import Counter

import pytest

from models.case import ENDED, CaseState, MatterType
from models.forms import FORM_OF
from models.moves import MOVES, Move, moves_from, rule_for
from models.task import TASK_OF_STATE

S = CaseState
NORMATIVE, OTHER = MatterType.NORMATIVE_DOCUMENT, MatterType.OTHER_DOCUMENT

NORMATIVE_WALK = (
    (S.NEW, Move.RECEIVE, S.RECEIVED),
    (S.RECEIVED, Move.ACCEPT, S.ACCEPTED),
    (S.ACCEPTED, Move.CLAIM, S.UNDER_REVIEW),
    (S.UNDER_REVIEW, Move.PROPOSE_OPINION, S.OPINION_PROPOSED),
    (S.OPINION_PROPOSED, Move.SIGN, S.OPINION_SIGNED),
    (S.OPINION_SIGNED, Move.SUBMIT_REVISION, S.REVISION_SUBMITTED),
    (S.REVISION_SUBMITTED, Move.CONFIRM_REVISION, S.CLEARED),
    (S.CLEARED, Move.DELIBERATE, S.PASSED),
    (S.PASSED, Move.ISSUE, S.ISSUED),
    (S.ISSUED, Move.PUBLISH, S.PUBLISHED),
    (S.PUBLISHED, Move.RECORD_RECEIPT, S.FILED),
    (S.FILED, Move.TAKE_EFFECT, S.IN_FORCE),
    (S.IN_FORCE, Move.EVALUATE, S.EVALUATED),
    (S.EVALUATED, Move.CONTINUE_VALIDITY, S.IN_FORCE),
)
# What every state knows: it changes no state, and so leads nowhere.
EVERYWHERE = {Move.SCREEN, Move.ISSUE_LETTER, Move.REMIND}


@pytest.mark.parametrize(("start", "move", "end"), NORMATIVE_WALK)
def test_each_step_of_the_walk_is_in_the_table(start: S, move: Move, end: S) -> None:
    rule = rule_for(move, start, NORMATIVE)
    assert rule is not None
    assert end in rule.leads_to


def test_no_two_lines_of_the_table_answer_the_same_question() -> None:
    questions = Counter(
        (rule.move, state, matter)
        for rule in MOVES
        for state in rule.starts_in
        for matter in rule.matters
    )
    assert [question for question, lines in questions.items() if lines > 1] == []


@pytest.mark.parametrize("matter", MatterType)
@pytest.mark.parametrize("state", CaseState)
def test_the_moves_of_a_state_are_those_that_have_a_rule(state: S, matter: MatterType) -> None:
    with_a_rule = {move for move in Move if rule_for(move, state, matter) is not None}
    assert set(moves_from(state, matter)) == with_a_rule


@pytest.mark.parametrize("matter", MatterType)
@pytest.mark.parametrize("state", sorted(ENDED))
def test_nothing_leads_out_of_an_end(state: S, matter: MatterType) -> None:
    assert set(moves_from(state, matter)) == EVERYWHERE
    for move in EVERYWHERE:
        rule = rule_for(move, state, matter)
        assert rule is not None
        assert rule.leads_to == ()


def test_a_case_that_is_not_received_can_only_be_received() -> None:
    for matter in MatterType:
        assert moves_from(S.NEW, matter) == (Move.RECEIVE,)


def test_an_other_document_ends_with_the_report_on_adoption() -> None:
    for start, move in (
        (S.OPINION_SIGNED, Move.REPORT_ADOPTION),
        (S.REVISION_SUBMITTED, Move.CONFIRM_REVISION),
    ):
        rule = rule_for(move, start, OTHER)
        assert rule is not None
        assert rule.leads_to == (S.CLOSED,)


def test_an_other_document_never_meets_a_meeting_a_number_or_a_recipient() -> None:
    for move in (Move.DELIBERATE, Move.ISSUE, Move.PUBLISH, Move.RECORD_RECEIPT, Move.LAPSE):
        assert not any(rule_for(move, state, OTHER) for state in CaseState)


def test_nothing_reaches_the_meeting_but_through_a_signed_opinion() -> None:
    """国办发〔2018〕115号, item 七: not reviewed, not deliberated."""
    entrances = {
        (start, rule.move)
        for rule in MOVES
        for start in rule.starts_in
        if S.CLEARED in rule.leads_to
    }
    assert entrances == {
        (S.OPINION_SIGNED, Move.REPORT_ADOPTION),
        (S.REVISION_SUBMITTED, Move.CONFIRM_REVISION),
        (S.OPINION_SIGNED, Move.OVERRIDE),  # the opinion stays, though it is not followed
        (S.PASSED, Move.SEND_BACK),  # it was there before, with an opinion in force
    }


def test_a_withdrawal_is_possible_until_the_meeting_has_decided_and_not_after() -> None:
    """Also after an opinion “illegal”, so that such a draft has a way out."""
    possible = {state for state in CaseState if rule_for(Move.WITHDRAW, state, NORMATIVE)}
    assert possible >= {S.OPINION_PROPOSED, S.OPINION_SIGNED, S.CLEARED}
    assert not possible & {S.PASSED, S.REJECTED, S.ISSUED, S.PUBLISHED, S.FILED}


def test_what_decides_nothing_is_quiet_and_never_changes_the_state() -> None:
    quiet = [rule for rule in MOVES if rule.quiet]
    assert {rule.move for rule in quiet} == {
        Move.SCREEN,
        Move.DELIVER_FILING,
        Move.ISSUE_LETTER,
        Move.REMIND,
        Move.RECORD_BREACH,
        Move.REPROJECT,
        Move.URGE,
        Move.SUPERVISE,
        Move.CALL_FOR_EVALUATION,
        Move.HAND_OUT,
    }
    assert all(rule.leads_to == () for rule in quiet)


def test_the_table_speaks_of_every_move_and_every_move_has_a_form() -> None:
    assert {rule.move for rule in MOVES} == set(Move) == set(FORM_OF)


def test_no_ended_case_waits_for_anybody() -> None:
    assert not ENDED & set(TASK_OF_STATE)
