"""What became of an opinion: the answers of the drafting unit counted, a changed text confirmed."""

from collections.abc import Sequence

from models.letter import LetterFacts, LetterItem
from models.opinion import Adoption
from review_flows.letters import phrases

_CODES = (*Adoption, "")  # "" where nothing was reported


def counted(items: Sequence[LetterItem]) -> str:
    """Return 共3条：采纳1条，未采纳2条; nothing where there are no items. Raises UnknownCode."""
    counts = ((_name(code), sum(item.adoption == code for item in items)) for code in _CODES)
    told = "，".join(f"{name}{count}条" for name, count in counts if count)
    return f"共{len(items)}条：{told}" if items else ""


def confirmed(facts: LetterFacts) -> str:
    """Return that the changed text was confirmed, and by which letter; nothing where none was."""
    if not facts.confirmation_number:
        return ""
    day = f"已于{phrases.chinese_day(facts.confirmation_on)}" if facts.confirmation_on else "已"
    return f"修改稿{day}经复核确认（{facts.confirmation_number}）"


def _name(code: str) -> str:
    return phrases.word(phrases.ADOPTIONS, "Adoption", code) or "未反馈"
