"""Builders of what a Word file marks: changes, comments, notes, lists; and what we read of it."""

import word_builders as build

from models.word_document import MarkedParagraph, View, WordDocument
from review_flows.outside.word.reading.reader import read_whole

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
BY = 'w:id="1" w:author="李审核" w:date="2025-03-01T09:00:00Z"'


def inserted(content: str, name: str = "ins") -> str:
    """Runs that somebody inserted, or moved here."""
    return f"<w:{name} {BY}>{content}</w:{name}>"


def deleted(text: str, name: str = "del") -> str:
    """A run that somebody deleted, or moved away."""
    return f"<w:{name} {BY}><w:r><w:delText>{text}</w:delText></w:r></w:{name}>"


def marked_end(*names: str) -> str:
    """Paragraph properties that say that the paragraph's mark was inserted, deleted or moved."""
    return f"<w:pPr><w:rPr>{''.join(f'<w:{name} {BY}/>' for name in names)}</w:rPr></w:pPr>"


def a_line(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return build.a_paragraph(build.a_run(text), properties)


def a_cell(content: str, properties: str = "") -> str:
    """A cell around paragraphs."""
    return f"<w:tc>{properties}{content}</w:tc>"


def a_row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def a_table(*rows: str, properties: str = "") -> str:
    """A table, with the grid without which pandoc reads none of it."""
    grid = '<w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
    return f"<w:tbl>{properties}{grid}{''.join(rows)}</w:tbl>"


def a_part(name: str, content: str) -> bytes:
    """A part such as comments, footnotes, styles, numbering."""
    spaces = f'xmlns:w="{build.W}" xmlns:w14="{W14}" xmlns:w15="{W15}"'
    return f"<{name} {spaces}>{content}</{name}>".encode()


def a_file(*blocks: str, **parts: str) -> bytes:
    """A Word file with these blocks and, linked to it, parts of the kinds named."""
    roots = {"header": "w:hdr", "footer": "w:ftr", "commentsExtended": "w15:commentsEx"}
    links = tuple(
        build.a_relationship(kind, f"{kind}.xml", n=n) for n, kind in enumerate(parts, 10)
    )
    more = {
        f"word/{kind}.xml": a_part(roots.get(kind, f"w:{kind}"), content)
        for kind, content in parts.items()
    }
    return build.a_docx(*blocks, links=links, more=more)


def read(*blocks: str, **parts: str) -> WordDocument:
    """What we read of such a file."""
    return read_whole(a_file(*blocks, **parts))


def lines(document: WordDocument, view: View) -> list[str]:
    """The paragraphs of a view."""
    return [paragraph.text for paragraph in document.view(view).paragraphs]


def both(document: WordDocument) -> tuple[list[str], list[str]]:
    """The paragraphs of the original and of the final view."""
    return lines(document, View.ORIGINAL), lines(document, View.FINAL)


def only(document: WordDocument) -> MarkedParagraph:
    """The one paragraph of a file."""
    (paragraph,) = document.paragraphs
    return paragraph
