"""The parts of a Word file to be changed: bytes in, trees to work on, the same file's bytes out."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from review_flows.outside.word.container import open_container
from review_flows.outside.word.package import (
    CONTENT_TYPES,
    ROOT_RELATIONSHIPS,
    relationships_of,
    resolved,
)
from review_flows.outside.word.writing.tree import REL, Element, parsed, written

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LINK = f"{{{_PACKAGE}/relationships}}Relationship"
_TYPES = f"{{{_PACKAGE}/content-types}}"
_NEVER = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
_STORED_UP_TO = 4 << 20  # bytes; above, a part is deflated so that a file stays one that we take


class WordParts:
    """The parts by name, each parsed once at most.

    A part whose `tree` was asked for is written anew, every other part as it was.
    """

    def __init__(self, content: bytes) -> None:
        container = open_container(content)
        self._parts = {name: b"".join(container.pieces(name)) for name in container.names}
        self._names = {name.lower(): name for name in self._parts}
        self._trees: dict[str, Element] = {}
        self._rewritten: set[str] = set()
        self.main = self.linked_from_root("officeDocument") or "word/document.xml"

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a part as they came. KeyError if there is none."""
        return self._parts[self._names[name.lower()]]

    def tree(self, name: str) -> Element:
        """Return the root of a part; what is changed in it is saved. KeyError if there is none."""
        self._rewritten.add(self._names[name.lower()])
        return self.look(name)

    def look(self, name: str) -> Element:
        """Return the root of a part to look at only: unlike of `tree`, no change of it is saved."""
        name = self._names[name.lower()]
        if name not in self._trees:
            self._trees[name] = parsed(self._parts[name])
        return self._trees[name]

    def replace_root(self, name: str, root: Element) -> None:
        """Put another root in the place of a part's own."""
        self._set_root(self._names[name.lower()], root)

    def links(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """Yield id and target part of the links of one kind (the last word of their type)."""
        yield from self._links(relationships_of(part), kind)

    def linked(self, part: str, kind: str) -> str | None:
        """Return the first part of a kind that `part` links to."""
        return next((target for _, target in self.links(part, kind)), None)

    def linked_from_root(self, kind: str) -> str | None:
        """Return the first part of a kind that the file as a whole links to."""
        return next((target for _, target in self._links(ROOT_RELATIONSHIPS, kind)), None)

    def _links(self, relationships: str, kind: str) -> Iterator[tuple[str, str]]:
        if relationships not in self:
            return
        for link in self.look(relationships).iter(_LINK):
            external = link.get("TargetMode") == "External"
            if external or link.get("Type", "").rpartition("/")[2] != kind:
                continue
            target = resolved(relationships, link.get("Target", ""))
            if target in self:
                yield link.get("Id", ""), target

    def add(self, name: str, content_type: str, root: Element) -> None:
        """Add a part that is XML, with its content type."""
        self._put(name, b"")
        self._set_root(name, root)
        types = self.tree(CONTENT_TYPES)
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type)

    def add_copy(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part that is not XML, such as a picture, with its content type."""
        self._put(name, content)
        types = self.tree(CONTENT_TYPES)
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type)

    def drop(self, part: str, kind: str) -> None:
        """Take away the parts of a kind that `part` links to, and the links."""
        relationships = relationships_of(part)
        gone = dict(self.links(part, kind))
        if not gone:
            return
        root = self.tree(relationships)
        for link in [link for link in root if link.get("Id", "") in gone]:
            root.remove(link)
        types = self.tree(CONTENT_TYPES)
        for name in gone.values():
            for entry in [one for one in types if one.get("PartName", "") == f"/{name}"]:
                types.remove(entry)
            name = self._names.pop(name.lower(), name)
            self._parts.pop(name, None)
            self._trees.pop(name, None)
            self._rewritten.discard(name)

    def content_type(self, name: str) -> str:
        """Return the content type that is declared for a part, "" where none is."""
        extension = posixpath.splitext(name)[1].lstrip(".").lower()
        by_extension = ""
        for entry in self.look(CONTENT_TYPES):
            if entry.get("PartName", "").lower() == f"/{name}".lower():
                return entry.get("ContentType", "")
            if entry.get("Extension", "").lower() == extension:
                by_extension = entry.get("ContentType", "")
        return by_extension

    def free_name(self, wanted: str) -> str:
        """Return a name of a part that is not taken: the wanted one, or one with a number."""
        stem, extension = posixpath.splitext(wanted)
        name, number = wanted, 1
        while name in self:
            number += 1
            name = f"{stem}{number}{extension}"
        return name

    def link(self, part: str, kind_uri: str, target: str) -> str:
        """Let `part` ("" for the file as a whole) link to another part; return the link's id."""
        relationships = relationships_of(part) if part else ROOT_RELATIONSHIPS
        if relationships not in self:
            self._put(relationships, b"")
            root = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}/relationships"/>')
            self._set_root(relationships, root)
        root = self.tree(relationships)
        taken = {link.get("Id") for link in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        folder = posixpath.dirname(part)
        where = posixpath.relpath(target, folder) if folder else target
        etree.SubElement(root, _LINK, Id=f"rId{number}", Type=kind_uri, Target=where)
        return f"rId{number}"

    def _put(self, name: str, content: bytes) -> None:
        self._parts[name] = content
        self._names[name.lower()] = name

    def _set_root(self, name: str, root: Element) -> None:
        self._trees[name] = root
        self._rewritten.add(name)

    def saved(self) -> bytes:
        """Return the file; the same parts give the same bytes, whatever the day."""
        file = BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name in sorted(self._parts, key=lambda one: (one != CONTENT_TYPES, one)):
                anew = name in self._rewritten
                content = written(self._trees[name]) if anew else self._parts[name]
                entry = zipfile.ZipInfo(name, _NEVER)
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                large = len(content) > _STORED_UP_TO
                entry.compress_type = zipfile.ZIP_DEFLATED if large else zipfile.ZIP_STORED
                archive.writestr(entry, content)
        return file.getvalue()


def relationship(kind: str) -> str:
    """Return the full type of a link by its last word."""
    return f"{REL}/{kind}"
