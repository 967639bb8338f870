"""A document of a case: its text, its clauses, its title, its kind. The door to these modules."""

from models.clause import Clause, ClauseLevel
from models.clauses import clauses_of, words_under
from models.document_kind import KIND_NAMES, DocumentKind, KindGuess, kind_of
from models.safety_report import (
    WARNING_SENTENCES,
    DocumentWarning,
    SafetyReport,
    warning_sentence,
)
from models.title import title_of
from models.word_text import Paragraph, WordText

__all__ = [
    "KIND_NAMES",
    "WARNING_SENTENCES",
    "Clause",
    "ClauseLevel",
    "DocumentKind",
    "DocumentWarning",
    "KindGuess",
    "Paragraph",
    "SafetyReport",
    "WordText",
    "clauses_of",
    "kind_of",
    "title_of",
    "warning_sentence",
    "words_under",
]
