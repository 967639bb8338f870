"""The days that a catalogue, or a cross-check, is about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CatalogueDays:
    """Days, both included, and today; None where nobody set a first or a last one."""

    today: date
    first: date | None = None
    last: date | None = None

    def cover(self, day: date) -> bool:
        """Say whether a day lies between."""
        after_first = self.first is None or self.first <= day
        return after_first and (self.last is None or day <= self.last)
