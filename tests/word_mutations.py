"""Seeded mutations of Word files: bytes, archives, parts and XML spoilt as readers fear it."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy

import hostile_builders as hostile
import word_builders as build
from lxml import etree

from models.safety_report import Outcome
from models.word_document import View, WordDocument
from review_flows.outside.word import safety
from review_flows.outside.word.as_json import from_json, to_json
from review_flows.outside.word.reading.reader import read_document
from review_flows.outside.word.safety import OpenedWord, open_word

Parts = dict[str, bytes]
_NUMBERS = ("0", "-1", "1", "99999999999999999999", "2147483648", "0x41", "1e9", "٣", "NaN", "")
_TEXTS = (
    "\u202e\u200b", "甲" * 3000, "]]>&amp;", "{}%s", " ", "\ud7ff", "\ufffd", "DDEAUTO c:\\\\a",
    'INCLUDETEXT "c:/a"', "机密★1年", "../../../../etc/passwd", "file:///etc/passwd",
    "\\\\127.0.0.1\\a", "javascript:x", "http://127.0.0.1/a",
)  # fmt: skip
_KINDS = (
    "image", "hyperlink", "styles", "numbering", "comments", "footnotes", "endnotes", "header",
    "settings", "attachedTemplate", "oleObject", "package", "aFChunk", "vbaProject", "font",
    "glossaryDocument", "officeDocument", "customXml", "commentsExtended", "somethingNew",
)  # fmt: skip
_NAMES = (
    "p", "r", "t", "ins", "del", "moveFrom", "moveTo", "fldChar", "instrText", "fldSimple", "tbl",
    "tr", "tc", "sdt", "sdtContent", "hyperlink", "numPr", "numId", "ilvl", "abstractNum", "lvl",
    "commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "txbxContent",
    "pict", "object", "subDoc", "altChunk", "br", "sym", "vanish", "pPrChange", "basedOn", "style",
)  # fmt: skip
_FIELD_MARKS = ("begin", "separate", "end", "odd")


def some_documents() -> list[bytes]:
    """Generated files that hold a little of everything the reader knows."""
    by = 'w:id="1" w:author="甲" w:date="2026-01-05T09:00:00Z"'
    rich = build.a_docx(
        build.a_paragraph(build.a_run("某办法")),
        f"<w:p>{hostile.a_field(' HYPERLINK &quot;file:///c:/a&quot; ', '链接')}</w:p>",
        f"<w:p><w:ins {by}>{build.a_run('五千元')}</w:ins><w:del {by}><w:r><w:delText>五百元"
        "</w:delText></w:r></w:del></w:p>",
        f"<w:tbl><w:tr><w:tc>{build.a_paragraph(build.a_run('表'))}</w:tc></w:tr></w:tbl>",
        f"<w:sdt><w:sdtContent>{build.a_paragraph(build.a_run('控件'))}</w:sdtContent></w:sdt>",
        links=(build.a_relationship("attachedTemplate", "file:///a", True, 1),
               build.a_relationship("styles", "styles.xml", n=2),
               build.a_relationship("settings", "settings.xml", n=3)),
        more={
            "word/styles.xml": hostile.a_part("styles", '<w:style w:styleId="a"/>'),
            "word/settings.xml": hostile.a_part("settings", "<w:mailMerge/>"),
        },
    )  # fmt: skip
    return [
        rich,
        hostile.in_strict_form("某办法"),
        hostile.with_header("某市文件"),
        hostile.with_text_box("文本框"),
        hostile.a_linked("oleObject", "a.bin", b"x"),
        build.with_field(' INCLUDEPICTURE "http://a" '),
    ]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return the file spoilt once or twice."""
    for _ in range(chance.choice((1, 1, 2))):
        content = chance.choice(_WAYS)(content, chance)
    return content


