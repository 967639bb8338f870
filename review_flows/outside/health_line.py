"""One thing that `doctor` looked at, and how it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a thing stands."""

    FINE = "fine"
    NOTE = "note"  # works, but somebody should know
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing looked at. `said` is a key of models.words, `values` fill its places."""

    subject: str
    level: Level
    said: str
    values: dict[str, object]


def health_line(subject: str, level: Level, said: str, **values: object) -> HealthLine:
    """Return a line with the values of its sentence."""
    return HealthLine(subject, level, said, values)
