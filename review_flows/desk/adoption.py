"""采纳情况: what became of each item, and whether the opinion still holds for a changed text."""

from collections.abc import Sequence

from models.document import DocumentKind
from models.errors import BadInput
from models.forms import AdoptionForm, AnswerForm, RevisionForm
from models.moves import DELIBERATED
from models.opinion import Adoption, Conclusion, OpinionState
from review_flows.desk import timekeeping
from review_flows.desk.receipt import add_documents, draft_of
from review_flows.desk.step import Step
from review_flows.outside import opinions
from review_flows.outside.database import Row


def report_adoption(step: Step) -> None:
    """Report what became of each item while the text stays as it is.

    What is not adopted needs its reason, for the meeting has to hear it (国办发〔2018〕115号,
    item 六); a text found unlawful may not go there (item 七).
    """
    form = step.form_as(AdoptionForm)
    opinion = signed_opinion(step)
    if opinion["conclusion"] == Conclusion.ILLEGAL and _goes_on(step):
        raise step.refuse("the conclusion is “illegal”: hand in a changed text or withdraw")
    if opinion["document_sha256"] != draft_of(step):
        raise step.refuse("the opinion was given on another text")
    changing = [a.item for a in form.answers if a.adoption is not Adoption.NOT_ADOPTED]
    if changing and _goes_on(step):
        items = ", ".join(map(str, changing))
        raise BadInput(f"answers: adopting item {items} changes the text; use submit_revision")
    _record_answers(step, opinion, form.answers)
    if not _goes_on(step):
        step.send("closing_notice")


def submit_revision(step: Step) -> None:
    """Hand in the changed text with the report. The opinion rests until the reviewer confirms."""
    form = step.form_as(RevisionForm)
    opinion = signed_opinion(step)
    drafts = [d for d in form.documents if d.kind is DocumentKind.DRAFT]
    if len(drafts) != 1:
        raise BadInput("documents: exactly one of them is the changed draft (kind=draft)")
    before = draft_of(step)
    add_documents(step, form.documents)
    if draft_of(step) == before:
        raise BadInput("documents: the draft is the same as before, to the byte")
    _record_answers(step, opinion, form.answers)


def confirm_revision(step: Step) -> None:
    """Confirm that the opinion holds for the changed text. An unlawful one is reviewed anew."""
    opinion = signed_opinion(step)
    if opinion["conclusion"] == Conclusion.ILLEGAL:
        raise step.refuse("an opinion “illegal” cannot be carried over; use review_again")
    draft = draft_of(step)
    step.facts |= {"draft_sha256": draft, "reviewed_sha256": opinion["document_sha256"]}
    step.connection.update("opinions", "id = :id", id=opinion["id"], document_sha256=draft)
    if not _goes_on(step):
        step.send("closing_notice")


def review_again(step: Step) -> None:
    """Void the opinion, because the changed text is another text.

    No source gives a second review a term of its own, so it has no last day.
    """
    opinion = signed_opinion(step)
    step.connection.update("opinions", "id = :id", id=opinion["id"], state=str(OpinionState.VOID))
    timekeeping.keep(step)


def signed_opinion(step: Step) -> Row:
    """Return the opinion in force. Refused when there is none."""
    opinion = opinions.opinion_in(step.connection, step.number, OpinionState.SIGNED)
    if opinion is None:
        raise step.refuse("there is no signed opinion")
    return opinion


def _goes_on(step: Step) -> bool:
    return step.case.matter_type in DELIBERATED


def _record_answers(step: Step, opinion: Row, answers: Sequence[AnswerForm]) -> None:
    items = [row["number"] for row in opinions.items_of(step.connection, opinion["id"])]
    problems = _problems(items, answers)
    if problems:
        raise BadInput("answers: " + "; ".join(problems))
    for answer in answers:
        step.connection.update(
            "opinion_items",
            "opinion = :opinion AND number = :number",
            opinion=opinion["id"],
            number=answer.item,
            adoption=str(answer.adoption),
            adoption_reason=answer.reason,
        )


def _problems(items: Sequence[int], answers: Sequence[AnswerForm]) -> list[str]:
    answered = [answer.item for answer in answers]
    problems = [f"item {item} is not answered" for item in items if item not in answered]
    problems += [f"there is no item {item}" for item in answered if item not in items]
    problems += [f"item {i} is answered twice" for i in items if answered.count(i) > 1]
    problems += [
        f"item {answer.item}: what is not fully adopted needs its reason"
        for answer in answers
        if answer.adoption is not Adoption.ADOPTED and not answer.reason
    ]
    return problems
