"""Every kind of letter says what its facts say, no more, and nothing for what is not known."""

import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_builders import FULL, SHA256, said_by, words_of

from models.case import MatterType
from models.filing import FilingReply
from models.letter import Addressee, Layout, LetterFacts, LetterItem, LetterKind, Para
from models.opinion import Adoption, Conclusion, Severity
from review_flows import letters
from review_flows.letters import phrases
from review_flows.letters.rule_values import RULE_VALUES, unverified_names
from review_flows.rule_sets import rule_set

KINDS = pytest.mark.parametrize("kind", letters.ALL, ids=lambda kind: kind.code)

SAYS = {
    "supplement_notice": (
        "（一）公平竞争审查结论；",
        "（二）制定依据。",
        "一次性告知",
        "于2026年3月16日以前（含当日）",
        "审核期限仍自2026年3月12日起计算，补正期间不计入审核期限",
    ),
    "return_notice": ("退回理由：办理中需要说明的情况。", "可以重新报送", "国办发〔2018〕115号"),
    "acceptance_notice": ("2026年3月12日", "2026年3月19日", "2026年4月2日", "承办甲", "当日不计入"),
    "advice_request": (
        "北辰律师事务所",
        "第二十三条的罚款有无依据？",
        "2026年3月18日",
        SHA256,
        "逾期未答复的，视为未提出意见。",
    ),
    "pause_notice": ("2026年3月30日的次日起", "不计入审核期限", "办理中需要说明的情况。"),
    "extension_notice": ("经局长批准", "2026年4月2日", "延期理由：办理中需要说明的情况。"),
    "term_notice": (
        "中止计时的事由已经消除",
        "2026年3月19日",
        "2026年4月2日",
        "以本告知书为准",
        "说明：办理中需要说明的情况。",
    ),
    "review_opinion": (
        SHA256,
        "一、送审情况",
        "二、审核情况",
        "三、审核意见",
        "四、审核结论",
        "第二十三条\n（必须修改）",
        "《行政处罚法》第十六条。",
        "删除罚款。",
        "应当予以修改",
        "在提请集体审议前",
        "说明理由和依据",
        "不代替公平竞争审查等其他审查",
        "承办甲",
        "审批乙",
    ),
    "revision_confirmation": ("青司审意〔2026〕1号", SHA256, "的效力及于", "第二十三条"),
    "issuance_notice": (
        "青政规〔2026〕1号",
        "QLGS-2026-001",
        "统一登记、统一编号、统一印发",
        "区人民政府第12次常务会议",
        "2026年4月9日",
        "印发通知单（青政印〔2026〕1号）及其所列青政规〔2026〕9号、QLGS-2026-009已经作废",
        "退回本机关或者自行销毁",
    ),
    "publication_notice": (
        "在区人民政府网站公布",
        "2026年4月10日",
        "2026年5月15日",
        "2028年5月14日",
        "云中市人民政府",
        "2026年4月27日",
        "青岚区人民代表大会常务委员会",
        "2026年5月11日（暂定）",
    ),
    "filing_report": (
        "关于《青岚区停放充电管理办法（试行）》的备案报告",
        "云中市人民政府",
        "青政规〔2026〕1号",
        "2026年4月10日",
        "随文报送：正式文本5份。",
        "青司审意〔2026〕1号",
    ),
    "adoption_report": (
        "青岚区人民政府办公室",
        "青司审意〔2026〕1号",
        "未反馈的审核意见",
        "第二十三条（必须修改）",
        SHA256,
    ),
    "closing_notice": ("QL-2026-001", "办结日期", "2026年3月30日", "应当予以修改"),
    "adoption_form": (
        "青司审意〔2026〕1号",
        "第二十三条\n（必须修改）\n删除罚款。",
        "□",
        "单位负责人\n（签字）",
        "填报单位\n（盖章）",
        "提请集体审议前填写",
        f"{SHA256[:32]}\n{SHA256[32:]}",
    ),
    "filing_explanation": (
        "关于《青岚区停放充电管理办法（试行）》的备案说明",
        "该文件由青岚区住房和城乡建设局起草，于2026年3月9日报送合法性审核。",
        "起草说明、制定依据、征求意见及采纳情况",
        "该文件共3章23条，各章依次为：总则、停放管理、附则。",
        "于2026年3月27日出具青司审意〔2026〕1号审核意见书，审核结论为“应当予以修改”。",
        "审核意见共1条：未反馈1条。",
        "于2026年4月8日经区人民政府第12次常务会议审议",
        "自2026年5月15日起施行，有效期至2028年5月14日。",
        "理由：消除火灾隐患的需要。",
    ),
    "filing_catalogue": (
        "青政规〔2026〕1号",
        "云中市人民政府",
        "备案报告",
        "青政备〔2026〕1号",
        "5份",
        SHA256,
    ),
    "evaluation_notice": (
        "有效期至2028年5月14日",
        "青政规〔2026〕1号",
        "2026年5月15日",
        "重新登记、重新公布",
    ),
    "filing_reply": (
        "关于《青岚区停放充电管理办法（试行）》有关情况的备案复函",
        "云中市人民政府",
        "贵机关2026年5月8日来函（云政备询〔2026〕5号）收悉。",
        "青政规〔2026〕1号",
        "办理中需要说明的情况。",
        "特此函复。",
    ),
    "urging_notice": (
        "承办甲",
        "根据督察丁的催办要求",
        "审核",
        "2026年3月25日",
        "已逾期3个工作日（5个自然日）",
        "催办事由：请核实征地补偿标准。",
    ),
    "supervision_notice": (
        "承办甲",
        "已由督察丁列为督办事项",
        "督办要求：请核实征地补偿标准。",
        "请于2026年4月3日以前（含当日）报告",
        "已逾期3个工作日（5个自然日）",
    ),
    "handling_sheet": (
        "QL-2026-001",
        "青司审意〔2026〕1号；应当予以修改；共1条：未反馈1条",
        "11个工作日\n（15个自然日）",
        "登记丙",
        "签署审核意见书",
        "2026年3月27日",
        "青政规〔2026〕1号",
        "归档人（签字）",
    ),
}
# Files of the folder that hold what several letters share, and the register of no one case.
NO_LETTERS = {
    "__init__",
    "answers",
    "attention",
    "cleanup_result",
    "filing_answer",
    "filing_letter",
    "filing_receipt",
    "filing_yearbook",
    "forms",
    "issuance_register",
    "phrases",
    "review_scope",
    "rule_values",
    "statistics_table",
    "yearly_paragraph",
}
FORMS = {
    "adoption_form",
    "filing_catalogue",
    "filing_explanation",
    "handling_sheet",
}  # addressed to nobody


