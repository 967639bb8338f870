"""The time that statistics are about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A year or a month, both days included, and the day at whose end everything is read.

    `as_of` is before `last_on` while the time still runs, and after it where somebody wants to
    see what became of its documents since.
    """

    first_on: date
    last_on: date
    as_of: date

    def covers(self, day: date | None) -> bool:
        """Say whether a day lies in it, and had come by `as_of`."""
        return day is not None and self.first_on <= day <= min(self.last_on, self.as_of)

    @property
    def is_over(self) -> bool:
        """Whether everything that can happen in it had happened."""
        return self.as_of >= self.last_on

    @property
    def is_year(self) -> bool:
        """Whether it is a calendar year."""
        return self.first_on.month == 1 and self.last_on.month == 12
