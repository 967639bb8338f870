"""The site's own folder of calendar years: written whole, put back where a hand took one away."""

from collections.abc import Iterable
from pathlib import Path

from review_flows.outside.applied_years import AppliedYear
from review_flows.outside.calendar_source import folder_state
from review_flows.outside.store import write_whole


def path_of(folder: Path, year: int) -> Path:
    """Return where the site's own file of a year lies, or would lie."""
    return folder / f"{year}.toml"


def own_years(folder: Path) -> list[int]:
    """Return the years of which the site has a file of its own."""
    return [int(name.removesuffix(".toml")) for name, _, _ in folder_state(folder)]


def own_text(folder: Path, year: int) -> str:
    """Return the site's own file of a year; empty where there is none."""
    path = path_of(folder, year)
    return path.read_text("utf-8") if path.exists() else ""


def write_own(folder: Path, year: int, text: str) -> None:
    """Write the site's own file of a year, whole or not at all."""
    write_whole(path_of(folder, year), text.encode())


def remove_own(folder: Path, year: int) -> None:
    """Take the site's own file of a year away."""
    path_of(folder, year).unlink(missing_ok=True)


def put_back_missing(folder: Path, applied: Iterable[AppliedYear]) -> list[int]:
    """Write again what was applied and is not there any more; return the years.

    A year that terms run by is never lost because somebody tidied a folder.
    """
    missing = [one for one in applied if one.content and not path_of(folder, one.year).exists()]
    for one in missing:
        write_own(folder, one.year, one.content)
    return [one.year for one in missing]
