"""Who may do what: one table (role, move or action) → permission; what is not in it is denied."""

from collections.abc import Mapping

from models import duty
from models.action import (
    ACTIONS,
    ANYONE,
    IN_THE_REVIEW,
    MAY_REVIEW,
    NOT_CONFLICTED,
    SINCE_PASSED,
    Action,
)
from models.case import Case
from models.case import CaseState as S
from models.moves import WHERE_TEXTS_ARRIVE, Move, moves_from
from models.person import Role
from models.relation import Condition, Permission, Relation, Standing, may_if

__all__ = ["PERMISSIONS", "Permission", "Standing", "acting_role", "may", "may_see"]

OWN_UNIT = may_if(Relation.OWN_UNIT, sentence="only the drafting unit of the case may do this")
ITS_REVIEWER = may_if(
    Relation.REVIEWER,
    bars=(Relation.CONFLICTED,),
    sentence="only the reviewer who holds the case may do this; claim its task first",
)
NOT_OWN_REVIEW = may_if(
    bars=(Relation.REVIEWER, Relation.REVIEWED, Relation.CONFLICTED),
    sentence="nobody signs his own review or a review of his own unit's document",
)
ASKED = may_if(
    Relation.ASKED,
    bars=(Relation.CONFLICTED,),
    sentence="only somebody who is being asked may do this",
)
ANSWERS = may_if(
    Relation.ASKED,
    bars=(Relation.REVIEWER, Relation.CONFLICTED),
    sentence="only somebody who is being asked, and does not review the case, may answer",
)
WITH_THE_OFFICE = may_if(
    states=frozenset({S.CLEARED}), sentence="the office sends back what is to go to the meeting"
)
WITH_THE_REGISTRAR = may_if(
    states=frozenset({S.PASSED}), sentence="the registrar sends back what is to be issued"
)
# A reviewer sends back to the form check or to the drafting unit, never his own opinion.
REVIEWER_SENDS_BACK = Permission(
    (
        Condition(
            frozenset({Relation.REVIEWER}),
            frozenset({Relation.CONFLICTED}),
            frozenset({S.UNDER_REVIEW, S.REVISION_SUBMITTED}),
        ),
    ),
    ITS_REVIEWER.sentence,
)
# A chief sends back as the reviewer what he took over, and as the signer what others reviewed.
CHIEF_SENDS_BACK = Permission(
    (
        *REVIEWER_SENDS_BACK.conditions,
        Condition(
            bars=frozenset({Relation.REVIEWER, Relation.REVIEWED, Relation.CONFLICTED}),
            states=frozenset({S.ACCEPTED, S.OPINION_PROPOSED}),
        ),
    ),
    NOT_OWN_REVIEW.sentence,
)

# One's own last step: what the drafting unit sent in, and what the reviewer proposed.
_DRAFTER_TAKES_BACK = may_if(
    Relation.OWN_UNIT,
    states=frozenset({S.REVISION_SUBMITTED, S.CLEARED}),
    sentence="the drafting unit takes back what it sent in itself",
)
_REVIEWER_TAKES_BACK = may_if(
    Relation.REVIEWER,
    bars=(Relation.CONFLICTED,),
    states=frozenset({S.OPINION_PROPOSED}),
    sentence="the reviewer takes back the opinion that he proposed",
)
# Whoever takes in a text says which of its views counts: the clerk, or the reviewer of a revision.
_CLERK_CHOOSES = may_if(
    states=frozenset({S.RECEIVED}), sentence="the clerk says so of what was submitted"
)
_REVIEWER_CHOOSES = may_if(
    Relation.REVIEWER,
    bars=(Relation.CONFLICTED,),
    states=WHERE_TEXTS_ARRIVE - {S.RECEIVED},
    sentence="the reviewer who holds the case says so of a changed text",
)
# A chief holds reviews that he took over, and signs those of others: either may he give back, and
# in either the clock is his to stop.
_CHIEF_HOLDS = Permission(
    (*ITS_REVIEWER.conditions, *NOT_OWN_REVIEW.conditions), NOT_OWN_REVIEW.sentence
)

