"""Words of the figures of issuing and filing, and of the rates: names, and what they count."""

from models.words.pair import Words as W

_PROBLEMS = {
    "maker": W("制定主体不合规", "maker"),
    "procedure": W("制定程序不合规", "procedure"),
    "content": W("文件内容不合法", "content"),
    "technique": W("制定技术有缺陷", "technique"),
    "other": W("其他（含未注明类型）", "other, or none named"),
}
_COUNTED: dict[str, tuple[W, W]] = {
    "makers": (
        W("制定主体", "makers"),
        W(
            "期内有规范性文件公布的制定主体，按名称各计一次；联合制定的计主办机关。",
            "Bodies of which a normative document was published in the period, each name once; of "
            "a joint document its lead.",
        ),
    ),
    "published": (
        W("制定发布", "published"),
        W(
            "公布日期在期内的规范性文件；联合制定由其他机关主办的，由主办机关统计，不计入。",
            "Normative documents published in the period; joint ones led elsewhere count there.",
        ),
    ),
    "listed": (
        W("未经本系统办理的规范性文件", "listed, and of no case here"),
        W(
            "导入的发文目录中标明为规范性文件、公布（发文）日期在期内，而其发文字号不见于本系统的；"
            "不计入其他各项。",
            "Normative documents of imported catalogues, dated in the period, whose number no case "
            "here has; they count in no other figure.",
        ),
    ),
    "filing_due": (
        W("应报备", "to be filed"),
        W(
            "期内公布、有备案机关的规范性文件，期限未满且尚未报送的除外；抄送不计。",
            "Published in the period with a recipient to file with, without those still pending; "
            "what is only sent to be known does not count.",
        ),
    ),
    "filed": (
        W("已报备", "filed"),
        W(
            "应报备文件中，已报送每一备案机关的。",
            "Of those to be filed, delivered to every recipient.",
        ),
    ),
    "filed_in_time": (
        W("按期报备", "filed in time"),
        W(
            "应报备文件中，向每一备案机关报送均未超过期限的；规则集未设天数（及时）的不计超期。",
            "Of those to be filed, delivered to every recipient within its term; where the rule "
            "set has no number of days, nothing is late.",
        ),
    ),
    "filed_late": (
        W("逾期报备", "filed late"),
        W(
            "已报备文件中，有一备案机关超过期限才报送的。",
            "Filed with every recipient, one of them after its term.",
        ),
    ),
    "not_filed": (
        W("逾期未报备", "not filed"),
        W(
            "应报备文件中，期限已满仍有备案机关未报送的。",
            "Of those to be filed, past the term and not delivered to every recipient.",
        ),
    ),
    "filing_pending": (
        W("报备期限未满", "filing pending"),
        W(
            "期内公布、尚未全部报送而期限未满的文件，不计入应报备。",
            "Published, not delivered to every recipient, and no term has passed.",
        ),
    ),
    "filed_with_all": (
        W("全部登记", "registered by all"),
        W(
            "期内公布的文件中，每一备案机关均已准予登记的。",
            "Published in the period and registered by every recipient.",
        ),
    ),
    "form_checked": (
        W("已经形式审查的报备", "form checked"),
        W(
            "期内公布的文件中，每一备案机关均已对首次报送答复（登记、要求补充或者不予登记）的。",
            "Published in the period, every recipient having answered the first package.",
        ),
    ),
    "form_regular": (
        W("报送规范", "filed in due form"),
        W(
            "已经形式审查的文件中，首次报送即获每一备案机关登记的。",
            "Form checked, and registered by every recipient at first sight.",
        ),
    ),
    "problem": (
        W("备案审查发现问题", "problems found"),
        W(
            "期内首次被指出问题（书面审查意见、纠正建议、改变或者撤销决定，或者注明问题类型的来函）的文件。",
            "Documents in which a problem was first found in the period: an opinion, a suggestion "
            "to correct, a decision to change or revoke, or a letter that names a kind of problem.",
        ),
    ),
    "result_corrected": (
        W("结果：自行修正", "result: corrected"),
        W(
            "发现问题的文件中，制定机关已自行纠正并重新报备的。",
            "Of those with a problem, corrected by the maker and filed anew.",
        ),
    ),
    "result_revoked": (
        W("结果：废弃撤销", "result: revoked"),
        W(
            "发现问题的文件中，备案机关决定改变或者撤销的。",
            "Of those with a problem, changed or revoked by decision.",
        ),
    ),
    "result_other": (
        W("结果：其他", "result: other"),
        W(
            "发现问题的文件中，审查已终止而既未修正也未撤销的。",
            "Of those with a problem, the review ended and neither was done.",
        ),
    ),
    "result_open": (
        W("结果：处理中", "result: open"),
        W(
            "发现问题的文件中，截至统计日尚无结果的。",
            "Of those with a problem, nothing has come of it yet.",
        ),
    ),
    "review_ended": (
        W("备案审查审结", "reviews ended"),
        W(
            "期内审结的备案审查：审查通过、决定改变或者撤销，或者纠正后的文本已登记；"
            "一件文件在每一备案机关各计一次。",
            "Reviews by a recipient that ended in the period: passed, changed or revoked, or the "
            "corrected text registered; one document counts once with each recipient.",
        ),
    ),
    "review_corrected": (
        W("审结前自行改正", "corrected before the end"),
        W(
            "审结的备案审查中，制定机关已自行改正并重新报备的。",
            "Of the reviews ended, those in which the maker had corrected its document itself.",
        ),
    ),
    "taken_in": (
        W("收到报备", "filed with us"),
        W("期内收到其他机关报送备案的文件。", "Documents that others filed here in the period."),
    ),
    "registered_here": (
        W("准予登记", "registered here"),
        W("期内本机关准予登记的报备文件。", "Filings of others registered here in the period."),
    ),
}
FIGURES: dict[str, tuple[W, W]] = {
    **_COUNTED,
    **{
        f"problem_{code}": (
            W(f"问题：{name.zh}", f"problem: {name.en}"),
            W(
                f"发现问题的文件中，问题类型为{name.zh}的；一件有数类问题的，各类均计。",
                f"Of those with a problem, this kind: {name.en}. With several it counts in each.",
            ),
        )
        for code, name in _PROBLEMS.items()
    },
}
RATES: dict[str, tuple[W, W]] = {
    "review_timeliness": (
        W("审核按期率", "review timeliness"),
        W("按期出具意见 ÷ 有最长时限的审查", "reviewed in time ÷ reviewed with a ceiling"),
    ),
    "adoption_rate": (
        W("意见采纳率", "adoption rate"),
        W("采纳的意见条目 ÷ 已反馈的意见条目", "items adopted ÷ items answered"),
    ),
    "filing_rate": (W("报备率", "filing rate"), W("已报备 ÷ 应报备", "filed ÷ to be filed")),
    "filing_timeliness": (
        W("报备及时率", "filing timeliness"),
        W("按期报备 ÷ 应报备", "filed in time ÷ to be filed"),
    ),
    "filing_regularity": (
        W("规范率", "filing regularity"),
        W("报送规范 ÷ 已经形式审查的报备", "filed in due form ÷ form checked"),
    ),
    "correction_rate": (
        W("备案审查直接纠错率", "direct correction rate"),
        W("审结前自行改正 ÷ 备案审查审结", "corrected before the end ÷ reviews ended"),
    ),
}
