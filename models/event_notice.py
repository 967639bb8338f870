"""The message of an event that is no term: what ended, or was decided, and what it asks for."""

from dataclasses import dataclass
from datetime import date

from models.case import CaseState, MatterType
from models.notice import LANGUAGES, Message
from models.words import Language, phrase, word


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What happened to a document in force.

    `kind` is basis or cleanup; `which` the document number of the basis, or the clean-up; `state`
    what the basis is since the day `on`.
    """

    number: str
    matter_type: MatterType
    kind: str
    which: str
    state: CaseState | None
    on: date


def event_message(facts: EventFacts) -> Message:
    """Return the message, Chinese first. It names numbers only, as every message does."""
    chinese, english = (_places(facts, language) for language in LANGUAGES)
    return Message(
        phrase("event.subject", "zh", **chinese),
        f"{phrase('event.text', 'zh', **chinese)}\n\n{phrase('event.text', 'en', **english)}\n",
    )


def _places(facts: EventFacts, language: Language) -> dict[str, str]:
    state = word(facts.state, language) if facts.state else ""
    said = {"which": facts.which, "state": state, "on": facts.on.isoformat()}
    return {
        "number": facts.number,
        "matter": word(facts.matter_type, language),
        "what": phrase(f"event.{facts.kind}", language, **said),
        "wanted": phrase(f"event.wanted.{facts.kind}", language),
        "command": f"review-flows show {facts.number}",
    }
