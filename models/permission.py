"""Who may make which move: one table (role, move) → predicate; what is not in it is denied."""

from collections.abc import Callable
from dataclasses import dataclass

from models.case import Case
from models.moves import Move, moves_from
from models.person import Person, Role


@dataclass(frozen=True, slots=True)
class Standing:
    """What a predicate may look at: the person, and how the person stands to the case."""

    person: Person
    unit: str | None  # the drafting unit of the case
    reviewer: str | None
    asked_advisors: frozenset[str]  # with an unanswered consultation
    has_been_asked: frozenset[str]  # every advisor ever asked on this case


@dataclass(frozen=True, slots=True)
class Permission:
    """A predicate and the sentence that a refused person reads."""

    holds: Callable[[Standing], bool]
    sentence: str


ANYONE = Permission(lambda s: True, "")
OWN_UNIT = Permission(
    lambda s: s.unit is not None and s.unit == s.person.unit,
    "only the drafting unit of the case may do this",
)
NOT_OWN_UNIT = Permission(
    lambda s: s.person.unit != s.unit,
    "nobody reviews a document of his own unit",
)
ITS_REVIEWER = Permission(
    lambda s: s.reviewer == s.person.code,
    "only the reviewer who holds the case may do this; claim its task first",
)
NOT_OWN_REVIEW = Permission(
    lambda s: s.reviewer != s.person.code and s.person.unit != s.unit,
    "nobody signs his own review or a review of his own unit's document",
)
ASKED = Permission(
    lambda s: s.person.code in s.asked_advisors,
    "only an advisor who is being asked may do this",
)