def _bytes_flipped(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _cut_or_padded(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    junk = chance.choice((b"", b"PK\x05\x06", b"PK\x01\x02", bytes(30), content[:99]))
    return content[:at] + junk + (content[at:] if chance.random() < 0.7 else b"")


def _records_changed(content: bytes, chance: random.Random) -> bytes:
    """Write a number into a field of a zip header: sizes, offsets, methods, flags, lengths."""
    places = [
        at for sign in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06") for at in _all(content, sign)
    ]
    if not places:
        return content
    spoilt = bytearray(content)
    at = chance.choice(places) + chance.randrange(4, 46)
    value = chance.choice((0, 1, 8, 9, 12, 0xFF, 0xFFFF, 0xFFFFFFFF, chance.randrange(1 << 32)))
    if at + 4 <= len(spoilt):
        struct.pack_into("<I", spoilt, at, value) if chance.random() < 0.5 else struct.pack_into(
            "<H", spoilt, at, value & 0xFFFF
        )
    return bytes(spoilt)


def _all(content: bytes, sign: bytes) -> list[int]:
    places, at = [], content.find(sign)
    while at >= 0:
        places.append(at)
        at = content.find(sign, at + 1)
    return places


def _parts_changed(content: bytes, chance: random.Random) -> bytes:
    """Drop, swap, rename, double or spoil whole parts."""
    parts = _unpacked(content)
    if not parts:
        return content
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    way = chance.randrange(6)
    if way == 0:
        parts.pop(name)
    elif way == 1:
        parts[name], parts[other] = parts[other], parts[name]
    elif way == 2:
        new = chance.choice((name.upper(), f"../{name}", f"{name}\x00", "word/a.svg", f"{name}/"))
        parts[new] = parts.pop(name)
    elif way == 3:
        parts[name] = _bytes_flipped(parts[name], chance)
    elif way == 4:
        encoding = chance.choice(("utf-16", "utf-16-be", "utf-7", "utf-32"))
        parts[name] = parts[name].decode("utf-8", "replace").encode(encoding, "replace")
    else:
        parts[name] = chance.choice((b"", b"<a/>", hostile.an_svg("<script/>"), b"MZ" + bytes(60)))
    return _packed(parts, chance)


def _xml_changed(content: bytes, chance: random.Random) -> bytes:
    """Change elements of one part, knowing what they mean."""
    parts = _unpacked(content)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    if not names:
        return content
    weighted = [name for name in names if "document.xml" in name] or names
    name = chance.choice(weighted if chance.random() < 0.6 else names)
    try:
        root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return content
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        _change_element(root, chance)
    parts[name] = etree.tostring(root)
    return _packed(parts, chance)


def _change_element(root: etree._Element, chance: random.Random) -> None:
    elements = [one for one in root.iter() if isinstance(one.tag, str)][:20_000]
    one, other = chance.choice(elements), chance.choice(elements)
    way = chance.randrange(8)
    parent = one.getparent()
    if way == 0 and parent is not None:
        parent.remove(one)
    elif way == 1 and len(elements) < 5_000 and len(list(one.iter())) < 500:
        other.append(deepcopy(one))
    elif way == 2:
        _nest(one, chance)
    elif way == 3 and one.attrib:
        key = chance.choice(list(one.attrib))
        one.set(str(key), chance.choice((*_NUMBERS, *_TEXTS)).replace("\x00", ""))
    elif way == 4:
        one.set(f"{{{build.W}}}{chance.choice(('val', 'id', 'instr', 'fldCharType'))}",
                chance.choice((*_NUMBERS, *_FIELD_MARKS, *_TEXTS)))  # fmt: skip
    elif way == 5:
        one.text = chance.choice(_TEXTS)
    elif way == 6:
        one.tag = f"{{{build.W}}}{chance.choice(_NAMES)}"
    else:
        one.append(etree.Element(f"{{{build.W}}}{chance.choice(_NAMES)}"))


def _nest(one: etree._Element, chance: random.Random) -> None:
    name = f"{{{build.W}}}{chance.choice(_NAMES)}"
    for _ in range(chance.choice((1, 3, 30, 199, 260))):
        one = etree.SubElement(one, name)
        one.text = "文"


def _links_changed(content: bytes, chance: random.Random) -> bytes:
    """Add links of odd kinds to odd places, and types for odd parts."""
    parts = _unpacked(content)
    names = [name for name in parts if name.endswith(".rels")]
    if not names:
        return content
    target = chance.choice(
        (*_TEXTS, *parts, "NULL", "#a", "/word/document.xml", "..\\a", "%2e%2e/a")
    )
    kind, external = chance.choice(_KINDS), chance.random() < 0.4
    n = chance.choice((1, 2, 9))
    link = build.a_relationship(kind, target.replace("\x00", ""), external, n).encode(
        "utf-8", "replace"
    )
    name = chance.choice(names)
    parts[name] = parts[name].replace(b"</Relationships>", link + b"</Relationships>")
    if chance.random() < 0.3:
        ending = chance.choice(("xml", "bin", "png"))
        types = f'<Default Extension="{ending}" ContentType="a/xml"/></Types>'
        key = "[Content_Types].xml"
        parts[key] = parts.get(key, b"").replace(b"</Types>", types.encode())
    return _packed(parts, chance)


def _unpacked(content: bytes) -> Parts:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > 8 << 20:
                return {}
            return {info.filename: archive.read(info) for info in infos}
    except Exception:  # What was spoilt before need not open again.
        return {}


def _packed(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    try:
        return build.zipped(parts, method)
    except (ValueError, UnicodeError):
        return b"PK\x03\x04"


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _bytes_flipped, _cut_or_padded, _records_changed, _parts_changed,
    _xml_changed, _xml_changed, _xml_changed, _links_changed, _links_changed,
)  # fmt: skip


def end_of(content: bytes) -> tuple[str, str]:
    """Open a spoilt file as the product does; return the outcome, and what is wrong with it or "".

    Whatever is taken has a text; a cleaned copy is clean, says the same, and comes out the same.
    """
    opened = open_word(content)
    outcome = str(opened.report.outcome)
    if opened.document is None:
        return outcome, "" if opened.report.refusal else "neither read nor refused"
    for view in View:
        opened.document.view(view)
    opened.document.changes()
    if from_json(WordDocument, to_json(opened.document)) != opened.document:
        return outcome, "is another document once it was sent as JSON"
    return outcome, _fault_of_copy(content, opened)


def _fault_of_copy(content: bytes, opened: OpenedWord) -> str:
    if opened.cleaned is None:
        return "" if opened.report.outcome is Outcome.ACCEPTED else "repaired without a copy"
    again = open_word(opened.cleaned)
    if again.report.outcome is not Outcome.ACCEPTED:
        return f"its copy is {again.report.outcome}: {again.report.refusal}"
    assert opened.document is not None
    if again.document != opened.document:
        return "its copy says something else"
    if _words(_read_here(content)) != _words(opened.document):
        return "the original says something else than its copy"
    return "" if open_word(content).cleaned == opened.cleaned else "its copy comes out differently"


def _words(document: WordDocument) -> list[list[str]]:
    """Return the words in each view, paragraph by paragraph.

    What is taken out of a file that no schema allows may have held marks of its own, an empty
    paragraph in a field code or a move in a linked object: those are lost with it, never words.
    """
    return [[one.text for one in document.view(view).paragraphs if one.text] for view in View]


def _read_here(content: bytes) -> WordDocument:
    """Return what the original says, before anything is taken out of it."""
    inspection = safety._inspected(content)
    return read_document(inspection.container, inspection.main)
