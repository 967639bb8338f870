"""Word files as the commands on them need it: opened, marked with comments, compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.copies.handed_out import RemarkOut
from models.word_document import WordDocument
from review_flows.outside.submitted_file import refused
from review_flows.outside.wall_clock import SHANGHAI
from review_flows.outside.word import apart

_REDLINE = "redline.docx"
INITIALS = 4  # characters of a name that Word shows beside a comment


@dataclass(frozen=True, slots=True)
class WrittenCopy:
    """A copy with comments; `unplaced` are the keys of those that its text has no room for."""

    content: bytes
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that may be shown, changed and sent: the cleaned bytes where it had to be cleaned."""

    content: bytes
    document: WordDocument


def open_file(content: bytes, name: str) -> OpenedFile:
    """Return a file as it reads. Raises DocumentRefused, with `name`, for one that cannot be."""
    opened = apart.open_apart(content)
    if opened.report.refusal is not None:
        raise refused(name, opened.report.refusal)
    assert opened.document is not None
    return OpenedFile(opened.cleaned or content, opened.document)


def write_copy(
    content: bytes, remarks: Iterable[RemarkOut], properties: Mapping[str, str]
) -> WrittenCopy:
    """Return a copy of a cleaned file with these comments in it, marked with properties."""
    comments = [_comment(one) for one in remarks]
    params: dict[str, object] = {"comments": comments, "properties": dict(properties)}
    result, (copy,) = apart.run("copy", params, [content])
    unplaced = result["unplaced"]
    assert isinstance(unplaced, list)
    return WrittenCopy(copy, tuple(map(str, unplaced)))


def _comment(one: RemarkOut) -> dict[str, object]:
    start, end = one.ends
    # Word shows the time as it stands in the file, without a zone.
    at = datetime.fromisoformat(one.at).astimezone(SHANGHAI)
    return {
        "start": [start.paragraph, start.offset],
        "end": [end.paragraph, end.offset],
        "text": one.text,
        "author": one.author,
        "initials": one.author[:INITIALS],
        "at": at.replace(tzinfo=None).isoformat(timespec="seconds"),
        "parent": one.parent,
        "resolved": one.resolved,
        "key": one.key,
    }


def redlined(
    before: bytes, after: bytes, author: str, at: datetime
) -> tuple[bytes, tuple[str, ...]]:
    """Return the earlier file with the way to the later one as tracked changes.

    Second, what could not be shown so. `at` is written without its zone, as Word shows it. Raises
    DocumentRefused where the two together are a file that may not leave the house.
    """
    stamp = at.astimezone(SHANGHAI).replace(tzinfo=None).isoformat(timespec="seconds")
    result, (copy,) = apart.run("redline", {"author": author, "at": stamp}, [before, after])
    unshown = result["unshown"]
    assert isinstance(unshown, list)
    return open_file(copy, _REDLINE).content, tuple(map(str, unshown))
