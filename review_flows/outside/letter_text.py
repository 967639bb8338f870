"""Text of a letter as Word's elements: a string goes in, runs and paragraphs come out."""

from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

KEEP = "<w:keepNext/><w:keepLines/>"  # The paragraph stays whole, on the page of the next one.


def clean(text: str) -> str:
    """Return the text on one line and without the characters that XML 1.0 forbids."""
    flat = " ".join(text.splitlines()).replace("\t", " ")
    return "".join(
        c
        for c in flat
        if "\u0020" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )


def run_xml(text: str) -> str:
    """Return a run. The hint sets quotation marks in the East Asian font, not in the Latin one."""
    return (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
    )


def paragraph_xml(text: str, style: str, properties: str = "") -> str:
    """Return a paragraph in the style of this name, with further properties as XML."""
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{properties}'
        f"</w:pPr>{run_xml(text) if text else ''}</w:p>"
    )


def paragraph_element(text: str, style: str, properties: str = "") -> BaseOxmlElement:
    """Return the same paragraph as an element."""
    element: BaseOxmlElement = parse_xml(paragraph_xml(text, style, properties))
    return element
