"""Looks at a file before anything opens it: bytes in; taken, cleaned, or refused with a cause.

Nothing that the file says of itself is believed: not its name, its type, its sizes. The order is
from cheap to dear: first bytes, directory, every part streamed within limits, links, then the text.
A copy is made of what has to be cleaned, and looked at like any other file before it counts.
"""

import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from models.refusal import RefusalReason
from models.safety_report import DocumentWarning, Removed, SafetyReport
from models.word_document import Concealment, View, WordDocument
from models.word_text import WordText
from review_flows.outside.word import limits, package
from review_flows.outside.word.container import open_container
from review_flows.outside.word.inspection import Inspection
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.secrecy import concealed_markings, is_marked
from review_flows.outside.word.signature import refusal_by_signature

_UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError, EOFError)
_CONCEALED = {
    Concealment.HIDDEN: DocumentWarning.HIDDEN_TEXT,
    Concealment.WHITE: DocumentWarning.HIDDEN_TEXT,
    Concealment.BLENDED: DocumentWarning.HIDDEN_TEXT,
    Concealment.TINY: DocumentWarning.HIDDEN_TEXT,
    Concealment.INVISIBLE: DocumentWarning.INVISIBLE_CHARACTERS,
}
_LONGEST_TARGET = 80  # characters that are shown of where something led
_MOST_LISTED = 60  # places; beyond them only how many


@dataclass(frozen=True, slots=True)
class OpenedWord:
    """The report on a file; what it says where it was taken; the copy where it was cleaned."""

    report: SafetyReport
    document: WordDocument | None = None
    cleaned: bytes | None = None

    @property
    def text(self) -> WordText | None:
        """The text once every tracked change is accepted; None of a file that is refused."""
        return None if self.document is None else self.document.view(View.FINAL)


def inspect(content: bytes) -> SafetyReport:
    """Return whether the bytes may be taken as a Word document, and what to note about them."""
    return open_word(content).report


def inspect_file(path: Path) -> SafetyReport:
    """Inspect a file; beyond MAX_FILE_BYTES it is refused unread. OSError if it cannot be read."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return SafetyReport(RefusalReason.NOT_A_WORD_FILE)
    if status.st_size > limits.MAX_FILE_BYTES:
        return SafetyReport(RefusalReason.TOO_LARGE, size=status.st_size)
    with path.open("rb") as file:
        return inspect(file.read(limits.MAX_FILE_BYTES + 1))


def open_word(content: bytes) -> OpenedWord:
    """Inspect the bytes, clean them where that is needed, and read them, in this process.

    Product code calls `apart.open_apart`, which does this where a hostile file can do no harm.
    """
    try:
        return _opened(content)
    except Refused as refused:
        reason = refused.reason
    except UnicodeError:
        reason = RefusalReason.UNSAFE_NAMES
    except _UNREADABLE:
        reason = RefusalReason.DAMAGED
    return OpenedWord(SafetyReport(reason, size=len(content)))


def _opened(content: bytes) -> OpenedWord:
    inspection = _inspected(content)
    removed = _listed(inspection.removed())
    cleaned = None
    if removed:
        cleaned, inspection = inspection.cleaned()
    document = inspection.document()
    if is_marked(document, inspection.watermarks):
        raise Refused(RefusalReason.CLASSIFIED_MARKING)
    markings = concealed_markings(document)
    warnings = _noted(inspection, document, bool(markings))
    report = SafetyReport(None, warnings, removed, len(content), concealed_markings=markings)
    report = replace(report, unread_words=document.unread)
    return OpenedWord(_counted(report, document), document, cleaned)


def _inspected(content: bytes) -> Inspection:
    if len(content) > limits.MAX_FILE_BYTES:
        raise Refused(RefusalReason.TOO_LARGE)
    if reason := refusal_by_signature(content):
        raise Refused(reason)
    container = open_container(content)
    package.check_kind_of_archive(container)
    return Inspection(container)


def _listed(found: Iterable[Removed]) -> tuple[Removed, ...]:
    """Return each thing once, with how often; what goes beyond the list only by its kind."""
    counts = Counter(
        replace(one, part=one.part[:_LONGEST_TARGET], target=one.target[:_LONGEST_TARGET])
        for one in found
    )
    listed: Counter[Removed] = Counter()
    for place, (one, count) in enumerate(counts.items()):
        listed[one if place < _MOST_LISTED else Removed(one.kind)] += count
    return tuple(replace(one, count=count) for one, count in listed.items())


def _noted(
    inspection: Inspection, document: WordDocument, marked: bool
) -> tuple[DocumentWarning, ...]:
    """Return what is to note of parts and words, in the order of the list; Refused for nothing."""
    found = {*inspection.warnings, *(_CONCEALED[one.how] for one in document.concealed())}
    if marked:
        found.add(DocumentWarning.CONCEALED_MARKING)
    if document.unread:
        found.add(DocumentWarning.UNREAD_WORDS)
    if not any(one.words(View.MARKED).strip() for one in document.paragraphs):
        if not inspection.has_pictures:
            raise Refused(RefusalReason.NO_TEXT)
        found.add(DocumentWarning.NO_TEXT)
    return tuple(warning for warning in DocumentWarning if warning in found)


def _counted(report: SafetyReport, document: WordDocument) -> SafetyReport:
    text = document.view(View.FINAL)
    return replace(
        report,
        paragraphs=len(text.paragraphs),
        characters=sum(len(paragraph.text) for paragraph in text.paragraphs),
        tracked_changes=text.tracked_changes,
        comments=text.comments,
    )
