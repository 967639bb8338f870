"""What stands as Word comments in a copy of the draft that somebody takes away to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.advice import ProblemKind
from models.anchor import WHOLE_TEXT
from models.copies.placing import Ends, PlacedDraft
from models.letter import chinese_day
from models.opinion import Adoption, Severity
from models.words import phrase, word

# Custom properties of the copy: how it is known again when it comes back.
CASE, DRAFT, QUESTION = "review-flows-case", "review-flows-draft", "review-flows-consultation"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """The question to whom the copy goes. Days are ISO days, instants ISO texts in UTC."""

    number: int
    text: str
    answer_by: str
    asked_by: str
    asked_at: str


@dataclass(frozen=True, slots=True)
class SaidComment:
    """A comment of an advice that the addressee may read, and the reviewer's answer if any."""

    consultation: int
    number: int
    address: str
    quote: str
    kind: ProblemKind
    severity: Severity
    problem: str
    basis: str
    suggestion: str
    replacement: str
    author: str
    at: str
    adoption: Adoption | None = None
    adoption_reason: str = ""
    answered_by: str = ""
    answered_at: str = ""

    @property
    def label(self) -> str:
        """How people call it: question and comment."""
        return f"{self.consultation}.{self.number}"


@dataclass(frozen=True, slots=True)
class RemarkOut:
    """A Word comment to be written; `parent` is the key of the one that it answers."""

    key: str
    ends: Ends
    text: str
    author: str
    at: str
    parent: str = ""
    resolved: bool = False


def remarks_out(
    draft: PlacedDraft, question: AskedQuestion, said: Iterable[SaidComment]
) -> Iterator[RemarkOut]:
    """Yield the question at the title, then each comment at its words, with its answer.

    A comment on words that the draft no longer has stands at the title and says where it was.
    Nothing is yielded for a draft without any text.
    """
    title = draft.title_ends()
    if title is None:
        return
    text = phrase(
        "out.question",
        "zh",
        number=question.number,
        text=question.text,
        answer_by=chinese_day(date.fromisoformat(question.answer_by)),
    )
    key = f"question-{question.number}"
    yield RemarkOut(key, title, text, question.asked_by, question.asked_at)
    for one in said:
        yield from _thread(draft, one, title)


def _thread(draft: PlacedDraft, one: SaidComment, title: Ends) -> Iterator[RemarkOut]:
    found = ends_of(draft, one.address, one.quote)
    key = f"comment-{one.label}"
    answered = one.adoption is not None
    text = _text(one, placed=found is not None)
    yield RemarkOut(key, found or title, text, one.author, one.at, resolved=answered)
    if one.adoption is not None:
        reply = phrase(
            "out.answer",
            "zh",
            label=one.label,
            adoption=word(one.adoption, "zh"),
            reason=f"：{one.adoption_reason}" if one.adoption_reason else "",
        )
        yield RemarkOut(
            f"answer-{one.label}",
            found or title,
            reply,
            one.answered_by,
            one.answered_at,
            parent=key,
            resolved=True,
        )


def ends_of(draft: PlacedDraft, address: str, quote: str) -> Ends | None:
    """Return where a remark stands: its words in its clause, or the one place that has them."""
    if address == WHOLE_TEXT and not quote:
        return draft.title_ends()
    return draft.find(address, quote) or draft.find_anywhere(quote)


def _text(one: SaidComment, *, placed: bool) -> str:
    """Return a comment as it is read in the margin: one line for each part that it has."""
    parts = [
        phrase(
            "out.comment",
            "zh",
            label=one.label,
            severity=word(one.severity, "zh"),
            kind=word(one.kind, "zh"),
        )
    ]
    if not placed:
        quote = f"“{one.quote}”" if one.quote else ""
        parts.append(phrase("out.not_found", "zh", address=one.address, quote=quote))
    parts.append(one.problem)
    for name in ("basis", "suggestion", "replacement"):
        if said := getattr(one, name):
            parts.append(phrase(f"out.{name}", "zh", text=said))
    return "\n".join(parts)
