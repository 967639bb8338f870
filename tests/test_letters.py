"""Every kind of letter says what its facts say, no more, and nothing for what is not known."""

import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UnknownCode
from models.letter import FilingDuty, LetterFacts, LetterItem, LetterKind, LetterText, Para
from models.opinion import Adoption, Conclusion, Severity
from review_flows import letters
from review_flows.letters import phrases

KINDS = pytest.mark.parametrize("kind", letters.ALL, ids=lambda kind: kind.code)
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def an_item(
    no: int = 1, severity: str = Severity.MUST_CHANGE, adoption: str = "", adoption_reason: str = ""
) -> LetterItem:
    return LetterItem(
        no,
        address="第二十三条",
        issue="自行设定罚款，未引用上位法",
        basis="《行政处罚法》第十六条",
        suggestion="删除罚款",
        severity=severity,
        adoption=adoption,
        adoption_reason=adoption_reason,
    )


FULL = LetterFacts(
    written_on=date(2026, 3, 30),
    letter_number="青司审意〔2026〕7号",
    case_number="QL-2026-001",
    title="青岚区停放充电管理办法（试行）",
    drafting_unit="青岚区住房和城乡建设局",
    enacting_organ="青岚区人民政府",
    review_office="青岚区司法局",
    issuing_office="青岚区人民政府办公室",
    received_on=date(2026, 3, 9),
    accepted_on=date(2026, 3, 12),
    floor_on=date(2026, 3, 19),
    ceiling_on=date(2026, 4, 2),
    reviewer="承办甲",
    chief="审批乙",
    draft_sha256=SHA256,
    missing=("公平竞争审查结论", "制定依据"),
    supplement_by=date(2026, 3, 16),
    reason="办理中需要说明的情况",
    question="第二十三条的罚款有无依据？",
    advisor="北辰律师事务所",
    answer_by=date(2026, 3, 18),
    conclusion=Conclusion.REVISE,
    items=(an_item(),),
    opinion_number="青司审意〔2026〕1号",
    meeting="区人民政府第12次常务会议",
    deliberated_on=date(2026, 4, 8),
    signer="区长",
    signed_on=date(2026, 4, 9),
    document_number="青政规〔2026〕1号",
    registration_number="QLGS-2026-001",
    published_on=date(2026, 4, 10),
    published_at="区人民政府网站",
    effective_on=date(2026, 5, 15),
    valid_until=date(2028, 5, 14),
    recipient="云中市人民政府",
    file_by=date(2026, 4, 27),
    filings=(
        FilingDuty("云中市人民政府", date(2026, 4, 27)),
        FilingDuty("青岚区人民代表大会常务委员会", date(2026, 5, 11), provisional=True),
    ),
    copies=(("备案报告", 1), ("正式文本", 5)),
    attachments=("起草说明",),
)


def words_of(text: LetterText) -> str:
    """Return everything that the letter says, a line for each paragraph and cell."""
    lines = [text.mark, text.sender, text.number, text.heading, text.addressee]
    for block in text.body:
        if isinstance(block, Para):
            lines.append(block.text)
        else:
            lines += [*block.header, *(cell for row in block.rows for cell in row)]
    return "\n".join([*lines, *text.attachments, text.note])


def said_by(code: str, facts: LetterFacts = FULL) -> str:
    return words_of(letters.letter_kind(code).compose(facts))


SAYS = {
    "supplement_notice": (
        "（一）公平竞争审查结论；",
        "（二）制定依据。",
        "一次性告知",
        "于2026年3月16日以前（含当日）",
        "审核期限自补齐之日起计算",
    ),
    "return_notice": ("退回理由：办理中需要说明的情况。", "可以重新报送", "国办发〔2018〕115号"),
    "acceptance_notice": ("2026年3月12日", "2026年3月19日", "2026年4月2日", "承办甲", "当日不计入"),
    "advice_request": ("北辰律师事务所", "第二十三条的罚款有无依据？", "2026年3月18日", SHA256),
    "pause_notice": ("2026年3月30日的次日起", "不计入审核期限", "办理中需要说明的情况。"),
    "extension_notice": ("审批人审批乙批准", "2026年4月2日", "延期理由：办理中需要说明的情况。"),
    "review_opinion": (
        SHA256,
        "（一）关于第二十三条（必须修改）",
        "依据：《行政处罚法》第十六条。",
        "修改建议：删除罚款。",
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
        "随文报送：备案报告1份，正式文本5份。",
        "青司审意〔2026〕1号",
    ),
    "closing_notice": ("QL-2026-001", "办结日期", "2026年3月30日", "应当予以修改"),
}


