"""Which values of the rule set a kind of letter rests on, in the words of a letter.

What nobody has verified of them is named in the letter's note (未核实).
"""

from collections.abc import Collection

FILING = "filing."
_FILING = {
    "filing.upper_government": "报送上级人民政府备案的期限和份数",
    "filing.npc_standing_committee": "报送本级人民代表大会常务委员会备案的期限和份数",
    "filing.own_government": "报送本级人民政府备案的期限和份数",
    "filing.superior_department": "报送上级主管部门备案的期限和份数",
}
_CEILING = {"review.ceiling": "审核的最长时限"}
_TERM = {"review.floor": "审核的最短时限", **_CEILING, "review.starts": "审核期限的起算"}
_SUPPLEMENT = {"review.supplement": "补正期间的计时"}

# By kind of letter: the key path of a value below its matter type, and its name.
RULE_VALUES: dict[str, dict[str, str]] = {
    "supplement_notice": {
        "materials": "送审材料目录",
        "review.starts": "审核期限的起算",
        **_SUPPLEMENT,
    },
    "acceptance_notice": _TERM,
    "pause_notice": {"review.pauses_on": "中止计时的情形", **_SUPPLEMENT},
    "term_notice": {**_TERM, **_SUPPLEMENT},
    "extension_notice": {"review.extension": "延期的天数和次数", **_CEILING},
    "return_notice": {"returns": "退回的情形"},
    "review_opinion": {"conclusions": "审核结论的种类", "points": "逐项审核的内容"},
    "issuance_notice": {
        "document_number": "发文字号的格式",
        "registration_number": "登记号的格式",
    },
    "publication_notice": {**_FILING, "effective_delay": "公布至施行的间隔"},
    "evaluation_notice": {"validity": "有效期和评估提醒的期限"},
    "filing_report": _FILING,
    "filing_catalogue": _FILING,
    "handling_sheet": {"review.floor": "审核的最短时限", **_CEILING},
}


def unverified_names(
    kind: str, recipients: Collection[str], unverified: Collection[str]
) -> tuple[str, ...]:
    """Return the names of the values that a letter rests on and nobody has verified, each once.

    `recipients` are those that the letter speaks of: what is said of others does not concern it.
    No letter of ours states the terms of the exchange that follows a filing.
    """
    return tuple(
        name
        for path, name in RULE_VALUES.get(kind, {}).items()
        if (path not in _FILING or path.removeprefix(FILING) in recipients)
        and any(key.startswith(path) and ".terms." not in key for key in unverified)
    )