def test_every_file_of_a_letter_is_in_the_list_under_its_own_name() -> None:
    folder = files("review_flows.letters")
    stems = {item.name[:-3] for item in folder.iterdir() if item.name.endswith(".py")}

    assert {kind.code for kind in letters.ALL} == stems - NO_LETTERS
    assert len({kind.name for kind in letters.ALL}) == len(letters.ALL)
    assert len({kind.series for kind in letters.ALL}) == len(letters.ALL)


@KINDS
def test_a_kind_says_the_names_numbers_and_days_of_its_facts(kind: LetterKind) -> None:
    text = kind.compose(FULL)

    for words in (*SAYS[kind.code], FULL.letter_number, text.sender):
        assert words and words in words_of(text)
    assert bool(text.addressee) != (kind.code in FORMS)
    assert kind.name in text.heading
    assert (text.kind, text.date) == (kind.code, FULL.written_on)


@KINDS
def test_a_number_has_the_full_year_in_its_brackets_and_no_zero_in_front(kind: LetterKind) -> None:
    assert re.fullmatch(r"青\w+〔2026〕3号", kind.number("青", 2026, 3))


@KINDS
def test_empty_facts_leave_no_none_no_empty_title_and_no_dangling_punctuation(
    kind: LetterKind,
) -> None:
    said = words_of(kind.compose(LetterFacts(written_on=date(2026, 3, 9))))

    assert not re.search(r"None|《》|〔〕|（）|[，、；：（《]。|，，|：；|[，。；：]\n?，", said)
    assert not re.search(r"(?m)^[：，。；）]|（$", said)


@KINDS
def test_any_single_fact_may_be_missing(kind: LetterKind) -> None:
    nothing = LetterFacts(written_on=FULL.written_on)

    for field in set(LetterFacts.__slots__) - {"written_on"}:
        said = words_of(kind.compose(replace(FULL, **{field: getattr(nothing, field)})))
        assert not re.search(r"None|《》|〔〕|（）|[，、；：（《]。|，，|：；|。。", said), field


