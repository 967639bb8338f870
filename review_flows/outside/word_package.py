"""The parts of a Word file and how they belong together: content types and links, judged."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.refusal import RefusalReason
from models.safety_report import DocumentWarning
from review_flows.outside.word_container import Container
from review_flows.outside.word_limits import Refused
from review_flows.outside.word_scan import ContentType, PartScan, Relationship

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WEB_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_MACRO_NAMES = re.compile(r"vbaproject|vbadata", re.IGNORECASE)
_REFUSED_LINKS = {
    "vbaProject": RefusalReason.MACROS,
    "wordVbaData": RefusalReason.MACROS,
    "keyMapCustomizations": RefusalReason.MACROS,
    "aFChunk": RefusalReason.ALT_CHUNK,
    "control": RefusalReason.ACTIVEX,
    "activeXControlBinary": RefusalReason.ACTIVEX,
}


@dataclass(frozen=True, slots=True)
class Types:
    """The content types that the file declares for its parts."""

    by_part: Mapping[str, str]
    by_extension: Mapping[str, str]

    def of(self, name: str) -> str:
        """Return the content type of a part in small letters, "" where none is declared."""
        low = name.lower()
        extension = posixpath.splitext(low)[1].lstrip(".")
        return self.by_part.get("/" + low) or self.by_extension.get(extension, "")

    def is_xml(self, name: str) -> bool:
        """Whether any program would read the part as XML, by its name or by its type."""
        kind = self.of(name)
        by_name = name.lower().endswith((".xml", ".rels", ".vml"))
        return by_name or kind.endswith(("+xml", "/xml", "vmldrawing"))


def types_of(declared: Iterable[ContentType]) -> Types:
    """Return the declared types, those of single parts apart from those of extensions."""
    by_part: dict[str, str] = {}
    by_extension: dict[str, str] = {}
    for entry in declared:
        target = by_part if entry.name.startswith("/") else by_extension
        target[entry.name] = entry.value
    return Types(by_part, by_extension)


def check_kind_of_archive(container: Container) -> None:
    """Refuse archives of other formats, by the parts that only they have."""
    if CONTENT_TYPES in container:
        return
    if "OFD.xml" in container:
        raise Refused(RefusalReason.OFD)
    if "content.xml" in container and "mimetype" in container:
        raise Refused(RefusalReason.ODT)
    raise Refused(RefusalReason.ZIP_NOT_WORD)


def main_part(container: Container, types: Types, root: PartScan | None) -> str:
    """Return the name of the part that holds the text; Refused unless there is exactly one."""
    links = root.relationships if root else []
    mains = {
        resolved(ROOT_RELATIONSHIPS, link.target)
        for link in links
        if link.kind == "officeDocument" and not link.external
    }
    if len(mains) != 1:
        raise Refused(RefusalReason.DAMAGED)
    (main,) = mains
    if main not in container or not types.is_xml(main):
        raise Refused(RefusalReason.DAMAGED)
    _check_main_type(types.of(main))
    return main


def _check_main_type(kind: str) -> None:
    if kind == _MAIN:
        return
    for word, reason in (
        ("macroenabled", RefusalReason.MACROS),
        ("spreadsheetml", RefusalReason.SPREADSHEET),
        ("presentationml", RefusalReason.PRESENTATION),
        ("template", RefusalReason.TEMPLATE),
    ):
        if word in kind:
            raise Refused(reason)
    raise Refused(RefusalReason.ZIP_NOT_WORD)


def check_active_parts(container: Container, types: Types) -> None:
    """Refuse macros and ActiveX controls, whether anything links to them or not."""
    for name in container.names:
        if _MACRO_NAMES.search(name) or "vbaproject" in types.of(name):
            raise Refused(RefusalReason.MACROS)
        if "activex" in name.lower() or "activex" in types.of(name):
            raise Refused(RefusalReason.ACTIVEX)


def link_warnings(container: Container, scans: Mapping[str, PartScan]) -> Iterator[DocumentWarning]:
    """Yield what the relationships give cause to note; Refused for what they must not do."""
    for part, scan in scans.items():
        for link in scan.relationships:
            if link.kind in _REFUSED_LINKS:
                raise Refused(_REFUSED_LINKS[link.kind])
            if link.external:
                yield from _external_warning(link)
            elif _points_nowhere(link.target) or resolved(part, link.target) not in container:
                yield DocumentWarning.MISSING_PARTS
            elif link.kind in ("oleObject", "package"):
                yield DocumentWarning.EMBEDDED_OBJECT


def _external_warning(link: Relationship) -> Iterator[DocumentWarning]:
    if link.kind == "attachedTemplate":
        yield DocumentWarning.EXTERNAL_TEMPLATE
    elif link.kind != "hyperlink":
        yield DocumentWarning.EXTERNAL_CONTENT
    elif not _WEB_LINK.match(link.target):
        yield DocumentWarning.UNSAFE_LINKS


def _points_nowhere(target: str) -> bool:
    """Programs write such targets for a picture that was lost; they are real files' slips."""
    return not target or target.startswith("#") or target.upper().endswith("NULL")


def resolved(relationships_part: str, target: str) -> str:
    """Return the part that a relationship names; Refused where it leads out of the file."""
    if target.startswith("/"):
        path = posixpath.normpath(target.lstrip("/"))
    else:
        folder = posixpath.dirname(posixpath.dirname(relationships_part))
        path = posixpath.normpath(posixpath.join(folder, target))
    if path.startswith("..") or "\\" in path:
        raise Refused(RefusalReason.UNSAFE_NAMES)
    return path


def relationships_of(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
