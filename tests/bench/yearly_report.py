"""Plays whole years through the real desk and holds the yearly report against their plans.

    .venv/bin/python tests/bench/yearly_report.py [--small] [--keep FOLDER]

A year like the district's (135 matters reviewed, 1 of them a normative document), and a larger one
(640 and 120, each filed with both recipients, some late, some with corrections). What each figure
has to be is counted from the plan, before anything is played; every figure's rows are listed by
the command that the report names. Prints seconds; fails where a number differs.
"""

import argparse
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cli_running import run
from docx import Document
from year_builders import YEAR, PlayedYear, YearPlayer, a_site_of_the_year, plan_of_year

from models.statistics.figure import FigureCode
from review_flows.outside.site import Site

NOT_PLANNED = {"makers": 1, "listed": 0}  # one enacting organ, no catalogue handed in
TIME = ("--year", str(YEAR), "--until", f"{YEAR}-12-31", "--played")


def say(line: str) -> None:
    """Print a line at once: the larger year takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Play the years and hold their reports against their plans."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", action="store_true", help="only the year of 135 matters")
    options.add_argument("--keep", type=Path, help="copy the reports there")
    asked = options.parse_args()
    for total, normative in ((135, 1),) if asked.small else ((135, 1), (640, 120)):
        with tempfile.TemporaryDirectory() as home:
            one_year(Path(home), total, normative, asked.keep)


def one_year(home: Path, total: int, normative: int, keep: Path | None) -> None:
    """Play one year, report on it, and compare."""
    site = a_site_of_the_year(home)
    began = time.perf_counter()
    player = YearPlayer(site, plan_of_year(total, normative))
    played = player.play()
    seconds = time.perf_counter() - began
    say(f"{total}/{normative}: {player.moves} moves in {seconds:.1f} s")
    began = time.perf_counter()
    figures = listed_figures(site)
    say(f"  {len(figures)} figures listed row by row in {time.perf_counter() - began:.1f} s")
    check(figures, played)
    content = report_of(site)
    check_report(content, total, normative)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"yearly_report_{total}.docx").write_bytes(content)
    say(f"  the report says {total}/{normative}; {len(content)} bytes, the same twice")


def listed_figures(site: Site) -> dict[str, int]:
    """How many rows the command lists for each figure."""
    found = {}
    for code in FigureCode:
        result = run(site, "statistics", "rows", str(code), *TIME, "--json")
        assert result.exit_code == 0, result.output
        found[str(code)] = len(result.stdout.splitlines())
    return found


def check(figures: dict[str, int], played: PlayedYear) -> None:
    """Every figure is what the plan says."""
    expected = played.expected() + type(played.expected())(NOT_PLANNED)
    differ = {code: (n, expected[code]) for code, n in figures.items() if n != expected[code]}
    assert not differ, f"figure: (listed, planned) {differ}"


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


def check_report(content: bytes, total: int, normative: int) -> None:
    """The report says both numbers, and has pictures."""
    text = "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)
    assert f"共审查相关文件{total}件，其中规范性文件{normative}件" in text, text[:300]
    with ZipFile(BytesIO(content)) as parts:
        pictures = [name for name in parts.namelist() if name.startswith("word/media/")]
    assert len(pictures) >= 6, pictures


if __name__ == "__main__":
    main()
