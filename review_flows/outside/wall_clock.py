"""The time: the machine's, or a simulated one for a demonstration."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class WallClock(Protocol):
    """Whoever can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...


class MachineClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)


class SimulatedClock:
    """A clock that stands still until it is moved, and a little moves with each look."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the simulated instant, in UTC; each look is a second later than the last."""
        self._now += timedelta(seconds=1)
        return self._now

    def go_to(self, day: date, hour: int = 9) -> None:
        """Move to an hour of a day in Asia/Shanghai; never backwards."""
        moment = datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)
        self._now = max(self._now, moment)


def utc_text(moment: datetime) -> str:
    """Return an instant as the database and the log write it: UTC with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def day_of(moment: datetime) -> date:
    """Return the calendar day of an instant in Asia/Shanghai, where all terms are counted."""
    return moment.astimezone(SHANGHAI).date()


def day_of_text(utc: str) -> date:
    """Return the calendar day in Asia/Shanghai of an instant as it is stored."""
    return day_of(datetime.fromisoformat(utc))


def local_text(utc: str) -> str:
    """Return a stored instant as people read it: 2026-03-09 09:15 in Asia/Shanghai."""
    moment = datetime.fromisoformat(utc)
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
