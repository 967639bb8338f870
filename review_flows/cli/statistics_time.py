"""Which time statistics are about, as options say it, and the reading of what can be counted."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput
from models.statistics.span import Span
from review_flows.cli.given_day import given_day
from review_flows.cli.ledger import Text
from review_flows.cli.looking import looking, person_named, today_text
from review_flows.cli.reader import Reader
from review_flows.outside.wall_clock import day_of

if TYPE_CHECKING:
    from review_flows.letters.statistics_table import StatisticsHead
    from review_flows.outside.statistics_rows import StatisticsRead

Year = Annotated[Text, typer.Option(metavar="YEAR", help="The year, as 2026.")]
Month = Annotated[Text, typer.Option(metavar="MONTH", help="The month, as 2026-03.")]
Until = Annotated[Text, typer.Option(metavar="DAY", help="As things stood at the end of this day.")]
Played = Annotated[bool, typer.Option("--played", help="Take demonstrations in as well.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write a .csv file.")]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Write an .xlsx file.")]
Docx = Annotated[bool, typer.Option("--docx", help="Write a .docx file.")]
Out = Annotated[Text, typer.Option("--out", metavar="FILE", help="Write here, by its ending.")]


@dataclass(frozen=True, slots=True)
class Time:
    """The options that name the time."""

    year: Text
    month: Text
    until: Text
    played: bool

    @property
    def asked(self) -> str:
        """The options as they were written."""
        named = [f"--year {self.year}"] if self.year else [f"--month {self.month}"]
        named += [f"--until {self.until}"] if self.until else []
        return " ".join(named + (["--played"] if self.played else []))

    @property
    def name(self) -> str:
        """The same for the name of a file."""
        until = f"_until_{self.until}" if self.until else ""
        return f"{self.year or self.month}{until}{'_played' if self.played else ''}"


def span_of(time: Time, today: date) -> Span:
    """Return the days that options name. Raises BadInput for what is no time, or to come."""
    first, last = _days(time)
    if first > today:
        raise BadInput(f"{time.asked}: begins on {first}, and today is {today}; nothing is known.")
    until = given_day("--until", time.until)
    if until is not None and not first <= until <= today:
        raise BadInput(f"--until {until}: give a day from {first} to today ({today}).")
    return Span(first, last, until or min(last, today))


def _days(time: Time) -> tuple[date, date]:
    if bool(time.year) == bool(time.month):
        raise BadInput("Say one time: --year 2026, or --month 2026-03.")
    if time.year:
        if not re.fullmatch("(19|20)[0-9]{2}", time.year):
            raise BadInput(f"--year {time.year}: this is no year; write it as 2026.")
        return date(int(time.year), 1, 1), date(int(time.year), 12, 31)
    assert time.month is not None
    if not re.fullmatch("(19|20)[0-9]{2}-(0[1-9]|1[0-2])", time.month):
        raise BadInput(f"--month {time.month}: this is no month; write it as 2026-03.")
    first = date.fromisoformat(f"{time.month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


@dataclass(frozen=True, slots=True)
class Counted:
    """What a command counts from, and where its files go."""

    time: Time
    span: Span
    read: "StatisticsRead"
    today: date
    reports: Path

    def head(self, sender: str) -> "StatisticsHead":
        """Return what stands around the figures on paper, from a sender.

        The day is the one up to which was read: the same facts make the same paper.
        """
        from review_flows.letters.statistics_table import StatisticsHead

        return StatisticsHead(sender, self.span, self.span.as_of, played=self.time.played)


def counted(reader: Reader, time: Time) -> Counted:
    """Read what the reader may see. Raises BadInput for the time."""
    # Imported here: rule sets take longer to load than the rest of the command.
    from review_flows.outside.statistics_rows import read_facts

    with looking() as (site, connection):
        today = day_of(site.clock.now())
        span = span_of(time, today)
        person = person_named(connection, reader, today_text(site))
        read = read_facts(site, connection, span.as_of, played=time.played, person=person)
        return Counted(time, span, read, today, site.settings.docs_out / "reports")
