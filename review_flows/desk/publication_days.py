"""The days of a publication: in their order, in the terms of the rule set, or with the reason."""

from datetime import date

from models.errors import BadInput
from models.forms import PublishForm
from models.opinion_check import OpinionWarning
from models.period import last_day
from models.structure.document_facts import document_facts
from models.text_days import effect_differs, validity_differs
from models.validity import longest_until
from review_flows.desk.issued_text import read_text
from review_flows.desk.step import Step
from review_flows.outside.database import Row


def check_days(step: Step, form: PublishForm, issued: Row) -> None:
    """Refuse days that cannot be, and days outside a term that come without their reason."""
    _refuse_disorder(step, form, issued)
    rules = step.rules()
    disclose_by = issued["disclose_by"]
    if disclose_by and form.published_on.isoformat() > disclose_by and not form.late_reason:
        source = f" ({rules.disclosure.source})" if rules.disclosure else ""
        raise BadInput(
            f"late_reason: published on {form.published_on}, and the last day of the duty of "
            f"disclosure was {disclose_by}{source}; say why"
        )
    delay = rules.effective_delay
    if delay is not None and not form.early_reason:
        earliest = last_day(delay.period, form.published_on, step.calendar)
        if form.effective_on < earliest:
            raise BadInput(f"early_reason: sooner than {earliest} needs one ({delay.source})")


def _refuse_disorder(step: Step, form: PublishForm, issued: Row) -> None:
    signed_on = issued["signed_on"]
    if not signed_on <= form.published_on.isoformat() <= step.today.isoformat():
        raise BadInput(
            f"published_on: {form.published_on} is not between the signature ({signed_on}) and "
            f"today ({step.today})"
        )
    if form.effective_on < form.published_on:
        raise BadInput(
            f"effective_on: {form.effective_on} lies before the publication ({form.published_on}); "
            "nothing takes effect before it is public"
        )
    if form.valid_until is not None and form.valid_until < form.effective_on:
        raise BadInput(
            f"valid_until: {form.valid_until} lies before the effective day ({form.effective_on})"
        )


def warn_of_days(step: Step, form: PublishForm, issued: Row) -> None:
    """Refuse a validity beyond what the rule set allows; what nobody verified is only a hint.

    Days other than those that the issued text states of itself are one, too: the text may be read
    wrongly, and a person compares.
    """
    found = validity_warning(step, form.effective_on, form.valid_until)
    text = read_text(step, issued["document_sha256"])
    if text is not None:
        said = document_facts(text)
        terms = [term for _, term in said.validity]
        if validity_differs(terms, form.effective_on, form.valid_until):
            found = OpinionWarning.VALIDITY_NOT_AS_IN_TEXT
        effects = [effect for _, effect in said.effects]
        if effect_differs(effects, form.published_on, form.effective_on):
            step.facts["warnings"] = [str(OpinionWarning.EFFECT_NOT_AS_IN_TEXT)]
    if found:
        before = step.facts.get("warnings")
        step.facts["warnings"] = [*(before if isinstance(before, list) else []), str(found)]


def validity_warning(
    step: Step, effective_on: date, valid_until: date | None
) -> OpinionWarning | None:
    """Return what is unusual in a period of validity.

    Raises BadInput for one longer than a verified limit.
    """
    rule = step.rules().validity
    if valid_until is None:
        return None if rule is None else OpinionWarning.VALID_WITHOUT_END
    if rule is None:
        return None
    years, longest = longest_until(step.case.title, effective_on, rule)
    if valid_until <= longest:
        return None
    if rule.verified:
        raise BadInput(
            f"valid_until: {valid_until} is beyond {years} years from {effective_on}, which end on "
            f"{longest} ({rule.source})"
        )
    return OpinionWarning.VALID_TOO_LONG


def check_interpretation_day(step: Step, said_on: date, issued: Row) -> None:
    """Refuse an interpretation that is public before its document, or on a day to come."""
    published_on = issued["published_on"]
    if not published_on <= said_on.isoformat() <= step.today.isoformat():
        raise BadInput(
            f"published_on: {said_on} is not between the publication of the document "
            f"({published_on}) and today ({step.today})"
        )
