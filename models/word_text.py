"""The text of a Word file in one view, as Word shows it there: what clauses and checks read."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where in a file a paragraph stands."""

    BODY = "body"
    TABLE = "table"
    TEXT_BOX = "text_box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"


RUNNING = frozenset({Place.BODY, Place.TEXT_BOX})  # where the numbered text of a rule can stand


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as Word shows it, automatic number included; soft break "\\n", tab "\\t"."""

    text: str
    place: Place = Place.BODY

    @property
    def in_running_text(self) -> bool:
        """Whether it can belong to a clause: a table or a note is not the text of the rule."""
        return self.place in RUNNING


@dataclass(frozen=True, slots=True)
class WordText:
    """All paragraphs in reading order, with the number of tracked changes and of comments.

    Footnotes and endnotes follow the body; headers and footers are in none of the views.
    """

    paragraphs: tuple[Paragraph, ...]
    tracked_changes: int = 0
    comments: int = 0

    @property
    def text(self) -> str:
        """The whole text, one paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
