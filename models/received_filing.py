"""What others file with this organ: who may answer it how, and what the form check sees. Pure.

The exchange itself is that of models.filing, read from the recipient's side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from json import dumps

from models.action import Action
from models.errors import BadInput
from models.event import FILING_CHAIN
from models.filing import (
    ANSWERS,
    CLOSED,
    FIRST_PACKAGE,
    Direction,
    FilingAnswer,
    FilingReply,
    FilingState,
)
from models.filing_manifest import ID_LENGTH
from models.filing_review import ProblemType
from models.filing_rules import FilingPaper, FilingRule
from models.filing_terms import ASKING, FilingMessage
from models.period import last_day
from models.work_calendar import WorkCalendar

# They say that something is wrong with a document.
JUDGEMENTS = frozenset(
    {
        FilingAnswer.REVIEW_OPINION,
        FilingAnswer.CORRECTION_SUGGESTED,
        FilingAnswer.REVOCATION_DECIDED,
    }
)
# They end or turn the review of the text: what the head of the office answers for. To register,
# to ask for a supplement and to return what is out of scope checks the form (domain.md, §2.9).
CHIEFS_OWN = JUDGEMENTS | {FilingAnswer.PASSED}
# What a letter has to say in words of its own; the others are complete by their facts.
WORDED = JUDGEMENTS | {
    FilingAnswer.SUPPLEMENT_REQUIRED,
    FilingAnswer.RETURNED,
    FilingAnswer.INQUIRY,
}
# By which words in its name a file of a package is taken for a paper that a rule asks for.
PAPER_WORDS: Mapping[FilingPaper, tuple[str, ...]] = {
    FilingPaper.REPORT: ("备案报告", "纠正情况报告"),
    FilingPaper.TEXT: ("正式文本",),
    FilingPaper.EXPLANATION: ("起草说明", "备案说明"),
    FilingPaper.BASES: ("制定依据",),
}


class ReceiptWarning(StrEnum):
    """What whoever takes a package in should know; none of it keeps the package out."""

    OTHER_NAME = "other_name"  # a person has confirmed that its addressee means this office
    OUT_OF_STEP = "out_of_step"  # the sender has counted other messages than this side
    CLEANED = "cleaned"  # a Word file holds what is taken out before anybody opens it
    FILED_LATE = "filed_late"
    PAPER_MISSING = "paper_missing"
    NO_RULE = "no_rule"  # the rule set says nothing of filings of this kind


def chain_of(number: str) -> str:
    """Return the chain of the log of a received filing."""
    return f"{FILING_CHAIN}{number}"


def action_for(answer: FilingAnswer) -> Action:
    """Return what somebody has to be allowed to, to give an answer."""
    return Action.JUDGE_FILING if answer in CHIEFS_OWN else Action.ANSWER_FILING


@dataclass(frozen=True, slots=True)
class FormCheck:
    """形式审查 of a package as it came: it notes, and a person answers.

    `missing` are papers that the rule asks for; `file_by` the last day of the sender's term, None
    where no number of days is set; `late` whether it came after that. `verified` says whether
    somebody has read the rule in its `source`; both are empty without a rule. A reply that brings
    what was asked (`of_reply`) is held against no rule.
    """

    asked: tuple[FilingPaper, ...] = ()
    missing: tuple[FilingPaper, ...] = ()
    file_by: date | None = None
    late: bool = False
    source: str = ""
    verified: bool = False
    of_reply: bool = False

    @property
    def warnings(self) -> tuple[ReceiptWarning, ...]:
        """What of it is worth a warning."""
        said = (
            (ReceiptWarning.NO_RULE, not self.source),
            (ReceiptWarning.PAPER_MISSING, bool(self.missing)),
            (ReceiptWarning.FILED_LATE, self.late),
        )
        return tuple(warning for warning, holds in said if holds)


def form_check(
    rule: FilingRule | None,
    names: Iterable[str],
    published_on: date,
    came_on: date,
    calendar: WorkCalendar,
) -> FormCheck:
    """Return what the form of a package lacks by the recipient's own rule; `names` of its files.

    Raises `CalendarTooShort` where the calendar ends before the term does.
    """
    if rule is None:
        return FormCheck()
    found = tuple(names)
    file_by = last_day(rule.period, published_on, calendar) if rule.period else None
    return FormCheck(
        asked=rule.materials,
        missing=tuple(paper for paper in rule.materials if not _among(paper, found)),
        file_by=file_by,
        late=file_by is not None and came_on > file_by,
        source=rule.source,
        verified=rule.verified,
    )


def _among(paper: FilingPaper, names: tuple[str, ...]) -> bool:
    return any(word in name for word in PAPER_WORDS[paper] for name in names)


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """What a person answers. `reply_by` is the last day that the letter sets by itself."""

    kind: FilingAnswer
    text: str = ""
    problems: tuple[ProblemType, ...] = ()
    reply_by: date | None = None


def check_answer(answer: AnswerGiven, today: date) -> None:
    """Refuse an answer that lacks what its kind has to say, or says what it cannot.

    Raises BadInput naming what to add or to leave out.
    """
    kind = answer.kind
    if kind in WORDED and not answer.text.strip():
        raise BadInput(f"text: {kind} says what and why: add --text TEXT.")
    if kind in JUDGEMENTS and not answer.problems:
        known = ", ".join(ProblemType)
        raise BadInput(f"problem: {kind} names what is wrong: add --problem, one of {known}.")
    if answer.problems and kind not in JUDGEMENTS:
        raise BadInput(f"problem: {kind} finds no fault; leave out --problem.")
    if answer.reply_by is not None and kind not in ASKING:
        raise BadInput(f"reply_by: {kind} asks for no reply; leave out --reply-by.")
    if answer.reply_by is not None and answer.reply_by < today:
        raise BadInput(f"reply_by: {answer.reply_by} is before today, {today}.")


def possible_answers(state: FilingState) -> str:
    """Return, as a text, which answers can be given as an exchange stands."""
    if state in CLOSED:
        return f"nothing: it is closed ({state})"
    return ", ".join(ANSWERS.get(state, {})) or "nothing: the sender has to act"


@dataclass(frozen=True, slots=True)
class AnswerLetter:
    """What a letter to a sender says, frozen in the log entry of the answer. Days are ISO texts.

    `term_verified` is false where the day was counted by a rule that nobody has verified.
    """

    kind: str  # models.filing.FilingAnswer
    letter_number: str
    written_on: str
    office: str  # who answers
    sender: str  # whose document it is
    title: str
    document_number: str
    registration_number: str
    published_on: str
    received_on: str
    filing_number: str = ""
    text: str = ""
    problems: tuple[str, ...] = ()
    reply_by: str | None = None
    term_verified: bool = True
    again: bool = False  # the document was registered before
    played: bool = False


def letter_of(said: Mapping[str, object]) -> AnswerLetter:
    """Return the letter that a log entry holds."""
    letter = AnswerLetter(**said)  # type: ignore[arg-type]
    return replace(letter, problems=tuple(letter.problems))


def answer_id_of(office: str, number: str, message: int) -> str:
    """Return the id of an answer: the same however often its package is built."""
    said = dumps([office, "answer", number, message], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """A message as the recipient has it; `on` is the day on which it came, or was written."""

    number: int
    direction: Direction
    kind: str
    on: date
    reply_by: date | None = None


def as_the_maker_counts(messages: Sequence[HeldMessage]) -> tuple[FilingMessage, ...]:
    """Return the messages as models.filing_terms reads them: from the maker's side."""
    return tuple(
        FilingMessage(one.number, Direction.OUT, one.kind, one.on, delivered_on=one.on)
        if one.direction is Direction.IN
        else FilingMessage(one.number, Direction.IN, one.kind, one.on, reply_by=one.reply_by)
        for one in messages
    )


def is_whole(kind: str) -> bool:
    """Say whether a message brings the whole document: the first one, and one filed anew."""
    return is_first(kind) or kind == FilingReply.CORRECTED


def is_first(kind: str) -> bool:
    """Say whether a message opens an exchange."""
    return kind == FIRST_PACKAGE
