"""The links of a Word file, judged: what must not leave the house, and what makes it refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.refusal import RefusalReason
from models.safety_report import RemovedKind
from review_flows.outside.word.container import Container
from review_flows.outside.word.fields import is_web_link
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.package import relationships_of, resolved
from review_flows.outside.word.scan import PartScan, Relationship

_REFUSED = {
    "vbaProject": RefusalReason.MACROS,
    "wordVbaData": RefusalReason.MACROS,
    "aFChunk": RefusalReason.ALT_CHUNK,
    "control": RefusalReason.ACTIVEX,
    "activeXControlBinary": RefusalReason.ACTIVEX,
}
_TAKEN_OUT = {
    "oleObject": RemovedKind.EMBEDDED_OBJECT,
    "package": RemovedKind.EMBEDDED_OBJECT,
    "audio": RemovedKind.EMBEDDED_OBJECT,
    "video": RemovedKind.EMBEDDED_OBJECT,
    "media": RemovedKind.EMBEDDED_OBJECT,
    "subDocument": RemovedKind.EMBEDDED_OBJECT,
    "font": RemovedKind.EMBEDDED_FONT,
    "extensibility": RemovedKind.CUSTOMIZATION,
    "userCustomization": RemovedKind.CUSTOMIZATION,
    "keyMapCustomizations": RemovedKind.CUSTOMIZATION,
    "attachedToolbars": RemovedKind.CUSTOMIZATION,
    "webextensiontaskpanes": RemovedKind.ADD_IN,
    "webextension": RemovedKind.ADD_IN,
    "origin": RemovedKind.SIGNATURE,
    "attachedTemplate": RemovedKind.EXTERNAL_TEMPLATE,
    "mailMergeSource": RemovedKind.MAIL_MERGE,
    "mailMergeHeaderSource": RemovedKind.MAIL_MERGE,
    "recipientData": RemovedKind.MAIL_MERGE,
    "printerSettings": RemovedKind.PRINTER_SETTINGS,
    "hyperlink": RemovedKind.UNSAFE_LINK,  # to a part of the file: no text, no picture
}
_EXTERNAL = {
    "attachedTemplate": RemovedKind.EXTERNAL_TEMPLATE,
    "hyperlink": RemovedKind.UNSAFE_LINK,
    "image": RemovedKind.EXTERNAL_PICTURE,
    "oleObject": RemovedKind.EXTERNAL_OBJECT,
    "package": RemovedKind.EXTERNAL_OBJECT,
    "mailMergeSource": RemovedKind.MAIL_MERGE,
    "mailMergeHeaderSource": RemovedKind.MAIL_MERGE,
}
SHOWN = frozenset({"image"})  # pictures that stand in the text
_PICTURES = frozenset({"image", "hdphoto", "thumbnail"})  # parts that are no XML, and may stay
# What a program reads as text or looks; elsewhere than in XML it would be hidden from us.
_TEXT = frozenset(
    [
        "officeDocument",
        "styles",
        "stylesWithEffects",
        "numbering",
        "settings",
        "fontTable",
        "theme",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "comments",
        "commentsExtended",
        "glossaryDocument",
        "custom-properties",
        "customProperties",
    ]
)

_SINGLE = _TEXT - {"header", "footer", "officeDocument"}


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A link that the cleaned copy lacks: in which relationships part, and why."""

    part: str
    link: Relationship
    kind: RemovedKind


