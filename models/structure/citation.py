"""Which texts a passage cites by name, with their numbers and the clauses it points at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.structure.issuing_words import NUMBER_WITH_YEAR
from models.structure.number_value import NUMERALS

_BOOK_TITLE = re.compile(r"《([^《》]{2,60})》")
_TAIL = re.compile(r"(?:[（(][^（）()]*[）)])+$")  # （试行）, （2021年修订）
_LAW = re.compile(r"(?:(?<![方做用算书])法|法典|条例|规定|办法|细则|规则|通则|决定)$")
_CLAUSE = (
    rf"第[{NUMERALS}]+条(?:之[一二三四五六七八九十]+)?(?:第[{NUMERALS}]+款)?"
    rf"(?:第[（(]?[{NUMERALS}]+[）)]?项)?"
)
_CITED = re.compile(
    r"《(?P<name>(?:[^《》]|《[^《》]*》){2,100})》"
    rf"(?:[（(]\s*(?P<number>[^（）()]*?{NUMBER_WITH_YEAR})[^（）()]*[）)])?"
    r"(?:[（(](?:以下|下称|简称)[^）)]*[）)])?"
    rf"(?P<clauses>{_CLAUSE}(?:[、和及或至，]{{1,2}}{_CLAUSE})*)?"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A text that is cited: its name without 《》, its number and the clauses, as written.

    Number and clauses are empty where they are not given.
    """

    words: str
    name: str
    number: str = ""
    clauses: tuple[str, ...] = ()


def citations_in(text: str) -> Iterator[Citation]:
    """Yield the citations in the order of the text; a name within a name is part of it."""
    for found in _CITED.finditer(text):
        clauses = tuple(re.findall(_CLAUSE, found["clauses"] or ""))
        yield Citation(found.group(), found["name"], found["number"] or "", clauses)


def laws_cited(text: str, own_title: str = "") -> tuple[str, ...]:
    """Return the names in 《》 that are laws, regulations or rules by their last word, once each.

    The draft's own title is no basis. Whether the name is that of a law in force, or of an
    ordinary document called 办法, a person has to see.
    """
    names = dict.fromkeys(_BOOK_TITLE.findall(text))
    return tuple(name for name in names if _is_law(name, own_title))


def _is_law(name: str, own_title: str) -> bool:
    bare = _TAIL.sub("", name)
    return _LAW.search(bare) is not None and not (own_title and bare in own_title)