def test_every_file_of_a_letter_is_in_the_list_under_its_own_name() -> None:
    folder = files("review_flows.letters")
    stems = {item.name[:-3] for item in folder.iterdir() if item.name.endswith(".py")}

    assert {kind.code for kind in letters.ALL} == stems - {"__init__", "phrases"}
    assert len({kind.name for kind in letters.ALL}) == len(letters.ALL)
    assert len({kind.series for kind in letters.ALL}) == len(letters.ALL)


@KINDS
def test_a_kind_says_the_names_numbers_and_days_of_its_facts(kind: LetterKind) -> None:
    text = kind.compose(FULL)

    for words in (*SAYS[kind.code], FULL.letter_number, text.addressee, text.sender):
        assert words and words in words_of(text)
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


@pytest.mark.parametrize(("code", "words"), phrases.CONCLUSIONS.items())
def test_a_conclusion_is_told_in_the_words_of_the_guidance(code: str, words: str) -> None:
    said = said_by("review_opinion", replace(FULL, conclusion=code))

    assert f"经审核，《青岚区停放充电管理办法（试行）（送审稿）》{words}。" in said


@pytest.mark.parametrize("conclusion", ["", *Conclusion])
def test_finding_nothing_is_never_told_as_lawful(conclusion: str) -> None:
    facts = replace(FULL, items=(), conclusion=conclusion)

    for kind in letters.ALL:
        said = words_of(kind.compose(facts)).replace("常务会议审议通过", "")
        assert "通过" not in said
        assert "无问题" not in said and "未发现" not in said
    said = said_by("review_opinion", facts)
    assert ("》合法。" in said) == (conclusion == Conclusion.LEGAL)


def test_an_opinion_without_a_conclusion_says_that_it_carries_none() -> None:
    said = said_by("review_opinion", replace(FULL, conclusion=""))

    assert "未载明审核结论，不得作为提请集体审议的依据" in said


def test_an_unlawful_draft_is_barred_from_deliberation() -> None:
    assert "不得提交集体审议" in said_by(
        "review_opinion", replace(FULL, conclusion=Conclusion.ILLEGAL)
    )


def test_a_code_in_no_list_is_refused_instead_of_printed() -> None:
    with pytest.raises(UnknownCode, match="revise"):
        said_by("review_opinion", replace(FULL, conclusion="revised"))
    with pytest.raises(UnknownCode, match="must_change"):
        said_by("review_opinion", replace(FULL, items=(an_item(severity="must"),)))
    with pytest.raises(UnknownCode, match="not_adopted"):
        said_by("revision_confirmation", replace(FULL, items=(an_item(adoption="adopt_not"),)))
    with pytest.raises(UnknownCode, match="review_opinion"):
        letters.letter_kind("review_opinions")


def test_a_confirmation_tells_what_became_of_each_item() -> None:
    items = (
        an_item(1, adoption=Adoption.ADOPTED),
        an_item(2, adoption=Adoption.PARTLY, adoption_reason="另有规定"),
        an_item(3, adoption=Adoption.NOT_ADOPTED),
        an_item(4),
    )
    text = letters.letter_kind("revision_confirmation").compose(replace(FULL, items=items))
    rows = [row for block in text.body if not isinstance(block, Para) for row in block.rows]

    assert [row[3] for row in rows if len(row) == 5] == ["采纳", "部分采纳", "未采纳", "未反馈"]
    assert "另有规定" in words_of(text)
    assert "第2、3、4项审核意见未完全采纳或者未反馈" in words_of(text)


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
    note = kind.compose(replace(FULL, unverified=("备案期限", "有效期"))).note

    assert "（未核实）：备案期限、有效期。" in note
    assert "未核实" not in kind.compose(FULL).note


@KINDS
def test_a_played_letter_says_so_at_its_top(kind: LetterKind) -> None:
    assert kind.compose(replace(FULL, played=True)).mark.startswith("【演示】")
    assert kind.compose(FULL).mark == ""


def test_an_opinion_on_another_document_does_not_speak_of_deliberation() -> None:
    other = replace(FULL, matter_type="other_document")

    for code in ("review_opinion", "revision_confirmation", "return_notice", "closing_notice"):
        assert "集体审议" not in said_by(code, other)
        assert "115号" not in said_by(code, other)


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


def test_a_move_sends_its_letter_and_most_moves_send_none() -> None:
    assert [kind.code for kind in letters.letters_sent_on("accept")] == ["acceptance_notice"]
    assert letters.letters_sent_on("claim") == ()
    assert letters.letter_kind("filing_report").sent_on == frozenset()
