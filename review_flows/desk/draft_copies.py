"""A copy of the draft for somebody who is asked: with the comments that he may read, and logged."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from models.action import Action
from models.advice import ProblemKind, Question
from models.case import Case
from models.copies.handed_out import (
    CASE,
    DRAFT,
    QUESTION,
    AskedQuestion,
    SaidComment,
    ends_of,
    remarks_out,
)
from models.copies.placing import PlacedDraft
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotFound
from models.moves import Move
from models.opinion import Adoption, Severity
from models.permission import may, may_see
from models.person import Person
from models.word_document import View
from models.words import phrase
from review_flows.desk.act import act, find_actor
from review_flows.outside import advice_rows, case_files, persons, records
from review_flows.outside.case_sight import as_seen
from review_flows.outside.case_view import CaseView, case_view
from review_flows.outside.database import Connection, Row
from review_flows.outside.draft_copy import open_file, write_copy
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

LONGEST_NAME = 40  # characters of a recipient in a file name


@dataclass(frozen=True, slots=True)
class DraftCopy:
    """A copy that was made. `not_found` are the comments whose words this draft does not have."""

    number: str
    question: int
    recipient: str
    file_name: str
    draft_sha256: str
    sha256: str
    content: bytes
    comments: int
    not_found: tuple[str, ...]


def make_copy(
    site: Site, actor: str, number: str, recipient: str, consultation: int | None = None
) -> DraftCopy:
    """Return a copy for the person asked (a code, or the name of somebody outside); kept, not told.

    Log it with `hand_out` before it leaves. Raises NotFound where the actor may not see the case
    or knows of no such question, BadInput where several are meant, MoveNotPossible while nobody
    has decided on tracked changes in the draft.
    """
    with site.database.reading() as connection:
        today = day_of(site.clock.now()).isoformat()
        person, case = _seen(connection, actor, number, today)
        question = _question(connection, person, case, recipient, consultation)
        seen = _as_addressee(connection, case, question, today)
        draft = case_files.latest(connection, number, DocumentKind.DRAFT)
    if draft is None:
        raise NotFound("A draft of the case", number)
    placed, content = _draft(site, number, draft)
    said = [_said(one, seen) for one in seen.comments]
    asked = _asked(question, seen)
    properties = {CASE: number, DRAFT: draft["sha256"], QUESTION: str(question.number)}
    copy = write_copy(content, remarks_out(placed, asked, said), properties)
    return DraftCopy(
        number=number,
        question=question.number,
        recipient=question.name if question.outsider else question.person,
        file_name=_file_name(number, question),
        draft_sha256=draft["sha256"],
        sha256=site.store.put(copy.content),
        content=copy.content,
        comments=len(said),
        not_found=tuple(one.label for one in said if not ends_of(placed, one.address, one.quote)),
    )


def hand_out(site: Site, actor: str, copy: DraftCopy) -> None:
    """Log that a copy goes to whom it was made for. Raises what `act` raises."""
    form = {
        "recipient": copy.recipient,
        "consultation": copy.question,
        "document_sha256": copy.draft_sha256,
        "sha256": copy.sha256,
        "comments": copy.comments,
    }
    act(site, actor, copy.number, Move.HAND_OUT, form)


def _seen(connection: Connection, actor: str, number: str, today: str) -> tuple[Person, Case]:
    person = find_actor(connection, actor, today)
    case = records.find_case(connection, number)
    if case is None or not may_see(persons.standing_of(connection, person, case)):
        raise NotFound("The case", number)
    return person, case


def _question(
    connection: Connection, person: Person, case: Case, recipient: str, wanted: int | None
) -> Question:
    """Return the question that waits for the recipient; who is asked himself knows of his alone."""
    waiting = [one for one in advice_rows.questions_of(connection, case.number) if one.waits]
    if not may(persons.standing_of(connection, person, case), Action.READ_REVIEW):
        waiting = [one for one in waiting if one.person in person.codes and not one.outsider]
    meant = [one for one in waiting if recipient in _names(one) and wanted in (None, one.number)]
    if not meant:
        known = [name for one in waiting for name in _names(one)]
        raise NotFound("A question that waits for the answer of", recipient, known)
    if len(meant) > 1:
        several = ", ".join(one.label for one in meant)
        raise BadInput(f"--consultation: several questions wait, name one of {several}.")
    return meant[0]


def _names(question: Question) -> tuple[str, ...]:
    """Return how a recipient may be named; the code of an outsider's question is the asker's."""
    return (question.name,) if question.outsider else (question.person, question.name)


def _as_addressee(connection: Connection, case: Case, question: Question, today: str) -> CaseView:
    """Return the page of the case with what the addressee may read of it.

    Somebody outside the system reads what he said himself, and nothing of others.
    """
    view = case_view(connection, case)
    if question.outsider:
        own = {one["number"] for one in view.consultations if one["outsider"] == question.name}
        return _only(view, own)
    person = persons.find_person(connection, question.person, today)
    if person is None:
        raise NotFound("The person", question.person)
    return as_seen(view, persons.standing_of(connection, person, case))


def _only(view: CaseView, numbers: set[int]) -> CaseView:
    return replace(
        view,
        consultations=[one for one in view.consultations if one["number"] in numbers],
        comments=[one for one in view.comments if one["consultation"] in numbers],
    )


def _draft(site: Site, number: str, draft: Row) -> tuple[PlacedDraft, bytes]:
    opened = open_file(site.store.get(case_files.copy_sha256(draft)), draft["name"])
    document = opened.document
    if document.tracked_changes:
        raise MoveNotPossible(
            f"The draft of case {number} holds {document.tracked_changes} tracked changes, and "
            "nobody has said which text counts. Look at “document text CASE”, then choose_view."
        )
    return PlacedDraft(document, View.FINAL), opened.content


def _asked(question: Question, seen: CaseView) -> AskedQuestion:
    row = next(one for one in seen.consultations if one["number"] == question.number)
    return AskedQuestion(
        number=question.number,
        text=row["question"],
        answer_by=row["answer_by"],
        asked_by=seen.reviewer_name,
        asked_at=row["asked_at"],
    )


def _said(comment: Row, seen: CaseView) -> SaidComment:
    told = next(one for one in seen.consultations if one["number"] == comment["consultation"])
    adoption = comment["adoption"]
    return SaidComment(
        consultation=comment["consultation"],
        number=comment["number"],
        address=comment["address"],
        quote=comment["quote"],
        kind=ProblemKind(comment["kind"]),
        severity=Severity(comment["severity"]),
        problem=comment["problem"],
        basis=comment["basis"],
        suggestion=comment["suggestion"],
        replacement=comment["replacement"],
        author=told["advisor_name"],
        at=told["answered_at"],
        adoption=Adoption(adoption) if adoption else None,
        adoption_reason=comment["adoption_reason"] or "",
        answered_by=seen.reviewer_name,
        answered_at=comment["answered_at"] or "",
    )


def _file_name(number: str, question: Question) -> str:
    """Return a name for the file: a recipient's name is no path."""
    signs = (sign if sign.isalnum() or sign in "-_" else "_" for sign in question.name)
    recipient = "".join(signs)[:LONGEST_NAME]
    name = phrase("out.file", "zh", number=number, question=question.number, recipient=recipient)
    return PurePath(name).name
