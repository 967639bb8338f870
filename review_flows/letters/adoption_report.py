"""审核意见采纳情况说明: what the meeting has to know before it decides, what was refused first."""

from collections.abc import Iterable, Sequence

from models.letter import (
    Addressee,
    Block,
    LetterFacts,
    LetterItem,
    LetterKind,
    LetterText,
    Para,
    ParaStyle,
    Table,
)
from models.opinion import Adoption
from review_flows.letters import answers, phrases
from review_flows.letters.review_scope import review_of

# In this order: what the meeting has to weigh comes before what is settled.
_PARTS = (
    (Adoption.NOT_ADOPTED, "未采纳"),
    ("", "未反馈"),
    (Adoption.PARTLY, "部分采纳"),
)


def compose(facts: LetterFacts) -> LetterText:
    """Return the report to the office that prepares the meeting. Raises UnknownCode."""
    review = review_of(facts)
    sections = [(f"{review}意见及采纳概况", _overview(facts)), *_parts(facts.items, review)]
    opening = f"现将{phrases.draft_of(facts)}合法性{review}意见的采纳情况说明如下，"
    blocks: list[Block] = [Para(f"{opening}供集体审议时参阅：")]
    for number, (heading, inside) in enumerate(sections, start=1):
        blocks += [phrases.h1(number, heading), *inside]
    return phrases.letter(
        KIND.code,
        f"关于{phrases.draft_of(facts)}的{review}意见采纳情况说明",
        facts,
        (*blocks, *_closing(facts)),
        addressee=phrases.issuing(facts),
        sender=facts.review_office,
    )


def _overview(facts: LetterFacts) -> tuple[Block, ...]:
    """Return which opinion it is, how many of its items became what, and who overrode it."""
    review = review_of(facts)
    conclusion = phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion)
    rows = (
        ("审核件编号", facts.case_number),
        ("起草单位", facts.drafting_unit),
        (f"{review}意见书文号", facts.opinion_number),
        (f"{review}结论", conclusion),
        ("意见书承办人", facts.reviewer),
        ("意见书审批人", facts.chief),
        (f"{review}意见采纳情况", answers.counted(facts.items)),
        ("修改稿复核", answers.confirmed(facts)),
        ("提请审议文本校验值（SHA-256）", facts.draft_sha256),
    )
    if facts.occasion != "override":
        return phrases.particulars(rows)
    by = f"经{facts.approved_by}批准，" if facts.approved_by else "经批准，"
    warning = Para(f"{by}本件未按照上述{review}结论办理即提请集体审议，请审议时予以注意。")
    return (*phrases.particulars(rows), warning, *phrases.said(facts.reason, "理由："))


def _parts(items: Sequence[LetterItem], review: str) -> Iterable[tuple[str, tuple[Block, ...]]]:
    """Yield a section for each answer that was given; what was adopted is a table at the end."""
    for code, answered in _PARTS:
        found = [item for item in items if item.adoption == code]
        if found:
            heading = f"{answered}的{review}意见"
            yield heading, tuple(p for n, item in enumerate(found, 1) for p in _item(n, item))
    adopted = [item for item in items if item.adoption == Adoption.ADOPTED]
    if adopted:
        yield f"采纳的{review}意见", (_adopted(adopted, review),)


def _item(n: int, item: LetterItem) -> tuple[Para, ...]:
    """Return an item that was not, or not wholly, adopted, with reason and basis."""
    severity = phrases.word(phrases.SEVERITIES, "Severity", item.severity)
    about = phrases.clause(item.address) or "送审稿"
    mark = f"（{severity}）" if severity else ""
    answer = phrases.word(phrases.ADOPTIONS, "Adoption", item.adoption)
    return (
        Para(f"（{phrases.numeral(n)}）第{item.no}项　关于{about}{mark}", ParaStyle.H2),
        *phrases.said(item.issue, "存在问题："),
        *phrases.said(item.basis, "依据："),
        *phrases.said(item.suggestion, "修改建议："),
        *phrases.said(item.adoption_wording, "修改后条款："),
        *phrases.said(item.adoption_reason, f"{answer}的理由："),
        *phrases.said(item.adoption_basis, f"{answer}的依据："),
    )


def _adopted(items: Iterable[LetterItem], review: str) -> Table:
    rows = tuple(
        (
            str(item.no),
            phrases.clause(item.address),
            phrases.clause(item.suggestion or item.issue),
            phrases.clause(item.adoption_wording),
        )
        for item in items
    )
    return Table(("序号", "条款", f"{review}意见", "修改后条款"), rows, widths=(13, 30, 51, 62))


def _closing(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the duty of 115号, item 六, where anything was not wholly adopted."""
    if all(item.adoption == Adoption.ADOPTED for item in facts.items):
        return ()
    lead = f"依照{phrases.GUIDANCE_115}，" if phrases.is_normative(facts) else ""
    return (
        Para(
            f"{lead}未完全采纳{review_of(facts)}意见的，起草单位应当在提请集体审议时"
            "详细说明理由和依据。"
        ),
    )


KIND = LetterKind(
    code="adoption_report",
    name="审核意见采纳情况说明",
    series="{organ}司审采〔{year}〕{number}号",
    sent_on=frozenset(),
    to=Addressee.OFFICE,
    compose=compose,
)
