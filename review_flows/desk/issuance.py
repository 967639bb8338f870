"""三统一: a document is signed, numbered and registered."""

import json

from models.deliberation import DeliberationResult
from models.errors import BadInput
from models.forms import IssueForm
from models.opinion_check import OpinionWarning
from models.structure.title import stage_of
from review_flows.desk import numbers
from review_flows.desk.adoption import signed_opinion
from review_flows.desk.meeting import minutes_in
from review_flows.desk.receipt import add_documents, draft_of
from review_flows.desk.step import Step
from review_flows.outside import issuances
from review_flows.outside.database import Row

PASSED = frozenset({DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES})


def issue(step: Step) -> None:
    """Give the signed document its document number and its registration number.

    Both are allotted here and not earlier, so that no number is ever left unused. Only the
    text that the meeting passed can be issued; what it changed, once the reviewer confirmed it.
    """
    form = step.form_as(IssueForm)
    draft = draft_of(step)
    passed = _passed(step, draft)
    if not passed["held_on"] <= form.signed_on.isoformat() <= step.today.isoformat():
        raise BadInput(f"signed_on: between the meeting ({passed['held_on']}) and today")
    given = numbers.use(step)
    step.facts |= {**given, "draft_sha256": draft}
    _warn(step, draft)
    _add_minutes(step, form, passed)
    step.connection.insert(
        "issuances",
        case_number=step.number,
        signer=form.signer,
        signed_on=form.signed_on.isoformat(),
        document_sha256=draft,
        issued_on=step.today.isoformat(),
        makers=json.dumps(form.makers, ensure_ascii=False),
        maker_kind=str(form.maker_kind),
        led_elsewhere=form.led_elsewhere,
        **given,
    )


def _warn(step: Step, draft: str) -> None:
    """Warn of a text that still calls itself a draft: it is filed as the document it became."""
    # Imported here: lxml is needed for this alone.
    from review_flows.outside.word.apart import open_apart

    text = open_apart(step.site.store.get(draft)).text
    if text is not None and stage_of(text):
        step.facts["warnings"] = [str(OpinionWarning.ISSUED_AS_DRAFT)]


def _add_minutes(step: Step, form: IssueForm, passed: Row) -> None:
    """Keep the minutes of the meeting, which often follow it by days."""
    if not form.documents:
        return
    minutes = minutes_in(form.documents)
    if minutes is None or len(form.documents) > 1:
        raise BadInput("documents: only the minutes of the meeting (kind=minutes) belong here")
    if passed["minutes_sha256"] not in (None, minutes):
        raise BadInput("documents: the meeting's minutes are there already, and are others")
    add_documents(step, form.documents)
    issuances.keep_minutes(step.connection, passed["id"], minutes)
    step.facts["minutes_sha256"] = minutes


def _passed(step: Step, draft: str) -> Row:
    """Return the meeting that passed this very text. Refused where none did."""
    passed = issuances.last_deliberation(step.connection, step.number)
    if passed is None or passed["result"] not in PASSED:
        raise step.refuse("no meeting has passed it")
    if passed["document_sha256"] != draft:
        raise step.refuse("the text is not the one that the meeting passed")
    changed = passed["result"] == DeliberationResult.PASSED_WITH_CHANGES
    if changed and signed_opinion(step)["document_sha256"] != draft:
        raise step.refuse("the reviewer has not confirmed what the meeting changed")
    return passed
