"""Text of a letter as Word's XML: a string goes in, runs and paragraphs come out."""

import re
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

KEEP = "<w:keepNext/><w:keepLines/>"  # The paragraph stays whole, on the page of the next one.
KEEP_NOTHING = '<w:keepNext w:val="0"/>'  # It stays where it is, even if it is a heading.

_NUMBER = re.compile(r"\b[A-Z]+-\d{4}-\d+")  # of a case or a register; it stays on its line
_NO_BREAK = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


def clean(text: str) -> str:
    """Return the text on one line and without the characters that XML 1.0 forbids."""
    flat = " ".join(text.splitlines()).replace("\t", " ")
    return "".join(
        c
        for c in flat
        if "\u0020" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )


def run_xml(text: str, look: str = "", style: str = "") -> str:
    """Return a run with further properties as XML, in a character style; nothing for no text.

    The hint sets quotation marks in the East Asian font, not in the Latin one.
    """
    if not text:
        return ""
    named = f'<w:rStyle w:val="{style.replace(" ", "")}"/>' if style else ""
    words = _NUMBER.sub(lambda found: found[0].replace("-", _NO_BREAK), escape(clean(text)))
    return (
        f'<w:r><w:rPr>{named}<w:rFonts w:hint="eastAsia"/>{look}</w:rPr>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r>'
    )


def paragraph_of(runs: str, style: str, properties: str = "") -> str:
    """Return a paragraph of these runs in the style of this name."""
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{properties}'
        f"</w:pPr>{runs}</w:p>"
    )


def inner_paragraph(text: str, style: str, properties: str = "") -> str:
    """Return a paragraph that stands inside of something else.

    It leaves the name of its namespace to that: over a long table lxml takes six times as long
    otherwise.
    """
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{properties}</w:pPr>'
        f"{run_xml(text)}</w:p>"
    )


def paragraph_xml(text: str, style: str, properties: str = "") -> str:
    """Return a paragraph in the style of this name, with further properties as XML."""
    return paragraph_of(run_xml(text), style, properties)
