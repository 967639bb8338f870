"""Words of the work calendar: where a year comes from, and what the commands about it say."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "CalendarOrigin": {
        "site": W("本单位录入", "entered by this site"),
        "shipped": W("随程序提供", "shipped with the program"),
        "library": W("取自 chinesecalendar", "taken from chinesecalendar"),
        "provisional": W("依放假办法推算", "derived from the regulation"),
    },
}
_HEADINGS: dict[str, W] = {
    "year": W("年度", "year"),
    "origin": W("来源", "origin"),
    "source": W("出处", "source"),
    "notice_on": W("通知日期", "notice dated"),
    "amendments": W("后续通知", "later notices"),
    "holiday": W("节日", "holiday"),
    "first": W("起", "first day"),
    "last": W("止", "last day"),
    "days": W("天数", "days"),
    "workdays": W("调休上班", "make-up workdays"),
    "before": W("原为", "before"),
    "after": W("现为", "after"),
    "ours": W("本日历", "our calendar"),
    "library": W("chinesecalendar", "chinesecalendar"),
    "explained": W("有后续通知", "later notice"),
    "floor_before": W("原最短时限届满日", "floor day before"),
    "floor_after": W("现最短时限届满日", "floor day after"),
    "due_before": W("原截止日", "due before"),
    "due_after": W("现截止日", "due after"),
}
_CALENDAR: dict[str, W] = {
    "weekdays": W("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun"),
    "grid_weekdays": W("一 二 三 四 五 六 日", "Mo Tu We Th Fr Sa Su"),
    "mark_holiday": W("休", "H"),
    "mark_makeup_workday": W("班", "W"),
    "mark_weekend": W(".", "."),
    "holidays": W("放假安排", "Holidays"),
    "changes": W("与现行日历相比", "Against the calendar as it is now"),
    "moves": W("涉及的期限", "Terms that move"),
    "no_changes": W(
        "与现行日历相比，没有变化的日期。", "No day differs from the calendar as it is now."
    ),
    "no_moves": W("不涉及正在计算的期限。", "No running term moves."),
    "remark": W(
        "不作为放假或者上班日：{sentence}。", "Read as no day off and no workday: {sentence}."
    ),
    "dry_run": W(
        "以上为试读，未作改动。核对无误后执行：{command}",
        "Nothing was changed. Compare with the notice, then run: {command}",
    ),
    "imported": W(
        "{years}年日历已录入，{moved}件审核件的期限已重算。",
        "Entered the calendar of {years}; the terms of {moved} cases were counted anew.",
    ),
    "stays_provisional": W(
        "{year}年仍为暂定：与通知核对后加 --verified 再次导入。",
        "{year} stays provisional: compare it with the notice and import it with --verified.",
    ),
    "removed": W("{year}年的本单位日历已移除。", "Removed the site's own calendar of {year}."),
    "nothing_to_compare": W(
        "{year}年没有本单位或者随程序提供的年表，无可比对。",
        "There is no table of ours for {year}: nothing to compare.",
    ),
    "not_in_library": W(
        "chinesecalendar 没有{year}年的安排，未比对。",
        "chinesecalendar does not know {year}: not compared.",
    ),
    "agrees": W("{years}年与 chinesecalendar 一致。", "{years}: the same as chinesecalendar."),
    "differs": W(
        "有{days}天与 chinesecalendar 不同，且无后续通知说明，请与通知原文核对。",
        "{days} days differ from chinesecalendar and no later notice explains them: "
        "compare with the notice.",
    ),
    "notice_due": W(
        "{year}年放假安排尚未录入，距该年开始还有{days}天；涉及该年的期限均为暂定。"
        "通知发布后执行：review-flows calendar import 文件",
        "The notice for {year} is not entered, and the year begins in {days} days; terms that "
        "reach it are provisional. When it is out: review-flows calendar import FILE",
    ),
}
PHRASES: dict[str, W] = {
    **{f"heading.{code}": words for code, words in _HEADINGS.items()},
    **{f"calendar.{code}": words for code, words in _CALENDAR.items()},
}
HELP: dict[str, str] = {
    "calendar": "工作日历：放假、调休上班及其通知。",
    "calendar show": "按月列出一年的放假、调休上班和周末。\n\n"
    "示例：review-flows calendar show 2026",
    "calendar check": "将年表与 chinesecalendar 比对；有未说明的差异时退出码为1。\n\n"
    "示例：review-flows calendar check 2026",
    "calendar import": "读取国务院办公厅放假通知。默认只试读：列出日期、变化和受影响的期限。\n\n"
    "示例：review-flows calendar import 通知.docx --yes --reason 通知已发布 --verified --as qian",
    "calendar remove": "移除本单位录入的年表；有期限依其计算时不予移除。\n\n"
    "示例：review-flows calendar remove 2027 --reason 录入有误 --as qian",
    "calendar show year": "年度。",
    "calendar check years": "年度；省略则全部有年表的年度。",
    "calendar import file": "放假通知全文，.txt 或 .docx。",
    "calendar import --yes": "录入并重算期限，而不是试读。",
    "calendar import --verified": "已与通知原文逐日核对；否则仍为暂定。",
    "calendar remove year": "年度。",
    "--reason": "理由，记入流转记录。",
}
