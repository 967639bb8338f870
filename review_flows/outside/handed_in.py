"""A Word file from somebody's disk → inspected, told apart, stored, named as forms name it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.document import KIND_NAMES, DocumentKind, kind_of, title_of
from models.errors import BadInput, DocumentRefused, NotFound, ReviewError, UnknownCode
from models.refusal import RefusalReason, refusal_sentence
from review_flows.outside.site import Site
from review_flows.outside.word_limits import MAX_FILE_BYTES
from review_flows.outside.word_safety import OpenedWord, inspect_file, open_word


class FilesRefused(ReviewError):
    """Files that cannot be taken: all of them at once, so that they are mended in one go."""

    def __init__(self, refusals: Iterable[DocumentRefused]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(refusal.message for refusal in self.refusals))


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that is in the store. `title` is read from it; `question` is for the clerk, or empty."""

    name: str
    kind: DocumentKind
    sha256: str
    size: int  # bytes
    candidates: tuple[DocumentKind, ...]
    title: str
    question: str

    def as_form(self) -> dict[str, object]:
        """Return the file as `models.forms.DocumentForm` takes it."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "sha256": self.sha256,
            "size": self.size,
            "candidates": [str(kind) for kind in self.candidates],
        }


def take_file(site: Site, path: Path, kind: DocumentKind | None = None) -> HandedIn:
    """Inspect a file, store it, and tell its kind unless it is given.

    Raises NotFound for a file that is not there, DocumentRefused for one that cannot be taken.
    """
    content, opened = _open(path)
    reason = RefusalReason.LOCK_FILE if path.name.startswith("~$") else opened.report.refusal
    if reason is not None or opened.text is None:
        reason = reason or RefusalReason.DAMAGED
        raise DocumentRefused(path.name, reason, refusal_sentence(reason, "en"))
    candidates: tuple[DocumentKind, ...] = ()
    question = ""
    if kind is None:
        guess = kind_of(path.name, opened.text)
        kind = guess.kind
        if guess.ambiguous:
            candidates = guess.candidates
            names = "、".join(KIND_NAMES[candidate] for candidate in candidates)
            question = f"“{path.name}”是哪种材料？可能是：{names}。{guess.why}。"
    digest = site.store.put(content)
    title = title_of(opened.text)
    return HandedIn(path.name, kind, digest, len(content), candidates, title, question)


def _open(path: Path) -> tuple[bytes, OpenedWord]:
    try:
        # What is no plain file, or is too large, is refused before a byte of it is read.
        if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
            return b"", OpenedWord(inspect_file(path), None)
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise NotFound("The file", str(path), _beside(path)) from None
    except OSError as error:
        raise BadInput(f"The file {path} cannot be read: {error.strerror}.") from None
    return content, open_word(content)


def _beside(path: Path) -> list[str]:
    return [str(other) for other in path.parent.glob("*.docx")] if path.parent.is_dir() else []


def take_files(site: Site, given: Iterable[str]) -> list[HandedIn]:
    """Take several files, given as PATH or PATH:KIND; a folder stands for the files in it.

    The same bytes twice are one document. Raises FilesRefused with every refusal when there is
    one; then nothing refers to what was stored of the others.
    """
    taken: dict[str, HandedIn] = {}
    refusals: list[DocumentRefused] = []
    for path, kind in [named for one in given for named in _named(one)]:
        try:
            file = take_file(site, path, kind)
        except DocumentRefused as refusal:
            refusals.append(refusal)
        else:
            taken.setdefault(file.sha256, file)
    if refusals:
        raise FilesRefused(refusals) if len(refusals) > 1 else refusals[0]
    return list(taken.values())


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
        raise BadInput(f"The form {path} has to hold one JSON object, {{…}}.")
    return form


def read_text(path: Path) -> str:
    """Return a text file of UTF-8. Raises NotFound or BadInput when there is none."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise NotFound("The file", str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The file {path} cannot be read as UTF-8 text: {error}.") from None
