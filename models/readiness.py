"""Whether the program can do its work now, and the figures that a machine watches it by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.outbox import LegState

LEAST_FREE_PERCENT = 10  # of the disk; file systems slow down below it, and backups need room
MOST_SEAL_AGE = 120.0  # seconds; two turns of the minute's sealing
MOST_CLOCK_BEHIND = 86_400.0  # seconds; further back the desk dates nothing (outside/log_time)

# What is done is left out: it only grows, and counting it costs more the older a site is.
OPEN_LEGS = (LegState.QUEUED, LegState.SENT, LegState.RUNNING, LegState.FAILED)


class ReadinessCheck(StrEnum):
    """What has to hold before work is given to a process."""

    DATABASE = "database"  # answers
    DISK = "disk"  # at least 10 % are free
    CLOCK = "clock"  # not a day behind the log
    SEAL = "seal"  # the last one is no older than 120 s


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the log has come. `clock_behind` is below 0 where the clock is ahead of it."""

    clock_behind: float | None  # seconds; None while nothing is logged
    seal_age: float | None  # seconds; None before the first sealing


@dataclass(frozen=True, slots=True)
class Load:
    """What waits, and for how long: counts, and ages in seconds (None: never happened)."""

    not_sealed: int
    legs: Mapping[str, int]  # by LegState, those of OPEN_LEGS
    legs_age: float  # since the step that the oldest open leg follows from; 0 where none waits
    messages: Mapping[str, int]  # by DeliveryState, waiting and dead
    messages_age: float  # of the oldest message that waits
    overdue: int  # reviews past their last day
    sweep_age: float | None
    backup_age: float | None


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything that was looked at. `free` and `total` are bytes of the disk."""

    free: int
    total: int
    reach: Reach | None  # None where the database does not answer
    load: Load | None = None  # None where it was not asked for either


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: what was measured (percent, or seconds), and the bound it is held against."""

    check: ReadinessCheck
    holds: bool
    value: float | None = None
    bound: float | None = None


def readiness(measures: Measures) -> tuple[Checked, ...]:
    """Return every check that can be made; without a database that is it and the disk."""
    percent, reach = measures.free * 100 / measures.total, measures.reach
    enough = percent >= LEAST_FREE_PERCENT
    checked = (
        Checked(ReadinessCheck.DATABASE, reach is not None),
        Checked(ReadinessCheck.DISK, enough, percent, LEAST_FREE_PERCENT),
    )
    if reach is None:
        return checked
    behind = max(0.0, reach.clock_behind or 0.0)
    sealed = reach.seal_age is not None and reach.seal_age <= MOST_SEAL_AGE
    return (
        *checked,
        Checked(ReadinessCheck.CLOCK, behind <= MOST_CLOCK_BEHIND, behind, MOST_CLOCK_BEHIND),
        Checked(ReadinessCheck.SEAL, sealed, reach.seal_age, MOST_SEAL_AGE),
    )
