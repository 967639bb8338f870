"""Plays whole years through the real desk and flows, and holds the report against their plans.

    .venv/bin/python tests/bench/yearly_report.py [--small | --large] [--prefect] [--keep FOLDER]

A year like the district's (135 matters reviewed, 1 of them a normative document), and a larger one
(640 and 120): documents of the government, of departments and of a vertical body, joint ones, one
led elsewhere; matters withdrawn, returned, waiting; filed late, supplemented, sent back, corrected,
revoked; and at the year's end published and not packed, delivered and not answered, not entered.

Every leg that a move queues runs on its day: drafts are screened, letters written, packages built
and delivered. In the district's year the product's own executor runs them under a Prefect server.
In the larger one they run whole, by the flows' own code, but without Prefect around them, which
costs more time than all else together; `--prefect` runs them under it too.

What each figure has to be is counted from the plan, before anything is played; its rows are listed
by the command that the report names. Prints a table; fails where anything differs.
"""

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cli_running import run
from docx import Document
from inbox_builders import rows
from year_builders import YearPlayer, a_site_of_the_year
from year_plan import YEAR, PlayedYear, plan_of_year
from year_traces import faults_of_letters, faults_of_log, faults_of_packages

from models.statistics.figure import FigureCode
from review_flows.outside.site import Site
from review_flows.runner.embedded import Drain, quiet_prefect, run_embedded

TIME = ("--year", str(YEAR), "--until", f"{YEAR}-12-31", "--played")
SMALL, LARGE = (135, 1), (640, 120)
TOLD_EACH = 60  # seconds between two lines of progress

NUMBER = re.compile(r"\d+")
LEGS = "SELECT kind, status, flow_run_id, attempt FROM legs"


def say(line: str) -> None:
    """Print a line at once: the larger year takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Play the years and hold their reports against their plans."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", action="store_true", help="only the year of 135 matters")
    options.add_argument("--large", action="store_true", help="only the year of 640 matters")
    options.add_argument("--prefect", action="store_true", help="the larger under Prefect as well")
    options.add_argument("--keep", type=Path, help="copy the reports there")
    asked = options.parse_args()
    years = [SMALL] if asked.small else [LARGE] if asked.large else [SMALL, LARGE]
    for size in years:
        with tempfile.TemporaryDirectory(prefix="year_") as home:
            one_year(Path(home), size, asked.prefect or size == SMALL, asked.keep)


def one_year(home: Path, size: tuple[int, int], prefect: bool, keep: Path | None) -> None:
    """Play one year, look at what it left, report on it, and compare."""
    total, normative = size
    site = a_site_of_the_year(home)
    player = YearPlayer(site, plan_of_year(total, normative))
    how = "the executor, under Prefect" if prefect else "the flows' own code, without Prefect"
    say(
        f"{total} reviewed, {normative} normative; {len(player.played.plan)} matters; legs by {how}"
    )
    seconds = timed_play(site, player, prefect)
    say(f"  moves by people          {player.moves:6}   in {seconds:.1f} s with all legs")
    say_legs(site, prefect)
    say_traces(site, player.played)
    began = time.perf_counter()
    figures = listed_figures(site)
    say(f"  figures listed row by row {len(figures):5}   in {time.perf_counter() - began:.1f} s")
    content = report_of(site)
    say_figures(figures, reported_figures(content), player.played)
    check_report(content, total, normative)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"yearly_report_{total}.docx").write_bytes(content)
    say(f"  the report says {total}/{normative}; {len(content)} bytes, the same twice\n")
    site.database.close()


def timed_play(site: Site, player: YearPlayer, prefect: bool) -> float:
    """Play the year and every leg in it; return the seconds."""
    began = time.perf_counter()
    if prefect:

        async def whole_year(drain: Drain) -> None:
            for _ in told_days(player):
                await drain()

        run_embedded(site, whole_year)  # as `review-flows demo` does
    else:
        quiet_prefect(site)  # the flows import it
        from year_legs import run_legs

        for _ in told_days(player):
            run_legs(site)
    return time.perf_counter() - began


def told_days(player: YearPlayer) -> Iterator[date]:
    """Play day by day; now and then print which day it is."""
    began = told = time.perf_counter()
    for day in player.days_with_legs():
        yield day
        if time.perf_counter() - told > TOLD_EACH:
            told = time.perf_counter()
            say(f"    {day}: {player.moves} moves, {told - began:.0f} s")


def say_legs(site: Site, prefect: bool) -> None:
    """Print how many legs of each kind ran. Each has to be done, by a run of Prefect's own."""
    found = rows(site, LEGS)
    for kind, count in sorted(Counter(row["kind"] for row in found).items()):
        again = sum(row["attempt"] > 1 for row in found if row["kind"] == kind)
        say(f"  legs {kind:16}    {count:6}   more than one attempt {again}")
    open_legs = Counter(row["status"] for row in found if row["status"] != "done")
    assert not open_legs, f"legs that are not done: {dict(open_legs)}"
    runs = {row["flow_run_id"] for row in found} - {None}
    assert len(runs) == (len(found) if prefect else 0), f"{len(runs)} runs of Prefect's"


