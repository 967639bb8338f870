"""A cleaned copy of a Word file: what would reach out of it, or hide in it, is taken out.

The text stays as it is in every view. Parts that nothing was taken out of keep their packed bytes;
the others are stored unpressed, so that the same file always gives the same copy.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from models.safety_report import RemovedKind
from review_flows.outside.word import strict
from review_flows.outside.word.container import Container
from review_flows.outside.word.fields import is_address
from review_flows.outside.word.links import Unwanted, is_relationships
from review_flows.outside.word.package import CONTENT_TYPES, relationships_of
from review_flows.outside.word.reaching import (
    ADDRESSES,
    SOURCES,
    VML,
    WEB_VIDEO,
    drawn_from,
    loads_a_program,
)
from review_flows.outside.word.scan import PartScan
from review_flows.outside.word.taking_out import holds_text, put_behind, take_out, words_within
from review_flows.outside.word.writing.tree import Element, parsed, written
from review_flows.outside.word.xml import Budget, full_names, short
from review_flows.outside.word.zip_writer import Packed, archive_of

_LINK_NAMESPACES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_OFFICE_LINK = "{urn:schemas-microsoft-com:office:office}relid"
_LINKING = "//*[@*[{}]]".format(
    " or ".join(f"namespace-uri()='{name[1:-1]}'" for name in _LINK_NAMESPACES)
    + " or local-name()='relid'"
)
# These stand without their link: a link's text, the frame of a picture that could not be shown.
_STAY = frozenset({"hyperlink", "blip", "imagedata", "fill", "stroke", "shape"})


class Cleaner:
    """Takes out of a file what the inspection found."""

    def __init__(
        self,
        container: Container,
        scans: Mapping[str, PartScan],
        unwanted: Iterable[Unwanted],
        linked: frozenset[str],
    ) -> None:
        """`linked` are the parts that stay; all names of parts in small letters."""
        self._container, self._scans, self._linked = container, scans, linked
        self._relationships_kept = {relationships_of(part).lower() for part in ("", *linked)}
        self._ids: dict[str, dict[str, RemovedKind]] = {}
        self._targets: dict[str, set[tuple[str, str]]] = {}
        for one in unwanted:
            self._ids.setdefault(one.part, {})[one.link.id] = one.kind
            self._targets.setdefault(one.part, set()).add((one.link.id, one.link.target))
        self._rewritten: set[str] = set()
        self._strict = any(scan.strict for scan in scans.values())

    def copy(self) -> bytes:
        """Return the archive of the cleaned copy: the list of content types first, then by name."""
        kept = sorted(filter(self._stays, self._container.names), key=_order)
        return archive_of([self._part(name) for name in kept])

    @property
    def unchanged(self) -> dict[str, PartScan]:
        """The parts that the copy holds byte for byte, with what was heard of them."""
        return {name: scan for name, scan in self._scans.items() if name not in self._rewritten}

    def _stays(self, name: str) -> bool:
        low = name.lower()
        if low == CONTENT_TYPES.lower():
            return True
        if is_relationships(low):
            return low in self._relationships_kept
        return low in self._linked

    def _part(self, name: str) -> Packed:
        content = self._changed(name)
        if content is not None:
            self._rewritten.add(name.lower())
            return Packed.stored(name, content)
        entry = self._container.entry(name)
        return Packed(name, entry.method, self._container.packed(name), entry.unpacked, entry.crc)

    def _changed(self, name: str) -> bytes | None:
        """Return what a part says once it is clean, None where nothing has to change."""
        low = name.lower()
        if low not in self._scans:
            return None
        if low == CONTENT_TYPES.lower():
            return self._content_types(name)
        if is_relationships(low):
            return self._relationships(name)
        dead = self._ids.get(relationships_of(low).lower(), {})
        if not (dead or self._scans[low].faults or self._strict):
            return None
        scan, root = self._heard(name)
        _disarm_fields(scan)
        _clean(root, dead)
        return self._written(root)

    def _heard(self, name: str) -> tuple[PartScan, Element]:
        """Return the tree of a part to be changed, and a scan of it."""
        scan = self._scans[name.lower()]
        if scan.tree is not None:
            return scan, scan.tree
        root = parsed(self._container.whole(name))
        if scan.faults:
            scan = PartScan(Budget())
            scan.hear(root)
        return scan, root

    def _content_types(self, name: str) -> bytes | None:
        root = parsed(self._container.whole(name))
        gone = [one for one in root if not self._is_declared_for_a_part(one)]
        for one in gone:
            root.remove(one)
        return written(root) if gone else None

    def _is_declared_for_a_part(self, declared: Element) -> bool:
        part = declared.get("PartName")
        return part is None or self._stays(part.removeprefix("/"))

    def _relationships(self, name: str) -> bytes | None:
        dead = self._targets.get(name.lower(), set())
        if not dead and not self._strict:
            return None
        root = parsed(self._container.whole(name))
        for one in list(root):
            if (one.get("Id", ""), one.get("Target", "")) in dead:
                root.remove(one)
        return self._written(root)

    def _written(self, root: Element) -> bytes:
        content = written(root)
        return strict.to_transitional(content) if self._strict else content


def _order(name: str) -> tuple[bool, str]:
    return name.lower() != CONTENT_TYPES.lower(), name


def _clean(root: Element, dead: Mapping[str, RemovedKind]) -> None:
    """Take out of a part what leads out of the file; `dead` are the ids of links that are gone."""
    for element in list(_reaching_out(root)):
        take_out(element)
    for element in root.iter(*(f"{name}*" for name in VML)):
        for key in drawn_from(element.tag, _attributes(element)):
            del element.attrib[key]
    for element in _with_links(root) if dead else ():
        _unlink(element, dead)
    if root.tag.endswith("}document"):
        _say_transitional(root)


def _reaching_out(root: Element) -> Iterator[Element]:
    """Yield the elements that need no link to reach out of the file."""
    yield from root.iter(*SOURCES, f"{{*}}{WEB_VIDEO}")
    for address in root.iter(*ADDRESSES):
        if is_address("".join(map(str, address.itertext()))):
            yield address
    for entry in root.iter(*full_names("op:property")):
        if loads_a_program(_attributes(entry)):
            yield entry


def _with_links(root: Element) -> list[Element]:
    found = root.xpath(_LINKING)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def _unlink(element: Element, dead: Mapping[str, RemovedKind]) -> None:
    keys = [key for key, value in _attributes(element).items() if _is_link(key) and value in dead]
    if not keys:
        return
    if etree.QName(element).localname in _STAY or holds_text(element):
        for key in keys:
            del element.attrib[key]
    else:
        take_out(element)


def _attributes(element: Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}


def _is_link(key: str) -> bool:
    return key.startswith(_LINK_NAMESPACES) or key == _OFFICE_LINK


def _disarm_fields(scan: PartScan) -> None:
    """Give fields that reach out an instruction that does nothing; their results stay as shown."""
    for token, instruction in scan.disarming().items():
        assert isinstance(token, etree._Element)
        if short(token.tag) == "w:fldSimple":
            for key in full_names("w:instr"):
                if key in token.attrib:
                    token.set(key, instruction)
            continue
        put_behind(token, words_within(token))
        for child in list(token):
            token.remove(child)
        token.text = instruction


def _say_transitional(root: Element) -> None:
    for key in list(root.attrib):
        if re.search(r"\}conformance$", str(key)):
            del root.attrib[key]
