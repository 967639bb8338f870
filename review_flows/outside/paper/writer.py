"""Letters as Word files: a LetterText goes in, the bytes of a .docx come out, always the same."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from docx.document import Document as DocumentObject
from docx.oxml import parse_xml

from models.letter import Imprint, Layout, LetterText, Para, ParaStyle, Table, chinese_day
from review_flows.outside.paper.end_of_body import with_an_end
from review_flows.outside.paper.fixed_bytes import fixed_bytes
from review_flows.outside.paper.form_head import fitting_size, form_head
from review_flows.outside.paper.heading import heading_lines, width_of
from review_flows.outside.paper.imprint import AFTER_IMPRINT, imprint_xml
from review_flows.outside.paper.red_head import red_head
from review_flows.outside.paper.seal_mark import foot_seal, signature_seal
from review_flows.outside.paper.sheet import new_sheet
from review_flows.outside.paper.styles import indent_xml
from review_flows.outside.paper.table import table_xml
from review_flows.outside.paper.text import KEEP, KEEP_NOTHING, clean, paragraph_xml

_STYLES = {
    ParaStyle.BODY: "Letter body",
    ParaStyle.H1: "Letter h1",
    ParaStyle.H2: "Letter h2",
    ParaStyle.NOTE: "Letter note",
    ParaStyle.SIGN: "Sheet sign",
}
# Around the tables of a sheet or a register text is as small as in them.
_SMALL_STYLES = {
    ParaStyle.BODY: "Sheet text",
    ParaStyle.H1: "Sheet h1",
    ParaStyle.H2: "Sheet text",
    ParaStyle.NOTE: "Sheet text",
    ParaStyle.SIGN: "Sheet sign",
}
_FORMS = (Layout.SHEET, Layout.REGISTER)
_PROPERTY_LENGTH = 255  # characters; python-docx refuses a longer one
_SEAL_ROOM = 4.0  # characters between a date under a seal and the right edge


def render_letter(text: LetterText) -> bytes:
    """Return the letter as a .docx in its layout, after GB/T 9704-2012.

    Deterministic: the bytes depend on `text` alone, not on the time, the time zone or the machine.
    Characters that XML cannot hold are left out.
    """
    size = fitting_size(text)
    document = new_sheet(text.layout, text.style, clean(text.mark), size)
    end = document.element.body.sectPr
    compose = _form if text.layout in _FORMS else _letter
    for piece in compose(document, text, size):
        end.addprevious(parse_xml(piece))
    _set_properties(document, text)
    return fixed_bytes(document, text.date)


def _letter(document: DocumentObject, text: LetterText, size: int) -> Iterator[str]:
    """Yield a letter from its red head to 版记."""
    yield from red_head(text)
    for line in heading_lines(clean(text.heading)):
        yield paragraph_xml(line, "Letter title")
    yield paragraph_xml("", "Letter body")
    if text.addressee:
        yield paragraph_xml(f"{text.addressee}：", "Letter addressee")
    yield from _body(text, size)
    yield from _attachments(text.attachments)
    imprint = _imprint(text)
    yield from _signature(document, text, followed=bool(text.note or imprint))
    if text.note:
        yield paragraph_xml(f"（{text.note}）", "Letter note", KEEP if imprint else "")
    if imprint:
        yield from (imprint, AFTER_IMPRINT)


def _form(document: DocumentObject, text: LetterText, size: int) -> Iterator[str]:
    """Yield a sheet or a register: its head, its tables, its note."""
    yield from form_head(text, size)
    yield from _body(text, size)
    if text.note:
        yield paragraph_xml(f"（{text.note}）", "Sheet text")
    elif isinstance(text.body[-1] if text.body else None, Table):
        yield paragraph_xml("", "Letter no mark")  # Word wants a paragraph after a table.
    if text.seal:
        yield from foot_seal(document, text, text.seal)


def _body(text: LetterText, size: int) -> Iterator[str]:
    """Yield paragraphs and tables.

    What announces something stays with it, and the end of the body with the signature: no seal
    stands on a page without text. But the first paragraph stays on the first page, which has to
    show some text (7.3.3). A line parts two tables, which Word would join.
    """
    room, signed = text.layout.room, text.layout not in _FORMS
    styles = _STYLES if signed else _SMALL_STYLES
    after_table = False
    body = with_an_end(text) if signed else text.body
    for n, block in enumerate(body, start=1):
        is_last = signed and n == len(body)
        if isinstance(block, Para):
            yield paragraph_xml(
                block.text, styles[block.style], _kept(block, is_first=n == 1, is_last=is_last)
            )
        else:
            if after_table:
                yield paragraph_xml("", "Letter body" if signed else "Letter no mark")
            yield table_xml(block, room, size, keep_next=is_last)
        after_table = isinstance(block, Table)


def _kept(block: Para, *, is_first: bool, is_last: bool) -> str:
    """Return what holds a paragraph together, and to what follows it."""
    if is_first:
        return KEEP_NOTHING
    return KEEP if is_last or block.text.endswith("：") else ""


def _attachments(names: tuple[str, ...]) -> Iterator[str]:
    """Yield 附件：1. …; further lines begin under the first name, none ends with a stop."""
    if names:
        yield paragraph_xml("", "Letter body", KEEP)
    for n, name in enumerate(names, start=1):
        number = f"{n}. " if len(names) > 1 else ""
        lead = "附件：" if n == 1 else "　　　"
        hang = 3 + (1 if number else 0)
        indent = indent_xml(left=2 + hang, hanging=hang)
        yield paragraph_xml(f"{lead}{number}{name}", "Letter attachment", KEEP + indent)


def _signature(document: DocumentObject, text: LetterText, *, followed: bool) -> Iterator[str]:
    """Yield the sender centred over the date, which ends four characters from the edge.

    What is `followed`, by a note or by 版记, shares the page with it. In the two lines over it,
    which are the stamp's, the seal of the log stands at the left.
    """
    day = chinese_day(text.date)
    if text.seal:
        yield from signature_seal(document, text.seal)
    else:
        yield from (paragraph_xml("", "Letter signature"),) * 2
    if text.sender:
        over = _SEAL_ROOM + (width_of(day) - width_of(text.sender)) / 2
        yield paragraph_xml(text.sender, "Letter signature", indent_xml(right=max(0.0, over)))
    stays = KEEP if followed else ""
    yield paragraph_xml(day, "Letter date", stays + indent_xml(right=_SEAL_ROOM))


def _imprint(text: LetterText) -> str:
    """Return 版记: the letter's own, or in the document form what the office always has there."""
    style, is_document = text.style, text.layout is Layout.DOCUMENT
    usual = Imprint(style.copies_to, style.printed_by, text.date) if is_document else None
    imprint = text.imprint or usual
    return imprint_xml(imprint, lined=is_document) if imprint else ""


def _set_properties(document: DocumentObject, text: LetterText) -> None:
    """Name the sender as author, and the letter's own day instead of the machine's time."""
    properties = document.core_properties
    made = datetime.combine(text.date, time(), tzinfo=UTC)
    properties.author = properties.last_modified_by = clean(text.sender)[:_PROPERTY_LENGTH]
    properties.title = clean(text.heading)[:_PROPERTY_LENGTH]
    properties.subject = clean(text.number)[:_PROPERTY_LENGTH]
    properties.category = text.kind
    properties.comments = properties.keywords = ""
    properties.language = "zh-CN"
    properties.revision = 1
    properties.created = properties.modified = made
