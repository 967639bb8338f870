"""Words of what comes after: validity, relations between documents, clean-ups."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {}
_CLEANUP: dict[str, W] = {
    "item": W("序号", "item"),
    "document_number": W("发文字号", "document number"),
    "title": W("文件名称", "title"),
    "unit": W("起草单位", "drafting unit"),
    "effective_on": W("施行日期", "effective on"),
    "valid_until": W("有效期至", "valid until"),
    "case": W("审核件", "case"),
    "outcome": W("清理意见", "outcome"),
    "reason": W("理由", "reason"),
    "name": W("清理名称", "name"),
    "as_of": W("基准日", "as of"),
    "items": W("件数", "documents"),
    "closed_on": W("办结日", "closed on"),
}
_VALIDITY: dict[str, W] = {
    "number": W("审核件", "case"),
    "document_number": W("发文字号", "document number"),
    "title": W("文件名称", "title"),
    "unit": W("起草单位", "drafting unit"),
    "state": W("状态", "state"),
    "effective_on": W("施行日期", "effective on"),
    "valid_until": W("有效期至", "valid until"),
    "evaluate_from": W("评估起始日", "evaluate from"),
    "marks": W("提示", "marks"),
}
PHRASES: dict[str, W] = {
    "validity.reason.repeal": W(
        "由《{title}》（{number}）废止，自{day}起",
        "repealed by {title} ({number}) from {day} on",
    ),
    "validity.reason.amend": W(
        "由《{title}》（{number}）修改，自{day}起",
        "amended by {title} ({number}) from {day} on",
    ),
    "event.subject": W("【提醒】{number} {what}", "[notice] {number} {what}"),
    "event.text": W(
        "{wanted}\n审核件：{number}（{matter}）\n事项：{what}\n查看：{command}",
        "{wanted}\nCase: {number} ({matter})\nMatter: {what}\nSee: {command}",
    ),
    "event.basis": W("所依据的{which}{state}（{on}）", "its basis {which} is {state} since {on}"),
    "event.cleanup": W(
        "清理{which}决定修改该文件（{on}）{state}",
        "the clean-up {which} of {on} decided that it is to be amended{state}",
    ),
    "event.wanted.basis": W(
        "请研究该文件是否需要修改或者废止。", "See whether it has to be amended or repealed."
    ),
    "event.wanted.cleanup": W(
        "请依照制定程序组织修改，并报送合法性审核。",
        "Amend it by the procedure of its making, and submit the text for review.",
    ),
    "cleanup.reason": W(
        "{name}（{number}）决定{outcome}：{reason}", "{name} ({number}): {outcome}: {reason}"
    ),
    "cleanup.sheet": W("说明", "notes"),
    "cleanup.started": W(
        "已启动清理{number}，列入{count}件。", "The clean-up {number} has {count} documents."
    ),
    "cleanup.decided": W(
        "已登记{count}件，尚有{left}件未定。", "Decided: {count}; still undecided: {left}."
    ),
    "cleanup.rows_taken": W(
        "已登记{taken}行，{left}行未登记，理由见上。", "Rows taken: {taken}; listed above: {left}."
    ),
    "cleanup.closed": W("清理{number}已办结。", "The clean-up {number} is closed."),
    "cleanup.written": W("已写入{path}，共{count}件。", "Written to {path}: {count} documents."),
    "cleanup.undecided": W("未定 {count}", "undecided {count}"),
    "cleanup.none": W("尚无清理。", "There is no clean-up yet."),
    "heading.row": W("表格第几行（含表头）", "row of the sheet, head included"),
    "heading.row_fault": W("未登记的原因", "why not"),
    **{f"heading.cleanup.{code}": words for code, words in _CLEANUP.items()},
    **{f"heading.validity.{code}": words for code, words in _VALIDITY.items()},
    "validity.none": W("没有符合条件的文件。", "No such documents."),
    "validity.written": W("已写入{path}，共{count}件。", "Written to {path}: {count} documents."),
    "validity.list": W("文件有效期一览", "validity of documents"),
    "validity.evaluation_due": W("应当评估", "evaluation due"),
    "validity.overdue": W("有效期已届满", "its period is over"),
    "validity.basis": W("依据{number}{state}", "basis {number}: {state}"),
    "validity.basis_ends": W("依据{number}有效期至{day}", "basis {number} ends on {day}"),
    "validity.unverified": W("有效期规则未核实", "rule of validity unverified"),
    "validity.no_end": W("未写明有效期", "no end of validity"),
    "section.relations": W("与其他文件的关系", "relations to other documents"),
    "heading.target": W("所指审核件", "case of the other document"),
    "settle_relation": W(
        "待认定的文件关系，确认：{command}（不成立：state=rejected 并写明 reason）",
        "A relation to be settled, if it holds: {command} (else state=rejected, with a reason)",
    ),
    "notice.about.basis": W("依据文件{recipient}", "its basis{recipient}"),
    "notice.about.cleanup": W("文件清理{recipient}", "clean-up{recipient}"),
}
HELP: dict[str, str] = {
    "cleanup": "文件清理：哪些有效文件继续有效，哪些修改、废止、失效。",
    "cleanup start": "列出全部有效文件：本系统的审核件和发文目录所载的。\n\n"
    "示例：review-flows cleanup start 2026年度清理 --basis 区政府第60次常务会议 --as yin",
    "cleanup list": "列出历次清理及其结果。\n\n示例：review-flows cleanup list",
    "cleanup show": "列出一次清理的文件，或者写出清理表（.xlsx）、结果目录（.docx）。\n\n"
    "示例：review-flows cleanup show C2026-01 --docx",
    "cleanup decide": "登记一件的清理意见，或者按填好的清理表逐件登记。\n\n"
    "示例：review-flows cleanup decide C2026-01 3 repeal --reason 调整对象已消失 --as yin",
    "cleanup close": "按清理意见办理（废止、失效、通知起草单位修改），并办结清理。\n\n"
    "示例：review-flows cleanup close C2026-01 --as yin",
    "cleanup start name": "清理的名称。",
    "cleanup start --basis": "清理的依据：决定、计划或者会议。",
    "cleanup start --as-of": "以此日有效的文件为准；省略为今日。",
    "cleanup show --outcome": "只列此结果的：continue、amend、repeal、lapsed、already_repealed，"
    "或者 undecided（未定）。",
    "cleanup show --xlsx": "写出清理表，填好后用 cleanup decide --file 登记。",
    "cleanup show --docx": "写出清理结果目录。",
    "cleanup show --out": "写到此文件。",
    "cleanup decide item": "序号。",
    "cleanup decide outcome": "清理意见：continue、amend、repeal、lapsed、already_repealed。",
    "cleanup decide --reason": "理由。",
    "cleanup decide --file": "填好的清理表。",
    "validity": "列出有效文件及其有效期：应当评估的、所依据的文件有变化的。\n\n"
    "示例：review-flows validity --until 2026-12-31",
    "validity --until": "只列有效期至此日以前届满的。",
    "validity --lapsed": "列出已失效、废止、修改的。",
    "validity --played": "包括演示的审核件。",
    "validity --xlsx": "写成 .xlsx 文件。",
    "validity --out": "写到此文件。",
}
