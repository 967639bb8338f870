"""Whether a catalogue calls a document a normative one: 是, √, 1, 规范性文件, or the opposite."""

from models.catalogue.cell import CellValue, narrow_text

_YES = frozenset({"是", "√", "✓", "✔", "☑", "v", "y", "yes", "1", "true", "属于", "属", "对"})
_NO = frozenset({"否", "×", "✗", "✘", "☒", "x", "n", "no", "0", "false", "不是", "不属于", "非"})
_OTHER_KINDS = frozenset(
    f"{kind}{what}"
    for kind in ("其他", "其它", "一般", "普通", "内部")
    for what in ("", "文件", "公文")
)


def normative_flag(value: CellValue) -> str:
    """Return "yes", "no", or nothing where the cell does not say: empty, a dash, other words."""
    text = narrow_text(value).lower()
    if text in _YES:
        return "yes"
    if text in _NO or text in _OTHER_KINDS:
        return "no"
    if "规范性" in text:
        return "no" if any(one in text for one in ("非", "不是", "不属", "其他", "以外")) else "yes"
    return ""
