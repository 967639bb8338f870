"""办理单: the whole walk of a case on one page, for its paper file."""

from collections.abc import Sequence
from datetime import date

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Table, WalkLine
from models.words import word_of
from review_flows.letters import answers, forms, phrases
from review_flows.letters.review_scope import review_of

MOST_STEPS = 13  # so that the sheet stays one page; what is left out is said and stands in the log
_FIRST_STEPS = 5  # of these, when some have to be left out


def compose(facts: LetterFacts) -> LetterText:
    """Return the sheet: the case, its clock, what was concluded and decided, and each step."""
    rows = (
        *forms.alone((("文件名称", _title(facts)),)),
        *forms.paired(_case(facts)),
        *forms.paired(_clock(facts)),
        *forms.alone(_opinion(facts)),
        *forms.paired(_sequel(facts)),
        *forms.alone((("所审文本校验值", forms.halved(facts.draft_sha256)),)),
    )
    body: tuple[Block, ...] = (
        *((forms.form(rows),) if rows else ()),
        *_walk(facts.walk),
        forms.form(_signed_by(facts)),
    )
    heading = f"合法性{review_of(facts)}办理单"
    return forms.sheet(KIND.code, heading, facts, body, sender=facts.review_office)


def _signed_by(facts: LetterFacts) -> tuple[tuple[str, ...], ...]:
    return (
        ("承办人（签字）", "", f"{review_of(facts)}机构负责人\n（签字）", ""),
        ("归档人（签字）", "", "归档日期", ""),
    )


def _title(facts: LetterFacts) -> str:
    return phrases.quoted(facts.title.strip()) if facts.title.strip() else ""


def _case(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("审核件编号", facts.case_number),
        ("事项类型", word_of("MatterType", facts.matter_type, "zh")),
        ("起草单位", facts.drafting_unit),
        ("制定机关", facts.enacting_organ),
        ("收件日期", phrases.optional_day(facts.received_on)),
        ("受理日期", phrases.optional_day(facts.accepted_on)),
        ("承办人", facts.reviewer),
        ("审批人", facts.chief),
    )


def _clock(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the last days of the review, and how long it took."""
    return (
        ("最短时限届满日", _last_day(facts.floor_on, facts)),
        ("最长时限届满日", _last_day(facts.ceiling_on, facts)),
        ("出具意见日期", phrases.optional_day(facts.opinion_on)),
        (f"{review_of(facts)}用时", _used(facts)),
    )


def _last_day(day: date | None, facts: LetterFacts) -> str:
    """Return a last day with 暂定 on a line of its own, which the column has no room for beside."""
    return phrases.term_day(day, facts).replace("（", "\n（")


def _used(facts: LetterFacts) -> str:
    if facts.used_working is None or facts.used_calendar is None:
        return ""
    return f"{facts.used_working}个工作日\n（{facts.used_calendar}个自然日）"


def _opinion(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return which opinion was given, and whom the reviewer heard."""
    conclusion = phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion)
    parts = (facts.opinion_number, conclusion, answers.counted(facts.items))
    return (
        (f"{review_of(facts)}意见书", "；".join(part for part in parts if part)),
        ("修改稿复核", answers.confirmed(facts)),
        ("听取意见", "、".join((*facts.heard, *facts.experts, *facts.co_reviewers))),
    )


def _sequel(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("审议会议", facts.meeting),
        ("审议日期", phrases.optional_day(facts.deliberated_on)),
        ("发文字号", facts.document_number),
        ("登记号", facts.registration_number),
        ("公布日期", phrases.optional_day(facts.published_on)),
        ("施行日期", phrases.optional_day(facts.effective_on)),
    )


def _walk(steps: Sequence[WalkLine]) -> tuple[Table, ...]:
    """Return a row for each step; of a long walk its beginning and its end."""
    if not steps:
        return ()
    rows = [_step(step) for step in steps]
    if len(rows) > MOST_STEPS:
        left = len(rows) - MOST_STEPS + 1
        said = ("……", "", f"其间另有{left}步，见流转记录", "")
        rows = [*rows[:_FIRST_STEPS], said, *rows[_FIRST_STEPS + left :]]
    header = ("日期", "办理人", "办理事项", "办理后状态")
    return (Table(header, tuple(rows), widths=(38, 40, 44, 34)),)


def _step(step: WalkLine) -> tuple[str, ...]:
    move, state = word_of("Move", step.move, "zh"), word_of("CaseState", step.state, "zh")
    return (phrases.chinese_day(step.on), step.who, move, state)


KIND = LetterKind(
    code="handling_sheet",
    name="合法性审核办理单",
    series="{organ}司审办〔{year}〕{number}号",
    sent_on=frozenset(),  # where a case ends, and where its document is published
    to=Addressee.FILE,
    compose=compose,
)
