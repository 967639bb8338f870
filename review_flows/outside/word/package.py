"""The parts of a Word file and how they belong together: content types and links, judged."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.refusal import RefusalReason
from review_flows.outside.word.container import Container
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.scan import ContentType, PartScan

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_NAMES = re.compile(r"vbaproject|vbadata", re.IGNORECASE)


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
    """Return the declared types, those of single parts apart from those of extensions.

    Refused where one part, or one extension, is declared twice in different ways.
    """
    by_part: dict[str, str] = {}
    by_extension: dict[str, str] = {}
    for entry in declared:
        target = by_part if entry.name.startswith("/") else by_extension
        if target.setdefault(entry.name, entry.value) != entry.value:
            raise Refused(RefusalReason.DAMAGED)
    return Types(by_part, by_extension)


def check_kind_of_archive(container: Container) -> None:
    """Refuse archives of other formats, by the parts that only they have."""
    if "FixedDocumentSequence.fdseq" in container or "FixedDocSeq.fdseq" in container:
        raise Refused(RefusalReason.XPS)
    if CONTENT_TYPES in container:
        return
    if "OFD.xml" in container:
        raise Refused(RefusalReason.OFD)
    if "uof.xml" in container:
        raise Refused(RefusalReason.UOF)
    if "mimetype" in container:
        raise Refused(_by_mimetype(container.whole("mimetype")))
    raise Refused(RefusalReason.ZIP_NOT_WORD)


def _by_mimetype(mimetype: bytes) -> RefusalReason:
    for word, reason in (
        (b"epub", RefusalReason.EPUB),
        (b"spreadsheet", RefusalReason.SPREADSHEET),
        (b"presentation", RefusalReason.PRESENTATION),
        (b"uof", RefusalReason.UOF),
    ):
        if word in mimetype:
            return reason
    return RefusalReason.ODT


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