TEXTS = st.text("审核，。；：！〈〉（）\n a1", max_size=12)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2099, 12, 31))


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        LetterFacts,
        written_on=st.dates(date(2020, 1, 1)),
        title=TEXTS,
        drafting_unit=TEXTS,
        received_on=DAYS,
        accepted_on=DAYS,
        ceiling_on=DAYS,
        supplement_by=DAYS,
        reason=TEXTS,
        question=TEXTS,
        missing=st.lists(TEXTS, max_size=3).map(tuple),
        conclusion=st.sampled_from(["", *Conclusion]),
        items=st.lists(
            st.builds(
                LetterItem,
                st.integers(1, 9),
                address=TEXTS,
                suggestion=TEXTS,
                severity=st.sampled_from(["", *Severity]),
                adoption=st.sampled_from(["", *Adoption]),
            ),
            max_size=3,
        ).map(tuple),
        provisional=st.booleans(),
        played=st.booleans(),
    )
)
def test_no_letter_ever_prints_none_or_an_empty_title(facts: LetterFacts) -> None:
    for kind in letters.ALL:
        said = words_of(kind.compose(facts))
        assert not re.search(r"None|《》|《（送审稿）》|〔〕", said)


def test_both_readings_of_the_term_are_told_where_both_are_given() -> None:
    facts = replace(
        FULL, floor_calendar_on=date(2026, 3, 17), ceiling_calendar_on=date(2026, 3, 27)
    )

    assert "2026年4月2日；如按自然日计算，为2026年3月27日" in said_by("acceptance_notice", facts)
    assert "自然日" not in said_by("acceptance_notice")


def test_a_computed_day_of_an_unsettled_year_is_provisional_and_a_day_that_was_is_not() -> None:
    text = letters.letter_kind("acceptance_notice").compose(replace(FULL, provisional=True))

    assert "2026年4月2日（暂定）" in words_of(text)
    assert "2026年3月12日（暂定）" not in words_of(text)
    assert "节假日安排尚未公布" in text.note
    assert "节假日" not in letters.letter_kind("acceptance_notice").compose(FULL).note


@KINDS
def test_values_nobody_has_verified_are_named(kind: LetterKind) -> None:
    """Not to the recipient of a filing: it is the concern of the office that files."""
    note = kind.compose(replace(FULL, unverified=("备案期限", "有效期"))).note

    assert ("（未核实）：备案期限、有效期。" in note) != (kind.to is Addressee.RECIPIENT)
    assert "未核实" not in kind.compose(FULL).note


@KINDS
def test_a_played_letter_says_so_at_its_top(kind: LetterKind) -> None:
    assert kind.compose(replace(FULL, played=True)).mark.startswith("【演示】")
    assert kind.compose(FULL).mark == ""


def test_a_title_inside_a_title_takes_single_brackets() -> None:
    facts = replace(FULL, title="关于印发《停放办法》的通知")

    assert "《关于印发〈停放办法〉的通知》" in said_by("filing_report", facts)


def test_a_draft_that_already_calls_itself_one_is_not_called_one_twice() -> None:
    assert phrases.draft_of(replace(FULL, title="停放办法（修改稿）")) == "《停放办法（修改稿）》"


def test_a_person_s_lines_become_paragraphs_with_a_stop_each() -> None:
    assert phrases.said("一\n\n 二。\n", "理由：") == (Para("理由：一。"), Para("二。"))


def test_numerals_count_as_headings_do() -> None:
    assert [phrases.numeral(n) for n in (1, 10, 11, 20, 21, 99, 100)] == (
        ["一", "十", "十一", "二十", "二十一", "九十九", "100"]
    )


def test_a_supplement_says_from_when_the_term_is_counted_as_the_case_stands() -> None:
    """What was accepted before keeps its count; only a rule set may let it begin anew."""
    new = replace(FULL, accepted_on=None, began_on=None)
    assert "审核期限自材料补齐、正式受理之日起计算" in said_by("supplement_notice", new)
    accepted = said_by("supplement_notice")
    assert "本件已于2026年3月12日受理，审核期限仍自2026年3月12日起计算" in accepted
    assert "正式受理之日" not in accepted
    anew = said_by("supplement_notice", replace(FULL, restarts=True))
    assert "审核期限自补齐之日起重新计算" in anew and "仍自" not in anew


def test_without_a_term_silence_of_an_advisor_means_nothing() -> None:
    assert "逾期" not in said_by("advice_request", replace(FULL, answer_by=None))


@pytest.mark.parametrize(
    ("occasion", "meeting", "says"),
    [
        ("report_adoption", "", "办结说明：审核意见采纳情况已于2026年3月30日报告。"),
        ("confirm_revision", "", "办结说明：修改稿已于2026年3月30日经承办人复核确认。"),
        ("deliberate", "第61次会议", "办结说明：本件已于2026年4月8日经第61次会议审议通过。"),
        (
            "confirm_revision",
            "第61次会议",
            "办结说明：本件已于2026年4月8日经第61次会议审议修改后通过，"
            "修改稿已于2026年3月30日经承办人复核确认。",
        ),
    ],
)
def test_a_closing_notice_says_what_closed_the_case(occasion: str, meeting: str, says: str) -> None:
    said = said_by("closing_notice", replace(FULL, occasion=occasion, meeting=meeting))
    assert says in said and FULL.reason not in said


