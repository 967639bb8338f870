"""The Word file that a command speaks of: a file, or a document of a case for who may read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.case import Case
from models.document import DocumentKind
from models.errors import BadInput, NotFound
from models.word_document import WordDocument
from review_flows.cli.looking import looking, person_named, refuse_unread, seen_case, today_text
from review_flows.cli.output import program
from review_flows.cli.reader import Reader
from review_flows.outside import case_files, persons
from review_flows.outside.case_sight import as_seen
from review_flows.outside.case_view import case_view
from review_flows.outside.database import Connection, Row
from review_flows.outside.draft_copy import open_file
from review_flows.outside.own_folder import lies_inside, refuse_inside
from review_flows.outside.submitted_file import look_at

# A file of that name, and the outbox has folders of it, is still named: ./2026-0001.
CASE_NUMBER = re.compile(r"[0-9]{4}-[0-9]{4,}")


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A file that was read; `number` is its case's, empty of a file that lies somewhere."""

    name: str
    content: bytes
    document: WordDocument
    number: str = ""


def named_document(reader: Reader, what: str, name: str = "") -> NamedDocument:
    """Return a file by its path, or the draft of a case, or the document of it that `name` means.

    Only what `show` lists for the reader can be meant. A case's number is that case, whatever lies
    in the working folder under the same name. Raises NotFound, NotAllowed for who may not read it,
    DocumentRefused for what is no Word file.
    """
    path = Path(what)
    if not CASE_NUMBER.fullmatch(what) and (lies_inside(path) or path.exists() or path.suffix):
        return named_file(path)
    with looking() as (site, connection):
        today = today_text(site)
        case = seen_case(connection, reader, what, today)
        refuse_unread(connection, reader, case, today)
        row = _meant(_readable(connection, reader, case, today), name)
        content = site.store.get(case_files.copy_sha256(row))
    opened = open_file(content, row["name"])
    return NamedDocument(row["name"], opened.content, opened.document, case.number)


def named_file(path: Path) -> NamedDocument:
    """Return a file that lies somewhere, as far as it may be opened.

    Raises NotAllowed for a path into the store: there the table of permissions would not be asked.
    """
    refuse_inside(path, f"Name the case: {program()} document text CASE --name NAME.")
    if not path.exists():
        raise NotFound("The file", str(path), _beside(path))
    try:
        content = look_at(path).content
    except OSError as error:
        raise BadInput(f"The file {path} cannot be read: {error.strerror}.") from None
    opened = open_file(content, path.name)
    return NamedDocument(path.name, opened.content, opened.document)


def changed_at(path: Path) -> datetime:
    """Return when a file was last written: a redline made twice of it bears the same time."""
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def _beside(path: Path) -> list[str]:
    return [str(other) for other in path.parent.glob("*.docx")] if path.parent.is_dir() else []


def _readable(connection: Connection, reader: Reader, case: Case, today: str) -> Sequence[Row]:
    """Return the documents that `show` lists for the reader: advice is not for everybody's eyes."""
    view = case_view(connection, case)
    person = person_named(connection, reader, today)
    if person is None:
        return view.documents
    return as_seen(view, persons.standing_of(connection, person, case)).documents


def _meant(documents: Sequence[Row], name: str) -> Row:
    """Return the document of that name or hash, without a name the latest draft."""
    if name:
        meant = [row for row in documents if case_files.is_meant(row, name)]
    else:
        drafts = [row for row in documents if row["kind"] == DocumentKind.DRAFT]
        meant = sorted(drafts, key=lambda row: int(row["version"]))[-1:]
    if len(meant) != 1:
        names = [f"{row['name']} ({row['sha256'][:8]})" for row in documents]
        raise NotFound("The document", name or str(DocumentKind.DRAFT), names)
    return meant[0]
