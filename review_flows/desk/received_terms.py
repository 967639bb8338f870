"""The last days of received filings as a calendar has them, and how a calendar moves them."""

from collections.abc import Iterator, Mapping
from datetime import date

from models.errors import ReviewError, TryAgain
from models.event import SiteStep
from models.filing_rules import AnswerTerms
from models.filing_terms import days_of
from models.received_days import COLUMN_OF, received_days
from models.received_filing import as_the_maker_counts
from models.work_calendar import WorkCalendar
from review_flows.desk.filing_entry import FilingStep, begin_by_flow, locked, write_entry
from review_flows.desk.filing_form import rule_of
from review_flows.desk.running_terms import RunningTerm
from review_flows.outside import received_filings
from review_flows.outside.database import Connection, Row
from review_flows.outside.running_filings import RunningFiling, running_filings
from review_flows.outside.site import Site


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
            filing = locked(connection, number)
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