def test_a_move_sends_its_letter_and_most_moves_send_none() -> None:
    assert [kind.code for kind in letters.letters_sent_on("pause")] == ["pause_notice"]
    assert letters.letters_sent_on("claim") == ()
    assert letters.letter_kind("filing_report").sent_on == frozenset()


def test_the_values_that_a_letter_rests_on_stand_in_the_rule_sets() -> None:
    """A path that no rule set has would never be noted as unverified."""
    rules = rule_set("datong_xinrong_2021").matter_types[MatterType.NORMATIVE_DOCUMENT]
    for values in RULE_VALUES.values():
        for path in values:
            head, _, rest = path.partition(".")
            value = getattr(rules, head)
            if head == "filing":
                assert rest in [rule.recipient for rule in value]
            elif rest:
                assert hasattr(value, rest)


def test_only_the_values_that_a_letter_rests_on_are_named_as_unverified() -> None:
    unverified = ("review.floor", "filing.upper_government", "titles")

    assert unverified_names("acceptance_notice", (), unverified) == ("审核的最短时限",)
    for kind in ("filing_report", "publication_notice"):
        assert unverified_names(kind, ["npc_standing_committee"], unverified) == ()
        assert len(unverified_names(kind, ["upper_government"], unverified)) == 1


def test_the_second_reading_is_named_by_its_own_unit() -> None:
    """Where the rules count calendar days, the other reading is that of working days."""
    both = replace(FULL, floor_calendar_on=date(2026, 3, 17), ceiling_calendar_on=date(2026, 4, 9))
    for kind in ("acceptance_notice", "extension_notice"):
        assert "如按自然日计算" in said_by(kind, both)
        other = said_by(kind, replace(both, other_unit="working"))
        assert "如按工作日计算" in other and "自然日" not in other


@pytest.mark.parametrize("kind", ["acceptance_notice", "term_notice"])
def test_only_the_days_that_rest_on_an_unsettled_year_are_provisional(kind: str) -> None:
    facts = replace(
        FULL,
        floor_on=date(2026, 12, 28),
        ceiling_on=date(2027, 1, 12),
        provisional=True,
        provisional_from=2027,
    )
    said = said_by(kind, facts)
    assert "2026年12月28日" in said and "2026年12月28日（暂定）" not in said
    assert "2027年1月12日（暂定）" in said


@pytest.mark.parametrize(
    ("ground", "says", "never"),
    [
        ("out_of_scope", "经审查，本机关决定", "不得提交集体审议"),
        ("no_authority", "本通知不代替合法性审核意见", "不对送审稿内容是否合法作出判断"),
        ("no_authority", "未经合法性审核", "经形式审查"),
        ("materials_incomplete", "经形式审查，本机关决定", "不代替"),
        ("superseded", "收悉。本机关决定", "经审查"),
    ],
)
def test_a_return_never_says_the_opposite_of_its_ground(ground: str, says: str, never: str) -> None:
    said = said_by("return_notice", replace(FULL, ground=ground))
    assert says in said and never not in said


@pytest.mark.parametrize("kind", ["acceptance_notice", "supplement_notice", "advice_request"])
def test_a_letter_on_a_decision_speaks_of_the_review_that_the_law_names(kind: str) -> None:
    decision = replace(FULL, matter_type="major_decision")
    for facts in (decision, replace(decision, accepted_on=None), replace(decision, restarts=True)):
        said = said_by(kind, facts).replace("审核件编号", "")
        assert "审查" in said and "审核" not in said
    assert "审核" in said_by(kind).replace("审核件编号", "")


def test_an_advisor_is_called_by_the_firm_and_gets_the_draft() -> None:
    facts = replace(FULL, advisor="顾律师", advisor_unit="云中衡石律师事务所")
    text = letters.letter_kind("advice_request").compose(facts)
    assert text.addressee == "云中衡石律师事务所顾律师"
    assert text.attachments == ("《青岚区停放充电管理办法（试行）（送审稿）》",)