def say_traces(site: Site, played: PlayedYear) -> None:
    """Print what the flows left. Each file has to be there, with the hash that was logged."""
    for what, (count, faults) in {
        "letters written": faults_of_letters(site),
        "packages delivered": faults_of_packages(site),
        "log entries": faults_of_log(site),
    }.items():
        assert not faults, (what, faults[:5])
        wanted = f"   planned {played.packages()}" if what == "packages delivered" else ""
        say(f"  {what:20}    {count:6}{wanted}")
        assert not wanted or count == played.packages()


def listed_figures(site: Site) -> dict[str, int]:
    """How many rows the command lists for each figure."""
    found = {}
    for code in FigureCode:
        result = run(site, "statistics", "rows", str(code), *TIME, "--json")
        assert result.exit_code == 0, result.output
        found[str(code)] = len(result.stdout.splitlines())
    return found


def report_of(site: Site) -> bytes:
    """The report as the command writes it; twice the same bytes."""
    path = site.settings.home / "report.docx"
    contents = set()
    for _ in range(2):
        result = run(site, "statistics", "report", *TIME, "--out", str(path))
        assert result.exit_code == 0, result.output
        contents.add(path.read_bytes())
    (content,) = contents
    return content


def reported_figures(content: bytes) -> dict[str, int]:
    """What the report's own table says of each figure, by the command that it names."""
    found = {}
    for table in Document(BytesIO(content)).tables:
        for row in table.rows:
            cells = [cell.text for cell in row.cells]
            words = cells[-1].split()
            if words[:3] == ["review-flows", "statistics", "rows"]:
                found[words[3]] = int(NUMBER.findall(cells[1])[0])  # 未核实 may follow
    return found


def say_figures(listed: dict[str, int], reported: dict[str, int], played: PlayedYear) -> None:
    """Print every figure beside the plan's count. All three have to be the same."""
    expected = played.expected()
    say(f"  {'figure':32}{'planned':>9}{'report':>9}{'rows':>9}")
    for code, count in listed.items():
        if count or expected[code] or reported.get(code):
            say(f"  {code:32}{expected[code]:9}{reported.get(code, -1):9}{count:9}")
    differ = {
        code: (expected[code], reported.get(code), count)
        for code, count in listed.items()
        if not expected[code] == reported.get(code) == count
    }
    assert not differ, f"figure: (planned, in the report, rows) {differ}"


def check_report(content: bytes, total: int, normative: int) -> None:
    """The report says both numbers, and has pictures."""
    text = "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)
    assert f"共审查相关文件{total}件，其中规范性文件{normative}件" in text, text[:300]
    with ZipFile(BytesIO(content)) as parts:
        pictures = [name for name in parts.namelist() if name.startswith("word/media/")]
    assert len(pictures) >= 6, pictures


if __name__ == "__main__":
    main()
