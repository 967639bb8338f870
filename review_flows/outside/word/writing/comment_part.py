"""The parts that hold comments, their threads and their resolved marks; made where missing."""

import posixpath
from collections.abc import Mapping
from hashlib import sha256
from typing import cast

from lxml import etree

from review_flows.outside.word.writing.parts import WordParts, relationship
from review_flows.outside.word.writing.tree import MC, W14, W15, Element, attributes_of, made, w

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EXTENDED_LINK = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_PARA_ID = f"{{{W14}}}paraId"
_HIGHEST_PARA_ID = 0x7FFFFFFF


class CommentPart:
    """The comments of a file, to which others are added."""

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        name = parts.linked(parts.main, "comments")
        if name is None:
            name = _beside_main(parts, "comments.xml")
            parts.add(name, _TYPE + "comments+xml", made("comments"))
            parts.link(parts.main, relationship("comments"), name)
        self.root = with_prefixes(parts.tree(name), {"w14": W14})
        parts.replace_root(name, self.root)
        self._extended: Element | None = None
        self._para_ids = _all_para_ids(parts)

    def by_id(self) -> dict[str, Element]:
        """Return the comments by their ids; of two with one id the first."""
        found: dict[str, Element] = {}
        for comment in self.root.iterchildren(w("comment")):
            found.setdefault(comment.get(w("id"), ""), comment)
        return found

    def next_id(self, anchored: set[str]) -> int:
        """Return a number above all ids of comments and of anchors without a comment."""
        taken = [*self.by_id(), *anchored]
        return 1 + max((int(one) for one in taken if one.isdecimal()), default=-1)

    def thread(self, comment: Element, parent: Element | None, resolved: bool) -> None:
        """Note which comment this one answers, and whether it is settled."""
        entry = self._entry(comment)
        if parent is not None:
            self._entry(parent)
            entry.set(f"{{{W15}}}paraIdParent", self._para_id(parent))
        if resolved:
            entry.set(f"{{{W15}}}done", "1")

    def _entry(self, comment: Element) -> Element:
        """Return the line about a comment; a comment without one gets one."""
        root = self._extended_root()
        para_id = self._para_id(comment)
        for entry in root:
            if entry.get(f"{{{W15}}}paraId") == para_id:
                return entry
        entry = etree.SubElement(root, f"{{{W15}}}commentEx")
        entry.set(f"{{{W15}}}paraId", para_id)
        entry.set(f"{{{W15}}}done", "0")
        return entry

    def _extended_root(self) -> Element:
        if self._extended is None:
            name = self._parts.linked(self._parts.main, "commentsExtended")
            if name is None:
                name = _beside_main(self._parts, "commentsExtended.xml")
                root = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
                self._parts.add(name, _TYPE + "commentsExtended+xml", root)
                self._parts.link(self._parts.main, _EXTENDED_LINK, name)
            self._extended = self._parts.tree(name)
        return self._extended

    def _para_id(self, comment: Element) -> str:
        """Return the id of the last paragraph of a comment, which stands for the comment."""
        last = list(comment.iter(w("p")))[-1:] or [made("p")]
        if last[0].getparent() is None:
            comment.append(last[0])
        if last[0].get(_PARA_ID) is None:
            last[0].set(_PARA_ID, self._new_para_id(comment))
        return last[0].get(_PARA_ID, "")

    def _new_para_id(self, comment: Element) -> str:
        """Return an id that no paragraph has: the same for the same comment in the same file."""
        seed = sha256(etree.tostring(comment, method="c14n")).digest()
        number = 1 + int.from_bytes(seed[:4], "big") % (_HIGHEST_PARA_ID - 1)
        while f"{number:08X}" in self._para_ids:
            number = 1 + number % (_HIGHEST_PARA_ID - 1)
        self._para_ids.add(f"{number:08X}")
        return f"{number:08X}"


def _beside_main(parts: WordParts, name: str) -> str:
    return parts.free_name(posixpath.join(posixpath.dirname(parts.main), name))


def _all_para_ids(parts: WordParts) -> set[str]:
    names = [parts.main]
    for kind in ("comments", "footnotes", "endnotes", "header", "footer"):
        names += [target for _, target in parts.links(parts.main, kind)]
    return {
        one.get(_PARA_ID, "").upper() for name in names for one in parts.look(name).iter(w("p"))
    }


def with_prefixes(root: Element, needed: Mapping[str, str]) -> Element:
    """Return the root with these namespaces declared and marked as such that may be ignored."""
    declared = {uri: prefix for prefix, uri in root.nsmap.items() if prefix}
    missing = {prefix: uri for prefix, uri in {**needed, "mc": MC}.items() if uri not in declared}
    if missing:
        renewed = etree.Element(
            root.tag, attributes_of(root), cast("dict[str, str]", {**root.nsmap, **missing})
        )
        renewed.text = root.text
        renewed.extend(list(root))
        root = renewed
        declared |= {uri: prefix for prefix, uri in missing.items()}
    ignorable = root.get(f"{{{MC}}}Ignorable", "").split()
    more = [declared[uri] for uri in needed.values() if declared[uri] not in ignorable]
    if more:
        root.set(f"{{{MC}}}Ignorable", " ".join([*ignorable, *more]))
    return root


def style_named(parts: WordParts, name: str) -> str | None:
    """Return the id of the style with this English name (the ids differ from file to file)."""
    part = parts.linked(parts.main, "styles")
    if part is None:
        return None
    for style in parts.look(part).iterchildren(w("style")):
        title = style.find(w("name"))
        if title is not None and title.get(w("val"), "").lower() == name:
            return style.get(w("styleId"))
    return None
