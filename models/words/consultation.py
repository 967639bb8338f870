"""Words for advice and the review: points, what was found on them, sources, warnings."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "ProblemKind": {
        "maker": W("制定主体", "maker"),
        "authority": W("制定权限", "authority"),
        "content": W("内容", "content"),
        "procedure": W("制定程序", "procedure"),
        "technique": W("制定技术", "technique"),
    },
    "ReviewPoint": {
        "maker": W("制定主体是否合法", "lawful maker"),
        "authority": W("是否超越法定职权", "within the powers that the law gives"),
        "content": W("内容是否符合上位法和国家政策", "content in keeping with higher law"),
        "powers_created": W(
            "是否违法设定许可、处罚、强制、征收、收费", "powers created unlawfully"
        ),
        "rights_and_duties": W("是否无依据减损权益、增加义务", "rights cut or duties added"),
        "own_powers": W("是否无依据增加本单位权力、减少职责", "own powers added, own duties cut"),
        "procedure": W("是否违反制定程序", "procedure kept"),
    },
    "PointFinding": {
        "met": W("符合", "met"),
        "not_met": W("不符合", "not met"),
        "not_applicable": W("不涉及", "not applicable"),
    },
    "ItemSource": {
        "own": W("承办人", "the reviewer's own"),
        "advice": W("顾问意见", "advice"),
        "finding": W("预审发现", "finding"),
    },
    "OpinionWarning": {
        "illegal_without_must_change": W(
            "结论为不合法，但没有必须修改的条目", "illegal, though nothing has to be changed"
        ),
        "revise_without_must_change": W(
            "结论为应当予以修改，但条目均为建议修改",
            "to be revised, though nothing has to be changed",
        ),
        "not_legal_though_all_met": W(
            "各审核要点均未记不符合，但结论不是合法", "not legal, though no point is unmet"
        ),
        "block_finding_not_mentioned": W(
            "预审发现的重大问题未列入任何条目", "a grave finding is taken up by no item"
        ),
        "legal_against_advice": W(
            "有不同意的顾问意见，结论为合法", "legal, though somebody advised against it"
        ),
        "issued_as_draft": W(
            "印发文本的标题仍标有送审稿、修改稿等字样，印制和备案前应当以正式标题替换",
            "the issued text still calls itself a draft under its title",
        ),
        "valid_too_long": W(
            "有效期长于规则所列最长年限（该规则未核实，只作提示）",
            "valid for longer than the rule set says (unverified: a hint only)",
        ),
        "valid_without_end": W(
            "未写明有效期，系统不会提醒评估，也不会自动标记失效",
            "no end of validity: nobody will be reminded, and it will not lapse by itself",
        ),
        "effect_not_as_in_text": W(
            "所填施行日期与印发文本载明的不一致",
            "the text that was issued states another effective day",
        ),
        "validity_not_as_in_text": W(
            "所填有效期与印发文本载明的不一致，或者文本载明有效期而未填",
            "the text that was issued states another validity",
        ),
    },
}

PHRASES: dict[str, W] = {
    "heading.warnings": W("请核对", "please check"),
    "kept": W(
        "已保存为草稿，仅本人可见：{number} {move}", "Kept for you alone: {move} of {number}"
    ),
}

HELP: dict[str, str] = {
    "--keep": "暂存表单，仅本人可见，不作为流转步骤。",
    "--kept": "使用此前暂存的表单，所给字段覆盖其中同名字段。",
}
