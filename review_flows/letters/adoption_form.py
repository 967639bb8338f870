"""采纳情况反馈表: goes with the opinion; the drafting unit fills in what became of each item."""

from models.letter import (
    Addressee,
    Block,
    LetterFacts,
    LetterItem,
    LetterKind,
    LetterText,
    Para,
    Table,
)
from models.letter import ParaStyle as Style
from models.letter_wording import Wording
from review_flows.letters import forms, phrases
from review_flows.letters.review_scope import review_of

_BOX = "□"
_HOW = (
    "请逐条在采纳、部分采纳、未采纳栏中择一标注。采纳或者部分采纳的，填写修改后的表述；"
    "未采纳或者部分采纳的，填写理由和依据。"
)
# Asked of the drafting unit, so nothing stands behind them.
_SIGNED_BY = (
    ("填报单位\n（盖章）", "", "单位负责人\n（签字）", ""),
    ("填报人", "", "联系电话", ""),
    ("填报日期", "　　年　　月　　日"),
)


def compose(facts: LetterFacts) -> LetterText:
    """Return the form with a row for each item of the opinion. Raises UnknownCode."""
    body: tuple[Block, ...] = (
        forms.form((*forms.alone(_which(facts)), *forms.paired(_about(facts)))),
        *phrases.worded(facts, Wording.ADOPTION_FORM_HOW, _HOW),
        *_items(facts),
        forms.form(_SIGNED_BY),
        *_closing(facts),
    )
    return forms.sheet(KIND.code, name_of(facts), facts, body, sender=facts.review_office)


def name_of(facts: LetterFacts) -> str:
    """Return how the form is called, after the review that the law names."""
    return KIND.name.replace("审核", review_of(facts))


def _which(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return what takes a whole row: the title, and which file the items are about."""
    return (
        ("文件名称", phrases.quoted(facts.title.strip()) if facts.title.strip() else ""),
        ("送审稿校验值\n（SHA-256）", forms.halved(facts.draft_sha256)),
    )


def _about(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("意见书文号", facts.opinion_number),
        ("审核件编号", facts.case_number),
        ("起草单位", facts.drafting_unit),
        (
            f"{review_of(facts)}结论",
            phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion),
        ),
    )


def _items(facts: LetterFacts) -> tuple[Table, ...]:
    """Return a row for each item, with boxes to tick and room to write."""
    if not facts.items:
        return ()
    header = (
        "序号",
        f"条款及{review_of(facts)}意见",
        "采纳",
        "部分\n采纳",
        "未采纳",
        "修改后的表述",
        "理由和依据",
    )
    rows = tuple(_item(item) for item in facts.items)
    return (Table(header, rows, widths=(13, 40, 13, 13, 17.5, 29.7, 29.8)),)


def _item(item: LetterItem) -> tuple[str, ...]:
    severity = phrases.word(phrases.SEVERITIES, "Severity", item.severity)
    mark = f"\n（{severity}）" if severity else ""
    place = f"{phrases.clause(item.address) or '送审稿'}{mark}"
    asked = phrases.lines(item.suggestion) or phrases.lines(item.issue)
    return (str(item.no), f"{place}\n{asked}" if asked else place, _BOX, _BOX, _BOX, "", "")


def _closing(facts: LetterFacts) -> tuple[Para, ...]:
    """Return when the form has to be back: before the meeting, which has to hear of it."""
    when = "提请集体审议前" if phrases.is_normative(facts) else "修改完成后"
    office = facts.review_office or "审核机构"
    return (Para(f"本表请于{when}填写，加盖单位印章后报送{office}。", Style.NOTE),)


KIND = LetterKind(
    code="adoption_form",
    name="审核意见采纳情况反馈表",
    series="{organ}司审馈〔{year}〕{number}号",
    sent_on=frozenset(),  # with an opinion that has items
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
