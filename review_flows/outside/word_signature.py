"""What a file is by its first bytes, never by its name: bytes in, the reason to refuse it out."""

import re

from models.refusal import RefusalReason

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCK_FILE_BYTES = (162, 165)  # Word on Windows; Word on a Mac and newer versions.
_STREAMS = (  # Names of streams in an OLE file, the telling ones first.
    ("EncryptedPackage", RefusalReason.ENCRYPTED),
    ("EncryptionInfo", RefusalReason.ENCRYPTED),
    ("WpsCustomData", RefusalReason.WPS_BINARY),
    ("WordDocument", RefusalReason.OLD_WORD_DOC),
    ("Workbook", RefusalReason.SPREADSHEET),
    ("PowerPoint Document", RefusalReason.PRESENTATION),
)
_WEB_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)


def refusal_by_signature(content: bytes) -> RefusalReason | None:
    """Return why the bytes cannot be a .docx, or None where they begin like a zip archive."""
    if not content:
        return RefusalReason.EMPTY
    if content.startswith(b"PK\x03\x04"):
        return None
    if content.startswith(b"PK\x05\x06"):
        return RefusalReason.ZIP_NOT_WORD  # An archive with nothing in it.
    if content.startswith(_OLE):
        return _ole_reason(content)
    if len(content) in _LOCK_FILE_BYTES and 0 < content[0] <= 54:
        return RefusalReason.LOCK_FILE
    return _text_reason(content[:4096])


def _ole_reason(content: bytes) -> RefusalReason:
    for stream, reason in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return reason
    return RefusalReason.NOT_A_WORD_FILE


def _text_reason(head: bytes) -> RefusalReason:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return RefusalReason.PDF
    if start.startswith(b"{\\rtf"):
        return RefusalReason.RTF
    if start[:13].lower() == b"mime-version:":
        return RefusalReason.MHT
    if start.startswith(b"<"):
        return RefusalReason.HTML if _WEB_PAGE.search(start) else RefusalReason.XML
    return RefusalReason.NOT_A_WORD_FILE
