"""The text of a Word file in its final view: what it says once all its changes are accepted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as Word shows it, automatic number included; soft break "\\n", tab "\\t"."""

    text: str
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class WordText:
    """All paragraphs in reading order, with the number of tracked changes and of comments."""

    paragraphs: tuple[Paragraph, ...]
    tracked_changes: int = 0
    comments: int = 0

    @property
    def text(self) -> str:
        """The whole text, one paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
