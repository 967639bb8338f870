"""Looks at a file before anything opens it: bytes in; accepted with notes, or refused with a cause.

Nothing that the file says of itself is believed: not its name, its type, its sizes. The order is
from cheap to dear: first bytes, directory, every part streamed within limits, links, then the text.
"""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from models.refusal import RefusalReason
from models.safety_report import DocumentWarning, SafetyReport
from models.word_text import WordText
from review_flows.outside import word_limits as limits
from review_flows.outside import word_package as package
from review_flows.outside.word_container import Container, open_container
from review_flows.outside.word_limits import Refused
from review_flows.outside.word_pictures import declared_pixels
from review_flows.outside.word_reader import read_container
from review_flows.outside.word_scan import PartScan
from review_flows.outside.word_signature import refusal_by_signature
from review_flows.outside.word_xml import Budget, feed

_UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError, EOFError)
_DDE = re.compile(r"DDE(?:AUTO)?\b")
_FETCHING_FIELD = re.compile(r"(?:INCLUDE(?:TEXT|PICTURE)?|LINK|IMPORT|DATABASE|RD)\b")
# GB/T 9704-2012, 7.2.2: 密级 and 保密期限 stand at the top left of the first page.
_SECRECY = re.compile(r"(?:绝|机|秘)\s*密\s*(?:★|$|\d+\s*(?:年|个月)|长期)")
_TOP_LINES = 6


@dataclass(frozen=True, slots=True)
class OpenedWord:
    """The report on a file and, where it was accepted, its text."""

    report: SafetyReport
    text: WordText | None


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
    """Inspect the bytes and read them in one go: the text is there when they were accepted."""
    try:
        return _opened(content)
    except Refused as refused:
        reason = refused.reason
    except UnicodeDecodeError:
        reason = RefusalReason.UNSAFE_NAMES
    except _UNREADABLE:
        reason = RefusalReason.DAMAGED
    return OpenedWord(SafetyReport(reason, size=len(content)), None)


def _opened(content: bytes) -> OpenedWord:
    if len(content) > limits.MAX_FILE_BYTES:
        raise Refused(RefusalReason.TOO_LARGE)
    if reason := refusal_by_signature(content):
        raise Refused(reason)
    container = open_container(content)
    package.check_kind_of_archive(container)
    warnings, main = _judge_parts(container)
    text = read_container(container, main)
    _check_text(text)
    return OpenedWord(_report(content, container, warnings, text), text)


def _judge_parts(container: Container) -> tuple[set[DocumentWarning], str]:
    """Stream every part; return what to note and the name of the main part."""
    budget = Budget()
    types = package.types_of(_scan(container, package.CONTENT_TYPES, budget).content_types)
    scans: dict[str, PartScan] = {}
    for name in container.names:
        if types.is_xml(name):
            scans[name.lower()] = _scan(container, name, budget)
        else:
            _check_other_part(container, name)
    main = package.main_part(container, types, scans.get(package.ROOT_RELATIONSHIPS))
    package.check_active_parts(container, types)
    warnings = set(package.link_warnings(container, scans))
    for scan in scans.values():
        warnings |= scan.warnings | _field_warnings(scan)
    return warnings, main


def _scan(container: Container, name: str, budget: Budget) -> PartScan:
    scan = PartScan(budget)
    feed(container.pieces(name), scan)
    return scan


def _check_other_part(container: Container, name: str) -> None:
    """Unpack a picture or object to its end, so that a damaged one is noticed."""
    for i, piece in enumerate(container.pieces(name)):
        if i == 0 and declared_pixels(piece) > limits.MAX_PIXELS:
            raise Refused(RefusalReason.PICTURE_TOO_LARGE)


def _field_warnings(scan: PartScan) -> set[DocumentWarning]:
    if scan.alt_chunk:
        raise Refused(RefusalReason.ALT_CHUNK)
    if any(_DDE.match(field) for field in scan.fields):
        raise Refused(RefusalReason.DDE_FIELD)
    fetching = any(_FETCHING_FIELD.match(field) for field in scan.fields)
    return {DocumentWarning.EXTERNAL_CONTENT} if fetching else set()


def _check_text(text: WordText) -> None:
    lines = (line.strip() for line in text.text.splitlines())
    top = [line for line, _ in zip(filter(None, lines), range(_TOP_LINES), strict=False)]
    if not top:
        raise Refused(RefusalReason.NO_TEXT)
    if any(_SECRECY.match(line) for line in top):
        raise Refused(RefusalReason.CLASSIFIED_MARKING)


def _report(
    content: bytes, container: Container, warnings: set[DocumentWarning], text: WordText
) -> SafetyReport:
    if container.trailing:
        warnings = warnings | {DocumentWarning.TRAILING_DATA}
    return SafetyReport(
        refusal=None,
        warnings=tuple(warning for warning in DocumentWarning if warning in warnings),
        size=len(content),
        paragraphs=len(text.paragraphs),
        characters=sum(len(paragraph.text) for paragraph in text.paragraphs),
        tracked_changes=text.tracked_changes,
        comments=text.comments,
    )
