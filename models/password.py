"""What is wrong with a new password under a policy; it is hashed as it is, uncut, unchanged."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from models.account_policy import MOST_CHARACTERS, AccountPolicy, PolicyFigure
from models.common_passwords import is_common

SHORTEST_WORD = 3  # characters of a word of the context; a shorter one is in everything


class PasswordFault(StrEnum):
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_FEW_CLASSES = "too_few_classes"
    COMMON = "common"
    NAMES_THE_CONTEXT = "names_the_context"  # the person, the office, the program
    USED_BEFORE = "used_before"
    UNWRITABLE = "unwritable"  # half of a character, which no database and no hash can hold


_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")


def password_faults(
    policy: AccountPolicy, password: str, context: Iterable[str] = ()
) -> tuple[PasswordFault, ...]:
    """Return everything that is wrong, but for former passwords: those are known by hash only.

    `context` are words that must not be what it is made of: the person's code and name, the
    organ's name. A password of any composition is taken where the policy asks for no classes.
    """
    if not _is_plain(password):
        return (PasswordFault.UNWRITABLE,)
    least = policy.of(PolicyFigure.LEAST_CHARACTERS)
    classes = sum(bool(re.search(one, password)) for one in _CLASSES)
    wrong = {
        PasswordFault.TOO_SHORT: len(password) < least,
        PasswordFault.TOO_LONG: len(password) > MOST_CHARACTERS,
        PasswordFault.TOO_FEW_CLASSES: classes < policy.of(PolicyFigure.LEAST_CLASSES),
        PasswordFault.COMMON: is_common(password[:MOST_CHARACTERS]),
        PasswordFault.NAMES_THE_CONTEXT: _names(password[:MOST_CHARACTERS], context, least),
    }
    return tuple(fault for fault, holds in wrong.items() if holds)


def _is_plain(text: str) -> bool:
    return "\x00" not in text and not any(unicodedata.category(sign) == "Cs" for sign in text)


def _names(password: str, context: Iterable[str], least: int) -> bool:
    """Say whether too little is left of a password once the words of its context are taken out."""
    said = unicodedata.normalize("NFKC", password).casefold()
    words = {unicodedata.normalize("NFKC", word).casefold() for word in context}
    rest = said
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD or not word.isascii():
            rest = rest.replace(word, "") if word else rest
    return rest != said and len(rest) < least
