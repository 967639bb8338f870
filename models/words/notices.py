"""Words of the messages to people, of their channels, and of the commands that list them."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "Channel": {
        "console": W("终端", "console"),
        "mail": W("电子邮件", "mail"),
        "webhook": W("网络回调", "webhook"),
        "file": W("文件", "file"),
    },
    "DeliveryState": {
        "waiting": W("待送达", "waiting"),
        "sent": W("已送达", "sent"),
        "dead": W("未能送达", "dead"),
    },
    "Reminded": {
        "holder": W("待办人员", "holder"),
        "chief": W("审批人", "chief"),
        "auditor": W("督察审计", "auditor"),
    },
}

_MESSAGES: dict[str, W] = {
    "subject": W(
        "【{rung}】{number} {about} {due_on}届满，{left}{mark}",
        "[{rung}] {number} {about}, due on {due_on}, {left}{mark}",
    ),
    "text": W(
        "{rung}：{wanted}\n审核件：{number}（{matter}）\n事项：{about}\n"
        "届满日：{due_on}{mark}\n时间：{left}\n查看：{command}",
        "{rung}: {wanted}\nCase: {number} ({matter})\nDue: {about}, on {due_on}{mark}\n"
        "Time: {left}\nSee: {command}",
    ),
    "text_received": W(
        "{rung}：{wanted}\n收到的报备：{number}（{matter}）\n事项：{about}\n"
        "届满日：{due_on}{mark}\n时间：{left}\n查看：{command}",
        "{rung}: {wanted}\nReceived filing: {number} ({matter})\nDue: {about}, on {due_on}{mark}\n"
        "Time: {left}\nSee: {command}",
    ),
    "rung.holder": W("催办", "Reminder"),
    "rung.chief": W("督办", "Supervision"),
    "rung.auditor": W("督办", "Supervision"),
    "rung.inquiry": W("催问", "Inquiry"),
    "rung.press": W("催报", "Press"),
    "wanted.press": W(
        "报送机关逾期未报，请向其催报。",
        "the sender has not replied in time; please press it.",
    ),
    "wanted.holder": W("请及时办理。", "please deal with it in time."),
    "wanted.chief": W("请督促办理。", "please see that it is dealt with."),
    "wanted.auditor": W("请予督察。", "for your attention as auditor."),
    "wanted.inquiry": W(
        "备案机关逾期未答复，请向其催问。",
        "the recipient has not answered in time; please inquire.",
    ),
    "about.review": W("审核", "review"),
    "about.advice": W("法律顾问意见", "advice"),
    "about.publication": W("公布", "publication"),
    "about.filing": W("备案（{recipient}）", "filing ({recipient})"),
    "about.answer": W("备案机关答复（{recipient}）", "answer of the recipient ({recipient})"),
    "about.office_answer": W("答复报送机关", "answer to the sender"),
    "about.sender_reply": W("报送机关补报、答复", "reply of the sender"),
    "left": W("剩余{days}个工作日", "working days left: {days}"),
    "due_today": W("今日届满", "due today"),
    "overdue": W("已逾期", "overdue"),
    "overdue_by": W("已逾期{days}个工作日", "working days overdue: {days}"),
    "provisional": W("（暂定）", " (provisional)"),
    "checkpoint.subject": W(
        "【流转记录封存】{today} {origin} 共{size}条 {root}",
        "[log sealed] {today} {origin}, {size} entries, {root}",
    ),
    "checkpoint.text": W(
        "流转记录截至目前共{size}条，已封存，封存证明见下。请原样保存在本系统以外；"
        "日后可据以核验记录未被删改：review-flows log verify --anchor 文件\n"
        "本件每日一份，当日无新记录的也发送；如未收到，请查问。",
        "The log holds {size} entries, sealed as follows. Keep the note as it is, outside this "
        "system: by it anybody can show later that nothing was cut or rewritten: "
        "review-flows log verify --anchor FILE\n"
        "One comes every day, also when nothing was logged; if none does, ask why.",
    ),
}
_FEED: dict[str, W] = {
    "name": W("审核期限（{name}）", "Deadlines ({name})"),
    "due": W("【截止】{number} {what}{mark}", "[due] {number} {what}{mark}"),
    "whom": W("（{whom}）", " ({whom})"),
    "floor": W("【最短时限届满】{number} {what}{mark}", "[floor] {number} {what}{mark}"),
    "see": W("事项类型：{matter}。查看：{command}", "Type of matter: {matter}. See: {command}"),
}
PHRASES: dict[str, W] = {
    **{f"notice.{key}": words for key, words in _MESSAGES.items()},
    **{f"feed.{key}": words for key, words in _FEED.items()},
    "heading.key": W("通知号", "key"),
    "heading.to_person": W("收件人", "to"),
    "heading.channel": W("渠道", "channel"),
    "heading.delivery": W("送达", "delivery"),
    "heading.attempts": W("次数", "attempts"),
    "heading.made_at": W("生成时间", "made at"),
    "heading.about_what": W("内容", "subject"),
    "heading.error": W("未送达原因", "why not"),
    "heading.mail": W("电子邮箱", "mail"),
    "no_notices": W("没有符合条件的通知。", "No such notices."),
    "notices_retried": W(
        "已重新送达{sent}件，{failed}件仍未送达。",
        "Delivered again: {sent}; still not delivered: {failed}.",
    ),
    "feed_written": W("日历已写入{path}。", "The calendar was written to {path}."),
    "report.no_notice": W(
        "{year}年放假安排尚未公布或录入，距该年{days}个自然日；涉及该年的日期均为暂定。"
        "公布后请运行 review-flows calendar import FILE",
        "The notice for {year} is not known, {days} calendar days before that year; days that "
        "reach it are provisional. Once it is published: review-flows calendar import FILE",
    ),
    "report.rules_unreadable": W(
        "规则{rule_set}不能读取，适用该规则的审核件未予提醒：{why}",
        "The rule set {rule_set} cannot be read, so nobody was reminded of its cases: {why}",
    ),
    "report.put_off": W(
        "{number}未能记录，下次再试：{why}",
        "{number}: not recorded, the next look tries again: {why}",
    ),
}
# The Chinese help of `notices` and its options; the English one stands with the code.
HELP: dict[str, str] = {
    "notices": "发给人员的通知：催办、督办及其送达情况。",
    "notices list": "列出通知及其送达情况，新的在前。\n\n示例：review-flows notices list --dead",
    "notices retry": "将未能送达的通知再送一次，应先排除原因；不指明则全部。\n\n"
    "示例：review-flows notices retry",
    "notices ics": "输出一名人员的期限日历（iCalendar），可供日历软件订阅。\n\n"
    "示例：review-flows notices ics shen --out deadlines.ics",
    "notices list --dead": "只列未能送达的。",
    "notices list --person": "只列发给此人的。",
    "notices ics --out": "写入此文件；省略则输出到终端。",
    "notices retry keys": "通知号；省略则全部未能送达的。",
    "notices ics --played": "演示的期限，而不是真实的。",
    "notices ics person": "人员代码。",
}