class Links:
    """All links of a file: `unwanted` ones, and the parts that the others lead to."""

    def __init__(
        self, container: Container, scans: Mapping[str, PartScan], bad_pictures: frozenset[str]
    ) -> None:
        """`scans` and `bad_pictures` go by part names in small letters."""
        self._container, self._scans, self._bad_pictures = container, scans, bad_pictures
        self.unwanted = [
            Unwanted(part, link, kind)
            for part, scan in scans.items()
            if is_relationships(part)
            for link in scan.relationships
            if (kind := self._fault(part, link)) is not None
        ]
        self._check_ids()
        self._check_single()

    def _check_ids(self) -> None:
        """Refuse a file in which one id stands for a link to take out and for one that stays."""
        gone = {(one.part, one.link.id) for one in self.unwanted}
        links = {(one.part, one.link) for one in self.unwanted}
        for part, scan in self._scans.items():
            for link in scan.relationships if is_relationships(part) else ():
                if (part, link.id) in gone and (part, link) not in links:
                    raise Refused(RefusalReason.DAMAGED)

    def _check_single(self) -> None:
        """Refuse a part with two parts of a kind that there is one of: programs would differ."""
        for part, scan in self._scans.items():
            first: dict[str, str] = {}
            for link in scan.relationships if is_relationships(part) else ():
                if link.kind in _SINGLE and not link.external and self._leads_to_a_part(part, link):
                    target = resolved(part, link.target).lower()
                    if first.setdefault(link.kind, target) != target:
                        raise Refused(RefusalReason.DAMAGED)

    def linked(self, cleaned: bool) -> frozenset[str]:
        """Return the parts that can be reached from the whole file, with or without the unwanted.

        Names are in small letters; the relationships parts themselves belong to their parts.
        """
        without = {(one.part, one.link) for one in self.unwanted}
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            relationships = relationships_of(waiting.pop()).lower()
            scan = self._scans.get(relationships)
            for link in scan.relationships if scan else ():
                leaves_out = cleaned and (relationships, link) in without
                if link.external or leaves_out or not self._leads_to_a_part(relationships, link):
                    continue
                target = resolved(relationships, link.target).lower()
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return frozenset(reached)

    def _leads_to_a_part(self, relationships: str, link: Relationship) -> bool:
        there = not _points_nowhere(link.target)
        return there and resolved(relationships, link.target) in self._container

    def _fault(self, part: str, link: Relationship) -> RemovedKind | None:
        if link.external:
            return _external_fault(link)
        if not self._leads_to_a_part(part, link):
            return RemovedKind.MISSING_PART
        if link.kind in _TAKEN_OUT:
            return _TAKEN_OUT[link.kind]
        target = resolved(part, link.target).lower()
        # A part may be linked to twice: as a header, which stays, and as a picture that is none.
        shown = link.kind in _PICTURES or target not in self._scans
        if shown and link.kind not in _TEXT and target in self._bad_pictures:
            return RemovedKind.UNSAFE_PICTURE
        if target in self._scans or link.kind in _PICTURES:
            return None
        if link.kind in _TEXT:
            raise Refused(RefusalReason.DAMAGED)
        return RemovedKind.EMBEDDED_OBJECT


def is_relationships(name: str) -> bool:
    """Say whether a part is one that programs look for links in."""
    return name.lower().endswith(".rels")


def check_links(scans: Mapping[str, PartScan]) -> None:
    """Refuse a file that links to macros, controls or whole foreign documents."""
    for scan in scans.values():
        for link in scan.relationships:
            if link.kind in _REFUSED:
                raise Refused(_REFUSED[link.kind])


def pictures_of(scans: Mapping[str, PartScan], kinds: frozenset[str] = _PICTURES) -> Iterator[str]:
    """Yield the parts, in small letters, that are linked to as pictures of these kinds."""
    for part, scan in scans.items():
        for link in scan.relationships:
            if link.kind in kinds and not link.external and not _points_nowhere(link.target):
                yield resolved(part, link.target).lower()


def _external_fault(link: Relationship) -> RemovedKind | None:
    if link.kind == "hyperlink" and is_web_link(link.target):
        return None
    return _EXTERNAL.get(link.kind, RemovedKind.EXTERNAL_CONTENT)


def _points_nowhere(target: str) -> bool:
    """Programs write such targets for a picture that was lost; they are real files' slips."""
    return not target or target.startswith("#") or target.upper().endswith("NULL")
