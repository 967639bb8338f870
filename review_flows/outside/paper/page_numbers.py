"""Head and foot of the pages: the mark over them, — 1 — under them."""

from docx.oxml import parse_xml
from docx.section import Section, _Footer, _Header

from models.letter import Layout
from review_flows.outside.paper.text import paragraph_of, paragraph_xml, run_xml

_FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def set_margins_text(section: Section, layout: Layout, mark: str) -> None:
    """Put the mark over, and the page number under, each page; on the outer side.

    The mark of the first page stands in its text, where readers that skip page headers find it.
    The letter form shows no number on its first page, but a red line 20 mm from the bottom; a
    sheet is one page and has numbers only if it becomes more.
    """
    section.different_first_page_header_footer = True
    for header in (section.header, section.even_page_header):
        _write(header, paragraph_xml(mark, "Letter mark"))
    _write(section.first_page_header, paragraph_xml("", "Letter no mark"))
    _write(section.footer, *_numbered("odd"))
    _write(section.even_page_footer, *_numbered("even"))
    _write(section.first_page_footer, *_first_foot(layout))


def _first_foot(layout: Layout) -> tuple[str, ...]:
    """Return the foot of the first page."""
    if layout is Layout.LETTER:
        return (paragraph_xml("", "Letter foot line"),)
    return (
        _numbered("odd") if layout is not Layout.SHEET else (paragraph_xml("", "Letter no mark"),)
    )


def _numbered(side: str) -> tuple[str, ...]:
    """Return — 1 — with a field that counts the pages; an empty line keeps it at its height."""
    runs = run_xml("— ") + _FIELD + run_xml(" —")
    return paragraph_of(runs, f"Letter page {side}"), paragraph_xml("", "Letter page end")


def _write(place: _Header | _Footer, *paragraphs: str) -> None:
    """Write a header or footer anew."""
    place.is_linked_to_previous = False
    element = place._element
    for child in list(element):
        element.remove(child)
    for paragraph in paragraphs:
        element.append(parse_xml(paragraph))
