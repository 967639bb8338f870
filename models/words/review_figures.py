"""Words of the figures of the review: what each is called, and what exactly it counts."""

from models.words.pair import Words as W

_TYPES = {
    "normative_document": W("规范性文件", "normative documents"),
    "major_decision": W("重大行政决策", "major decisions"),
    "contract": W("政府合同、协议", "contracts"),
    "policy_document": W("党委政府政策文件", "policy documents"),
    "enforcement_decision": W("重大行政执法决定", "enforcement decisions"),
    "other_document": W("其他文件", "other documents"),
}
_COUNTED: dict[str, tuple[W, W]] = {
    "received": (
        W("收件", "received"),
        W("收件日期在期内的全部审核件。", "Every case that came in during the period."),
    ),
    "reviewed": (
        W("审查", "reviewed"),
        W(
            "首份审核意见在期内签发的审核件，不分事项类型；一件只计一次，重新审核不再计。",
            "Cases whose first opinion was signed in the period, of every type; a case counts "
            "once, and a second review does not count again.",
        ),
    ),
    "ended_without_opinion": (
        W("未出具意见办结", "ended without opinion"),
        W(
            "期内退回或者撤回、未出具审核意见的审核件。",
            "Cases returned or withdrawn in the period before an opinion was signed.",
        ),
    ),
    "unfinished": (
        W("期末在办", "unfinished"),
        W(
            "截至统计日已收件而尚未出具意见、也未退回撤回的审核件，含以前收件的；不计入审查。",
            "Cases that had come in by the last day, also earlier, and waited for an opinion; "
            "none of them counts as reviewed.",
        ),
    ),
    "concluded_legal": (
        W("结论：合法", "concluded: legal"),
        W("审查件中，首份意见的结论为合法的。", "Reviewed, the first opinion saying: legal."),
    ),
    "concluded_revise": (
        W("结论：应当予以修改", "concluded: to be revised"),
        W(
            "审查件中，首份意见的结论为应当予以修改的。",
            "Reviewed, the first opinion saying: to be revised.",
        ),
    ),
    "concluded_illegal": (
        W("结论：不合法", "concluded: illegal"),
        W("审查件中，首份意见的结论为不合法的。", "Reviewed, the first opinion saying: illegal."),
    ),
    "concluded_risk_stated": (
        W("结论：明示法律风险", "concluded: legal risk stated"),
        W(
            "审查件中，首份意见的结论为明示法律风险的（仅重大行政决策）。",
            "Reviewed, the first opinion stating a legal risk (major decisions only).",
        ),
    ),
    "reviewed_with_ceiling": (
        W("有最长时限的审查", "reviewed with a ceiling"),
        W(
            "审查件中，规则集为其设有最长审核时限的。",
            "Reviewed cases for which the rule set has a ceiling.",
        ),
    ),
    "reviewed_in_time": (
        W("按期出具意见", "reviewed in time"),
        W(
            "有最长时限的审查件中，首份意见未超过最长时限的。",
            "Of those with a ceiling, the first opinion not after it.",
        ),
    ),
    "reviewed_late": (
        W("超期出具意见", "reviewed late"),
        W(
            "有最长时限的审查件中，首份意见超过最长时限的，不论原因。",
            "Of those with a ceiling, the first opinion after it, whatever the cause.",
        ),
    ),
    "items_answered": (
        W("已反馈的意见条目", "items answered"),
        W(
            "期内签发的审核意见中，送审单位已反馈采纳情况的条目；一条计一次。",
            "Items of opinions signed in the period that the drafting unit has answered.",
        ),
    ),
    "items_adopted": (
        W("采纳的意见条目", "items adopted"),
        W("已反馈的条目中，采纳和部分采纳的。", "Items answered: adopted, or partly adopted."),
    ),
}
FIGURES: dict[str, tuple[W, W]] = {
    **_COUNTED,
    **{
        f"reviewed_{code}": (
            W(f"审查：{name.zh}", f"reviewed: {name.en}"),
            W(f"审查件中，认定为{name.zh}的。", f"Reviewed, and taken for this type: {name.en}."),
        )
        for code, name in _TYPES.items()
    },
}
