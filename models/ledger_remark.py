"""The remarks of a ledger row (备注): the circumstances of a case go in, what to say comes out."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.clock import ClockBreach


class LedgerRemark(StrEnum):
    """What the other columns cannot say (备注).

    REVIEWED_AGAIN     the opinion shown is a later one; the clock ended with the first
    OPINION_VOID       the opinion shown was given on a text that is reviewed anew now
    DEEMED_CONSENT     the ceiling passed without an opinion, and the rule set takes that for one
    BREACH_RECORDED    the log holds a breach that the clock, as it reads now, does not show
    RULES_NOT_KEPT     the rules frozen at acceptance are gone; counted by those in force
    LAST_DAY_OPEN      the clock stands, so nobody knows its last days
    UNIT_NOT_NAMED     no drafting unit is named yet
    OVERRIDDEN         goes, or went, to the meeting against its opinion; `Sequel` says by whom
    UNANSWERED         went on although not every item of the opinion was answered
    FILED_LATE         a package went out after its last day, or has not gone out though it passed
    REPLY_OVERDUE      a recipient has not had the reply that it asked for, and the day has passed
    REPLY_LATE         a recipient had a reply after the day by which it asked for it
    ANSWER_OVERDUE     a recipient has not answered in its own time
    """

    REVIEWED_AGAIN = "reviewed_again"
    OPINION_VOID = "opinion_void"
    DEEMED_CONSENT = "deemed_consent"
    BREACH_RECORDED = "breach_recorded"
    RULES_NOT_KEPT = "rules_not_kept"
    LAST_DAY_OPEN = "last_day_open"
    UNIT_NOT_NAMED = "unit_not_named"
    OVERRIDDEN = "overridden"
    UNANSWERED = "unanswered"
    FILED_LATE = "filed_late"
    REPLY_OVERDUE = "reply_overdue"
    REPLY_LATE = "reply_late"
    ANSWER_OVERDUE = "answer_overdue"


@dataclass(frozen=True, slots=True)
class FilingDays:
    """The days of one track; None where it has none. `awaited`: the package has to go out."""

    awaited: bool
    due_on: date | None
    delivered_on: date | None
    reply_by: date | None
    answer_by: date | None

    def filed_late(self, as_of: date) -> bool:
        """Say whether the first package went out too late, or is late by now."""
        out = as_of if self.awaited else self.delivered_on
        return self.due_on is not None and out is not None and out > self.due_on


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the remarks of a row are read from."""

    breaches: Set[ClockBreach]  # as the clock reads now
    unit_named: bool
    opinions_signed: int
    opinion_void: bool
    silence_is_consent: bool
    breaches_recorded: Set[ClockBreach]
    rules_kept: bool
    last_day_open: bool
    overridden: bool
    unanswered: bool
    filings: tuple[FilingDays, ...]
    replied_late: bool
    as_of: date


def remarks_on(known: Circumstances) -> tuple[LedgerRemark, ...]:
    """Return what the other columns of a row cannot say."""
    late = ClockBreach.CEILING_BREACHED in known.breaches
    said = {
        LedgerRemark.REVIEWED_AGAIN: known.opinions_signed > 1,
        LedgerRemark.OPINION_VOID: known.opinion_void,
        LedgerRemark.DEEMED_CONSENT: late and known.silence_is_consent,
        LedgerRemark.BREACH_RECORDED: not known.breaches_recorded <= known.breaches,
        LedgerRemark.RULES_NOT_KEPT: not known.rules_kept,
        LedgerRemark.LAST_DAY_OPEN: known.last_day_open,
        LedgerRemark.UNIT_NOT_NAMED: not known.unit_named,
        LedgerRemark.OVERRIDDEN: known.overridden,
        LedgerRemark.UNANSWERED: known.unanswered,
        LedgerRemark.FILED_LATE: any(one.filed_late(known.as_of) for one in known.filings),
        LedgerRemark.REPLY_OVERDUE: _passed(known, [one.reply_by for one in known.filings]),
        LedgerRemark.REPLY_LATE: known.replied_late,
        LedgerRemark.ANSWER_OVERDUE: _passed(known, [one.answer_by for one in known.filings]),
    }
    return tuple(remark for remark, holds in said.items() if holds)


def _passed(known: Circumstances, days: Iterable[date | None]) -> bool:
    return any(day is not None and day < known.as_of for day in days)
