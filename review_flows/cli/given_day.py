"""A day as it is typed: read by us, because Typer loads pydantic to do so."""

from datetime import date

from models.errors import BadInput


def given_day(option: str, given: str | None) -> date | None:
    """Return the day of an option, or None where it was not given. Raises BadInput."""
    if given is None:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or given != str(day):
        raise BadInput(f"{option} {given}: this is no day; write it as 2026-03-09.")
    return day
