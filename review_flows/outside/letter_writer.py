"""Letters as Word files: a LetterText goes in, the bytes of a .docx come out, always the same."""

from datetime import UTC, datetime, time

from docx.document import Document as DocumentObject

from models.letter import LetterText, Para, ParaStyle, Table, chinese_day
from review_flows.outside.letter_bytes import fixed_bytes
from review_flows.outside.letter_heading import heading_lines, width_of
from review_flows.outside.letter_sheet import new_sheet
from review_flows.outside.letter_table import table_element
from review_flows.outside.letter_text import KEEP, clean, paragraph_element

_STYLES = {
    ParaStyle.BODY: "Letter body",
    ParaStyle.H1: "Letter h1",
    ParaStyle.H2: "Letter h2",
    ParaStyle.NOTE: "Letter note",
}
_PROPERTY_LENGTH = 255  # characters; python-docx refuses a longer one
_SEAL_ROOM = 4.0  # characters between a date under a seal and the right edge


def render_letter(text: LetterText) -> bytes:
    """Return the letter as a .docx after GB/T 9704-2012, letter form.

    Deterministic: the bytes depend on `text` alone, not on the time, the time zone or the machine.
    Characters that XML cannot hold are left out.
    """
    document = new_sheet(clean(text.mark))
    _write_head(document, text)
    _write_body(document, text)
    _write_attachments(document, text.attachments)
    _write_signature(document, text)
    if text.note:
        _write(document, f"（{text.note}）", "Letter note")
    _set_properties(document, text)
    return fixed_bytes(document, text.date)


def _write(document: DocumentObject, text: str, style: str, properties: str = "") -> None:
    """Add a paragraph at the end."""
    document.element.body.sectPr.addprevious(paragraph_element(text, style, properties))


def _write_head(document: DocumentObject, text: LetterText) -> None:
    """Write mark, letterhead, number, title and addressee; what is empty takes no line."""
    if text.mark:
        _write(document, text.mark, "Letter mark")
    if text.sender:
        _write(document, text.sender, "Letter head")
    if text.number:
        _write(document, text.number, "Letter number")
    _write(document, "", "Letter body")
    for line in heading_lines(clean(text.heading)):
        _write(document, line, "Letter title")
    _write(document, "", "Letter body")
    if text.addressee:
        _write(document, f"{text.addressee}：", "Letter addressee")


def _write_body(document: DocumentObject, text: LetterText) -> None:
    """Write paragraphs and tables.

    What announces something stays with it, and the end of the body with the signature: no seal
    stands on a page without text. A line parts two tables, which Word would join.
    """
    after_table = False
    for n, block in enumerate(text.body, start=1):
        is_last = n == len(text.body)
        if isinstance(block, Para):
            stays = is_last or block.text.endswith("：")
            _write(document, block.text, _STYLES[block.style], KEEP if stays else "")
        else:
            if after_table:
                _write(document, "", "Letter body")
            document.element.body.sectPr.addprevious(table_element(block, keep_next=is_last))
        after_table = isinstance(block, Table)


def _write_attachments(document: DocumentObject, names: tuple[str, ...]) -> None:
    """Write 附件：1. …; further lines begin under the first name, none ends with a stop."""
    if not names:
        return
    _write(document, "", "Letter body", KEEP)
    for n, name in enumerate(names, start=1):
        number = f"{n}. " if len(names) > 1 else ""
        lead = "附件：" if n == 1 else "　　　"
        hang = 3 + (1 if number else 0)
        indent = (
            f'<w:ind w:leftChars="{(2 + hang) * 100}" w:left="{(2 + hang) * 320}"'
            f' w:hangingChars="{hang * 100}" w:hanging="{hang * 320}"/>'
        )
        _write(document, f"{lead}{number}{name}", "Letter attachment", KEEP + indent)


def _write_signature(document: DocumentObject, text: LetterText) -> None:
    """Write the sender centred over the date, which ends four characters from the edge."""
    day = chinese_day(text.date)
    _write(document, "", "Letter signature")
    _write(document, "", "Letter signature")
    if text.sender:
        over = _SEAL_ROOM + (width_of(day) - width_of(text.sender)) / 2
        _write(document, text.sender, "Letter signature", _right(max(0.0, over)))
    _write(document, day, "Letter date", _right(_SEAL_ROOM))


def _right(characters: float) -> str:
    """Return an indent from the right edge, in characters and in twips."""
    count = round(characters * 100)
    return f'<w:ind w:rightChars="{count}" w:right="{round(count * 3.2)}"/>'


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
