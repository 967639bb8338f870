"""Words of copies that are handed out and come back, and of Word files as they are looked at."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "Unplaced": {
        "not_anchored": W("批注在文件中没有位置", "the file anchors it nowhere"),
        "clause_gone": W("所指条款已不在现稿中", "its clause is not in the present draft"),
        "words_gone": W("所指文字已不在该条款中", "its clause says something else now"),
    },
}
_HEADINGS: dict[str, W] = {
    "stated_author": W("文件所载作者", "author as stated"),
    "stated_at": W("文件所载时间", "time as stated"),
    "unplaced": W("未能定位", "not placed"),
}
# What stands in a copy, and in a comment that was read from one: read by Chinese officials alone
# and kept with the case, so that the other language is for whoever reads the code.
_IN_THE_FILE: dict[str, W] = {
    "out.question": W(
        "〔征询{number}〕{text}\n请于{answer_by}以前（含当日）答复。",
        "[Question {number}] {text}\nPlease answer by {answer_by}.",
    ),
    "out.comment": W("〔意见{label}〕{severity}·{kind}", "[Comment {label}] {severity}, {kind}"),
    "out.answer": W("〔答复{label}〕{adoption}{reason}", "[Answer {label}] {adoption}{reason}"),
    "out.not_found": W(
        "（原指{address}{quote}，现稿中未找到。）", "(Meant {address}{quote}, not in this draft.)"
    ),
    "out.basis": W("依据：{text}", "Basis: {text}"),
    "out.suggestion": W("建议：{text}", "Suggestion: {text}"),
    "out.replacement": W("建议表述：{text}", "Wording: {text}"),
    "back.reply": W("回复“{comment}”：{text}", "In answer to “{comment}”: {text}"),
    "back.reply_to_own": W("接“{comment}”：{text}", "Following “{comment}”: {text}"),
    "back.no_words": W("（批注没有文字）", "(a comment without words)"),
    "back.on_words": W("（所批文字：“{words}”）{text}", "(on “{words}”) {text}"),
    "back.was_at": W("（原在{address}）{text}", "(was at {address}) {text}"),
    "back.resolved": W("标为已解决：{comment}", "marked as resolved: {comment}"),
    "back.reopened": W("取消已解决标记：{comment}", "no longer marked as resolved: {comment}"),
    "back.tracked": W("修订：{what}", "Change: {what}"),
    "back.moved": W("修订（移动）：{what}", "Change (moved): {what}"),
    "back.untracked": W("直接改动（未留修订痕迹）：{what}", "Changed without a mark: {what}"),
    "back.replaced": W("“{old}”改为“{new}”", "“{old}” becomes “{new}”"),
    "back.taken_out": W("删去“{old}”", "“{old}” taken out"),
    "back.put_in": W("增加“{new}”", "“{new}” put in"),
    "back.split": W("在此处另起一段", "a new paragraph begins here"),
    "back.joined": W("与下一段合并", "joined with the next paragraph"),
    "back.delete": W("删去", "take it out"),
    "back.cut": W("{text}…（全文见所附文件）", "{text}… (whole in the file attached)"),
    "back.summary": W(
        "意见见所附文件：批注{comments}条，修订{changes}处{more}。",
        "See the file attached: {comments} comments, {changes} changes{more}.",
    ),
    "back.more_untracked": W("，未留痕的改动{count}处", ", {count} changes without a mark"),
    "back.more_typed": W("，另填写{count}条", ", and {count} comments typed"),
    "compare.author": W("版本比对", "Comparison"),
    "out.file": W(
        "{number}_送审稿_征询{question}_{recipient}.docx", "{number}_{question}_{recipient}.docx"
    ),
}
_MESSAGES: dict[str, W] = {
    "out.done": W(
        "已交出{number}的送审稿副本（征询{question}，{recipient}），含批注{comments}条：{path}",
        "Handed out a copy of the draft of {number} (question {question}, {recipient}) with "
        "{comments} comments: {path}",
    ),
    "out.not_placed": W(
        "以下意见所指文字不在现稿中，批注放在标题上：{labels}",
        "The words of these comments are not in this draft; they stand at its title: {labels}",
    ),
    "in.base_present": W("文件是现稿的副本。", "The file is a copy of the present draft."),
    "in.base_version": W(
        "文件是第{version}稿的副本；各条已对应到现稿（第{present}稿）。",
        "The file is a copy of draft {version}; its remarks were carried over to the present "
        "draft ({present}).",
    ),
    "in.base_paired": W(
        "文件的文字与各稿均不相同，已按条款与第{version}稿对应；未留修订痕迹的改动一并列出。",
        "The file says what no draft says; it was paired with draft {version} clause by clause, "
        "and what was changed without a mark is listed too.",
    ),
    "in.replaced": W(
        "此前从副本读入的{count}条意见、{files}份文件已由本次读入的取代；手工填写的保留。",
        "{count} comments and {files} files taken in from a copy before were replaced; what you "
        "typed stays.",
    ),
    "in.kept": W(
        "已为{number}保存{count}条意见的草稿（{move}），仅本人可见。核对后提交：{command}",
        "Kept {count} comments for {move} of {number}, for you alone. Look at them, then: "
        "{command}",
    ),
    "in.sent": W(
        "已提交{number}的{count}条意见（{move}）。", "Sent {count} comments on {number} ({move})."
    ),
    "compare.settled": W(
        "{name}有{count}处未接受的修订，按全部接受后的文字比较。",
        "{name} holds {count} tracked changes; it is compared as if all were accepted.",
    ),
    "compare.same": W("两个文件的文字相同。", "Both files say the same."),
    "compare.title": W("{count}处变化", "{count} changes"),
    "redline.done": W("修订对照稿：{path}", "Redline: {path}"),
    "redline.unshown": W(
        "修订对照稿中未能显示的：{what}", "What the redline does not show: {what}"
    ),
    "text.undecided": W(
        "有{count}处未接受的修订。请用 --view original 和 --view final 查看两种文本，"
        "再确定审查文本：{program} act {number} choose_view",
        "{count} changes are not accepted. Look at --view original and --view final, then say "
        "which counts: {program} act {number} choose_view",
    ),
    "text.changes": W("有{count}处修订（{authors}）。", "{count} tracked changes ({authors})."),
    "text.comments": W("批注", "comments"),
    "text.notes": W("注释", "notes"),
    "text.running_heads": W("页眉页脚", "headers and footers"),
    "text.unanchored": W("（无位置）", "(no place)"),
    "text.resolved": W("已解决", "resolved"),
    "text.concealed": W("被遮蔽的文字：", "Concealed text: "),
}
PHRASES: dict[str, W] = {
    **{f"heading.{code}": words for code, words in _HEADINGS.items()},
    **_IN_THE_FILE,
    **_MESSAGES,
}
HELP: dict[str, str] = {
    "document": "Word 文件：查看、比较、交出、读回。",
    "document check": "检查文件能否收取，并说明需清除的内容、不予收取的原因和办法；不作保存。\n\n"
    "示例：review-flows document check 送审稿.docx",
    "document outline": "列出文稿的组成部分、条款、文号、施行日期、附件和编号差错。\n\n"
    "示例：review-flows document outline 2026-0001",
    "document out": "将送审稿制成 Word 副本交某人审阅：已有意见写成批注，落在所指文字上；"
    "交出一事记入流转记录。\n\n"
    "示例：review-flows document out 2026-0001 --for gu --as shen",
    "document in": "读回交出的副本：新的批注、回复和修订逐条对应到条款，"
    "默认存为本人草稿，核对后提交。\n\n"
    "示例：review-flows document in 送审稿.docx --as gu",
    "document compare": "逐条比较两个文件，可另存为带修订痕迹的对照稿。\n\n"
    "示例：review-flows document compare 旧稿.docx 新稿.docx --redline 对照稿.docx",
    "document text": "显示文件或者审核件送审稿的文字：修订前、修订后，或者显示修订。\n\n"
    "示例：review-flows document text 2026-0001 --view marked",
    "--for": "交给谁：顾问或会签人的代码，或者外部人员的姓名。",
    "--to": "写到此文件。",
    "--case": "审核件编号；文件本身能说明时可省略。",
    "--consultation": "征询的序号；只有一个待答复时可省略。",
    "document in --kind": "意见的总体态度，如 with_reservations。",
    "document in --text": "总的意见；省略时写明批注和修订的数目。",
    "--send": "立即提交，不先存为草稿。",
    "--items": "只按审核意见条目的格式输出 JSON，不保存。",
    "--redline": "另存为带修订痕迹的 Word 文件。",
    "--view": "original 修订前，final 修订后，marked 显示修订。",
    "--name": "审核件中的哪一个文件：文件名或者 SHA-256 的开头；省略时为送审稿。",
    "document in file": "交回的 Word 文件。",
    "old": "旧的 Word 文件。",
    "new": "新的 Word 文件。",
    "paths": "Word 文件，或者存放 Word 文件的文件夹。",
    "what": "Word 文件，或者审核件编号。",
}
