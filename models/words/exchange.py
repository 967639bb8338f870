"""Words of the lists and pages of exchanges with recipients, from the maker's side."""

from models.words.pair import Words as W

PHRASES: dict[str, W] = {
    "heading.owed_by": W("我方截止日", "owed by us by"),
    "heading.answer_awaited_by": W("备案机关答复期限", "answer awaited by"),
    "heading.direction": W("方向", "direction"),
    "heading.their_number": W("来文号", "their number"),
    "heading.answers": W("答复第几件", "answers no."),
    "heading.via": W("报送方式", "via"),
    "heading.papers": W("附件数", "papers"),
    "first_package": W("首次报备", "first package"),
    "no_filings": W("没有符合条件的备案。", "No such filings."),
}
HELP: dict[str, str] = {
    "filing list": "列出与各备案机关的往来，新的审核件在前。\n\n"
    "示例：review-flows filing list --overdue",
    "filing list --overdue": "只列我方或者备案机关逾期的。",
    "filing list --recipient": "只列此类备案机关的。",
    "filing show": "查看一件的备案往来：每件来文和去文、双方各自的期限、下一步。\n\n"
    "示例：review-flows filing show 2026-0001",
    "filing show number": "审核件编号。",
}
