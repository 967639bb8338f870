"""The day's list of what is near its last day or past it, as a file: docs_out/reports."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.words import phrase
from review_flows.outside.last_days import Owed, Sweep
from review_flows.outside.store import write_whole

COLUMNS = ("case", "about", "due_on", "days_left", "rung", "state", "provisional")


def write_report(docs_out: Path, look: Sweep, today: date, remarks: Sequence[str]) -> None:
    """Write the day's list, also when it is empty: that nothing was near is worth a file too.

    The remarks follow the lines, each after a #.
    """
    lines = ["\t".join(COLUMNS), *map(_line, look.owed)]
    lines += [f"# {' '.join(remark.split())}" for remark in remarks]
    path = docs_out / "reports" / f"deadlines_{today}.tsv"
    write_whole(path, ("\n".join(lines) + "\n").encode())


def _line(owed: Owed) -> str:
    day, near = owed.last_day, owed.near
    mark = phrase("mark.provisional", "zh") if day.provisional else ""
    cells = (
        day.number,
        day.about,
        day.due_on,
        near.days_left,
        near.reached[-1].key,
        day.state,
        mark,
    )
    return "\t".join(map(str, cells))
