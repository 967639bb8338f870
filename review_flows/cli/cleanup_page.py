"""Clean-ups as they are shown: their list, the items of one, the files it is written to."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UnknownCode
from models.person import UnitKind
from models.words import word
from review_flows.cli.output import say, show_lines
from review_flows.cli.reader import Reader
from review_flows.outside.records import offices
from review_flows.outside.wall_clock import day_of, day_of_text

if TYPE_CHECKING:
    from models.cleanup import Cleanup, CleanupItem
    from review_flows.outside.database import Connection
    from review_flows.outside.site import Site

UNDECIDED = "undecided"
LISTED = ("number", "cleanup.name", "cleanup.as_of", "cleanup.items", "result", "cleanup.closed_on")
SHOWN = tuple(
    f"cleanup.{code}"
    for code in (
        *("item", "document_number", "title", "unit", "valid_until"),
        *("case", "outcome", "reason"),
    )
)


def show_cleanups(reader: Reader, every: Sequence["Cleanup"]) -> None:
    """Print a line for each clean-up."""
    rows = (
        (one.number, one.name, one.as_of, len(one.items), counted(reader, one), _closed(one))
        for one in every
    )
    objects = (
        {
            **{name: getattr(one, name) for name in ("number", "name", "basis", "as_of")},
            **{name: getattr(one, name) for name in ("started_at", "person", "closed_at")},
            "items": len(one.items),
            "undecided": len(one.undecided),
            "counts": one.counts,
        }
        for one in every
    )
    show_lines(reader, LISTED, rows, objects, shortened=["cleanup.name"])
    if not every:
        say(reader.says("cleanup.none"))


def show_cleanup(reader: Reader, cleanup: "Cleanup", items: Sequence["CleanupItem"]) -> None:
    """Print items of a clean-up, and what all of it has come to."""
    rows = (
        (
            item.number,
            item.document_number,
            item.title,
            item.unit,
            item.valid_until,
            item.case_number,
            word(item.outcome, reader.language) if item.outcome else "",
            item.reason,
        )
        for item in items
    )
    shortened = ["cleanup.title", "cleanup.reason"]
    show_lines(reader, SHOWN, rows, map(asdict, items), shortened=shortened)
    say(f"{cleanup.number}: {counted(reader, cleanup)}")


def counted(reader: Reader, cleanup: "Cleanup") -> str:
    """Return how many documents are on each list, those of no list at the end."""
    told = [
        f"{word(outcome, reader.language)} {count}" for outcome, count in cleanup.counts.items()
    ]
    left = len(cleanup.undecided)
    return ", ".join([*told, *([reader.says("cleanup.undecided", count=left)] if left else [])])


def in_a_list(cleanup: "Cleanup", outcome: str | None) -> Sequence["CleanupItem"]:
    """Return the items of one list, or all. Raises UnknownCode."""
    from models.cleanup import CleanupOutcome

    known: Iterable[str] = [*CleanupOutcome, UNDECIDED]
    if outcome is None:
        return cleanup.items
    if outcome not in known:
        raise UnknownCode("The outcome", outcome, known)
    return [item for item in cleanup.items if (item.outcome or UNDECIDED) == outcome]


def write_cleanup(
    reader: Reader,
    site: "Site",
    connection: "Connection",
    cleanup: "Cleanup",
    form: str,
    out: str | None,
) -> str:
    """Write the sheet or the lists, beside the reports where no file is named; return a message."""
    from review_flows.outside.cleanup_files import cleanup_docx, cleanup_xlsx
    from review_flows.outside.ledgers.table_file import write_file

    path = Path(out) if out else site.settings.docs_out / "reports" / f"{cleanup.number}.{form}"
    if form == "xlsx":
        content = cleanup_xlsx(cleanup, "zh")
    else:
        office = offices(connection).get(UnitKind.REVIEW_OFFICE, "")
        closed = day_of_text(cleanup.closed_at) if cleanup.closed_at else day_of(site.clock.now())
        content = cleanup_docx(cleanup, office, closed, played=site.played)
    write_file(path, content)
    return reader.says("cleanup.written", path=path, count=len(cleanup.items))


def _closed(cleanup: "Cleanup") -> object:
    return day_of_text(cleanup.closed_at) if cleanup.closed_at else ""
