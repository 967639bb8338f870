"""A text in, its clauses out: which article, paragraph and item every line belongs to."""

from collections.abc import Sequence

from models.structure.clause import Clause
from models.structure.document_parts import article_count, parts_of
from models.word_text import WordText

__all__ = ["article_count", "clauses_of", "words_under"]


def clauses_of(text: WordText) -> tuple[Clause, ...]:
    """Return the clauses of all parts in reading order; none for a text without numbered clauses.

    The addresses of the main text are bare, those of other parts begin with their label
    (附件1 第三条), and no two are alike. What stands before the first clause of a part, in tables
    and in the signature belongs to no clause.
    """
    return tuple(clause for part in parts_of(text) for clause in part.clauses)


def words_under(clauses: Sequence[Clause], address: str) -> str:
    """Return the words of the clause and of everything below it, one clause a line.

    Of two clauses with one address (clauses that were read by an earlier version of the program)
    the first counts.
    """
    start = next((i for i, clause in enumerate(clauses) if clause.address == address), None)
    if start is None:
        return ""
    words = [clauses[start].text]
    for clause in clauses[start + 1 :]:
        if not clauses[start].may_hold(clause):
            break
        words.append(clause.text)
    return "\n".join(word for word in words if word)
