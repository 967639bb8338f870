"""Words that Word shows and no check has read → one note for a reviewer, with the first of them."""

from collections.abc import Sequence

from models.safety_report import DocumentWarning, warning_sentence

PLACES_SHOWN = 3


def unread_note(found: Sequence[str]) -> str:
    """Return the sentence on words that were not read: how many places, and what they say."""
    shown = "；".join(f"“{words}”" for words in found[:PLACES_SHOWN])
    more = "等" if len(found) > PLACES_SHOWN else ""
    return f"{warning_sentence(DocumentWarning.UNREAD_WORDS)}共{len(found)}处：{shown}{more}。"
