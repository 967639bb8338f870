"""Where a long title breaks: into lines of like length, at a seam of its words if there is one."""

from math import ceil

LINE_WIDTH = 20.0  # characters of 22 pt in 156 mm

_NEVER_FIRST = "》〉）”、，。；：的"
_NEVER_LAST = "《〈（“"
_WHOLE_WORDS = (
    *("办法", "规定", "细则", "意见", "决定", "通知", "通告", "公告", "方案", "管理", "实施"),
    *("财政", "补助", "资金", "人民政府", "建设", "项目", "服务", "工作", "若干", "进一步"),
    *("安全", "监督", "合法性", "审核", "审查", "复核", "备案", "报告", "意见书", "关于", "情况"),
    *("送审稿", "修改稿", "征求意见稿", "试行", "暂行", "修订", "修正", "废止", "征求", "采纳"),
    *("行政规范性文件", "规范性文件", "重大行政决策", "行政", "制定", "印发", "公布", "说明"),
    *("加强", "促进", "推进", "规范", "保障", "支持", "发展", "改革", "补偿", "补贴", "征收"),
    *("土地", "房屋", "安置", "标准", "使用", "保护", "处置", "应急", "预案", "规划", "条例"),
)
# What a break costs beside uneven lines: after 》的 or before a known word; at a bracket; between
# characters of which nobody knows whether they are one word; inside a known word or of brackets.
_AT_SEAM, _AT_BRACKET, _ANYWHERE, _IN_WORD = 0.0, 4.0, 16.0, 400.0


def width_of(text: str) -> float:
    """Return the width in characters: a Latin letter or digit is half of a Chinese one."""
    return sum(0.5 if ord(c) < 0x2E80 and c not in "“”—…" else 1.0 for c in text)


def heading_lines(text: str, width: float = LINE_WIDTH) -> tuple[str, ...]:
    """Return the title in few lines of like length, none wider than `width` characters.

    A title that fits no such way (one of closing brackets only) comes back as one line.
    """
    total = width_of(text)
    if total <= width:
        return (text,) if text else ()
    ideal = total / ceil(total / width)
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(text)
    for end in range(1, len(text) + 1):
        seam = _seam(text[:end], text[end:])
        if seam is None:
            continue
        for start in range(end - 1, -1, -1):
            line = text[start:end]
            if (room := width_of(line)) > width:
                break
            if (before := best[start]) is None:
                continue
            way = before[0] + (room - ideal) ** 2 + seam, (*before[1], line)
            best[end] = min(best[end] or way, way)
    whole = best[-1]
    return whole[1] if whole else (text,)


def _seam(head: str, tail: str) -> float | None:
    """Return what a break between the two costs; None where no line may break."""
    if not tail:
        return _AT_SEAM
    if head[-1] in _NEVER_LAST or tail[0] in _NEVER_FIRST:
        return None
    if head.count("（") > head.count("）") or _splits_a_word(head, tail):
        return _IN_WORD
    if head.endswith("》的") or tail[0] == "《" or tail.startswith(_WHOLE_WORDS):
        return _AT_SEAM
    return _AT_BRACKET if tail[0] in "（〈" or head[-1] in "）、”" else _ANYWHERE


def _splits_a_word(head: str, tail: str) -> bool:
    """Say whether the two halves of a known word stand on either side."""
    return any(
        head.endswith(whole[:n]) and tail.startswith(whole[n:])
        for whole in _WHOLE_WORDS
        for n in range(1, len(whole))
    )
