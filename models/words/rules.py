"""Words of the rule sets: what differs between two, and what the commands about them say."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "DifferenceKind": {
        "added": W("新增", "added"),
        "removed": W("取消", "removed"),
        "changed": W("变更", "changed"),
    },
}
_HEADINGS: dict[str, W] = {
    "rule_code": W("代码", "code"),
    "since": W("自", "since"),
    "extends": W("沿用", "extends"),
    "own_file": W("本单位文件", "own file"),
    "values": W("数值", "values"),
    "rule_key": W("键", "key"),
    "rule_value": W("规定", "value"),
    "rule_source": W("依据", "source"),
    "difference": W("差异", "difference"),
    "rule_before": W("原规则", "before"),
    "rule_after": W("新规则", "after"),
    "rebase_what": W("变化", "what changes"),
}
# How the parts of a value of law are named, where it has several.
_PARTS: dict[str, W] = {
    "times": W("次数", "times"),
    "days": W("天数", "days"),
    "approved_by": W("批准人", "approved by"),
    "max_years": W("最长年限", "at most, in years"),
    "trial_max_years": W("暂行、试行最长年限", "on trial at most, in years"),
    "remind_months": W("届满前提醒月数", "reminder before the end, in months"),
    "allow": W("可用", "allowed"),
    "forbid": W("禁用", "forbidden"),
    "makers": W("制定机关", "makers"),
    "informs": W("抄送的制定机关", "makers that send it to be known"),
    "copies": W("份数", "copies"),
    "materials": W("材料", "papers"),
    "report": W("备案报告", "filing report"),
    "text": W("正式文本", "text"),
    "explanation": W("起草说明", "drafting explanation"),
    "bases": W("制定依据", "legal bases"),
    "title": W("名称", "title"),
    "number": W("文号", "number"),
    "issued_on": W("发布日期", "issued on"),
    "url": W("网址", "address"),
}
_REBASE: dict[str, W] = {
    "state": W("计时状态", "clock"),
    "began_on": W("起算日", "day 0"),
    "floor_on": W("最短时限届满日", "floor day"),
    "ceiling_on": W("最长时限届满日", "ceiling day"),
    "submit_by": W("会前最迟报送日", "to be submitted by"),
    "other_floor_on": W("最短时限届满日（另一种理解）", "floor day, other reading"),
    "other_ceiling_on": W("最长时限届满日（另一种理解）", "ceiling day, other reading"),
    "materials_missing": W("另需补充的材料", "materials then missing"),
    "materials_not_asked": W("不再要求的材料", "materials no longer asked for"),
    "conclusions": W("可用结论", "conclusions"),
    "document_number": W("发文字号", "document number"),
    "registration_number": W("登记号", "registration number"),
    "filing": W("备案期限", "filing term"),
    "promptly": W("及时", "promptly"),
    "nothing": W("无变化", "nothing"),
}
_RUNGS: dict[str, W] = {
    "left": W("剩余{left}个工作日提醒{to}", "{left} working days left: {to}"),
    "last_day": W("届满当日提醒{to}", "on the last day: {to}"),
    "overdue": W("逾期提醒{to}", "overdue: {to}"),
}
_MESSAGES: dict[str, W] = {
    "rules_checked": W(
        "{file}：可以使用。{values}项数值，其中{unverified}项未核实。",
        "{file}: can be used. Values: {values}, of them not verified: {unverified}.",
    ),
    "rules_unknown_sender": W(
        "{file}：letters.red_heads 中的“{sender}”不是本单位已登记的机构名称，该标志不会使用。"
        "请按登记的全称填写，最接近的是：{near}",
        "{file}: letters.red_heads names “{sender}”, which is no unit of this site, so that no "
        "letter will bear it. Write the unit's whole name; the nearest is: {near}",
    ),
    "no_own_rules": W("{folder} 中没有规则文件。", "There is no file of rules in {folder}."),
    "rules_alike": W("两套规则没有差异。", "The two rule sets do not differ."),
    "rebase_planned": W(
        "以上仅为试算，未作任何改动。确需改用的，去掉 --dry-run 并给出 --reason 和 --approved-by。",
        "Nothing was changed. To do it, leave out --dry-run and give --reason and --approved-by.",
    ),
    "rebased": W(
        "审核件{number}已改用规则 {rule_set}。",
        "Case {number} is under the rule set {rule_set} now.",
    ),
}
PHRASES: dict[str, W] = {
    "assumed": W("推定：{why}", "assumed: {why}"),
    **{f"heading.{code}": words for code, words in _HEADINGS.items()},
    **{f"part.{code}": words for code, words in _PARTS.items()},
    **{f"rebase.{code}": words for code, words in _REBASE.items()},
    **{f"rung.{code}": words for code, words in _RUNGS.items()},
    **_MESSAGES,
}
HELP: dict[str, str] = {
    "rules": "规则：各地、各时期的时限、材料、结论、备案等规定及其依据。",
    "rules list": "列出可用的规则，随程序提供的和本单位的。\n\n示例：review-flows rules list",
    "rules check": "检查规则文件：每处错误指出文件、行、键和最相近的写法，有错误时退出码为2。"
    "不指明文件的，检查本单位的全部规则文件。\n\n"
    "示例：review-flows rules check rule_sets/our_city_2026.toml",
    "rules show": "逐项列出一套规则的规定、依据和是否核实；不指明的，为本单位所用规则。\n\n"
    "示例：review-flows rules show national_2018 --type contract",
    "rules diff": "逐项比较两套规则。\n\n示例：review-flows rules diff national_2018 shanghai_2019",
    "rules rebase": "将审核件改用另一套规则；--dry-run 只列出将有哪些变化。\n\n"
    "示例：review-flows rules rebase 2026-0001 --to shanghai_2019 --dry-run",
    "rules rebase --to": "改用的规则代码。",
    "rules rebase --dry-run": "只列出变化，不作改动。",
    "rules rebase --reason": "改用的理由。",
    "rules rebase --approved-by": "批准人。",
    "rules show --type": "只列此事项类型。",
    "rules check files": "规则文件（TOML），文件名即代码。",
    "rules show code": "规则代码。",
    "rules diff before": "原规则代码。",
    "rules diff after": "新规则代码。",
    "rules rebase numbers": "审核件编号。",
}
