"""催办通知: a task waits; whoever has it is asked to go on with it."""

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from review_flows.letters import attention, phrases

_REQUEST = (
    "请抓紧办理。确有原因不能按期办结的，请及时说明情况；依照规定可以中止计时或者延期的，"
    "应当在期限届满前提出。"
)


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter to whoever has the task, or may take it."""
    by = f"根据{facts.asked_by}的催办要求，" if facts.asked_by else ""
    body: tuple[Block, ...] = (
        Para(f"{attention.matter(facts)}尚未办结。{by}现予催办，有关情况如下："),
        *attention.particulars(facts),
        *phrases.said(facts.instruction, "催办事由："),
        *phrases.worded(facts, Wording.URGING_REQUEST, _REQUEST),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=attention.addressee(facts),
        sender=facts.review_office,
    )


KIND = LetterKind(
    code="urging_notice",
    name="催办通知",
    series="{organ}司审催〔{year}〕{number}号",
    sent_on=frozenset(),  # by whoever urges, but for the drafting unit itself
    to=Addressee.HOLDER,
    compose=compose,
)
