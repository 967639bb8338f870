"""督办通知: a chief or an auditor watches over a case, says what for, and wants an answer."""

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from review_flows.letters import attention, phrases

_REQUEST = "请按照督办要求抓紧办理，并书面报告办理情况。"


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter to whoever has the task, or may take it."""
    by = f"由{facts.asked_by}" if facts.asked_by else ""
    body: tuple[Block, ...] = (
        Para(f"{attention.matter(facts)}已{by}列为督办事项，现将有关要求通知如下："),
        *attention.particulars(facts),
        *phrases.said(facts.instruction, "督办要求："),
        *phrases.worded(facts, Wording.SUPERVISION_REQUEST, _REQUEST),
        *_report_by(facts),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=attention.addressee(facts),
        sender=facts.asking_unit or facts.review_office,
    )


def _report_by(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the day by which the answer is wanted; a person set it, so it is never 暂定."""
    if facts.report_by is None:
        return ()
    return (Para(f"办理情况请于{phrases.chinese_day(facts.report_by)}以前（含当日）报告。"),)


KIND = LetterKind(
    code="supervision_notice",
    name="督办通知",
    series="{organ}司审督〔{year}〕{number}号",
    sent_on=frozenset({"supervise"}),
    series_of_others="{organ}督〔{year}〕{number}号",
    to=Addressee.HOLDER,
    compose=compose,
)
