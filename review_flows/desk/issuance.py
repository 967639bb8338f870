"""三统一: a document is signed, numbered and registered."""

import json
from collections.abc import Sequence
from datetime import date

from models.document import DocumentKind
from models.errors import BadInput
from models.forms import IssueForm
from models.opinion_check import OpinionWarning
from models.period import last_day
from models.structure.title import stage_mark
from models.word_text import WordText
from review_flows.desk import numbers, relations
from review_flows.desk.issued_text import (
    issued_text,
    refuse_not_deliberated,
    refuse_other_signed,
    signed_in,
)
from review_flows.desk.meeting import minutes_in
from review_flows.desk.receipt import add_documents, draft_of
from review_flows.desk.step import Step
from review_flows.outside import case_files, issuances
from review_flows.outside.database import Row

TAKEN = frozenset({DocumentKind.MINUTES, DocumentKind.DRAFT})


def issue(step: Step) -> None:
    """Give the signed document its document number and its registration number.

    Both are allotted here, or were reserved just before, so that no number is left unused. Only
    the text that the meeting passed can be issued; what it changed, once the reviewer confirmed it.
    """
    form = step.form_as(IssueForm)
    draft = draft_of(step)
    passed = refuse_not_deliberated(step, draft)
    if not passed["held_on"] <= form.signed_on.isoformat() <= step.today.isoformat():
        raise BadInput(
            f"signed_on: {form.signed_on} is not between the meeting ({passed['held_on']}) and "
            f"today ({step.today})"
        )
    _refuse_unclear_makers(form)
    text = _text(step, draft)
    issued_as, signable = _issued_as(step, draft, text)
    _take_documents(step, form, passed, signable)
    given = numbers.use(step, form.document_number)
    step.facts |= {**given, "draft_sha256": draft, "text_sha256": issued_as}
    relations.propose(step, text)
    step.connection.insert(
        "issuances",
        case_number=step.number,
        signer=form.signer,
        signed_on=form.signed_on.isoformat(),
        document_sha256=draft,
        text_sha256=issued_as,
        issued_on=step.today.isoformat(),
        makers=json.dumps(form.makers, ensure_ascii=False),
        maker_kind=str(form.maker_kind),
        led_elsewhere=form.led_elsewhere,
        disclose_by=None if form.led_elsewhere else _disclose_by(step, form.signed_on),
        **given,
    )


def _refuse_unclear_makers(form: IssueForm) -> None:
    """Refuse makers of a joint document of whom it is not clear who they are, or who leads."""
    twice = [one for one in dict.fromkeys(form.makers) if form.makers.count(one) > 1]
    if twice:
        raise BadInput(f"makers: {', '.join(twice)} is named twice")
    if len(form.makers) == 1:
        raise BadInput(
            f"makers: a joint document has at least two, and only {form.makers[0]} is named; name "
            "all, the lead first, or leave it out for a document of the enacting organ alone"
        )
    if form.led_elsewhere and not form.makers:
        raise BadInput("makers: where another maker leads, name all, the lead first")
    if form.led_elsewhere and not form.document_number:
        raise BadInput("document_number: where another maker leads, its number stands on it")
    if form.document_number and not form.led_elsewhere:
        raise BadInput(
            "document_number: is allotted from this organ's series; only a document that another "
            "maker leads (led_elsewhere) brings its own"
        )


def _disclose_by(step: Step, signed_on: date) -> str | None:
    """Return the last day of the duty of disclosure, and make it the day of the next task.

    A document comes about with its signature (its 成文日期, GB/T 9704-2012, 7.3.5.4), so a late
    registration does not put the day off.

    Of a joint document the duty is the lead's (《政府信息公开条例》第十条).
    """
    rule = step.rules().disclosure
    if rule is None:
        return None
    day = last_day(rule.period, signed_on, step.calendar).isoformat()
    step.task_due_on = day
    step.facts["disclose_by"] = {"day": day, "source": rule.source, "verified": rule.verified}
    return day


def _text(step: Step, draft: str) -> WordText | None:
    # Imported here: lxml is needed for this alone.
    from review_flows.outside.word.apart import open_apart

    return open_apart(step.site.store.get(draft)).text


def _issued_as(step: Step, draft: str, text: WordText | None) -> tuple[str, list[str]]:
    """Return the SHA-256 of the text as it is issued, and those of files that are this text.

    A text that calls itself （送审稿） is issued, printed and filed without these words. Warns
    where that cannot be done.
    """
    row = case_files.latest(step.connection, step.number, DocumentKind.DRAFT)
    assert row is not None
    allowed = [draft, case_files.copy_sha256(row)]
    if made := issued_text(step, row, text):
        add_documents(step, (made,))
        return made.sha256, [*allowed, made.sha256]
    if text is not None and stage_mark(text):
        step.facts["warnings"] = [str(OpinionWarning.ISSUED_AS_DRAFT)]
    return draft, allowed


def _take_documents(step: Step, form: IssueForm, passed: Row, texts: Sequence[str]) -> None:
    """Look at the signed text, and keep the minutes of the meeting, which often follow it."""
    if not form.documents:
        return
    other = [one.name for one in form.documents if one.kind not in TAKEN]
    signed = signed_in(form.documents)
    if other or len(signed) > 1:
        names = ", ".join(other or [one.name for one in signed])
        raise BadInput(
            f"documents: {names}: only the minutes of the meeting (kind=minutes) and the one text "
            "that was signed (kind=draft) belong here"
        )
    for one in signed:
        refuse_other_signed(step, one, texts)
        step.facts["signed_sha256"] = one.sha256
    # The signed text is the draft of the case already: it is looked at, and not doubled.
    add_documents(step, tuple(one for one in form.documents if one not in signed))
    _keep_minutes(step, minutes_in(form.documents), passed)


def _keep_minutes(step: Step, minutes: str | None, passed: Row) -> None:
    if minutes is None:
        return
    if passed["minutes_sha256"] not in (None, minutes):
        raise BadInput("documents: the meeting's minutes are there already, and are others")
    issuances.keep_minutes(step.connection, passed["id"], minutes)
    step.facts["minutes_sha256"] = minutes