def test_a_supervision_goes_out_under_the_name_of_whoever_orders_it() -> None:
    kind = letters.letter_kind("supervision_notice")
    assert kind.compose(replace(FULL, asking_unit="青岚区审计局")).sender == "青岚区审计局"
    assert kind.compose(FULL).sender == "青岚区司法局"
    assert kind.number("青岚", 2026, 1, of_another=True) == "青岚督〔2026〕1号"
    assert kind.number("青岚", 2026, 1) == "青岚司审督〔2026〕1号"


def test_a_document_of_the_organ_is_printed_by_its_office() -> None:
    text = letters.letter_kind("filing_report").compose(FULL)
    assert text.imprint is not None and text.imprint.printed_by == "青岚区人民政府办公室"
    alone = letters.letter_kind("filing_report").compose(replace(FULL, issuing_office=""))
    assert alone.imprint is not None and alone.imprint.printed_by == "青岚区人民政府"


def test_the_opinion_on_a_decision_is_one_of_the_review_that_the_law_names() -> None:
    """合法性审查 of a decision draft and 合法性审核 of a document are two things (domain.md, 1)."""
    decision = said_by("review_opinion", replace(FULL, matter_type="major_decision"))
    assert "的合法性审查意见书" in decision and "审查结论" in decision
    assert "的合法性审核意见书" in said_by("review_opinion", FULL)


@pytest.mark.parametrize(
    "kind",
    [
        "adoption_report",
        "issuance_notice",
        "filing_report",
        "filing_explanation",
        "handling_sheet",
    ],
)
def test_letters_after_a_changed_text_name_what_confirmed_it(kind: str) -> None:
    facts = replace(
        FULL, confirmation_number="青司审复〔2026〕3号", confirmation_on=date(2026, 4, 1)
    )
    assert "修改稿已于2026年4月1日经复核确认（青司审复〔2026〕3号）" in said_by(kind, facts)
    assert "复核确认" not in said_by(kind)


@pytest.mark.parametrize(
    "kind",
    [
        "revision_confirmation",
        "adoption_report",
        "issuance_notice",
        "filing_report",
        "filing_explanation",
        "closing_notice",
        "handling_sheet",
    ],
)
def test_letters_on_a_decision_call_its_review_as_the_law_does(kind: str) -> None:
    facts = replace(FULL, matter_type="major_decision", walk=(), reason="")
    said = said_by(kind, facts)
    assert "审查" in said and "审核" not in said.replace("审核件", "")


@pytest.mark.parametrize(
    ("reply", "heading", "closing"),
    [
        ("supplement", "关于补充《青岚区停放充电管理办法（试行）》备案材料的函", "请予登记。"),
        ("corrected", "关于《青岚区停放充电管理办法（试行）》纠正情况的报告", "请予备案。"),
        ("objection", "关于《青岚区停放充电管理办法（试行）》备案审查意见的复函", "请予研究答复。"),
    ],
)
def test_a_reply_to_a_recipient_says_what_it_is(reply: str, heading: str, closing: str) -> None:
    said = said_by("filing_reply", replace(FULL, reply=reply))
    assert heading in said and closing in said
    assert ("对纠正前的文本出具" in said) == (reply == "corrected")


def test_a_correction_goes_up_as_a_report_and_other_replies_as_letters() -> None:
    compose = letters.letter_kind("filing_reply").compose
    layouts = {reply: compose(replace(FULL, reply=reply)).layout for reply in FilingReply}
    others = [layouts[reply] for reply in FilingReply if reply is not FilingReply.CORRECTED]
    assert layouts[FilingReply.CORRECTED] is Layout.DOCUMENT
    assert set(others) == {Layout.LETTER}


def test_only_who_signed_a_letter_is_named_as_its_signer() -> None:
    assert "审批" not in said_by("revision_confirmation")
    for code in ("adoption_report", "filing_report"):
        assert letters.letter_kind(code).compose(FULL).issuer.strip() == ""


def test_a_filing_rests_on_the_source_of_its_own_rule_where_that_is_verified() -> None:
    assert "依照规范性文件备案的有关规定，报送备案" in said_by("filing_report")
    own = replace(FULL, filing_basis="《某省规范性文件备案办法》第五条")
    assert "现依照《某省规范性文件备案办法》第五条规定，报送备案。" in said_by("filing_report", own)


def test_a_paper_without_a_number_of_copies_goes_along_by_its_name() -> None:
    facts = replace(FULL, copies=(("正式文本", 5), ("备案说明", 0)))
    assert "随文报送：正式文本5份，备案说明。" in said_by("filing_report", facts)


def test_who_prints_centrally_asks_nobody_else_to_print() -> None:
    said = said_by("issuance_notice")
    assert "正式文本由本机关统一印发" in said and "印制" not in said
