"""One installation: its database, store, folders, rules and clock, handed to whatever acts."""

from dataclasses import dataclass
from pathlib import Path

from models.work_calendar import WorkCalendar
from review_flows.outside.calendar_source import (
    FolderState,
    calendar_folder,
    folder_state,
    site_calendar,
)
from review_flows.outside.database import Database
from review_flows.outside.rule_source import RuleSource
from review_flows.outside.schema import ensure_schema
from review_flows.outside.settings import Settings, read_settings
from review_flows.outside.store import Store
from review_flows.outside.wall_clock import MachineClock, SimulatedClock, WallClock

FIRST_YEAR, LAST_YEAR = 2004, 2060  # of the work calendar; years load when they are asked for


@dataclass(slots=True)
class Site:
    """Everything outside that a move or a flow needs."""

    settings: Settings
    database: Database
    store: Store
    clock: WallClock
    rules: RuleSource
    _calendar: WorkCalendar | None = None
    _years_seen: FolderState = ()

    @property
    def calendar_folder(self) -> Path:
        """Where the site's own calendar years lie, one file for each; it need not exist."""
        return calendar_folder(self.settings.home)

    @property
    def calendar(self) -> WorkCalendar:
        """The work calendar. A year that somebody imports meanwhile is seen by the next look."""
        seen = folder_state(self.calendar_folder)
        if self._calendar is None or seen != self._years_seen:
            self._calendar = site_calendar(self.calendar_folder, FIRST_YEAR, LAST_YEAR)
            self._years_seen = seen
        return self._calendar

    @property
    def played(self) -> bool:
        """Whether this is a demonstration on a simulated clock; its entries are marked so."""
        return isinstance(self.clock, SimulatedClock)


def open_site(settings: Settings | None = None, clock: WallClock | None = None) -> Site:
    """Open the site, and build its database when there is none yet.

    Raises SchemaUnknown for a database of another version, TryAgain for one that is away.
    """
    settings = settings or read_settings()
    database = Database(settings.database, settings.inside / "write.lock")
    ensure_schema(database, settings.before_upgrade)
    return Site(
        settings,
        database,
        Store(settings.inside / "store"),
        clock or MachineClock(),
        RuleSource(settings.home / "rule_sets"),
    )
