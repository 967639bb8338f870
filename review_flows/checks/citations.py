"""Which laws a passage cites, and how near the citation stands to what it has to carry."""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.check import Passage
from models.structure.citation import laws_cited

__all__ = ["Basis", "Support", "basis_of", "laws_cited"]

_VAGUE = re.compile(
    r"依法|(?:依照|按照?|根据|依据)[^，。；：《]{0,12}(?:法律|法规|规章|有关规定|相关规定)"
)


class Support(StrEnum):
    """Where the law stands that a passage rests on."""

    HERE = "here"  # in the passage or in the words that introduce it
    ARTICLE = "article"  # elsewhere in the same article
    VAGUE = "vague"  # 依法, 按照有关规定: no law is named
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Basis:
    """The laws cited near a passage, and how near."""

    support: Support
    laws: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether a law is cited by its name in the same article."""
        return self.support in (Support.HERE, Support.ARTICLE)


def basis_of(passage: Passage, own_title: str) -> Basis:
    """Return the best basis that the passage names, looking from near to far."""
    near = f"{passage.lead}\n{passage.text}"
    if laws := laws_cited(near, own_title):
        return Basis(Support.HERE, laws)
    if laws := laws_cited(passage.article, own_title):
        return Basis(Support.ARTICLE, laws)
    return Basis(Support.VAGUE if _VAGUE.search(near) else Support.NONE, ())
