"""What a file is by its first bytes, never by its name: bytes in, the reason to refuse it out."""

import re

from models.refusal import RefusalReason
from review_flows.outside.word.pictures import is_picture

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCK_FILE_BYTES = (162, 165)  # Word on Windows; Word on a Mac and newer versions.
_STREAMS = (  # Names of streams in an OLE file, the telling ones first.
    ("EncryptedPackage", RefusalReason.ENCRYPTED),
    ("EncryptionInfo", RefusalReason.ENCRYPTED),
    ("DRMEncryptedDataSpace", RefusalReason.ENCRYPTED),
    ("WpsCustomData", RefusalReason.WPS_BINARY),
    ("WordDocument", RefusalReason.OLD_WORD_DOC),
    ("Workbook", RefusalReason.SPREADSHEET),
    ("PowerPoint Document", RefusalReason.PRESENTATION),
)
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"PK\x05\x06",  # a zip with nothing in it
    b"PK\x07\x08",  # a zip in several pieces
)
# The programs that encrypt every file on an office's machines leave their names in the head.
_ENCRYPTED_HEADS = re.compile(rb"E-SafeNet|%TSD-Header-")
_SHORTCUTS = (b"L\x00\x00\x00\x01\x14\x02\x00", b"[InternetShortcut]", b"[Desktop Entry]")
_APPLE_DOUBLE = (b"\x00\x05\x16\x07", b"\x00\x05\x16\x00")
_WEB_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_UOF = re.compile(rb"<(?:uof:UOF|UOF)[\s>]|schemas\.uof\.org")
_HEAD_BYTES = 4096


def refusal_by_signature(content: bytes) -> RefusalReason | None:
    """Return why the bytes cannot be a .docx, or None where they begin like a zip archive."""
    if not content:
        return RefusalReason.EMPTY
    if content.startswith(b"PK\x03\x04"):
        return None
    if content.startswith(_OLE):
        return _ole_reason(content)
    if len(content) in _LOCK_FILE_BYTES and 0 < content[0] <= 54:
        return RefusalReason.LOCK_FILE
    head = content[:_HEAD_BYTES]
    return _binary_reason(head) or _text_reason(head)


def _ole_reason(content: bytes) -> RefusalReason:
    for stream, reason in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return reason
    return RefusalReason.NOT_A_WORD_FILE


def _binary_reason(head: bytes) -> RefusalReason | None:
    if head.startswith(_ARCHIVES):
        return RefusalReason.ZIP_NOT_WORD
    if head.startswith(_APPLE_DOUBLE):
        return RefusalReason.MAC_COMPANION
    if head.startswith(_SHORTCUTS):
        return RefusalReason.SHORTCUT
    if _ENCRYPTED_HEADS.search(head[:512]):
        return RefusalReason.ENCRYPTED
    is_text = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return RefusalReason.PICTURE if not is_text and is_picture(head) else None


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
    if not start.startswith(b"<"):
        return RefusalReason.NOT_A_WORD_FILE
    if _WEB_PAGE.search(start):
        return RefusalReason.HTML
    return RefusalReason.UOF if _UOF.search(start) else RefusalReason.XML
