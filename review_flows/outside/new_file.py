"""Files that a command writes where a person says: never over something else."""

from pathlib import Path

from models.errors import BadInput
from review_flows.outside.store import write_whole


def place_for(given: Path, name: str, content: bytes) -> Path:
    """Return where the content will lie: the file given, or `name` in the folder given.

    Raises BadInput where something else lies there; the same bytes may.
    """
    path = given / name if given.is_dir() or not given.suffix else given
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name a file: --to FILE.docx")
    if path.exists() and path.read_bytes() != content:
        raise BadInput(f"{path} exists and holds something else. Name another file, or move it.")
    return path


def write_new(path: Path, content: bytes) -> None:
    """Write the whole file or nothing. Raises BadInput where the folder cannot be written to."""
    if path.exists() and path.read_bytes() == content:
        return
    try:
        write_whole(path, content)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from None
