"""A document of a case: its text, its clauses, its title, its kind. The door to these modules."""

from models.safety_report import (
    REMOVED_SENTENCES,
    WARNING_SENTENCES,
    DocumentWarning,
    Outcome,
    Removed,
    RemovedKind,
    SafetyReport,
    removed_sentence,
    warning_sentence,
)
from models.structure.clause import Clause, ClauseLevel
from models.structure.clauses import clauses_of, words_under
from models.structure.document_facts import DocumentFacts, document_facts
from models.structure.document_kind import KIND_NAMES, DocumentKind, KindGuess, kind_of
from models.structure.document_part import DocumentPart, NumberFamily, PartKind
from models.structure.document_parts import parts_of
from models.structure.title import title_of
from models.word_text import Paragraph, Place, WordText

__all__ = [
    "KIND_NAMES",
    "REMOVED_SENTENCES",
    "WARNING_SENTENCES",
    "Clause",
    "ClauseLevel",
    "DocumentFacts",
    "DocumentKind",
    "DocumentPart",
    "DocumentWarning",
    "KindGuess",
    "NumberFamily",
    "Outcome",
    "Paragraph",
    "PartKind",
    "Place",
    "Removed",
    "RemovedKind",
    "SafetyReport",
    "WordText",
    "clauses_of",
    "document_facts",
    "kind_of",
    "parts_of",
    "removed_sentence",
    "title_of",
    "warning_sentence",
    "words_under",
]
