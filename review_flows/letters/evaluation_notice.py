"""评估提醒函: the validity of a document ends soon; its drafting unit is asked to evaluate it."""

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from review_flows.letters import phrases

_CHOICES = (
    "需要继续施行的，完成评估后重新登记、重新公布，有效期重新计算",
    "需要修改的，依照制定程序修改，报送合法性审核",
    "不需要继续施行的，有效期届满即失效；需要提前停止施行的，依照程序予以废止",
)


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter to the drafting unit, from the review office."""
    body: tuple[Block, ...] = (
        Para(f"你单位起草的{phrases.document_of(facts)}{_until(facts)}。{_wanted(facts)}"),
        *phrases.particulars(
            (
                ("登记号", facts.registration_number),
                ("公布日期", phrases.optional_day(facts.published_on)),
                ("施行日期", phrases.optional_day(facts.effective_on)),
                ("有效期届满日", phrases.optional_day(facts.valid_until)),
            )
        ),
        Para("请根据评估情况，分别作如下处理："),
        *phrases.listed(_CHOICES),
        Para("有效期届满仍未延续的，自次日起失效，不得再作为行政管理的依据。"),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _until(facts: LetterFacts) -> str:
    if facts.valid_until is None:
        return "有效期即将届满"
    return f"有效期至{phrases.chinese_day(facts.valid_until)}"


def _wanted(facts: LetterFacts) -> str:
    basis = f"依照{phrases.clause(facts.validity_basis)}，" if facts.validity_basis else ""
    when = f"在有效期届满前{facts.remind_months}个月内" if facts.remind_months else "在有效期届满前"
    return f"{basis}请{when}组织对该文件的实施情况进行评估。"


KIND = LetterKind(
    code="evaluation_notice",
    name="评估提醒函",
    series="{organ}司评提〔{year}〕{number}号",
    sent_on=frozenset({"call_for_evaluation"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
