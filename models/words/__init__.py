"""The Chinese and English word for every code, heading and message: code in, word out.

It imports none of the closed lists it names, so that a command that only reads starts quickly;
tests/test_words.py walks them all and shows that nothing is missing.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from models.refusal import Language, RefusalReason, refusal_sentence
from models.words import (
    accounts,
    acts,
    adoption,
    backup,
    calendar,
    clock,
    consultation,
    cross_check,
    documents,
    errors,
    exchange,
    filing,
    form_check,
    form_fields,
    headings,
    health,
    help_texts,
    issuance,
    ledger,
    letters,
    material,
    messages,
    notices,
    operation,
    people,
    queues,
    received_filing,
    rules,
    sealing,
    states,
    statistics,
    structure,
    time,
    validity,
    word_files,
)
from models.words.pair import Words

ASSUMED = "assumed:"  # how a source begins that is no source

__all__ = [
    "ASSUMED",
    "Language",
    "Words",
    "help_text",
    "letter_word",
    "phrase",
    "told_error",
    "told_source",
    "word",
    "word_of",
]

CODES: Mapping[str, Mapping[str, Words]] = {
    **states.CODES,
    **accounts.CODES,
    **acts.CODES,
    **adoption.CODES,
    **backup.CODES,
    **calendar.CODES,
    **consultation.CODES,
    **cross_check.CODES,
    **documents.CODES,
    **filing.CODES,
    **form_check.CODES,
    **form_fields.CODES,
    **issuance.CODES,
    **ledger.CODES,
    **letters.CODES,
    **material.CODES,
    **notices.CODES,
    **operation.CODES,
    **people.CODES,
    **queues.CODES,
    **received_filing.CODES,
    **rules.CODES,
    **statistics.CODES,
    **structure.CODES,
    **time.CODES,
    **validity.CODES,
    **word_files.CODES,
}
PHRASES: Mapping[str, Words] = {
    **headings.PHRASES,
    **accounts.PHRASES,
    **messages.PHRASES,
    **health.PHRASES,
    **calendar.PHRASES,
    **clock.PHRASES,
    **structure.PHRASES,
    **word_files.PHRASES,
    **form_check.PHRASES,
    **form_fields.PHRASES,
    **adoption.PHRASES,
    **backup.PHRASES,
    **consultation.PHRASES,
    **cross_check.PHRASES,
    **documents.PHRASES,
    **exchange.PHRASES,
    **filing.PHRASES,
    **issuance.PHRASES,
    **ledger.PHRASES,
    **notices.PHRASES,
    **operation.PHRASES,
    **people.PHRASES,
    **queues.PHRASES,
    **received_filing.PHRASES,
    **rules.PHRASES,
    **sealing.PHRASES,
    **statistics.PHRASES,
    **validity.PHRASES,
}


def word(code: StrEnum, language: Language) -> str:
    """Return the word for a member of a closed list. Raises KeyError for one without a word."""
    if isinstance(code, RefusalReason):
        return refusal_sentence(code, language)
    kind = type(code).__name__
    if kind in material.ENGLISH_ONLY:
        return _document_kind(code, language)
    return CODES[kind][code].to(language)


def word_of(kind: str, code: str | None, language: Language) -> str:
    """Return the word for a stored code of the list named; the code itself where it is unknown."""
    if not code:
        return ""
    if kind == "DocumentKind":
        return _document_kind(code, language)
    known = CODES[kind].get(code)
    return known.to(language) if known else code


def _document_kind(code: str, language: Language) -> str:
    if language == "en":
        return material.ENGLISH_ONLY["DocumentKind"][code]
    # Imported here: telling kinds apart comes with patterns that most commands do not need.
    from models.document import KIND_NAMES, DocumentKind

    return KIND_NAMES[DocumentKind(code)]


def letter_word(code: str) -> str:
    """Return the English name of a kind of letter; the Chinese one stands in its own file."""
    return material.ENGLISH_ONLY["LetterKind"].get(code, code)


def phrase(key: str, language: Language, **values: object) -> str:
    """Return a heading or message with its places filled. Raises KeyError for an unknown key."""
    return PHRASES[key].to(language).format(**values)


def told_source(source: str, language: Language) -> str:
    """Return where a value of law comes from: what is only assumed is called so in a word."""
    if not source.startswith(ASSUMED):
        return source
    return phrase("assumed", language, why=source.removeprefix(ASSUMED).strip())


def help_text(name: str) -> str | None:
    """Return the Chinese help of a command ("log show") or an option ("--state"), if any."""
    for known in (
        help_texts.CHINESE,
        accounts.HELP,
        adoption.HELP,
        backup.HELP,
        calendar.HELP,
        consultation.HELP,
        cross_check.HELP,
        documents.HELP,
        exchange.HELP,
        filing.HELP,
        issuance.HELP,
        notices.HELP,
        operation.HELP,
        people.HELP,
        queues.HELP,
        received_filing.HELP,
        rules.HELP,
        statistics.HELP,
        validity.HELP,
    ):
        if name in known:
            return known[name]
    return None


def told_error(kinds: Iterable[str]) -> tuple[str, str]:
    """Return what went wrong and what to do now, in Chinese; `kinds` names the nearest class first.

    Raises StopIteration for an error that is no ReviewError.
    """
    return next(errors.CHINESE[kind] for kind in kinds if kind in errors.CHINESE)
