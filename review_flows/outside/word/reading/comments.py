"""The comments of a Word file: their words, threads and state; where they stand says the text."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.word_document import MarkedParagraph, View, WordComment
from review_flows.outside.word.reading.notes import Entry
from review_flows.outside.word.xml import W15, Budget, Listener, short


@dataclass(frozen=True, slots=True)
class Thread:
    """What commentsExtended.xml says of one comment, known by the key of its last paragraph."""

    parent: str  # such a key, "" of a comment that answers none
    resolved: bool


class ThreadsPart(Listener):
    """Hears commentsExtended.xml: `threads` by the keys of paragraphs."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.threads: dict[str, Thread] = {}

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        if short(tag) == "w15:commentEx":
            key = attributes.get(W15 + "paraId", "").upper()
            parent = attributes.get(W15 + "paraIdParent", "").upper()
            done = attributes.get(W15 + "done") in ("1", "true", "on")
            self.threads.setdefault(key, Thread(parent, done))


def comments_of(
    entries: list[Entry],
    paragraphs: list[MarkedParagraph],
    threads: Mapping[str, Thread],
) -> list[WordComment]:
    """Return the comments in the order of the file, not placed yet."""
    keys = [_key(entry, paragraphs) for entry in entries]
    by_key = {key: entry.id for key, entry in zip(keys, entries, strict=True) if key}
    comments = []
    for key, entry in zip(keys, entries, strict=True):
        thread = threads.get(key, Thread("", resolved=False))
        parent = by_key.get(thread.parent, "")
        comments.append(
            WordComment(
                id=entry.id,
                text=_text(entry, paragraphs),
                author=entry.author,
                at=entry.at,
                parent=parent if parent != entry.id else "",
                resolved=thread.resolved,
            )
        )
    return comments


def _key(entry: Entry, paragraphs: list[MarkedParagraph]) -> str:
    """The key of its last paragraph, by which the other parts know a comment."""
    return paragraphs[entry.last - 1].key.upper() if entry.last > entry.first else ""


def _text(entry: Entry, paragraphs: list[MarkedParagraph]) -> str:
    own = paragraphs[entry.first : entry.last]
    return "\n".join(paragraph.words(View.FINAL) for paragraph in own)
