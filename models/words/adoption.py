"""Words of the changes between two drafts, of meetings, and of what was decided against advice."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "ChangeKind": {
        "added": W("新增", "added"),
        "removed": W("删去", "removed"),
        "changed": W("改动", "changed"),
        "moved": W("移动", "moved"),
        "renumbered": W("仅改序号", "renumbered"),
    },
    "MeetingKind": {
        "executive": W("政府常务会议", "executive meeting"),
        "plenary": W("政府全体会议", "plenary meeting"),
        "office": W("部门办公会议", "department's office meeting"),
    },
}
_HEADINGS: dict[str, W] = {
    "change": W("变化", "change"),
    "address_before": W("原条款", "old place"),
    "address_after": W("现条款", "new place"),
    "words_before": W("原文", "old words"),
    "words_after": W("现文", "new words"),
    "asked_by": W("对应意见", "asked for by item"),
    "to_confirm": W("须确认", "to be confirmed"),
}
PHRASES: dict[str, W] = {
    **{f"heading.{code}": words for code, words in _HEADINGS.items()},
    "diff.title": W(
        "{number}：{before}…→{after}…的变化（{count}处）",
        "{number}: changes from {before}… to {after}… ({count})",
    ),
    "diff.same": W(
        "{number}的送审稿与所比文本相同。", "The draft of {number} is the text it is compared with."
    ),
    "diff.not_read": W(
        "文本{sha256}…尚未读取，无法比较；请运行：{program} receive",
        "The text {sha256}… has not been read yet and cannot be compared; run: {program} receive",
    ),
    "diff.not_done": W(
        "第{item}项意见报称采纳，但{place}没有变化。",
        "Item {item} is said to be taken up, but nothing changed at {place}.",
    ),
    "ledger.overridden": W(
        "特批提请审议（与审核意见不一致）：{number}，批准：{approved_by}，理由：{reason}",
        "Went to the meeting against its opinion: {number}, approved by {approved_by}: {reason}",
    ),
}
HELP: dict[str, str] = {
    "diff": "逐条列出送审稿相对于审核意见书所审文本（没有的，相对于上一稿）的变化。\n\n"
    "示例：review-flows diff 2026-0001",
    "diff --all": "也列出仅改序号的条款。",
}
