"""The same bytes for the same letter: a Word document in, a .docx without a clock out."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx.document import Document as DocumentObject

_EARLIEST = 1980  # the first year that a zip can name


def fixed_bytes(document: DocumentObject, day: date) -> bytes:
    """Return the document as bytes that depend on its content and `day` alone.

    Parts are sorted, dated with `day`, and stored rather than deflated, since two builds of zlib
    need not press the same text into the same bytes.
    """
    saved, fixed = BytesIO(), BytesIO()
    document.save(saved)
    stamp = (max(day.year, _EARLIEST), day.month, day.day, 0, 0, 0)
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=_order):
            part = ZipInfo(name, stamp)
            part.create_system = 3
            part.external_attr = 0o644 << 16
            target.writestr(part, source.read(name))
    return fixed.getvalue()


def _order(name: str) -> tuple[bool, str]:
    """Put the list of content types first, where readers look for it."""
    return name != "[Content_Types].xml", name
