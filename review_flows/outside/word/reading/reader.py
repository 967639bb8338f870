"""The text of an inspected Word file: bytes in, every paragraph with all its views out.

python-docx is not used for reading: it drops inserted text, content controls, text boxes, simple
fields and equations without a word (a fine of 五百元→五千元 reads as no amount at all).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from models.word_document import View, WordDocument
from models.word_text import Place, WordText
from review_flows.outside.word.container import Container, open_container
from review_flows.outside.word.feeding import feed
from review_flows.outside.word.package import ROOT_RELATIONSHIPS, relationships_of, resolved
from review_flows.outside.word.reading.assembly import Assembly
from review_flows.outside.word.reading.blocks import Setting
from review_flows.outside.word.reading.comments import ThreadsPart, comments_of
from review_flows.outside.word.reading.list_numbers import Lists
from review_flows.outside.word.reading.lists import NumberingPart
from review_flows.outside.word.reading.notes import SettingsPart, numbered
from review_flows.outside.word.reading.properties import PropertiesPart
from review_flows.outside.word.reading.story import Story
from review_flows.outside.word.reading.styled import Looks
from review_flows.outside.word.reading.styles import StylesPart
from review_flows.outside.word.reading.unread import DRAWN_PARTS, DrawnWords, Unread
from review_flows.outside.word.scan import PartScan
from review_flows.outside.word.xml import Budget, Listener

_NOTES = {"footnote": Place.FOOTNOTE, "endnote": Place.ENDNOTE}
_RUNNING_HEADS = {"header": Place.HEADER, "footer": Place.FOOTER}


def read_word(content: bytes) -> WordText:
    """Return the final view: all tracked changes accepted, automatic numbers written out.

    Only for bytes that `safety.inspect` accepted; of others any exception may come.
    """
    return read_whole(content).view(View.FINAL)


def read_whole(content: bytes) -> WordDocument:
    """Return all that a file says, both views and the comments; only for inspected bytes."""
    container = open_container(content)
    main = _linked(container, ROOT_RELATIONSHIPS)["officeDocument"][0]
    return read_document(container, main)


def read_document(container: Container, main: str) -> WordDocument:
    """Return what the main part named says, with all that it links to.

    The notes that it refers to follow the body, headers and footers come last, each part once.
    """
    reading = Reading(container, main)
    feed(container.pieces(main), reading.body)
    return reading.document()


class Reading:
    """One file while its parts are read: made when those are read that the body leans on.

    Feed the main part to `body`, then ask for the `document`: so another can hear it along with it.
    """

    def __init__(self, container: Container, main: str) -> None:
        self._container, self._main = container, main
        self._links = _linked(container, relationships_of(main))
        self._budget = budget = Budget()
        self._unread = Unread()
        styles, numbering = StylesPart(budget), NumberingPart(budget)
        settings, threads = SettingsPart(budget), ThreadsPart(budget)
        self._hear("styles", styles)
        self._hear("numbering", numbering)
        self._hear("settings", settings)
        self._hear("commentsExtended", threads)
        lists = Lists(numbering, styles)
        self._setting = Setting(budget, lists, Looks(styles), count(), self._unread)
        self._threads = threads.threads
        self.body = Story(self._setting)
        self.body.note_shapes = settings.note_shapes

    def document(self) -> WordDocument:
        """Read the parts that hang on the body, and return the whole."""
        whole = Assembly()
        whole.add(self.body)
        for kind, place in _NOTES.items():
            self._add_notes(whole, kind, place)
        for kind, place in _RUNNING_HEADS.items():
            for part in self._links.get(kind, ()):
                whole.add(self._story(part, Story(self._setting, place)))
        comments = Story(self._setting)
        self._hear("comments", comments)
        found = comments_of(comments.entries, comments.closed_paragraphs(), self._threads)
        self._hear_drawn()
        return replace(whole.document(found, self._properties()), unread=tuple(self._unread.words))

    def _hear_drawn(self) -> None:
        """Hear what stands in diagrams and charts of the body and of headers and footers."""
        stories = [
            self._main,
            *(part for kind in _RUNNING_HEADS for part in self._links.get(kind, ())),
        ]
        drawn: dict[str, None] = {}
        for story in stories:
            links = (
                self._links
                if story == self._main
                else _linked(self._container, relationships_of(story))
            )
            drawn |= {part: None for kind in DRAWN_PARTS for part in links.get(kind, ())}
        for part in drawn:
            feed(self._container.pieces(part), DrawnWords(self._budget, self._unread))

    def _add_notes(self, whole: Assembly, kind: str, place: Place) -> None:
        """Add the notes of a kind that the body refers to, in the order in which it does."""
        references = list(numbered(self.body.references, kind, self.body.note_shapes))
        marks = {reference.id: reference.mark for reference, _ in references}
        notes = Story(self._setting, place, marks)
        self._hear(f"{kind}s", notes)
        entries = {entry.id: entry for entry in reversed(notes.entries)}
        chosen = [(entries[one.id], number) for one, number in references if one.id in entries]
        whole.add_notes(notes, [(e, n) for e, n in chosen if e.kind in (None, "normal")])

    def _hear(self, kind: str, listener: Listener) -> None:
        """Feed the part of a kind; of two the first, as all links of one kind are to one part."""
        for part in self._links.get(kind, ())[:1]:
            feed(self._container.pieces(part), listener)

    def _story(self, part: str, story: Story) -> Story:
        feed(self._container.pieces(part), story)
        return story

    def _properties(self) -> tuple[tuple[str, str], ...]:
        links = _linked(self._container, ROOT_RELATIONSHIPS)
        part = PropertiesPart(self._budget)
        for kind in ("custom-properties", "customProperties"):
            for name in links.get(kind, ())[:1]:
                feed(self._container.pieces(name), part)
        return tuple(part.properties)


def _linked(container: Container, relationships_part: str) -> Mapping[str, tuple[str, ...]]:
    """Return the parts that exist by the kind of link to them, each once, in the order given."""
    linked: dict[str, dict[str, str]] = {}
    for kind, target in _targets(container, relationships_part):
        linked.setdefault(kind, {}).setdefault(target.lower(), target)
    return {kind: tuple(parts.values()) for kind, parts in linked.items()}


def _targets(container: Container, relationships_part: str) -> Iterator[tuple[str, str]]:
    if relationships_part not in container:
        return
    scan = PartScan(Budget())
    feed(container.pieces(relationships_part), scan)
    for link in scan.relationships:
        if not link.external:
            target = resolved(relationships_part, link.target)
            if target in container:
                yield link.kind, target
