"""What comes near its last day in a received filing is recorded in its chain, and told, once."""

from models.case import MatterType
from models.event import SiteStep
from models.notice import ReminderFacts, reminder_message
from models.person import Role
from models.received_days import COLUMN_OF
from models.reminder import Reminded, Reminder
from review_flows.desk.filing_entry import FilingStep, begin_by_flow, locked, write_entry
from review_flows.desk.telling import channels_of
from review_flows.outside import received_filings, records
from review_flows.outside.database import Row
from review_flows.outside.last_days import Owed
from review_flows.outside.notices import notify
from review_flows.outside.received_days import said_before
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
        filing = locked(connection, number)
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
