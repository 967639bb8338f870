"""Prints what a catalogue of every dirt costs: reading, import and cross-check, and its figures.

Run from the checkout: PYTHONPATH=.:tests .venv/bin/python tests/bench/catalogue_report.py [ROWS]
Wall and processor seconds, in a new SQLite site; 5,000 rows where no number is given.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from builders import a_site, today_is
from catalogue_builders import a_dirty_catalogue

from models.catalogue.days import CatalogueDays
from models.cross_check.checking import cross_check
from review_flows.desk.catalogue_import import HandedInCatalogue, import_catalogue
from review_flows.outside.catalogue_file import sheets_of
from review_flows.outside.cross_check import cross_check_material

TODAY = date(2026, 12, 1)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a step took."""
    wall, processor = perf_counter(), process_time()
    yield
    say(f"{what:<28} {perf_counter() - wall:6.2f} s wall {process_time() - processor:6.2f} s cpu")


def main(rows: int) -> None:
    """Print the figures."""
    dirty = a_dirty_catalogue(rows)
    with TemporaryDirectory() as home:
        site = a_site(Path(home))
        today_is(site, TODAY)
        with timed("the file, read as cells"):
            sheets = sheets_of("目录.xlsx", dirty.content)
        with timed("rows read and kept"):
            handed_in = HandedInCatalogue("目录.xlsx", dirty.content, sheets)
            done = import_catalogue(site, "yin", handed_in)
        with timed("cross-check"), site.database.reading() as connection:
            material = cross_check_material(site, connection)
            result = cross_check(material, CatalogueDays(TODAY), site.calendar)
        site.database.close()
    say(f"{len(dirty.kinds)} kinds of dirt; {done.figures}")
    for fault, count in done.reading.listed.items():
        say(f"  {fault:<20} {count:5}")
    amiss = {(one.sheet, one.row): one.fault for one in done.reading.lines} != dirty.expected
    say(f"rows that were read otherwise than made: {'some' if amiss else 'none'}")
    say(f"lists: { {str(kind): count for kind, count in result.counts.items()} }")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
