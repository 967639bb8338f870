"""Content of one Word file made fit to stand in another: looks, numbering, pictures, notes.

What cannot come along is said, by its kind and the words around it; nothing is lost in silence.
"""

import posixpath
from copy import deepcopy

from review_flows.outside.word.writing.locator import NOTES, read_children
from review_flows.outside.word.writing.parts import WordParts, relationship
from review_flows.outside.word.writing.tree import (
    MC,
    REL,
    W14,
    Element,
    attributes_of,
    first_of,
    removed,
    w,
)

_MARKS = tuple(
    map(
        w,
        [
            "bookmarkStart",
            "bookmarkEnd",
            "commentRangeStart",
            "commentRangeEnd",
            "permStart",
            "permEnd",
            "proofErr",
            "lastRenderedPageBreak",
        ],
    )
)
_STYLES = tuple(map(w, ("pStyle", "rStyle", "tblStyle")))
_FORMER = tuple(
    w(f"{name}Change") for name in ("rPr", "pPr", "tblPr", "tblPrEx", "tcPr", "trPr", "sectPr")
)


class Carrier:
    """Copies what stands in the new version so that it can stand in the old one."""

    def __init__(self, new: WordParts, old: WordParts) -> None:
        self._new, self._old = new, old
        self._styles = _styles_by_name(new, old)
        self._pictures: dict[str, str] = {}  # part of the new file → link in the old one

    def copy(self, element: Element) -> Element | None:
        """Return a copy that the old file can hold, None where it cannot hold it."""
        copied = deepcopy(element)
        for mark in list(copied.iter(*_MARKS, *_FORMER)):
            removed(mark)
        for one in copied.iter(w("p"), w("tr")):
            for name in ("paraId", "textId"):
                _drop(one, f"{{{W14}}}{name}")
        self._map_styles(copied)
        for alternatives in list(copied.iter(f"{{{MC}}}AlternateContent")):
            read = read_children(alternatives)
            for form in list(alternatives):
                if form not in read:
                    alternatives.remove(form)  # Its words would be there a second time.
        return copied if self._map_links(copied) else None

    def _map_styles(self, copied: Element) -> None:
        for style in list(copied.iter(*_STYLES)):
            own = self._styles.get(style.get(w("val"), ""))
            if own is None:
                removed(style)
            else:
                style.set(w("val"), own)

    def _map_links(self, copied: Element) -> bool:
        """Let the links of a copy lead to copies of what they led to; only pictures can."""
        for link in list(copied.iter(w("hyperlink"))):
            _drop(link, f"{{{REL}}}id")
        for element in copied.iter():
            for key, value in attributes_of(element).items():
                if not key.startswith(f"{{{REL}}}"):
                    continue
                link_id = self._picture(value)
                if link_id is None:
                    return False
                element.set(key, link_id)
        return True

    def _picture(self, link_id: str) -> str | None:
        targets = dict(self._new.links(self._new.main, "image"))
        part = targets.get(link_id)
        if part is None:
            return None
        if part not in self._pictures:
            content = self._new.bytes_of(part)
            folder = posixpath.join(posixpath.dirname(self._old.main), "media")
            name = self._old.free_name(posixpath.join(folder, posixpath.basename(part)))
            self._old.add_copy(name, content, self._new.content_type(part))
            self._pictures[part] = self._old.link(self._old.main, relationship("image"), name)
        return self._pictures[part]


def _drop(element: Element, attribute: str) -> None:
    if attribute in element.attrib:
        del element.attrib[attribute]


def picture_bytes(parts: WordParts, element: Element) -> tuple[bytes, ...]:
    """Return the pictures that an element shows, each as its bytes."""
    ids = [
        value
        for one in element.iter()
        for key, value in attributes_of(one).items()
        if key.startswith(f"{{{REL}}}")
    ]
    targets = dict(parts.links(parts.main, "image")) if ids else {}
    return tuple(parts.bytes_of(targets[one]) for one in dict.fromkeys(ids) if one in targets)


def has_section(paragraph: Element) -> bool:
    """Whether a section ends with the paragraph."""
    return first_of(paragraph, "pPr", "sectPr") is not None


def notes_part(parts: WordParts, kind: str) -> Element | None:
    """Return the root of the part with the foot- or endnotes."""
    assert kind in NOTES
    name = parts.linked(parts.main, f"{kind}s")
    return None if name is None else parts.tree(name)


def _styles_by_name(new: WordParts, old: WordParts) -> dict[str, str]:
    """Return, for the id of every style of the new file, that of the old one's of like name."""
    named = {key: style for style, key in _names(old).items()}
    return {style: named[key] for style, key in _names(new).items() if key in named}


def _names(parts: WordParts) -> dict[str, tuple[str, str]]:
    """Return kind and name of every style by its id."""
    part = parts.linked(parts.main, "styles")
    names: dict[str, tuple[str, str]] = {}
    for style in () if part is None else parts.look(part).iterchildren(w("style")):
        title = first_of(style, "name")
        name = "" if title is None else title.get(w("val"), "").lower()
        names[style.get(w("styleId"), "")] = (style.get(w("type"), ""), name)
    return names
