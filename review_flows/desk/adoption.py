"""采纳情况: what became of each item, and whether the opinion still holds for a changed text."""

from collections.abc import Sequence

from models.adoption import TAKEN_UP, AnsweredItem, Doubt, answer_faults, asking, doubts, told
from models.case import CaseState
from models.check import WHOLE_TEXT
from models.document import DocumentKind
from models.errors import BadInput
from models.forms import (
    AdoptionForm,
    AnswerForm,
    ConfirmRevisionForm,
    DocumentForm,
    RevisionForm,
)
from models.moves import DELIBERATED
from models.opinion import Conclusion, OpinionState
from review_flows.desk import timekeeping
from review_flows.desk.receipt import add_documents, draft_of
from review_flows.desk.settled_text import refuse_undecided
from review_flows.desk.step import Step
from review_flows.outside import adoption_rows, clause_rows, opinions
from review_flows.outside.database import Row


def report_adoption(step: Step) -> None:
    """Report what became of each item while the text stays as it is.

    What is not adopted needs its reason and basis, for the meeting has to hear them (国办发〔2018〕
    115号, item 六); a text found unlawful may not go there (item 七).
    """
    form = step.form_as(AdoptionForm)
    opinion = signed_opinion(step)
    if opinion["conclusion"] == Conclusion.ILLEGAL and _goes_on(step):
        raise step.refuse("the conclusion is “illegal”: hand in a changed text or withdraw")
    if opinion["document_sha256"] != draft_of(step):
        raise step.refuse("the opinion was given on another text")
    # What was taken up in the text as it stands, and confirmed, is only said again.
    done = {
        (item.number, item.adoption)
        for item in adoption_rows.answered_items(step.connection, opinion["id"])
    }
    changing = [
        answer.item
        for answer in form.answers
        if answer.adoption in TAKEN_UP and (answer.item, answer.adoption) not in done
    ]
    if changing and _goes_on(step):
        items = ", ".join(map(str, changing))
        raise BadInput(f"answers: adopting item {items} changes the text; use submit_revision")
    has_items = _record_answers(step, opinion, form.answers)
    _send_on(step, has_items)


def submit_revision(step: Step) -> None:
    """Hand in the changed text with the report. The opinion rests until the reviewer confirms."""
    form = step.form_as(RevisionForm)
    opinion = signed_opinion(step)
    add_changed_draft(step, form.documents)
    _record_answers(step, opinion, form.answers)


def add_changed_draft(step: Step, documents: tuple[DocumentForm, ...]) -> str:
    """Add documents of which exactly one is a draft that the case does not have; return its hash.

    Raises BadInput where it is the same as an earlier one: nothing would be left to compare.
    """
    drafts = [document.sha256 for document in documents if document.kind is DocumentKind.DRAFT]
    if len(drafts) != 1:
        raise BadInput("documents: exactly one of them is the changed draft (kind=draft)")
    before = draft_of(step)
    add_documents(step, documents)
    after = draft_of(step)
    if drafts[0] == before:
        raise BadInput("documents: the draft is the same as before, to the byte")
    if drafts[0] != after:
        raise BadInput("documents: this draft was handed in before, to the byte; use a new file")
    return after


def confirm_revision(step: Step) -> None:
    """Confirm that the opinion holds for the changed text. An unlawful one is reviewed anew.

    What nobody asked for is confirmed place by place, so that nothing changes unseen.
    """
    form = step.form_as(ConfirmRevisionForm)
    opinion = signed_opinion(step)
    if opinion["conclusion"] == Conclusion.ILLEGAL:
        raise step.refuse("an opinion “illegal” cannot be carried over; use review_again")
    refuse_undecided(step)
    draft, reviewed = draft_of(step), str(opinion["document_sha256"])
    answered = adoption_rows.answered_items(step.connection, opinion["id"])
    items = asking(answered, step.case.state)
    found = _doubts(step, reviewed, draft, items)
    missing = [doubt for doubt in found if not doubt.is_named(form.confirmed)]
    if missing:
        listed = "; ".join(map(told, missing))
        raise BadInput(f"confirmed: name the place of each of these, or review_again: {listed}")
    step.facts |= {
        "draft_sha256": draft,
        "reviewed_sha256": reviewed,
        "confirmed": [told(doubt) for doubt in found],
        "also_changed": tuple(dict.fromkeys(one.place for one in found if one.item is None)),
    }
    step.connection.update("opinions", "id = :id", id=opinion["id"], document_sha256=draft)
    _send_on(step, has_items=bool(items))


def _doubts(
    step: Step, reviewed: str, draft: str, items: Sequence[AnsweredItem]
) -> tuple[Doubt, ...]:
    """Return what has to be confirmed by name: the whole text where the old one was never read."""
    if not clause_rows.was_read(step.connection, step.number, reviewed):
        return (Doubt(WHOLE_TEXT, frozenset({WHOLE_TEXT})),)
    if not clause_rows.was_read(step.connection, step.number, draft):
        raise step.refuse("the new text has not been read yet; run: review-flows receive")
    changes = clause_rows.changes_between(step.connection, step.site.store, reviewed, draft)
    return doubts(changes, items)


def review_again(step: Step) -> None:
    """Void the opinion, because the changed text is another text; a new round begins."""
    opinion = signed_opinion(step)
    step.connection.update("opinions", "id = :id", id=opinion["id"], state=str(OpinionState.VOID))
    _end_override(step)
    timekeeping.keep(step)


def signed_opinion(step: Step) -> Row:
    """Return the opinion in force. Refused when there is none."""
    opinion = opinions.opinion_in(step.connection, step.number, OpinionState.SIGNED)
    if opinion is None:
        raise step.refuse("there is no signed opinion")
    return opinion


def _goes_on(step: Step) -> bool:
    return step.case.matter_type in DELIBERATED


def _send_on(step: Step, has_items: bool) -> None:
    """Have the paper for the meeting written, or the letter that closes the case."""
    if step.leads_to is CaseState.CLEARED and has_items:
        step.send("adoption_report")
    if step.leads_to is CaseState.CLOSED:
        step.send("closing_notice")


def _record_answers(step: Step, opinion: Row, answers: Sequence[AnswerForm]) -> bool:
    """Keep the answers; say whether there are items. Raises BadInput that lists every fault."""
    items = [row["number"] for row in adoption_rows.item_rows(step.connection, opinion["id"])]
    if faults := answer_faults(items, answers):
        raise BadInput("answers: " + "; ".join(faults))
    adoption_rows.record_answers(step.connection, opinion["id"], answers)
    _end_override(step)
    return bool(items)


def _end_override(step: Step) -> None:
    """Let a case that goes the ordinary way again no longer count as overridden."""
    if step.case.overridden:
        step.changes["overridden"] = False
