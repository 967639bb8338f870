"""Words of what others file with this organ, and of the answers that came to what it filed."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "ReceiptWarning": {
        "other_name": W(
            "主送机关写作另一名称，已由人确认即为本机关",
            "it is addressed to another name, which a person has confirmed to be this office",
        ),
        "out_of_step": W(
            "报送机关的往来序号与本机关不一致，可能有来往文件未送达或者未登记",
            "the sender counts other messages: one may not have arrived, or not been recorded",
        ),
        "cleaned": W(
            "有文件含须清除的内容，打开前请经安全检查",
            "a Word file holds what has to be taken out before it is opened",
        ),
        "filed_late": W("超过报备期限", "filed after the last day"),
        "paper_missing": W("缺少应报材料", "a paper that is asked for is missing"),
        "no_rule": W(
            "规则中没有此类报备的规定，未作形式检查",
            "the rule set says nothing of such filings: the form was not checked",
        ),
    },
}
_HEADINGS: dict[str, W] = {
    "filing_number": W("备案号", "filing number"),
    "sender": W("报送机关", "sender"),
    "sender_case": W("报送机关案号", "sender's case"),
    "addressee": W("主送机关", "addressed to"),
    "filing_came_on": W("收到日期", "received on"),
    "filing_message": W("序号", "message"),
    "filing_day": W("日期", "day"),
    "sender_reply_by": W("报送机关最迟答复日", "sender replies by"),
    "office_answer_by": W("本机关最迟答复日", "to be answered by"),
    "form_check": W("形式检查", "form check"),
    "file_by": W("最迟报备日", "to be filed by"),
    "possible_answers": W("可作答复", "possible answers"),
    "filing_problems": W("问题类型", "problems"),
}
_MESSAGES: dict[str, W] = {
    "message.filing": W("首次报备", "first package"),
    "filing_received": W(
        "已登记：{number}。下一步：{command}", "Taken in as {number}. Next: {command}"
    ),
    "filing_known": W(
        "此文件包已于此前登记为 {number} 第{message}号往来，未重复登记。",
        "This package was taken in before, as message {message} of {number}; nothing was changed.",
    ),
    "filing_answered": W(
        "已答复 {number}：{kind}，{letter}。文件包：{path}",
        "Answered {number}: {kind}, {letter}. Package: {path}",
    ),
    "answers_written": W(
        "补写了{count}个此前未写完的答复文件包。",
        "Wrote {count} answers that had not been written before.",
    ),
    "answer_taken": W(
        "已记入 {number}（{recipient}）：{kind}。", "Recorded in {number} ({recipient}): {kind}."
    ),
    "answer_known": W(
        "此答复已记为 {number}（{recipient}）第{message}号往来，未重复记录。",
        "This answer is message {message} of {number} ({recipient}) already; nothing was changed.",
    ),
    "answer_from_other": W(
        "注意：答复机关“{office}”与本系统登记的“{known}”名称不一致，请核对。",
        "Note: the answer is from “{office}”; here that recipient is “{known}”. Look at it.",
    ),
    "answers_closed": W("已办结，不再答复", "nothing: it is closed"),
    "answers_awaited": W("待报送机关办理", "nothing: the sender has to act"),
    "form_of_reply": W("答复材料，不作形式检查", "a reply: its form is not checked"),
    "form_whole": W("材料齐全", "complete"),
    "form_lacks": W("缺少：{papers}", "missing: {papers}"),
    "form_unverified": W("（规则未核实）", " (rule not verified)"),
}
PHRASES: dict[str, W] = {
    **{f"heading.{code}": words for code, words in _HEADINGS.items()},
    **_MESSAGES,
}
HELP: dict[str, str] = {
    "filing": "备案：报出、收到、答复。",
    "filing receive": (
        "接收下级机关或者部门报来的备案文件包：核对主送机关、清单和校验值，检查形式，登记。\n\n"
        "示例：review-flows filing receive 2026-0001_upper_government.zip --as bei"
    ),
    "filing received": (
        "列出收到的报备，逾期的在前；给出编号则显示该件的往来、形式检查和可作的答复。\n\n"
        "示例：review-flows filing received R2026-0001"
    ),
    "filing answer": (
        "答复收到的报备：准予登记、补正、退回、请予说明、审查意见等，制发文书和文件包。\n\n"
        "示例：review-flows filing answer R2026-0001 --kind registered --as bei"
    ),
    "filing take": (
        "收取备案机关的答复文件包，记入相应的审核件。\n\n"
        "示例：review-flows filing take R2026-0001_02_registered.zip --as bei"
    ),
    "filing receive package": "报备的 .zip 文件包。",
    "filing take package": "备案机关答复的 .zip 文件包。",
    "filing receive --addressee": "确认文件包所写的主送机关即为本机关：照原样写出该名称。",
    "filing received number": "收到的报备的编号。",
    "filing answer number": "收到的报备的编号。",
    "filing received --state": "只列此状态的报备。",
    "filing answer --kind": "答复的种类。",
    "filing answer --text": "文书的内容：缺什么、问什么、意见是什么。",
    "filing answer --problem": "问题类型，可重复：maker、procedure、content、technique、other。",
    "filing answer --reply-by": "请报送机关答复的最迟日期；省略时按规则计算。",
}
