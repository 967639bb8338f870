"""The exchange with a recipient as the maker's side has it: answers come in, replies go out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.case import CaseState
from models.document import DocumentKind
from models.errors import BadInput
from models.filing import (
    ANSWERS,
    CLOSED,
    REPLIES,
    Direction,
    FilingAnswer,
    FilingReply,
    FilingState,
    after_answer,
    after_reply,
)
from models.filing_review import ProblemType
from models.filing_terms import ASKING
from models.forms import DocumentForm, RecordAnswerForm, ReplyToRecipientForm
from review_flows.desk.filing_tracks import every_recipient_settled, keep_days, track_of
from review_flows.desk.receipt import add_documents
from review_flows.desk.reply_tasks import end_following, follow_track
from review_flows.desk.step import Step
from review_flows.outside import exchanges
from review_flows.outside.database import Row

# A draft among them would become the text under review; these are papers of the exchange alone.
WITH_ANSWERS = frozenset({DocumentKind.FILING_ANSWER})
WITH_REPLIES = frozenset(
    {DocumentKind.FILING_REPLY, DocumentKind.CORRECTED_TEXT, DocumentKind.EVIDENCE}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recipient wrote. `day_field` names the field of the form that holds `said_on`."""

    recipient: str
    kind: FilingAnswer
    said_on: date
    day_field: str = "said_on"
    number: str = ""
    text: str = ""
    reply_by: date | None = None
    problems: tuple[ProblemType, ...] = ()
    documents: tuple[DocumentForm, ...] = ()


def record_answer(step: Step) -> None:
    """Record what a recipient wrote. A registration is recorded by record_receipt."""
    form = step.form_as(RecordAnswerForm)
    if form.answer is FilingAnswer.REGISTERED:
        raise BadInput(
            "answer: a registration has its number (备案号) and day; record it with the move "
            "record_receipt"
        )
    answer = Answer(
        form.recipient,
        form.answer,
        form.said_on,
        number=form.number,
        text=form.text,
        reply_by=form.reply_by,
        problems=form.problems,
        documents=form.documents,
    )
    take_answer(step, answer)


def take_answer(step: Step, answer: Answer) -> None:
    """Take in a recipient's answer, whichever it is: the one way for all of them.

    Refused where that answer cannot come as the track stands. Who owes what from now on is read
    anew, the task of the reply with it; a published case on whose every track the recipient has
    said whether it takes the document in goes on as filed.
    """
    track = track_of(step, answer.recipient)
    state = _state_after(step, track, answer)
    _check_days(step, track, answer)
    _check_words(answer)
    _add_papers(step, answer.documents, WITH_ANSWERS)
    number = _add_message(step, answer)
    changes = {"state": str(state)}
    if answer.kind is FilingAnswer.REGISTERED and track["registered_on"] is None:
        # A later one is of a correction: the document has been on file since the first.
        changes |= {
            "receipt_number": answer.number,
            "registered_on": answer.said_on.isoformat(),
        }
    exchanges.change_track(step.connection, step.number, answer.recipient, **changes)
    days = keep_days(step, answer.recipient)
    due_on = days.reply_by.isoformat() if days.reply_by else None
    follow_track(step, answer.recipient, asked=answer.kind in ASKING, due_on=due_on)
    step.facts["message"] = {"number": number, "state": str(state), "reply_by": due_on}
    filed = every_recipient_settled(step)
    if step.case.state is CaseState.PUBLISHED:
        step.go(CaseState.FILED if filed else CaseState.PUBLISHED)
    elif filed:
        end_following(step)


def _state_after(step: Step, track: Row, answer: Answer) -> FilingState:
    """Return where the answer leads. Refused, naming where the track stands, where nowhere."""
    state, recipient = FilingState(track["state"]), answer.recipient
    after = after_answer(state, answer.kind)
    if after is not None:
        return after
    if state is FilingState.DUE:
        raise step.refuse(
            f"the track of {recipient} is due, not delivered: nothing is answered before its "
            "package has gone out"
        )
    if state in CLOSED:
        raise step.refuse(f"the track of {recipient} is closed ({state}); nothing is answered")
    possible = ", ".join(ANSWERS[state])
    raise step.refuse(
        f"the track of {recipient} is {state}; {answer.kind} cannot come now, but {possible}"
    )


