"""A clock that shows what a hand set, as a machine's does; nothing on it is played."""

from datetime import datetime, timedelta


class HandClock:
    """Set to an instant in UTC; it goes on only when it is told to."""

    def __init__(self, shows: datetime) -> None:
        self.shows = shows

    def now(self) -> datetime:
        """What it shows."""
        return self.shows

    def set(self, **by: int) -> None:
        """Turn it, forwards or back."""
        self.shows += timedelta(**by)
