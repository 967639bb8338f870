"""Files of the ledger: a report and a path go in, the whole file stands there or nothing does."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from models.errors import BadInput
from models.ledger import Ledger
from review_flows.outside.ledgers.report import Report
from review_flows.outside.store import write_whole

FORMATS = ("csv", "xlsx", "docx", "json")
NOT_IN_A_NAME = re.compile(r"[^\w-]+")


def write_report(report: Report, path: Path, form: str) -> None:
    """Write a report in one of FORMATS, whole or not at all.

    Raises BadInput where nothing can be written there, TryAgain when the disk is full.
    """
    content = report_bytes(report, form)
    try:
        write_whole(path, content)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written ({error.strerror}). Name another file with --out."
        ) from error


def report_bytes(report: Report, form: str) -> bytes:
    """Return a report in one of FORMATS."""
    # Each is imported when it is asked for: python-docx alone takes as long as a whole command.
    module = import_module(f"{__package__}.as_{form}")
    write: Callable[[Report], bytes] = getattr(module, f"as_{form}")
    return write(report)


def ledger_name(ledger: Ledger, form: str, *, only_summary: bool = False) -> str:
    """Return the file's name: its days, and what else was chosen.

    What was narrowed down never takes the name, and so the place, of the whole ledger.
    """
    parts = ["summary" if only_summary else "ledger", str(ledger.first_on), str(ledger.last_on)]
    parts += [NOT_IN_A_NAME.sub("-", " ".join(choice).strip()) for choice in ledger.chosen]
    return f"{'_'.join(parts)}.{form}"
