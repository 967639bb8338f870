"""The parts of a Word file, streamed within the limits and judged: what must come out of it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from models.refusal import RefusalReason
from models.safety_report import DocumentWarning, Removed, RemovedKind
from models.word_document import WordDocument
from review_flows.outside.word import limits, package
from review_flows.outside.word.cleaning import Cleaner
from review_flows.outside.word.container import Container, open_container
from review_flows.outside.word.encoding import check_encoding
from review_flows.outside.word.feeding import feed
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.links import SHOWN, Links, check_links, is_relationships, pictures_of
from review_flows.outside.word.part_tree import tree_of
from review_flows.outside.word.pictures import declared_pixels, is_picture
from review_flows.outside.word.reading.reader import Reading, read_document
from review_flows.outside.word.scan import PartScan
from review_flows.outside.word.svg import is_safe_svg
from review_flows.outside.word.xml import Budget, Listener

NOTHING: Mapping[str, PartScan] = MappingProxyType({})


class Inspection:
    """One look at every part. Refused is raised for the first cause to refuse the file."""

    def __init__(
        self, container: Container, known: Mapping[str, PartScan] = NOTHING, main: str = ""
    ) -> None:
        """`known` are scans of parts that another look heard byte for byte, by small letters.

        Where the `main` part is known by name, it is looked at last and read in the same pass.
        """
        self.container = container
        self._reading: Reading | None = None
        self._budget = Budget()
        self._bad_pictures: set[str] = set()
        self._known = known
        self._scans: dict[str, PartScan] = {}
        types = package.types_of(self._scan(package.CONTENT_TYPES).content_types)
        # The links first: what they show to be a macro is refused as that, not for its bytes.
        links = [name for name in container.names if is_relationships(name)]
        for name in links:
            self._look_at(name, types)
        check_links(self._scans)
        for name in container.names:
            if not is_relationships(name) and name.lower() != main.lower():
                self._look_at(name, types)
        if main:
            self._reading = Reading(container, main)
            self._scans[main.lower()] = self._scan_and_read(main, self._reading.body)
        self.main = package.main_part(container, types, self._scans.get(package.ROOT_RELATIONSHIPS))
        package.check_active_parts(container, types)
        if any(scan.alt_chunk for scan in self._scans.values()):
            raise Refused(RefusalReason.ALT_CHUNK)
        self._check_pictures()
        self._links = Links(container, self._scans, frozenset(self._bad_pictures))

    @property
    def warnings(self) -> tuple[DocumentWarning, ...]:
        """What must be known about the file."""
        found = {warning for scan in self._scans.values() for warning in scan.warnings}
        return tuple(warning for warning in DocumentWarning if warning in found)

    @property
    def watermarks(self) -> list[str]:
        """The words of watermarks and of other drawn text."""
        return [words for scan in self._scans.values() for words in scan.watermarks]

    @property
    def has_pictures(self) -> bool:
        """Whether the file shows any picture."""
        rels = {part: scan for part, scan in self._scans.items() if is_relationships(part)}
        return any(name in self.container for name in pictures_of(rels, SHOWN))

    def removed(self) -> Iterator[Removed]:
        """Yield what has to come out of the file."""
        if self.container.trailing:
            yield Removed(RemovedKind.TRAILING_DATA)
        if any(scan.strict for scan in self._scans.values()):
            yield Removed(RemovedKind.STRICT_NAMESPACES)
        for one in self._links.unwanted:
            yield Removed(one.kind, one.part, one.link.target)
        for part, scan in self._scans.items():
            for fault in scan.faults:
                yield Removed(fault.kind, part, fault.target)
        linked = self._links.linked(cleaned=False)
        for name in self.container.names:
            if name.lower() not in linked and not self._is_of_the_package(name):
                yield Removed(RemovedKind.UNLINKED_PART, name)

    def document(self) -> WordDocument:
        """Return what the file says: to be asked once, of a file that nothing is wrong with."""
        if self._reading is not None:
            return self._reading.document()
        return read_document(self.container, self.main)

    def cleaned(self) -> tuple[bytes, "Inspection"]:
        """Return the archive without what has to come out, and a look at it.

        Refused where something would still have to come out: its parts contradict one another.
        """
        links = self._links
        cleaner = Cleaner(self.container, self._scans, links.unwanted, links.linked(cleaned=True))
        copy = cleaner.copy()
        if len(copy) > limits.MAX_FILE_BYTES:
            raise Refused(RefusalReason.TOO_LARGE)
        inspection = Inspection(open_container(copy), cleaner.unchanged, self.main)
        if next(inspection.removed(), None) is not None:
            raise Refused(RefusalReason.DAMAGED)
        return copy, inspection

    def _is_of_the_package(self, name: str) -> bool:
        return is_relationships(name) or name.lower() == package.CONTENT_TYPES.lower()

    def _look_at(self, name: str, types: package.Types) -> None:
        low = name.lower()
        if low.endswith(".svg") or types.of(name) == "image/svg+xml":
            if not is_safe_svg(self.container.pieces(name), self._budget):
                self._bad_pictures.add(low)
        elif types.is_xml(name):
            self._scans[low] = self._scan(name)
        else:
            self._check_other_part(name)

    def _scan(self, name: str) -> PartScan:
        """Return what is heard of a part: of its tree, or of each event where it has to be."""
        if name.lower() in self._known:
            return self._known[name.lower()]
        scan = PartScan(self._budget)
        tree = tree_of(self._pieces(name), self._budget)
        if tree is None:
            feed(self._pieces(name), scan)
        else:
            scan.hear(tree)
        return scan

    def _scan_and_read(self, name: str, reader: Listener) -> PartScan:
        """Return what is heard of a part while the reader hears it, in the same pass."""
        known = self._known.get(name.lower())
        scan = known or PartScan(self._budget)
        feed(self._pieces(name), reader, beside=None if known else scan)
        return scan

    def _pieces(self, name: str) -> Iterator[bytes]:
        return check_encoding(self.container.pieces(name))

    def _check_other_part(self, name: str) -> None:
        """Unpack a picture or object to its end, so that a damaged one is noticed."""
        head = bytearray()
        for piece in self.container.pieces(name):
            if len(head) < limits.PICTURE_HEAD_BYTES:
                head += piece
        if declared_pixels(bytes(head)) > limits.MAX_PIXELS:
            raise Refused(RefusalReason.PICTURE_TOO_LARGE)

    def _check_pictures(self) -> None:
        """Find what is linked to as a picture and is none: a program under another name."""
        rels = {part: scan for part, scan in self._scans.items() if is_relationships(part)}
        for name in {name for name in pictures_of(rels) if name in self.container}:
            if name not in self._bad_pictures:
                head = next(self.container.pieces(name), b"")
                if not is_picture(head) or name in self._scans:
                    self._bad_pictures.add(name)
