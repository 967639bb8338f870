"""What waits for whom: the task that each state of a case opens."""

from dataclasses import dataclass
from enum import StrEnum

from models.case import CaseState
from models.person import Role


class TaskKind(StrEnum):
    CHECK_FORM = "check_form"
    SUPPLEMENT = "supplement"
    REVIEW = "review"
    ADVISE = "advise"
    CO_REVIEW = "co_review"
    SIGN = "sign"
    REPORT_ADOPTION = "report_adoption"
    CONFIRM_REVISION = "confirm_revision"
    DELIBERATE = "deliberate"
    ISSUE = "issue"
    PUBLISH = "publish"
    FOLLOW_FILING = "follow_filing"
    REPLY_TO_RECIPIENT = "reply_to_recipient"
    EVALUATE = "evaluate"


class TaskState(StrEnum):
    OPEN = "open"  # whoever has the role may claim it
    ASSIGNED = "assigned"  # given to one person, who has not begun
    CLAIMED = "claimed"  # that person is at it
    DONE = "done"
    CANCELLED = "cancelled"


WAITING = frozenset({TaskState.OPEN, TaskState.ASSIGNED, TaskState.CLAIMED})


@dataclass(frozen=True, slots=True)
class Task:
    """A row of `tasks`. `person` is set once it is claimed, or given to somebody.

    `claimed_at` is when the person began; a task that goes to somebody else ends, and another one
    is opened, so that who had a hand in a case stays to be read.
    """

    id: int
    case_number: str
    kind: TaskKind
    role: Role
    state: TaskState
    opened_at: str
    person: str | None = None
    due_on: str | None = None
    about: int | None = None  # the consultation that an advice answers
    claimed_at: str | None = None
    ended_by: str | None = None
    recipient: str | None = None  # whom a reply is owed to, of TaskKind.REPLY_TO_RECIPIENT

    @property
    def waits(self) -> bool:
        """Whether it is not ended."""
        return self.state in WAITING

    @property
    def begun(self) -> bool:
        """Whether somebody is at it."""
        return self.state is TaskState.CLAIMED


# Tasks that wait beside the task of the state; each is asked of one person.
ASKED_TASKS = frozenset({TaskKind.ADVISE, TaskKind.CO_REVIEW})
# Tasks that stay when the case goes on, until they are done or the case ends.
LASTING_TASKS = frozenset({TaskKind.REPLY_TO_RECIPIENT})
# A task of review belongs to the reviewer of the case, once there is one.
REVIEWERS_OWN = frozenset({TaskKind.REVIEW, TaskKind.CONFIRM_REVISION})

# Two states with the same task are one piece of work: it is carried over, not opened anew.
TASK_OF_STATE: dict[CaseState, tuple[TaskKind, Role]] = {
    CaseState.RECEIVED: (TaskKind.CHECK_FORM, Role.CLERK),
    CaseState.SUPPLEMENT_REQUESTED: (TaskKind.SUPPLEMENT, Role.DRAFTER),
    CaseState.ACCEPTED: (TaskKind.REVIEW, Role.REVIEWER),
    CaseState.UNDER_REVIEW: (TaskKind.REVIEW, Role.REVIEWER),
    CaseState.PAUSED: (TaskKind.REVIEW, Role.REVIEWER),
    CaseState.OPINION_PROPOSED: (TaskKind.SIGN, Role.CHIEF),
    CaseState.OPINION_SIGNED: (TaskKind.REPORT_ADOPTION, Role.DRAFTER),
    CaseState.REVISION_SUBMITTED: (TaskKind.CONFIRM_REVISION, Role.REVIEWER),
    CaseState.CLEARED: (TaskKind.DELIBERATE, Role.OFFICE),
    CaseState.PASSED_WITH_CHANGES: (TaskKind.CONFIRM_REVISION, Role.REVIEWER),
    CaseState.PASSED: (TaskKind.ISSUE, Role.REGISTRAR),
    CaseState.ISSUED: (TaskKind.PUBLISH, Role.REGISTRAR),
    CaseState.PUBLISHED: (TaskKind.FOLLOW_FILING, Role.FILING_CLERK),
    CaseState.EVALUATED: (TaskKind.EVALUATE, Role.DRAFTER),
}
