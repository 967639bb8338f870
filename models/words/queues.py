"""Words of a person's queue, and of the messages that tell of tasks."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "Box": {
        "to_do": W("待办", "to do"),
        "in_hand": W("在办", "in hand"),
        "done": W("已办", "done"),
        "finished": W("办结", "finished"),
        "started": W("我发起的", "started"),
    },
    "Urgency": {
        "overdue": W("逾期", "overdue"),
        "due_today": W("今日届满", "due today"),
        "provisional": W("暂定", "provisional"),
        "due_later": W("期限内", "within its term"),
        "undated": W("无期限", "undated"),
    },
    "Occasion": {
        "arrived": W("新到", "Arrived"),
        "urged": W("催办", "Urged"),
        "supervised": W("督办", "Supervised"),
        "recalled": W("撤销征询", "Recalled"),
    },
}
_MESSAGES: dict[str, W] = {
    "subject": W("【{occasion}】{number} {task}{due}", "[{occasion}] {number} {task}{due}"),
    "text": W(
        "{occasion}：{wanted}{free}\n审核件：{number}（{matter}）\n任务：{task}{due}{report_by}\n"
        "查看：{command}",
        "{occasion}: {wanted}{free}\nCase: {number} ({matter})\nTask: {task}{due}{report_by}\n"
        "See: {command}",
    ),
    "due": W("，{due_on}届满{mark}", ", due on {due_on}{mark}"),
    "report_by": W("\n报告期限：{report_by}", "\nReport by: {report_by}"),
    "none": W("（无待办任务）", "(no task waits)"),
    "free": W("该任务尚无人领取。", " Nobody has claimed it yet."),
    "wanted.arrived": W("有任务等待办理。", "a task waits."),
    "wanted.urged": W("请及时办理。", "please deal with it in time."),
    "wanted.supervised": W("该件已列入督办。", "the case is under supervision."),
    "wanted.recalled": W("该项征询已撤销，无需答复。", "the question needs no answer any more."),
}
PHRASES: dict[str, W] = {
    "queue_whom": W("（{whom}）", " ({whom})"),
    **{f"notice.task.{key}": words for key, words in _MESSAGES.items()},
    "heading.box": W("类别", "box"),
    "heading.urgency": W("紧急程度", "urgency"),
    "heading.ended_at": W("办理时间", "ended at"),
    "mark.supervised": W("督办", "supervised"),
    "mark.undecided": W("待确定审查文本", "choose_view due"),
    "mark.on_behalf": W("代{name}", "for {name}"),
    "queue_nothing_here": W("此栏没有任务。", "Nothing here."),
    "queue_more": W(
        "{box}只列出前{limit}项。全部列出：加 --limit {more}",
        "{box}: only the first {limit} are shown. For more: --limit {more}",
    ),
}
# The Chinese help of `queue` and its options; the English one stands with the code.
HELP: dict[str, str] = {
    "queue": "查看待办：--as 所指人员的待办、在办（或 --box 所指类别），或者全部（按角色）。\n\n"
    "示例：review-flows queue --as shen --box done",
    "queue --box": "类别：to_do 待办，in_hand 在办，done 已办，finished 办结，started 我发起的；"
    "省略则为待办和在办。",
    "queue --limit": "每类最多列出多少项。",
}
