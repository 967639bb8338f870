"""The proposal of a matter type as one Chinese sentence after another, and its type read back.

The proposal is kept as a finding like every other. Its first sentence is fixed, so that the desk
can hold a person's decision against it.
"""

from collections.abc import Iterator

from models.case import MatterType
from models.classification import LimbReading, Proposal
from models.words import word

PROPOSAL_CHECK = "classifies_the_matter"  # the check that puts the proposal as a finding
_LEAD = "按标题和文本，建议按“{}”办理。"


def told(proposal: Proposal) -> str:
    """Return the proposal in Chinese: the matter type first, then what each sign rests on."""
    limbs = "；".join(_limb_told(one) for one in proposal.limbs)
    return "".join((_LEAD.format(word(proposal.matter_type, "zh")), limbs, "。", *_rest(proposal)))


def _rest(proposal: Proposal) -> Iterator[str]:
    for one in proposal.exclusions:
        yield f"标题含“{one.words}”，与“{word(one.exclusion, 'zh')}”相似"
        yield "，但文本对外设定权利义务，不宜只按名称排除。" if one.outweighed else "。"


def _limb_told(reading: LimbReading) -> str:
    words = "、".join(f"“{words}”" for words in reading.words)
    answer = f"{word(reading.limb, 'zh')}：{word(reading.answer, 'zh')}"
    return f"{answer}（{words}）" if words else answer


def type_told(sentence: str) -> MatterType | None:
    """Return the matter type with which a sentence of `told` begins; None of any other sentence."""
    leads = {_LEAD.format(word(one, "zh")): one for one in MatterType}
    return next((one for lead, one in leads.items() if sentence.startswith(lead)), None)
