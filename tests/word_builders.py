"""Builders of real .docx bytes for tests: harmless ones, and hostile ones made by hand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from xml.sax.saxutils import escape

from models.document import Paragraph, WordText

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def a_text(*lines: str) -> WordText:
    """The text of a document with these paragraphs."""
    return WordText(tuple(Paragraph(line) for line in lines))


def a_run(text: str, properties: str = "") -> str:
    """A run of text as WordprocessingML."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def a_paragraph(content: str, properties: str = "") -> str:
    """A paragraph around runs and the like."""
    return f"<w:p>{properties}{content}</w:p>"


def a_relationship(kind: str, target: str, external: bool = False, n: int = 1) -> str:
    """A relationship of a kind such as image, hyperlink, attachedTemplate."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>'


def some_relationships(*relationships: str) -> bytes:
    """A relationships part."""
    inside = "".join(relationships)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()


def some_content_types(main_type: str = MAIN_TYPE, more: str = "") -> bytes:
    """The part that declares the types of all others."""
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{more}</Types>'
    ).encode()


def a_body(*blocks: str) -> bytes:
    """The main part with these paragraphs and tables."""
    inside = "".join(blocks)
    return f"<w:document {_NAMESPACES}><w:body>{inside}</w:body></w:document>".encode()


def some_parts(
    *blocks: str,
    main_type: str = MAIN_TYPE,
    links: tuple[str, ...] = (),
    more: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The parts of a document; `links` are the relationships of its main part."""
    blocks = blocks or (a_paragraph(a_run("某办法")),)
    return {
        "[Content_Types].xml": some_content_types(main_type),
        "_rels/.rels": some_relationships(a_relationship("officeDocument", "word/document.xml")),
        "word/document.xml": a_body(*blocks),
        "word/_rels/document.xml.rels": some_relationships(*links),
        **(more or {}),
    }


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return file.getvalue()


def a_docx(
    *blocks: str,
    main_type: str = MAIN_TYPE,
    links: tuple[str, ...] = (),
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A Word file with these blocks (paragraphs, tables) in its body."""
    return zipped(some_parts(*blocks, main_type=main_type, links=links, more=more))


def a_docx_saying(*lines: str) -> bytes:
    """A Word file with one plain paragraph a line."""
    return a_docx(*(a_paragraph(a_run(line)) for line in lines))


def an_ole_file(stream: str) -> bytes:
    """The beginning of an OLE file and the name of one of its streams."""
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return signature + bytes(1024) + stream.encode("utf-16-le") + bytes(512)


def with_two_parts_of_one_name() -> bytes:
    """Two word/document.xml, told apart by capital letters only: programs would differ."""
    return zipped({**some_parts(), "word/Document.xml": a_body(a_paragraph(a_run("另一文本")))})


def with_flags_of_encryption() -> bytes:
    """Every entry of the directory is flagged as encrypted."""
    content = bytearray(a_docx())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def with_a_flipped_byte() -> bytes:
    """One bit of the stored text is another than when it was written."""
    content = bytearray(zipped(some_parts(), zipfile.ZIP_STORED))
    content[content.find("某办法".encode())] ^= 1
    return bytes(content)


def with_two_records_on_one_place() -> bytes:
    """The directory names the same stretch of bytes twice, once inside another entry."""
    inner = zipped({"word/extra.bin": b"x" * 40}, zipfile.ZIP_STORED)
    start = inner[: inner.find(b"PK\x01\x02")]
    content = bytearray(zipped({**some_parts(), "word/a.bin": start}, zipfile.ZIP_STORED))
    end = content.rfind(b"PK\x05\x06")
    directory = struct.unpack_from("<I", content, end + 16)[0]
    record = bytearray(inner[inner.find(b"PK\x01\x02") : inner.rfind(b"PK\x05\x06")])
    struct.pack_into("<I", record, 42, content.find(start))
    content[end:end] = record
    end += len(record)
    count = struct.unpack_from("<H", content, end + 10)[0] + 1
    struct.pack_into("<HHII", content, end + 8, count, count, end - directory, directory)
    return bytes(content)


def with_more_data_than_declared() -> bytes:
    """The main part unpacks to more than its entry declares; the checksum fits the short form."""
    shown = a_body(a_paragraph(a_run("罚款五百元")))
    content = bytearray(zipped({**some_parts(), "word/document.xml": shown + b"<!-- more -->"}))
    for signature, at_crc, at_size in ((b"PK\x03\x04", 14, 22), (b"PK\x01\x02", 16, 24)):
        at = content.find(signature)
        while b"word/document.xml" not in content[at : at + 70]:
            at = content.find(signature, at + 4)
        struct.pack_into("<I", content, at + at_crc, zlib.crc32(shown))
        struct.pack_into("<I", content, at + at_size, len(shown))
    return bytes(content)


def with_a_record_outside_the_directory() -> bytes:
    """A part that only programs reading from the front would see."""
    hidden = zipped({"word/document.xml": a_body()}, zipfile.ZIP_STORED)
    return hidden[: hidden.find(b"PK\x01\x02")] + a_docx()


def a_png_of(width: int, height: int) -> bytes:
    """The head of a PNG that declares this many pixels."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(20)


def with_main_part(xml: bytes) -> bytes:
    """A Word file whose main part is exactly this."""
    return zipped({**some_parts(), "word/document.xml": xml})


def with_part(name: str, content: bytes = b"x") -> bytes:
    """A Word file with one more part."""
    return a_docx(more={name: content})


def with_link(kind: str, target: str = "extra.bin") -> bytes:
    """A Word file whose main part links to another part; word/extra.bin is there."""
    return a_docx(links=(a_relationship(kind, target),), more={"word/extra.bin": b"x"})


def with_field(instruction: str) -> bytes:
    """A Word file with a field that has no result, and some text."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inside = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return a_docx(a_paragraph(mark.format("begin") + inside + mark.format("end") + a_run("文")))
