"""The drafts of a case as their files read, and the copies of them that lie with an answer."""

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from models.copies.handed_out import CASE
from models.copies.placing import PlacedDraft
from models.document import DocumentKind
from models.errors import DocumentRefused
from models.forms import DocumentForm
from models.word_document import View, WordDocument
from review_flows.outside import case_files
from review_flows.outside.database import Connection, Row
from review_flows.outside.draft_copy import open_file
from review_flows.outside.site import Site


def drafts_of(connection: Connection, number: str) -> list[Row]:
    """Return the drafts of a case, the latest first."""
    rows = [r for r in case_files.documents(connection, number) if r["kind"] == DocumentKind.DRAFT]
    return sorted(rows, key=lambda row: -int(row["version"]))


def document_of(site: Site, row: Row) -> WordDocument:
    """Return a document of a case: what is shown and sent of it."""
    return open_file(site.store.get(case_files.copy_sha256(row)), row["name"]).document


def as_read(site: Site, row: Row) -> PlacedDraft:
    """Return a draft with all its changes made."""
    return PlacedDraft(document_of(site, row), View.FINAL)


def property_of(document: WordDocument, name: str) -> str:
    """Return a property that a copy was marked with; empty where the file has lost it."""
    return next((value for key, value in document.properties if key == name), "")


def earlier_copies(site: Site, number: str, documents: object) -> frozenset[str]:
    """Return the SHA-256 of those documents of a kept answer that are copies of a draft.

    A copy says its case, or what a draft says but for what is marked. What somebody wrote himself
    and attached is none, though it were the draft in better words.
    """
    files = [(form.sha256, document) for form, document in _opened(site, documents)]
    if not files:
        return frozenset()
    with site.database.reading() as connection:
        drafts = {as_read(site, row).bare for row in drafts_of(connection, number)}
    return frozenset(
        sha256
        for sha256, document in files
        if property_of(document, CASE) == number
        or PlacedDraft(document, View.ORIGINAL).bare in drafts
    )


def _opened(site: Site, documents: object) -> Iterator[tuple[DocumentForm, WordDocument]]:
    """Yield the Word files among the documents of a kept form, which nobody has looked at yet."""
    for one in documents if isinstance(documents, Iterable) else ():
        try:
            form = DocumentForm.model_validate(one)
            digest = form.cleaned_sha256 or form.sha256
            if form.kind is DocumentKind.ADVICE and site.store.has(digest):
                yield form, open_file(site.store.get(digest), form.name).document
        except (ValidationError, DocumentRefused):
            continue