MOVES_ALLOWED: dict[tuple[Role, Move], Permission] = {
    **{(Role.SYSTEM, move): ANYONE for move in duty.SYSTEM},
    **{(Role.DRAFTER, move): OWN_UNIT for move in duty.DRAFTER},
    (Role.DRAFTER, Move.TAKE_BACK): _DRAFTER_TAKES_BACK,
    **{(Role.CLERK, move): ANYONE for move in duty.CLERK},
    (Role.CLERK, Move.CHOOSE_VIEW): _CLERK_CHOOSES,
    **{(Role.REVIEWER, move): ITS_REVIEWER for move in duty.REVIEW},
    (Role.REVIEWER, Move.CHOOSE_VIEW): _REVIEWER_CHOOSES,
    (Role.REVIEWER, Move.HAND_OUT): IN_THE_REVIEW,
    (Role.REVIEWER, Move.TAKE_BACK): _REVIEWER_TAKES_BACK,
    (Role.REVIEWER, Move.CLAIM): MAY_REVIEW,
    (Role.REVIEWER, Move.RELEASE): IN_THE_REVIEW,
    (Role.REVIEWER, Move.COUNTERSIGN): ANSWERS,
    (Role.REVIEWER, Move.SEND_BACK): REVIEWER_SENDS_BACK,
    **{(Role.CHIEF, move): ITS_REVIEWER for move in duty.REVIEW},
    (Role.CHIEF, Move.CHOOSE_VIEW): _REVIEWER_CHOOSES,
    **{(Role.CHIEF, move): NOT_OWN_REVIEW for move in duty.CHIEF},
    (Role.CHIEF, Move.TAKE_BACK): _REVIEWER_TAKES_BACK,
    (Role.CHIEF, Move.PAUSE): _CHIEF_HOLDS,
    (Role.CHIEF, Move.RESUME): _CHIEF_HOLDS,
    (Role.CHIEF, Move.CLAIM): _CHIEF_HOLDS,
    (Role.CHIEF, Move.RELEASE): _CHIEF_HOLDS,
    (Role.CHIEF, Move.TRANSFER): NOT_CONFLICTED,
    (Role.CHIEF, Move.ASSIGN): ANYONE,  # who gives work out judges nothing
    (Role.CHIEF, Move.TAKE_OVER): NOT_CONFLICTED,
    (Role.CHIEF, Move.SEND_BACK): CHIEF_SENDS_BACK,
    (Role.CHIEF, Move.URGE): ANYONE,
    (Role.CHIEF, Move.SUPERVISE): ANYONE,
    (Role.ADVISOR, Move.CLAIM): ASKED,
    (Role.ADVISOR, Move.RELEASE): ASKED,
    (Role.ADVISOR, Move.ADVISE): ANSWERS,
    (Role.ADVISOR, Move.HAND_OUT): ASKED,
    **{(Role.OFFICE, move): ANYONE for move in duty.OFFICE},
    (Role.OFFICE, Move.SEND_BACK): WITH_THE_OFFICE,
    **{(Role.REGISTRAR, move): SINCE_PASSED for move in duty.REGISTRAR},
    (Role.REGISTRAR, Move.SEND_BACK): WITH_THE_REGISTRAR,
    **{(Role.FILING_CLERK, move): SINCE_PASSED for move in duty.FILING_CLERK},
    (Role.AUDITOR, Move.URGE): ANYONE,
    (Role.AUDITOR, Move.SUPERVISE): ANYONE,
}

PERMISSIONS: Mapping[tuple[Role, Move | Action], Permission] = dict(
    [*MOVES_ALLOWED.items(), *ACTIONS.items()]
)


def may(standing: Standing, action: Action) -> bool:
    """Say whether the person may do so in one of the roles held, standing so to the case."""
    return any(
        permission.holds(standing)
        for role in standing.person.roles
        if (permission := ACTIONS.get((role, action))) is not None
    )


def may_see(standing: Standing) -> bool:
    """Say whether the case exists for this person."""
    return Role.SYSTEM in standing.person.roles or may(standing, Action.SEE_CASE)


def roles_for(action: Action) -> frozenset[Role]:
    """Return the roles that may do so, on some case or on none."""
    return frozenset(role for role, what in ACTIONS if what is action)


def acting_role(standing: Standing, move: Move, wanted: Role | None = None) -> Role | None:
    """Return the role in which the person may make the move, or None.

    `wanted` is set where a task is taken: only its own role counts, so that the roles of one
    person cannot mix.
    """
    for role in Role:
        if role in standing.person.roles and wanted in (None, role):
            permission = MOVES_ALLOWED.get((role, move))
            if permission is not None and permission.holds(standing):
                return role
    return None


def possible_moves(case: Case, standing: Standing) -> tuple[Move, ...]:
    """Return the moves that the person may make on the case as it is."""
    return tuple(
        move
        for move in moves_from(case.state, case.matter_type)
        if acting_role(standing, move) is not None
    )


def why_not(standing: Standing, move: Move, wanted: Role | None = None) -> str:
    """Return the sentence that says why the person may not make the move, in one role or any."""
    roles = [role for role in Role if role in standing.person.roles and wanted in (None, role)]
    denied = (MOVES_ALLOWED.get((role, move)) for role in roles)
    sentences = [one.sentence for one in denied if one is not None and not one.holds(standing)]
    needed = sorted({role for role, m in MOVES_ALLOWED if m is move})
    return next(filter(None, sentences), f"it needs the role {' or '.join(needed)}")
