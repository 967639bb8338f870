"""What a person hands to a command: Word files, a form, a list of people; paths in, values out."""

import json
from collections.abc import Iterable
from pathlib import Path

from models.document import DocumentKind
from models.errors import BadInput, DocumentRefused, NotFound, ReviewError, UnknownCode
from models.refusal import RefusalReason
from review_flows.outside.own_folder import refuse_inside
from review_flows.outside.site import Site
from review_flows.outside.submitted_file import SubmittedFile, look_at, refused


class FilesRefused(ReviewError):
    """Files that cannot be taken: all of them at once, so that they are mended in one go."""

    def __init__(self, refusals: Iterable[DocumentRefused]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(refusal.message for refusal in self.refusals))


def look_at_files(given: Iterable[str]) -> list[SubmittedFile]:
    """Return the files named as PATH or PATH:KIND; a folder stands for the files in it.

    Nothing is stored yet. Raises NotFound, UnknownCode for a kind, NotAllowed for a file of the
    store, DocumentRefused, and FilesRefused with every refusal where there are several.
    """
    looked: list[SubmittedFile] = []
    refusals: list[DocumentRefused] = []
    for path, kind in [named for one in given for named in _named(one)]:
        try:
            looked.append(_look(path, kind))
        except DocumentRefused as refusal:
            refusals.append(refusal)
    if refusals:
        raise FilesRefused(refusals) if len(refusals) > 1 else refusals[0]
    return looked


def take_file(site: Site, path: Path, kind: DocumentKind | None = None) -> dict[str, object]:
    """Look at a file, store it, and return it as `models.forms.DocumentForm` takes it.

    Raises NotFound for a file that is not there, NotAllowed for one of the store itself,
    DocumentRefused for one that cannot be taken.
    """
    file = _look(path, kind)
    file.keep_in(site.store)
    return file.form()


def take_files(site: Site, given: Iterable[str]) -> list[dict[str, object]]:
    """Look at all files, then store them; raises what `look_at_files` raises, nothing stored."""
    looked = look_at_files(given)
    for file in looked:
        file.keep_in(site.store)
    return [file.form() for file in looked]


def _look(path: Path, kind: DocumentKind | None) -> SubmittedFile:
    refuse_inside(path, "Hand in the file itself, as it lies with you.")
    if not path.exists():
        raise NotFound("The file", str(path), _beside(path))
    if path.name.startswith("~$"):
        raise refused(path.name, RefusalReason.LOCK_FILE)
    try:
        return look_at(path, kind)
    except OSError as error:
        raise BadInput(f"The file {path} cannot be read: {error.strerror}.") from None


def _beside(path: Path) -> list[str]:
    return [str(other) for other in path.parent.glob("*.docx")] if path.parent.is_dir() else []


def _named(given: str) -> list[tuple[Path, DocumentKind | None]]:
    path = Path(given)
    head, colon, code = given.rpartition(":")
    if colon and not path.exists() and Path(head).exists():
        if code not in list(DocumentKind):
            raise UnknownCode("The kind of document", code, DocumentKind)
        return [(Path(head), DocumentKind(code))]
    if path.is_dir():
        inside = sorted(file for file in path.iterdir() if not file.name.startswith((".", "~$")))
        return [(file, None) for file in inside]
    return [(path, None)]


def read_form(path: Path) -> dict[str, object]:
    """Return the form that a JSON file holds. Raises BadInput when it holds something else."""
    try:
        form = json.loads(read_text(path))
    except ValueError as error:
        raise BadInput(f"The form {path} is not JSON: {error}.") from None
    if not isinstance(form, dict):
        raise BadInput(f"The form {path} has to hold one JSON object, in braces.")
    return form


def read_text(path: Path) -> str:
    """Return a text file of UTF-8. Raises NotFound or BadInput when there is none."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise NotFound("The file", str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The file {path} cannot be read as UTF-8 text: {error}.") from None
