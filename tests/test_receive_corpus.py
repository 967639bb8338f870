"""Real and hostile files through receipt: files in = taken + known + refused, each in time."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from inbox_builders import a_site_at, case_numbers, in_refused, rows, take_all, waiting

from models.arrival import ArrivalResult
from review_flows.desk.inbox_desk import take
from review_flows.outside.arrivals import Arrival
from review_flows.outside.inbox import submissions
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.site import Site

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
FOLDERS = ("corpus", "hostile")
HANGS = 120.0  # seconds; how long a file takes says tests/bench/word_safety_report.py


def shared_files() -> list[Path]:
    return sorted(path for one in FOLDERS for path in (SHARED / one).rglob("*") if path.is_file())


pytestmark = pytest.mark.skipif(not shared_files(), reason="../shared with the corpus is not here")


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def accounted_for(site: Site, arrivals: list[Arrival], came_in: int) -> Counter[ArrivalResult]:
    """Hold what is said of the files against where they lie; return the counts."""
    counts = Counter(arrival.result for arrival in arrivals)
    assert counts.total() == came_in
    assert waiting(site) == set()
    received = [p for p in (site.settings.docs_in / "received").rglob("*") if p.is_file()]
    assert len(received) == counts[ArrivalResult.TAKEN] + counts[ArrivalResult.KNOWN]
    refused = in_refused(site)
    files = {name for name in refused if f"{name}.txt" in refused}
    assert len(files) == counts[ArrivalResult.REFUSED]
    assert len(refused) == 2 * len(files)
    stored = {row["result"]: row["n"] for row in rows(site, BY_RESULT)}
    assert stored == {str(result): count for result, count in counts.items()}
    faults: list[LogFault] = []
    walk_log(site.database, faults.append)
    assert faults == []
    return counts


BY_RESULT = "SELECT result, count(*) AS n FROM arrivals GROUP BY result"


def test_each_file_by_itself_is_taken_known_or_refused_in_time(
    site: Site, record_property: Callable[[str, object], None]
) -> None:
    inbox = site.settings.docs_in
    inbox.mkdir()
    for n, path in enumerate(shared_files()):
        shutil.copy(path, inbox / f"{n:04d} {path.name}")
    arrivals: list[Arrival] = []
    seconds: dict[str, float] = {}
    for submission in submissions(inbox):
        start = time.perf_counter()
        arrivals += take(site, submission)[1]
        seconds[submission.name] = time.perf_counter() - start

    slowest = max(seconds, key=lambda name: seconds[name])
    counts = accounted_for(site, arrivals, len(shared_files()))
    record_property("counts", ", ".join(f"{one} {counts[one]}" for one in counts))
    record_property("slowest", f"{slowest}: {seconds[slowest]:.2f} s")
    assert seconds[slowest] < HANGS
    assert len(case_numbers(site)) == counts[ArrivalResult.TAKEN]


def test_as_two_folders_they_are_two_cases_and_every_file_is_accounted_for(site: Site) -> None:
    for name in FOLDERS:
        shutil.copytree(SHARED / name, site.settings.docs_in / name)

    taken = take_all(site)

    counts = accounted_for(site, [a for _, some in taken for a in some], len(shared_files()))
    assert len(case_numbers(site)) == 2
    assert counts[ArrivalResult.TAKEN] > 0 and counts[ArrivalResult.REFUSED] > 0
