"""A file taken apart: the notice that issues a rule, the rule itself, what is attached to it."""

from dataclasses import dataclass
from enum import StrEnum

from models.structure.clause import Clause


class PartKind(StrEnum):
    """What a part of a file is."""

    COVER = "cover"  # the notice, order or announcement that issues the text
    MAIN = "main"  # the text under review; a file has exactly one
    FURTHER = "further"  # another text that the same notice issues
    ATTACHMENT = "attachment"


class NumberFamily(StrEnum):
    """How a part numbers its clauses."""

    ARTICLES = "articles"  # 第一条
    OUTLINE = "outline"  # 一、（一）1.
    DECIMAL = "decimal"  # 1 / 1.1 / 1.1.1
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One text of a file. `first` and `last` are indexes of paragraphs, both included.

    `label` stands before the addresses of its clauses (附件1, 印发通知); it is empty for the main
    text, whose addresses are bare. `attached_as` is the line above it, also of a main text that
    stands below 附件.
    """

    kind: PartKind
    label: str
    attached_as: str
    title: str
    first: int
    last: int
    family: NumberFamily
    clauses: tuple[Clause, ...]
