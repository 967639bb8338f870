"""What the new version has and the old one lacks, made so that it can stand in the old file."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import takewhile

from models.redline import Unshown
from review_flows.outside.word.writing.carried_over import Carrier, notes_part
from review_flows.outside.word.writing.locator import located, read_children
from review_flows.outside.word.writing.numbering_match import a_numbering, no_numbering
from review_flows.outside.word.writing.parts import WordParts, relationship
from review_flows.outside.word.writing.pen import Pen, set_numbering
from review_flows.outside.word.writing.tokens import Unit, units_of
from review_flows.outside.word.writing.tree import Element, made, removed, some_runs_content, w
from review_flows.outside.word.writing.versions import Unsaid, Version, blocks_of

_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"
_PROPERTIES = frozenset(map(w, ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr")))
_STAYS_BEHIND = frozenset(map(w, ("hyperlink", "fldSimple", "sdtContent")))
_FRAMES = frozenset(map(w, ("tbl", "tr", "tc")))


class NewContent:
    """Makes inserted runs, paragraphs, tables and notes."""

    def __init__(self, old: Version, new: Version, pen: Pen, unsaid: Unsaid) -> None:
        self._old, self._new = old, new
        self._pen, self._unsaid = pen, unsaid
        self._carrier = Carrier(new.parts, old.parts)

    def inline(self, units: Iterable[Unit], looks: Element | None) -> list[Element]:
        """Return runs and equations that show these stretches of the new version.

        `looks` are the run properties of words; None: those that they have in the new version.
        """
        made_of: list[Element] = []
        for unit in units:
            if unit.thing is None or unit.atom.drawn:
                if unit.atom.drawn or _in_what_stays_behind(unit.atom.run):
                    self._unsaid.say(Unshown.PLAIN, unit.text)
                made_of.append(self._run(unit, some_runs_content(unit.text), looks))
            elif (copied := self._thing(unit)) is not None:
                made_of.append(copied)
        return made_of

    def _run(self, unit: Unit, content: Iterable[Element], looks: Element | None) -> Element:
        run = made("r")
        if looks is None and unit.atom.run is not None:
            own = unit.atom.run.find(w("rPr"))
            looks = None if own is None else self._carrier.copy(own)
        if looks is not None:
            run.append(deepcopy(looks))
        run.extend(content)
        return run

    def _thing(self, unit: Unit) -> Element | None:
        thing = unit.thing
        assert thing is not None
        if thing.tag in (w("footnoteReference"), w("endnoteReference")):
            return self._run(unit, [self._reference(thing)], None)
        copied = self._carrier.copy(thing)
        if copied is None:
            self._unsaid.say(Unshown.OBJECT, unit.text or self._words_around(thing))
            return None
        in_run = unit.atom.run is not None and thing.getparent() is unit.atom.run
        return self._run(unit, [copied], None) if in_run else copied

    def _words_around(self, thing: Element) -> str:
        paragraph = next(thing.iterancestors(w("p")))
        return located(paragraph).words

    def _reference(self, reference: Element) -> Element:
        """Copy the note that a mark refers to; return a mark that refers to the copy."""
        kind, code = self._new.note(reference)
        root = notes_part(self._old.parts, kind)
        if root is None:
            root = _new_notes_part(self._old.parts, kind)
        ids = [one.get(w("id"), "") for one in root]
        number = str(1 + max((int(one) for one in ids if one.isdecimal()), default=0))
        note = made(kind, id=number)
        source = self._new.notes.get((kind, code))
        blocks = [] if source is None else self.blocks(blocks_of(source))
        note.extend(blocks or [made("p")])
        root.append(note)
        return made(f"{kind}Reference", id=number)

    def blocks(self, blocks: Iterable[Element]) -> list[Element]:
        """Return copies of paragraphs and tables, all marked as inserted."""
        return [self.block(block) for block in blocks]

    def block(self, block: Element) -> Element:
        """Return a copy of a paragraph or table, all of it marked as inserted."""
        return self._paragraph(block) if block.tag == w("p") else self.frame(block)

    def frame(self, element: Element) -> Element:
        """Return a copy of a table, a row or a cell with inserted paragraphs in it."""
        copied = made(element.tag.rpartition("}")[2])
        for child in element.iterchildren(*_PROPERTIES):
            if (properties := self._carrier.copy(child)) is not None:
                copied.append(properties)
        copied.extend(self._framed(element))
        if element.tag == w("tr"):
            self._pen.mark_row(copied, "ins")
        return copied

    def _framed(self, element: Element) -> Iterator[Element]:
        for child in read_children(element):
            if child.tag in _FRAMES:
                yield self.frame(child)
            elif child.tag == w("p"):
                yield self._paragraph(child)
            else:
                yield from self._framed(child)

    def _paragraph(self, paragraph: Element) -> Element:
        copied = made("p")
        copied.append(self._properties(paragraph))
        units = [*self.number_as_text(paragraph, copied), *units_of(located(paragraph))]
        runs = self.inline(units, None)
        copied.extend(runs)
        self._pen.wrap(runs, "ins")
        self._pen.mark_end(copied, "ins")
        return copied

    def _properties(self, paragraph: Element) -> Element:
        """Return the properties of a paragraph, without the section that may end with it."""
        own = paragraph.find(w("pPr"))
        own = made("pPr") if own is None else deepcopy(own)
        if (section := own.find(w("sectPr"))) is not None:
            removed(section)
            self._unsaid.say(Unshown.SECTION, located(paragraph).words)
        properties = self._carrier.copy(own)
        assert properties is not None  # What is left has no links.
        return properties

    def number_as_text(self, paragraph: Element, copied: Element) -> Sequence[Unit]:
        """Let `copied`, in the old file, be numbered as `paragraph` is in the new one.

        Where the old file cannot, the number is returned as words to begin with.
        """
        key = self._new.numberings.key(paragraph)
        properties = copied.find(w("pPr"))
        assert properties is not None
        for own in properties.findall(w("numPr")):
            properties.remove(own)
        same = key is not None and self._old.numberings.has(key[0])
        if key is not None and same:
            set_numbering(properties, a_numbering(*key))
        elif self._old.numberings.key(copied) is not None:
            set_numbering(properties, no_numbering())
        number = self._new.number(paragraph)
        if key is None or same or not number:
            return ()
        self._unsaid.say(Unshown.NUMBER_AS_TEXT, number + located(paragraph).words)
        return words_as_units(number)


def words_as_units(words: str) -> list[Unit]:
    """Return words that no element of either version shows as a stretch of a paragraph."""
    run = made("r")
    run.extend(some_runs_content(words))
    paragraph = made("p")
    paragraph.append(run)
    return units_of(located(paragraph))


def _new_notes_part(parts: WordParts, kind: str) -> Element:
    """Add a part for foot- or endnotes, with the two lines that every such part has."""
    root = made(f"{kind}s")
    for number, name in enumerate(("separator", "continuationSeparator")):
        line = made(kind, type=name, id=str(number - 1))
        paragraph, run = made("p"), made("r")
        run.append(made(name))
        paragraph.append(run)
        line.append(paragraph)
        root.append(line)
    folder = parts.main.rpartition("/")[0]
    part = parts.free_name(f"{folder}/{kind}s.xml" if folder else f"{kind}s.xml")
    parts.add(part, _NOTES_TYPE.format(kind), root)
    parts.link(parts.main, relationship(f"{kind}s"), part)
    return root


def _in_what_stays_behind(run: Element | None) -> bool:
    """Whether a run stands in a link, a simple field or a content control of its paragraph."""
    return run is not None and any(
        above.tag in _STAYS_BEHIND
        for above in takewhile(lambda one: one.tag != w("p"), run.iterancestors())
    )
