"""Words of the compliance ledger: columns, remarks, summary, and what is said of the figures."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "LedgerRemark": {
        "reviewed_again": W(
            "经重新审核，所列为最后一次意见，用时计至首次出具",
            "reviewed again: the last opinion is shown, days are counted to the first",
        ),
        "opinion_void": W(
            "所列意见因文本改动已失去效力", "the opinion shown is void: the text changed"
        ),
        "deemed_consent": W(
            "最长时限内未出具意见，依规则视为同意",
            "no opinion within the ceiling: deemed consent under the rule set",
        ),
        "breach_recorded": W(
            "流转记录中另有违反时限的记载，见流转记录",
            "the log holds a breach that the clock does not show now: see the log",
        ),
        "rules_not_kept": W(
            "受理时的规则未留存，按现行规则计算",
            "the rules frozen at acceptance are gone: counted by those in force",
        ),
        "last_day_open": W("中止计时，届满日待恢复后确定", "paused: the last days are open"),
        "unit_not_named": W("送审单位尚未确定", "the drafting unit is not named yet"),
        "overridden": W(
            "经特批提请审议，与审核意见不一致", "went to the meeting against its opinion"
        ),
        "unanswered": W("有审核意见未反馈采纳情况", "not every item of the opinion was answered"),
        "filed_late": W("有备案机关未在期限内报送", "filed late with a recipient, or not yet"),
        "reply_overdue": W("答复备案机关已逾期", "a reply to a recipient is overdue"),
        "reply_late": W("曾逾期答复备案机关", "a recipient had a reply after its last day"),
        "answer_overdue": W("备案机关逾期未答复", "a recipient has not answered in time"),
    },
    "Punctuality": {
        "on_time": W("按期", "on time"),
        "early": W("少于最短时限", "early"),
        "early_exempt": W("少于最短时限（豁免）", "early, exempt"),
        "late": W("超期", "late"),
        "running": W("在办", "running"),
        "not_started": W("未开始计时", "not started"),
        "ended_without_opinion": W("退回、撤回", "ended without opinion"),
    },
}
_COLUMNS: dict[str, W] = {
    "serial": W("序号", "No."),
    "number": W("审核件", "case"),
    "received_on": W("收件日期", "received on"),
    "unit": W("送审单位", "drafting unit"),
    "title": W("文件名称", "title"),
    "matter_type": W("类别", "matter type"),
    "normative": W("是否规范性文件", "normative"),
    "state": W("状态", "state"),
    "accepted_on": W("受理日期", "accepted on"),
    "supplements": W("补正次数", "supplements"),
    "paused_working": W("暂停天数（工作日）", "paused (working days)"),
    "paused_calendar": W("暂停天数（自然日）", "paused (calendar days)"),
    "reviewer": W("承办人", "reviewer"),
    "advisors": W("法律顾问", "advisors"),
    "opinion_number": W("意见文号", "opinion number"),
    "signed_on": W("出具日期", "opinion given on"),
    "used_working": W("用时（工作日）", "used (working days)"),
    "used_calendar": W("用时（自然日）", "used (calendar days)"),
    "conclusion": W("结论", "conclusion"),
    "items": W("意见条数", "items"),
    "adopted": W("采纳", "adopted"),
    "partly": W("部分采纳", "partly adopted"),
    "not_adopted": W("未采纳", "not adopted"),
    "meeting": W("审议会议", "meeting"),
    "held_on": W("审议日期", "deliberated on"),
    "result": W("审议结果", "result"),
    "document_number": W("发文字号", "document number"),
    "registration_number": W("登记号", "registration number"),
    "published_on": W("公布日期", "published on"),
    "filed_with_government_on": W("备案日期（政府）", "filed (government)"),
    "filed_with_congress_on": W("备案日期（人大）", "filed (people's congress)"),
    "term": W("时限状态", "term"),
    "term_unit": W("计日单位", "counted in"),
    "floor_on": W("最短时限届满日", "floor day"),
    "ceiling_on": W("最长时限届满日", "ceiling day"),
    "other_floor_on": W("最短时限届满日（另一种计日）", "floor day, other reading"),
    "other_ceiling_on": W("最长时限届满日（另一种计日）", "ceiling day, other reading"),
    "extended_by": W("延期天数", "extended by (days)"),
    "exempted": W("豁免", "exempted"),
    "breaches": W("违反时限", "breach"),
    "caused_by": W("违反原因", "caused by"),
    "rules": W("规则集", "rule set"),
    "unverified": W("规则未核实", "rules unverified"),
    "calendar": W("日历版本", "calendar version"),
    "provisional": W("暂定", "provisional"),
    "played": W("演示", "played"),
    "override": W("特批提请审议", "overridden by"),
    "remarks": W("备注", "remarks"),
}
_SUMMARY: dict[str, W] = {
    **CODES["Punctuality"],
    "whole": W("全部", "all"),
    "month": W("月份", "month"),
    "breach": W("违反时限", "breach"),
    "total": W("件数", "cases"),
    "median_working": W("用时中位数（工作日）", "median used (working days)"),
}
_TITLES: dict[str, W] = {
    "name": W("汇总", "Summary"),
    "whole": W("合计", "all"),
    "unit": W("按送审单位", "by drafting unit"),
    "reviewer": W("按承办人", "by reviewer"),
    "month": W("按出具意见（办结）月份", "by month of the opinion or the end"),
    "matter_type": W("按类别", "by matter type"),
    "breach": W("违反时限及原因", "breaches and their causes"),
}
_UNNAMED: dict[str, W] = {
    "whole": W("合计", "all"),
    "unit": W("（未确定）", "(not named)"),
    "reviewer": W("（未领取）", "(nobody yet)"),
    "month": W("（尚未办结）", "(not ended yet)"),
}
_CHOSEN: dict[str, W] = {
    "unit": W("送审单位", "drafting unit"),
    "matter_type": W("类别", "matter type"),
    "state": W("状态", "state"),
    "reviewer": W("承办人", "reviewer"),
    "breach": W("违反时限", "breach"),
    "played": W("含演示", "with demonstrations"),
    "person": W("查看人员", "as seen by"),
}
PHRASES: dict[str, W] = {
    **{f"heading.ledger.{code}": words for code, words in {**_SUMMARY, **_COLUMNS}.items()},
    **{f"ledger.summary.{code}": words for code, words in _TITLES.items()},
    **{f"ledger.unnamed.{code}": words for code, words in _UNNAMED.items()},
    **{f"ledger.chosen.{code}": words for code, words in _CHOSEN.items()},
    "ledger.name": W("合法性审核台账", "Legality review ledger"),
    "ledger.no": W("否", "no"),
    "ledger.and": W("、", "; "),
    "ledger.period": W(
        "收件日期{first_on}至{last_on}；时限状态截至{as_of}；共{count}件。",
        "Received from {first_on} to {last_on}; clocks read at the end of {as_of}; cases: {count}.",
    ),
    "ledger.chosen": W("筛选条件：{chosen}。", "Only: {chosen}."),
    "ledger.month_told": W(
        "月份为出具意见之日所在月份；退回、撤回的，为办结之日所在月份；尚未办结的单列一行。"
        "用时中位数只计已出具意见的，计至首次出具之日。",
        "A month is that of the opinion, or of the return or withdrawal; what has not ended stands "
        "in a line of its own. Medians are of cases with an opinion, counted to the first one.",
    ),
    "ledger.month_report": W(
        "{month}办结的和月末尚未办结的审核件；时限状态截至{as_of}；共{count}件。",
        "Cases that ended in {month} and those that waited then; clocks read at {as_of}; "
        "cases: {count}.",
    ),
    "ledger.written": W("已写入{path}：{count}件。", "Written to {path} (cases: {count})."),
    "ledger.empty": W("没有符合条件的审核件。", "No such cases."),
}
