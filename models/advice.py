"""What advisors and co-reviewers are asked and answer. Advice is an input, never the conclusion."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.person import Role


class AdviceKind(StrEnum):
    """The answer as a whole. `NOT_GIVEN`: its term passed without one (超期视为未提出)."""

    FAVOURABLE = "favourable"
    WITH_RESERVATIONS = "with_reservations"
    UNFAVOURABLE = "unfavourable"
    NO_COMMENT = "no_comment"
    NOT_GIVEN = "not_given"


class CommentOrigin(StrEnum):
    """How a comment came: typed into the form, or read from a Word file that was handed back."""

    FORM = "form"
    WORD_COMMENT = "word_comment"
    TRACKED_CHANGE = "tracked_change"
    UNTRACKED_CHANGE = "untracked_change"


class ProblemKind(StrEnum):
    """What is wrong with a clause, as the reviews of filed documents sort it (domain.md §6.4)."""

    MAKER = "maker"
    AUTHORITY = "authority"
    CONTENT = "content"
    PROCEDURE = "procedure"
    TECHNIQUE = "technique"


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of an advice, and whether the reviewer has answered it."""

    number: int
    address: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question to an advisor or a co-reviewer, and what became of it.

    `person` is who answers it here: of somebody outside the system, the reviewer who asked.
    """

    id: int
    number: int  # among the questions of the case, from 1: how people name it
    person: str
    name: str  # of who was asked
    role: Role  # ADVISOR, or REVIEWER of a co-reviewer
    answer_by: date
    outsider: bool = False
    secret: bool = False
    kind: AdviceKind | None = None  # None until it is answered, or closed without an answer
    recalled: bool = False
    comments: tuple[Comment, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it is neither answered nor closed nor taken back."""
        return self.kind is None and not self.recalled

    @property
    def is_answered(self) -> bool:
        """Whether somebody said something to it."""
        return self.kind not in (None, AdviceKind.NOT_GIVEN)

    @property
    def label(self) -> str:
        """How a message names it: its number and who was asked."""
        return f"{self.number} ({self.name if self.outsider else self.person})"

    @property
    def logged(self) -> str:
        """How an entry of the log names it: the name of an outsider is kept in one place only."""
        return str(self.number) if self.outsider else self.label
