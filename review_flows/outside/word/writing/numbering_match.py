"""Which automatic numbering a paragraph has, and which of another file's is the same."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import Element, child_of, first_of, made, w

_NOT_COUNTED = frozenset(map(w, ("nsid", "tmpl", "rPr", "pPr", "lvlJc", "pStyle", "name")))
_NONE = "0"  # the number that switches the numbering of a style off
NumberingKey = tuple[str, str]  # the list, and the level


class Numberings:
    """The numbering definitions of one file, compared by what they say and not by their ids."""

    def __init__(self, parts: WordParts) -> None:
        numbering = parts.linked(parts.main, "numbering")
        styles = parts.linked(parts.main, "styles")
        self._styles = {} if styles is None else _by_id(parts.look(styles), "style", "styleId")
        self._said: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._of_styles: dict[str, tuple[str, str]] = {}
        if numbering is not None:
            root = parts.look(numbering)
            kinds = _by_id(root, "abstractNum", "abstractNumId")
            for number, one in _by_id(root, "num", "numId").items():
                self._said[number] = _content(one, kinds)

    def key(self, paragraph: Element) -> NumberingKey | None:
        """Return what numbers a paragraph, by its own properties or by its style's."""
        number, level = self._numbering(paragraph)
        return (self._names.get(number, number), level) if number in self._said else None

    def match(self, other: "Numberings", own: Iterable[Element], others: Iterable[Element]) -> None:
        """Name every list of this file after the one of the other file that it is.

        That is the one with the same id if it says the same, else the first that does and is no
        other's: two lists that say the same are two all the same, since each counts for itself.
        `own` and `others` are the paragraphs of both files, by which lists are found in order.
        """
        used = dict.fromkeys(self.id_of(one) for one in own)
        free = dict.fromkeys([*(other.id_of(one) for one in others), *other._said])
        for number in used:
            if number in self._said and self._said[number] == other._said.get(number):
                self._names[number] = number
                free.pop(number, None)
        for number in used:
            if number in self._said and number not in self._names:
                same = (one for one in free if other._said.get(one) == self._said[number])
                self._names[number] = next(same, f"{number} of the other file")
                free.pop(self._names[number], None)

    def has(self, number: str) -> bool:
        """Whether the file defines a list of this id."""
        return number in self._said

    def id_of(self, paragraph: Element) -> str:
        """Return the id of what numbers a paragraph, "" where nothing does."""
        return self._numbering(paragraph)[0]

    def _numbering(self, paragraph: Element) -> tuple[str, str]:
        properties = child_of(paragraph, w("pPr"))
        if properties is None:
            return "", "0"
        own = child_of(properties, w("numPr"))
        number, level = _value(own, "numId"), _value(own, "ilvl")
        if not number:
            number, of_style = self._of_style(_value(properties, "pStyle"))
            level = level or of_style
        return ("" if number == _NONE else number, level or "0")

    def _of_style(self, name: str) -> tuple[str, str]:
        """Return the numbering that a style gives, itself or by those it is based on."""
        if name not in self._of_styles:
            number = level = ""
            style, seen = name, {""}
            while not number and style in self._styles and style not in seen:
                seen.add(style)
                given = first_of(self._styles[style], "pPr", "numPr")
                number, level = _value(given, "numId"), level or _value(given, "ilvl")
                style = _value(self._styles[style], "basedOn")
            self._of_styles[name] = number, level
        return self._of_styles[name]


def a_numbering(number: str, level: str) -> Element:
    """Return a `w:numPr`; the number "0" switches numbering off."""
    numbering = made("numPr")
    numbering.append(made("ilvl", val=level))
    numbering.append(made("numId", val=number))
    return numbering


def no_numbering() -> Element:
    """Return the `w:numPr` that takes a paragraph out of the list its style puts it in."""
    return a_numbering(_NONE, "0")


def _by_id(root: Element, name: str, attribute: str) -> dict[str, Element]:
    return {one.get(w(attribute), ""): one for one in root.iterchildren(w(name))}


def _value(parent: Element | None, name: str) -> str:
    child = None if parent is None else child_of(parent, w(name))
    return "" if child is None else child.get(w("val"), "")


def _content(number: Element, kinds: dict[str, Element]) -> str:
    """Return what a definition says of the numbers themselves, in short."""
    said = sha256()
    for element in (kinds.get(_value(number, "abstractNumId")), *number.iterchildren()):
        if element is None or element.tag == w("abstractNumId"):
            continue
        for one in _counted_in(element):
            name = one.tag.rpartition("}")[2]
            value = one.get(w("val"), "") + one.get(w("ilvl"), "")
            said.update(f"{name}={value};".encode())
    return said.hexdigest()


def _counted_in(element: Element) -> Iterator[Element]:
    """Yield an element and what is in it, as far as it has to do with the numbers themselves."""
    if element.tag not in _NOT_COUNTED:
        yield element
        for child in element:
            yield from _counted_in(child)
