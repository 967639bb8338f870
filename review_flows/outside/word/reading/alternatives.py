"""Which of the forms that a file offers of one content Word shows (ECMA-376 part 3, 10.2)."""

from collections.abc import Mapping

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
