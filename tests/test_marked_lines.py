"""The lines of a document as they are printed with their marks."""

from models.copies.marked_lines import lines_in_view
from models.word_document import MarkedParagraph, Piece, Revision, View, WordDocument


def test_an_empty_paragraph_is_an_empty_line_in_every_view() -> None:
    words = MarkedParagraph((Piece("甲", Revision.INSERTED, "某", "2026-01-05"),))
    document = WordDocument((MarkedParagraph(()), words, MarkedParagraph(())), tracked_changes=1)
    for view in View:
        lines = list(lines_in_view(document, view))
        assert [bool(line.parts and line.parts[0].text) for line in lines][-1] is False
        assert len(lines) == 3
