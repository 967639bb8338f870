"""Two installations on one machine: what went between them, as it happened, and whether it holds.

Run: cd tests && PYTHONPATH=.:.. ../.venv/bin/python bench/two_offices.py
"""

import json
import sys
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from office_builders import UPPER, a_city, two_offices
from test_received_filings import MANIPULATED, files_of, repacked
from test_two_installations import WALK, walk

from models.errors import ReviewError
from review_flows.desk.received_filings import receive_filing
from review_flows.outside import exchanges, received_filings
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.site import Site


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def whole(site: Site) -> str:
    """Say how the log of a site stands."""
    faults: list[LogFault] = []
    seen = walk_log(site.database, faults.append)
    return f"{seen.entries} entries, {seen.chains} chains, {len(faults)} faults"


def matches(path: Path) -> str:
    """Say whether every file of a package has the bytes that its manifest names."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(files.pop("manifest.json"))["files"]
    same = {n: sha256(c).hexdigest() for n, c in files.items()} == {
        n: f["sha256"] for n, f in said.items()
    }
    return f"{len(files)} files, {'hashes match' if same else 'HASHES DIFFER'}"


def show_walk(folder: Path) -> Path:
    """Print the exchange message by message; return its first package."""
    began = perf_counter()
    with two_offices(folder) as offices:
        case, number, went = walk(offices)
        with offices.city.database.reading() as connection:
            here = received_filings.messages(connection, number)
        with offices.maker.database.reading() as connection:
            there = exchanges.of_track(connection, case, UPPER)
        say(f"{case} at the district = {number} at the city; {len(WALK) + 1} messages")
        for one, other, path in zip(here, there, went, strict=True):
            way = "district → city" if one["direction"] == "in" else "city → district"
            kind = one["kind"] if one["kind"] == other["kind"] else "DIFFERS"
            say(f"{one['number']:>3}  {one['said_on']}  {way}  {kind:<21} {matches(path)}")
        say(f"log of the district: {whole(offices.maker)}")
        say(f"log of the city:     {whole(offices.city)}")
    say(f"{perf_counter() - began:.1f} s")
    return went[0]


def show_refusals(folder: Path, first: Path) -> None:
    """Print what a site says to each manipulated copy of a package."""
    city = a_city(folder / "another_city")
    for manipulate, _, _ in MANIPULATED:
        copy = folder / first.name
        repacked(copy, manipulate(files_of(first)))
        try:
            receive_filing(city, "bai", copy)
            say(f"{manipulate.__name__:<28} TAKEN IN")
        except ReviewError as refused:
            line = refused.message.splitlines()[1].strip()
            say(f"{manipulate.__name__:<28} refused: {line}")
    say(f"log of that city:    {whole(city)}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        show_refusals(Path(name), show_walk(Path(name) / "walk"))
