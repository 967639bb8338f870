"""What Word shows of content that is written for other programs too (ECMA-376 part 3, 7 and 8).

Of several forms of one content it shows the first that it understands; what the file lets every
program ignore that does not know it (mc:Ignorable) it leaves out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from review_flows.outside.word.xml import short

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
IGNORABLE = _MC + "Ignorable"
PROCESS_CONTENT = _MC + "ProcessContent"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_KNOWN = frozenset(
    [
        *(f"{_MICROSOFT}word/2010/{name}" for name in ("wordml", "wordprocessingShape")),
        *(f"{_MICROSOFT}word/2010/wordprocessing{n}" for n in ("Group", "Canvas", "Ink")),
        f"{_MICROSOFT}word/2010/wordprocessingDrawing",
        f"{_MICROSOFT}word/2012/wordml",
        f"{_MICROSOFT}word/2012/wordprocessingDrawing",
        *(f"{_MICROSOFT}word/2015/wordml/symex", f"{_MICROSOFT}word/2016/wordml/cid"),
        *(f"{_MICROSOFT}word/2018/wordml", f"{_MICROSOFT}word/2018/wordml/cex"),
        *(f"{_MICROSOFT}drawing/2010/main", f"{_MICROSOFT}drawing/2014/main"),
        *(f"{_MICROSOFT}drawing/2007/8/2/chart", f"{_MICROSOFT}drawing/2014/chartex"),
        *(f"{_MICROSOFT}drawing/2016/ink", f"{_MICROSOFT}drawing/2017/model3d"),
        *("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"),
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
    ]
)


def understood(requires: str | None, namespaces: Mapping[str, str]) -> bool:
    """Whether Word knows all that an mc:Choice requires; else it shows another form.

    `requires` are prefixes, `namespaces` what they stand for.
    """
    return all(namespaces.get(prefix) in _KNOWN for prefix in (requires or "").split())


class Ignorable(NamedTuple):
    """What may be ignored within an element: namespaces, and names whose content may not be."""

    namespaces: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()

    def within(self, attributes: Mapping[str, str], namespaces: Mapping[str, str]) -> "Ignorable":
        """Return this with what an element adds by its attributes, named by its prefixes."""
        prefixes = attributes.get(IGNORABLE, "").split()
        names = (one.partition(":") for one in attributes.get(PROCESS_CONTENT, "").split())
        more = {namespaces[prefix] for prefix in prefixes if prefix in namespaces}
        kept = {f"{{{namespaces[p]}}}{name}" for p, _, name in names if p in namespaces}
        return Ignorable(self.namespaces | more, self.transparent | kept)

    def leaves_out(self, tag: str) -> bool:
        """Whether Word shows nothing of an element: ignorable, and of no namespace it knows."""
        namespace = tag.removeprefix("{").rpartition("}")[0]
        if namespace not in self.namespaces or namespace in _KNOWN or short(tag):
            return False
        return tag not in self.transparent and f"{{{namespace}}}*" not in self.transparent
