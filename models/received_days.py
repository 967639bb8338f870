"""The two last days of a received filing: what this office owes its sender, and the other way.

A last day that this office named in a letter binds it: the sender has it on paper. Where it was
counted by the rules, a calendar that gives the sender more time moves it, and none takes time away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.filing_terms import ExchangeDays
from models.reminder import Reminded, Rung

OFFICE_ANSWER = "office_answer"  # what is due of this office
SENDER_REPLY = "sender_reply"  # what is due of the sender
# What is due → the column of its last day.
COLUMN_OF: Mapping[str, str] = {OFFICE_ANSWER: "answer_by", SENDER_REPLY: "reply_by"}
# Nobody here can hurry on with what the sender owes; once it is late, the filing clerk presses.
PRESSING = (Rung(-1, Reminded.HOLDER),)


def is_of_received(about: str) -> bool:
    """Say whether a last day is one of a received filing, by what is due."""
    return about in COLUMN_OF


@dataclass(frozen=True, slots=True)
class LetterDay:
    """The last day that a letter to the sender says; `named` where a person set it."""

    day: date
    named: bool


def received_days(counted: ExchangeDays, letter: LetterDay | None) -> ExchangeDays:
    """Return both days, as a calendar counts them and the last letter that asks says them."""
    reply_by = counted.reply_by
    if letter is not None:
        reply_by = letter.day if letter.named else max(letter.day, reply_by or letter.day)
    return ExchangeDays(reply_by, counted.answer_by)
