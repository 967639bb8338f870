"""How the last days of a received filing stand to today, for its list and its page."""

from dataclasses import dataclass
from datetime import date

from models.queue import Urgency, urgency
from review_flows.cli.looking import today_text
from review_flows.outside.database import Row
from review_flows.outside.site import Site

OWED = ("reply_by", "answer_by")  # of the sender, and of this office


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A received filing, with how the last days of both sides stand to today."""

    row: Row
    sender: Urgency
    office: Urgency

    @property
    def overdue(self) -> bool:
        """Whether one of both sides is late."""
        return Urgency.OVERDUE in (self.sender, self.office)

    def told(self) -> dict[str, object]:
        """Return it as JSON has it."""
        how = {"sender": self.sender, "office": self.office, "overdue": self.overdue}
        return {**self.row, **how}


def owed_in(site: Site, row: Row) -> OwedLine:
    """Return how a received filing stands today."""
    return OwedLine(row, *(_how(site, row[column]) for column in OWED))


def _how(site: Site, day: str | None) -> Urgency:
    provisional = day is not None and site.calendar.is_provisional(date.fromisoformat(day))
    return urgency(day, today_text(site), provisional)
