"""The folder that belongs to the program: no path of a command leads into it, past who may see."""

from pathlib import Path

from models.errors import NotAllowed
from review_flows.outside.settings import read_settings


def lies_inside(path: Path) -> bool:
    """Say whether a path leads into the store, or to what lies beside it."""
    # Resolved, so that neither “..” nor a link to a folder leads there.
    return path.resolve().is_relative_to(read_settings().inside.resolve())


def refuse_inside(path: Path, instead: str) -> None:
    """Raise NotAllowed for a path into the store; `instead` says what to do, as a sentence.

    There the table of permissions would not be asked, and an answer would tell what is kept.
    """
    if lies_inside(path):
        raise NotAllowed(
            f"The file {path} lies in {read_settings().inside}, which belongs to the program: what "
            f"is kept there is read as a document of its case. {instead}"
        )
