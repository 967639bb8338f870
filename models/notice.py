"""A message to a person: what it says of a case, through which channels, how often it is tried.

A message names the case by its number and its type of matter, never by its title and never with
a word of a document: mail and webhooks leave the office, and a draft (a land requisition, a
price, a penalty) is not public before its publication. The number is enough for whoever may see
the case.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from models.case import CaseState, MatterType
from models.moves import Move
from models.permission import acting_role
from models.person import Person, Role
from models.received_days import SENDER_REPLY, is_of_received
from models.relation import Standing
from models.reminder import Reminded
from models.sealing.note import SignedNote
from models.task import TaskKind
from models.words import Language, phrase, word, word_of

# Attempts before a delivery is left to a person; together they outlast a night without a server.
MOST_ATTEMPTS = 6
FIRST_PAUSE = timedelta(minutes=45)  # before the second attempt; each pause doubles


class Channel(StrEnum):
    """How a message reaches a person."""

    CONSOLE = "console"  # a line on stderr of whatever runs the watch
    MAIL = "mail"
    WEBHOOK = "webhook"
    FILE = "file"  # below docs_out


LANGUAGES: tuple[Language, Language] = ("zh", "en")

# What another office owes, and by which word it is asked.
ASKED_OF_OTHERS = {"answer": "inquiry", SENDER_REPLY: "press"}
# A demonstration tells made-up people of made-up cases: nothing of it leaves the house.
STAYS_IN_THE_HOUSE = frozenset({Channel.CONSOLE, Channel.FILE})


class Occasion(StrEnum):
    """Why somebody hears of a task, beside its last day."""

    ARRIVED = "arrived"  # it waits for this person since a moment ago
    URGED = "urged"  # 催办 by a person
    SUPERVISED = "supervised"  # 督办
    RECALLED = "recalled"  # a question that needs no answer any more


class DeliveryState(StrEnum):
    """What became of one message through one channel."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"  # after the last attempt, or where no attempt can help; a person has to look


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What a reminder says. `days_left` are working days, as in models.reminder.Reminder."""

    number: str
    matter_type: MatterType
    about: str  # review, advice:<person>, publication, filing:… and so on: outside/last_days
    to: Reminded
    due_on: date
    today: date
    days_left: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a message says of a task; `held` where somebody has it. No task: the case rests."""

    number: str
    matter_type: MatterType
    task: TaskKind | None
    due_on: date | None = None
    provisional: bool = False
    held: bool = False
    report_by: date | None = None  # by which a supervised case is to be reported on


def stable_id(key: str) -> str:
    """Return what tells one message from another wherever it arrives twice: 32 hex digits."""
    return sha256(key.encode()).hexdigest()[:32]


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait before the next attempt, after so many."""
    return FIRST_PAUSE * (1 << attempts - 1)


def may_take(
    person: Person,
    role: Role,
    state: CaseState,
    unit: str | None,
    reviewer: str | None,
    received_on: str,
) -> bool:
    """Say whether a person might claim a task of a role, on a case in this state, of this unit.

    `received_on` is the ISO day on which the case came in.
    """
    standing = Standing(person, unit, reviewer, state, received_on)
    return acting_role(standing, Move.CLAIM, role) is role


def reminder_message(facts: ReminderFacts) -> Message:
    """Return the message of a reminder, Chinese first."""
    chinese, english = _places(facts, "zh"), _places(facts, "en")
    text = "notice.text_received" if is_of_received(facts.about) else "notice.text"
    return Message(
        phrase("notice.subject", "zh", **chinese),
        f"{phrase(text, 'zh', **chinese)}\n\n{phrase(text, 'en', **english)}\n",
    )


def task_message(occasion: Occasion, facts: TaskFacts) -> Message:
    """Return the message that tells of a task, Chinese first."""
    chinese, english = (_task_places(occasion, facts, language) for language in LANGUAGES)
    return Message(
        phrase("notice.task.subject", "zh", **chinese),
        f"{phrase('notice.task.text', 'zh', **chinese)}\n\n"
        f"{phrase('notice.task.text', 'en', **english)}\n",
    )


def _task_places(occasion: Occasion, facts: TaskFacts, language: Language) -> dict[str, str]:
    open_to_all = occasion in (Occasion.ARRIVED, Occasion.URGED) and not facts.held
    mark = phrase("notice.provisional", language) if facts.provisional else ""
    due = phrase("notice.task.due", language, due_on=facts.due_on, mark=mark)
    by = phrase("notice.task.report_by", language, report_by=facts.report_by)
    return {
        "occasion": word(occasion, language),
        "number": facts.number,
        "matter": word(facts.matter_type, language),
        "task": word(facts.task, language) if facts.task else phrase("notice.task.none", language),
        "due": due if facts.due_on else "",
        "report_by": by if facts.report_by else "",
        "wanted": phrase(f"notice.task.wanted.{occasion}", language),
        "free": phrase("notice.task.free", language) if open_to_all else "",
        "command": f"review-flows show {facts.number}",
    }


def checkpoint_message(note: SignedNote, today: date) -> Message:
    """Return the day's message to an auditor: a checkpoint of the log, to be kept elsewhere."""
    values = {
        "today": today.isoformat(),
        "origin": note.checkpoint.origin,
        "size": note.checkpoint.size,
        "root": note.checkpoint.short_root,
    }
    chinese, english = (phrase("notice.checkpoint.text", one, **values) for one in LANGUAGES)
    subject = phrase("notice.checkpoint.subject", "zh", **values)
    return Message(subject, f"{chinese}\n\n{english}\n\n{note.text}")


def about_word(about: str, language: Language) -> str:
    """Return in words what is due: review, advice:<person>, filing:<recipient> and so on."""
    kind, _, whom = about.partition(":")
    recipient = word_of("Recipient", whom, language) if kind in ("filing", "answer") else ""
    return phrase(f"notice.about.{kind}", language, recipient=recipient)


def _places(facts: ReminderFacts, language: Language) -> dict[str, str]:
    mark = phrase("notice.provisional", language) if facts.provisional else ""
    # Another office is asked, by whoever follows the exchange.
    asked = ASKED_OF_OTHERS.get(facts.about.partition(":")[0], facts.to)
    page = "filing received" if is_of_received(facts.about) else "show"
    return {
        "rung": phrase(f"notice.rung.{asked}", language),
        "number": facts.number,
        "matter": word(facts.matter_type, language),
        "about": about_word(facts.about, language),
        "due_on": facts.due_on.isoformat(),
        "left": _left(facts, language),
        "mark": mark,
        "wanted": phrase(f"notice.wanted.{asked}", language),
        "command": f"review-flows {page} {facts.number}",
    }


def _left(facts: ReminderFacts, language: Language) -> str:
    if facts.today == facts.due_on:
        return phrase("notice.due_today", language)
    if facts.today < facts.due_on:
        return phrase("notice.left", language, days=facts.days_left)
    if facts.days_left == 0:  # the days since are days off
        return phrase("notice.overdue", language)
    return phrase("notice.overdue_by", language, days=-facts.days_left)
