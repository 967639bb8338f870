"""应备未备 and 迟报: what was not filed, and what was filed after its term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.catalogue.line import NormativeClaim
from models.cross_check.claims import OUGHT, claim_of_case, claim_of_line
from models.cross_check.finding import CrossCheckFinding
from models.cross_check.finding import CrossCheckList as L
from models.cross_check.finding import CrossCheckReason as R
from models.cross_check.matching import MatchedLine
from models.cross_check.material import CheckedCase, FilingTrack
from models.cross_check.papers import finding_of_case, finding_of_line
from models.errors import CalendarTooShort
from models.period import Period, last_day
from models.work_calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class FilingTerm:
    """How long a document outside the system has, by which calendar; `period` None sets nothing."""

    today: date
    calendar: WorkCalendar
    period: Period | None = None

    def due_on(self, public_on: date) -> date | None:
        """Return the last day for a document that was public on a day."""
        if self.period is None:
            return None
        try:
            return last_day(self.period, public_on, self.calendar)
        except CalendarTooShort:  # of a year before the calendars: no day off is known of it
            return public_on + timedelta(days=self.period.days)


def filing_findings(
    lines: Sequence[MatchedLine], cases: Sequence[CheckedCase], term: FilingTerm
) -> Iterator[CrossCheckFinding]:
    """Yield both lists, of normative documents and of those that seem so.

    A document whose term still runs is in neither. Of a document of the register its own tracks
    count, of any other one the day of filing that its catalogue names.
    """
    for case in cases:
        claim = claim_of_case(case)
        if case.issued and case.issued.published_on and claim is NormativeClaim.YES:
            yield from _of_case(case, claim, term)
    for one in lines:
        if one.case is None or one.case.issued is None:
            claim = claim_of_line(one)
            if claim in OUGHT:
                yield from _of_line(one, claim, term)


def _of_case(
    case: CheckedCase, claim: NormativeClaim, term: FilingTerm
) -> Iterator[CrossCheckFinding]:
    assert case.issued is not None
    if not case.tracks and not case.issued.led_elsewhere:
        yield finding_of_case(L.NOT_FILED, R.NO_TRACK, case, claim)
    for track in case.tracks:
        reason = _of_track(track, term.today)
        if reason is not None:
            kind = L.FILED_LATE if reason is R.AFTER_ITS_TERM else L.NOT_FILED
            yield finding_of_case(
                kind,
                reason,
                case,
                claim,
                recipient=track.recipient,
                due_on=track.due_on,
                late=_late(track.due_on, track.delivered_on or term.today),
            )


def _of_track(track: FilingTrack, today: date) -> R | None:
    if track.due_on is None:
        return None
    if track.delivered_on is None:
        return R.NOT_HANDED_OVER if track.due_on < today else None
    return R.AFTER_ITS_TERM if track.due_on < track.delivered_on else None


def _of_line(
    one: MatchedLine, claim: NormativeClaim, term: FilingTerm
) -> Iterator[CrossCheckFinding]:
    due_on, filed_on = term.due_on(one.line.public_on), one.line.filed_on
    late = _late(due_on, filed_on or term.today)
    if filed_on is None:
        if due_on is None or due_on < term.today:
            yield finding_of_line(
                L.NOT_FILED, R.NO_DAY_OF_FILING, one, claim, due_on=due_on, late=late
            )
    elif due_on and due_on < filed_on:
        yield finding_of_line(L.FILED_LATE, R.AFTER_ITS_TERM, one, claim, due_on=due_on, late=late)


def _late(due_on: date | None, day: date) -> int | None:
    return (day - due_on).days if due_on else None
