"""What the flows do to received filings: remind of their last days, and move them by a calendar."""

from collections.abc import Iterator, Mapping
from datetime import date

from models.case import MatterType
from models.errors import ReviewError, TryAgain
from models.event import SiteStep
from models.filing_rules import AnswerTerms
from models.filing_terms import days_of
from models.notice import ReminderFacts, reminder_message
from models.person import Role
from models.received_days import COLUMN_OF, received_days
from models.received_filing import as_the_maker_counts, chain_of
from models.reminder import Reminded, Reminder
from models.work_calendar import WorkCalendar
from review_flows.desk.filing_entry import FilingStep, begin_by_flow, write_entry
from review_flows.desk.filing_form import rule_of
from review_flows.desk.running_terms import RunningTerm
from review_flows.desk.telling import channels_of
from review_flows.outside import received_filings, records
from review_flows.outside.database import Connection, Row
from review_flows.outside.last_days import Owed
from review_flows.outside.notices import notify
from review_flows.outside.received_days import RunningFiling, running_filings, said_before
from review_flows.outside.site import Site

TOLD = {
    Reminded.HOLDER: Role.FILING_CLERK,
    Reminded.CHIEF: Role.CHIEF,
    Reminded.AUDITOR: Role.AUDITOR,
}


def remind_of_received(site: Site, owed: Owed) -> int:
    """Record the rungs that a last day has reached, with their messages; return how many.

    None where the filing has moved on since it was looked at, or another look was faster.
    """
    number, about = owed.last_day.number, owed.last_day.about
    with site.database.writing() as connection:
        filing = _locked(connection, number)
        if filing is None or filing[COLUMN_OF[about]] != owed.last_day.due_on.isoformat():
            return 0
        step = begin_by_flow(site, connection)
        recorded = said_before(connection, number).get((number, about), set())
        open_ones = [r for r in owed.reminders if (r.rung.key, r.due_on) not in recorded]
        # The strongest first: whoever hears of a last day in two roles hears the strongest alone.
        for place, reminder in enumerate(reversed(open_ones), start=1):
            _remind(step, filing, about, reminder, filing["version"] + place)
        received_filings.change(connection, number, version=filing["version"] + len(open_ones))
        return len(open_ones)


def _locked(connection: Connection, number: str) -> Row | None:
    records.lock_chain(connection, chain_of(number))
    return received_filings.find(connection, number)


def _remind(step: FilingStep, filing: Row, about: str, reminder: Reminder, version: int) -> None:
    number, rung, due_on = filing["number"], reminder.rung, reminder.due_on
    told = [] if reminder.overtaken else records.persons_with_role(step.connection, TOLD[rung.to])
    facts = ReminderFacts(
        number=number,
        matter_type=MatterType.NORMATIVE_DOCUMENT,
        about=about,
        to=rung.to,
        due_on=due_on,
        today=step.today,
        days_left=reminder.days_left,
        provisional=step.site.calendar.is_provisional(due_on),
    )
    key = f"remind.{number}.{about}.{due_on}.{step.today}"
    channels = channels_of(step.site)
    notify(step.connection, told, reminder_message(facts), key, channels=channels, at=step.at)
    form = {
        "about": about,
        "left": rung.left,
        "to": str(rung.to),
        "due_on": due_on.isoformat(),
        "days_left": reminder.days_left,
        "overtaken": reminder.overtaken,
    }
    said = {"form": form, "told": told, "version": version}
    write_entry(step, number, SiteStep.REMIND_FILING, (filing["state"], filing["state"]), said)


def terms_of_received(
    connection: Connection, site: Site, calendar: WorkCalendar, number: str = ""
) -> Iterator[tuple[RunningTerm, str]]:
    """Yield the last days of received filings as a calendar has them, each with the title."""
    for running in running_filings(connection, number):
        for about, column in COLUMN_OF.items():
            stored: date | None = getattr(running.stored, column)
            if stored is None:
                continue
            try:
                due_on, why = _read(running, site, calendar, column) or stored, ""
            except ReviewError as error:
                due_on, why = stored, error.message
            term = RunningTerm(running.number, about, stored, due_on, column=column, unreadable=why)
            yield term, running.title


def _read(running: RunningFiling, site: Site, calendar: WorkCalendar, column: str) -> date | None:
    rule = rule_of(site, running.recipient)
    terms = rule.terms if rule else AnswerTerms()
    counted = days_of(running.state, as_the_maker_counts(running.messages), terms, calendar)
    found: date | None = getattr(received_days(counted, running.letter), column)
    return found


def reproject_received(site: Site, number: str, form: Mapping[str, object]) -> bool:
    """Move the last days of a received filing to the calendar's, and say why in its chain.

    Returns whether they are the calendar's now; what cannot be read waits for a later look.
    """
    try:
        with site.database.writing() as connection:
            filing = _locked(connection, number)
            found = terms_of_received(connection, site, site.calendar, number)
            moved = [term for term, _ in found if term.moved]
            if filing is not None and moved:
                _move(begin_by_flow(site, connection), filing, moved, form)
    except TryAgain:
        raise
    except ReviewError:
        return False
    return True


def _move(
    step: FilingStep, filing: Row, moved: list[RunningTerm], form: Mapping[str, object]
) -> None:
    version = filing["version"] + 1
    days = {term.column: term.due_on.isoformat() for term in moved}
    received_filings.change(step.connection, filing["number"], version=version, **days)
    told = [
        {
            "about": term.about,
            "before": term.stored.isoformat(),
            "after": term.due_on.isoformat(),
        }
        for term in moved
    ]
    facts = {"form": dict(form), "moved": told, "version": version}
    state = filing["state"]
    write_entry(step, filing["number"], SiteStep.REPROJECT_FILING, (state, state), facts)