PERMISSIONS: dict[tuple[Role, Move], Permission] = {
    (Role.SYSTEM, Move.RECEIVE): ANYONE,
    (Role.SYSTEM, Move.SCREEN): ANYONE,
    (Role.SYSTEM, Move.ISSUE_LETTER): ANYONE,
    (Role.SYSTEM, Move.DELIVER_FILING): ANYONE,
    (Role.SYSTEM, Move.REMIND): ANYONE,
    (Role.SYSTEM, Move.RECORD_BREACH): ANYONE,
    (Role.SYSTEM, Move.REPROJECT): ANYONE,
    (Role.SYSTEM, Move.TAKE_EFFECT): ANYONE,
    (Role.SYSTEM, Move.LAPSE): ANYONE,
    (Role.DRAFTER, Move.RECEIVE): OWN_UNIT,
    (Role.DRAFTER, Move.SUPPLEMENT): OWN_UNIT,
    (Role.DRAFTER, Move.WITHDRAW): OWN_UNIT,
    (Role.DRAFTER, Move.CLAIM): OWN_UNIT,
    (Role.DRAFTER, Move.RELEASE): OWN_UNIT,
    (Role.DRAFTER, Move.REPORT_ADOPTION): OWN_UNIT,
    (Role.DRAFTER, Move.SUBMIT_REVISION): OWN_UNIT,
    (Role.DRAFTER, Move.EVALUATE): OWN_UNIT,
    (Role.DRAFTER, Move.CONTINUE_VALIDITY): OWN_UNIT,
    (Role.DRAFTER, Move.AMEND): OWN_UNIT,
    (Role.DRAFTER, Move.REPEAL): OWN_UNIT,
    (Role.CLERK, Move.RECEIVE): ANYONE,
    (Role.CLERK, Move.CLAIM): ANYONE,
    (Role.CLERK, Move.RELEASE): ANYONE,
    (Role.CLERK, Move.NAME_MATERIAL): ANYONE,
    (Role.CLERK, Move.ACCEPT): ANYONE,
    (Role.CLERK, Move.REQUEST_SUPPLEMENT): ANYONE,
    (Role.CLERK, Move.SUPPLEMENT): ANYONE,  # what was handed over on paper or by mail
    (Role.CLERK, Move.RETURN_CASE): ANYONE,
    (Role.CLERK, Move.PLAN_MEETING): ANYONE,
    (Role.REVIEWER, Move.CLAIM): NOT_OWN_UNIT,
    (Role.REVIEWER, Move.RELEASE): ITS_REVIEWER,
    (Role.REVIEWER, Move.CONSULT): ITS_REVIEWER,
    (Role.REVIEWER, Move.PAUSE): ITS_REVIEWER,
    (Role.REVIEWER, Move.RESUME): ITS_REVIEWER,
    (Role.REVIEWER, Move.PROPOSE_OPINION): ITS_REVIEWER,
    (Role.REVIEWER, Move.CONFIRM_REVISION): ITS_REVIEWER,
    (Role.REVIEWER, Move.REVIEW_AGAIN): ITS_REVIEWER,
    (Role.CHIEF, Move.CLAIM): NOT_OWN_REVIEW,
    (Role.CHIEF, Move.RELEASE): NOT_OWN_REVIEW,
    (Role.CHIEF, Move.SIGN): NOT_OWN_REVIEW,
    (Role.CHIEF, Move.SEND_BACK): NOT_OWN_REVIEW,
    (Role.CHIEF, Move.EXTEND): NOT_OWN_REVIEW,
    (Role.CHIEF, Move.EXEMPT): NOT_OWN_REVIEW,
    (Role.CHIEF, Move.REBASE): NOT_OWN_REVIEW,
    (Role.ADVISOR, Move.CLAIM): ASKED,
    (Role.ADVISOR, Move.RELEASE): ASKED,
    (Role.ADVISOR, Move.ADVISE): ASKED,
    (Role.OFFICE, Move.CLAIM): ANYONE,
    (Role.OFFICE, Move.RELEASE): ANYONE,
    (Role.OFFICE, Move.PLAN_MEETING): ANYONE,
    (Role.OFFICE, Move.DELIBERATE): ANYONE,
    (Role.REGISTRAR, Move.CLAIM): ANYONE,
    (Role.REGISTRAR, Move.RELEASE): ANYONE,
    (Role.REGISTRAR, Move.ISSUE): ANYONE,
    (Role.REGISTRAR, Move.PUBLISH): ANYONE,
    (Role.FILING_CLERK, Move.CLAIM): ANYONE,
    (Role.FILING_CLERK, Move.RELEASE): ANYONE,
    (Role.FILING_CLERK, Move.RECORD_RECEIPT): ANYONE,
}

# Who may change the work calendar, by which every term is counted.
MAY_CHANGE_CALENDAR = frozenset({Role.CHIEF})

# Who may see a case at all. For the others it does not exist.
SEES: dict[Role, Permission] = {
    Role.DRAFTER: OWN_UNIT,
    Role.ADVISOR: Permission(lambda s: s.person.code in s.has_been_asked, ""),
    **{role: ANYONE for role in Role if role not in (Role.DRAFTER, Role.ADVISOR)},
}


def may_see(standing: Standing) -> bool:
    """Say whether the case exists for this person."""
    return any(SEES[role].holds(standing) for role in standing.person.roles)


def acting_role(standing: Standing, move: Move, wanted: Role | None = None) -> Role | None:
    """Return the role in which the person may make the move, or None.

    `wanted` is set where a task is taken: only its own role counts, so that the roles of one
    person cannot mix.
    """
    for role in Role:
        if role in standing.person.roles and wanted in (None, role):
            permission = PERMISSIONS.get((role, move))
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


def why_not(standing: Standing, move: Move) -> str:
    """Return the sentence that says why the person may not make the move."""
    sentences = [
        PERMISSIONS[role, move].sentence
        for role in Role
        if role in standing.person.roles and (role, move) in PERMISSIONS
    ]
    needed = sorted({role for role, m in PERMISSIONS if m is move})
    return sentences[0] if sentences else f"it needs the role {' or '.join(needed)}"