def _check_days(step: Step, track: Row, answer: Answer) -> None:
    """Refuse a day that is to come, or before what is answered."""
    found = exchanges.of_track(step.connection, step.number, answer.recipient)
    letters = [row for row in found if row["direction"] == Direction.IN]
    since, what = track["delivered_on"], "delivery"
    if track["state"] == FilingState.DELIVERED:
        # What is registered, or sent back, is the last thing that went out.
        last = found[-1]
        if last["delivered_on"] is None:
            raise step.refuse(
                f"message {last['number']} ({last['kind']}) for {answer.recipient} is not "
                "delivered yet, so nobody can have answered it"
            )
        since = last["delivered_on"]
    elif letters and letters[-1]["said_on"] > since:
        since, what = letters[-1]["said_on"], "their last letter"
    if not since <= answer.said_on.isoformat() <= step.today.isoformat():
        raise BadInput(f"{answer.day_field}: between {what} ({since}) and today")
    if answer.reply_by is not None and answer.kind not in ASKING:
        raise BadInput(f"reply_by: {answer.kind} asks for no reply")
    if answer.reply_by is not None and answer.reply_by < answer.said_on:
        raise BadInput(f"reply_by: not before their letter ({answer.said_on})")


def _check_words(answer: Answer) -> None:
    if answer.kind in ASKING and not (answer.text or answer.documents):
        raise BadInput(
            f"text: say what {answer.kind} asks for, or hand in the letter "
            f"(--file FILE.docx:{DocumentKind.FILING_ANSWER})"
        )
    if answer.problems and answer.kind not in ASKING | {FilingAnswer.REVOCATION_DECIDED}:
        raise BadInput(f"problems: {answer.kind} finds none")


def _add_message(step: Step, answer: Answer) -> int:
    said = exchanges.NewMessage(
        Direction.IN,
        answer.kind,
        answer.said_on,
        answer.text,
        their_number=answer.number,
        documents=tuple(one.sha256 for one in answer.documents),
        reply_by=answer.reply_by,
        problem_types=tuple(answer.problems),
    )
    return exchanges.add_message(
        step.connection, step.number, answer.recipient, said, person=step.person.code, at=step.at
    )


def reply_to_recipient(step: Step) -> None:
    """Say what the recipient asked for; a flow packs and delivers it."""
    form = step.form_as(ReplyToRecipientForm)
    state = FilingState(track_of(step, form.recipient)["state"])
    after = after_reply(state, form.reply)
    if after is None:
        possible = ", ".join(REPLIES.get(state, {})) or "nothing, for it asks for nothing"
        raise step.refuse(f"the track of {form.recipient} is {state}; it can be sent {possible}")
    _check_correction(form)
    _add_papers(step, form.documents, WITH_REPLIES)
    found = exchanges.of_track(step.connection, step.number, form.recipient)
    said = exchanges.NewMessage(
        Direction.OUT,
        form.reply,
        step.today,
        form.text,
        answers=max(row["number"] for row in found if row["direction"] == Direction.IN),
        documents=tuple(one.sha256 for one in form.documents),
    )
    number = exchanges.add_message(
        step.connection, step.number, form.recipient, said, person=step.person.code, at=step.at
    )
    exchanges.change_track(step.connection, step.number, form.recipient, state=str(after))
    keep_days(step, form.recipient)
    follow_track(step, form.recipient, asked=False, due_on=None)
    step.facts["message"] = {"number": number, "state": str(after), "answers": said.answers}


def _check_correction(form: ReplyToRecipientForm) -> None:
    texts = [one.name for one in form.documents if one.kind is DocumentKind.CORRECTED_TEXT]
    if form.reply is FilingReply.CORRECTED and not texts:
        raise BadInput(
            "documents: a correction is filed anew with its text "
            f"(--file FILE.docx:{DocumentKind.CORRECTED_TEXT})"
        )
    if form.reply is not FilingReply.CORRECTED and texts:
        raise BadInput(f"documents: {', '.join(texts)}: a corrected text goes with corrected alone")


def _add_papers(
    step: Step, papers: tuple[DocumentForm, ...], wanted: Iterable[DocumentKind]
) -> None:
    """Add papers of the exchange to the case. Raises BadInput for papers of another kind."""
    kinds = frozenset(wanted)
    if others := [f"{one.name} ({one.kind})" for one in papers if one.kind not in kinds]:
        raise BadInput(
            f"documents: {', '.join(others)}: only {', '.join(sorted(kinds))} belong here; "
            "name the kind with --file FILE.docx:KIND"
        )
    add_documents(step, papers)
