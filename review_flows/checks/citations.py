"""Which laws a passage cites, and how near the citation stands to what it has to carry."""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.check import Passage

_BOOK_TITLE = re.compile(r"《([^《》]{2,60})》")
_TAIL = re.compile(r"(?:[（(][^（）()]*[）)])+$")  # （试行）, （2021年修订）
_LAW = re.compile(r"(?:(?<![方做用算书])法|法典|条例|规定|办法|细则|规则|通则|决定)$")
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


def laws_cited(text: str, own_title: str = "") -> tuple[str, ...]:
    """Return the names in 《》 that are laws, regulations or rules by their last word, once each.

    The draft's own title is no basis. Whether the name is that of a law in force, or of an
    ordinary document called 办法, a person has to see.
    """
    names = dict.fromkeys(_BOOK_TITLE.findall(text))
    return tuple(name for name in names if _is_law(name, own_title))


def basis_of(passage: Passage, own_title: str) -> Basis:
    """Return the best basis that the passage names, looking from near to far."""
    near = f"{passage.lead}\n{passage.text}"
    if laws := laws_cited(near, own_title):
        return Basis(Support.HERE, laws)
    if laws := laws_cited(passage.article, own_title):
        return Basis(Support.ARTICLE, laws)
    return Basis(Support.VAGUE if _VAGUE.search(near) else Support.NONE, ())


def _is_law(name: str, own_title: str) -> bool:
    bare = _TAIL.sub("", name)
    return _LAW.search(bare) is not None and not (own_title and bare in own_title)
