"""Numbers of issued documents: reserved → used → void, without a gap and without a double.

A running number is taken in the move's own transaction, so a move that is refused or rolled back
takes none; one that was taken and is not used stays in its series as void, with the reason.
"""

from collections.abc import Sequence

from models.errors import BadInput
from models.forms import ReasonForm
from models.issuance import NumberSeries, NumberState
from models.matter_rules import NumberPattern
from models.words import phrase
from review_flows.desk.step import Step
from review_flows.outside import issuances, numbers, records
from review_flows.outside.database import Row
from review_flows.outside.letters_withdrawn import withdraw_stating


def reserve_number(step: Step) -> None:
    """Keep both numbers for a document that is being signed. Refused where they are kept."""
    void_of_last_year(step)
    if kept := numbers.reserved(step.connection, step.number):
        told = ", ".join(row["text"] for row in kept)
        raise step.refuse(f"its numbers are reserved already: {told}; issue uses them")
    step.facts |= {str(series): _reserve(step, series) for series in NumberSeries}


def void_number(step: Step) -> None:
    """Make the numbers of a case void, for good; an issued document goes back to be issued anew."""
    form = step.form_as(ReasonForm)
    found = numbers.living(step.connection, step.number)
    if not found:
        raise BadInput(f"void_number: case {step.number} has no number that is not void already")
    _void(step, found, form.reason)
    issuances.withdraw(step.connection, step.number)


def void_reserved(step: Step, reason: str) -> None:
    """Make void what is kept for a case that goes another way."""
    _void(step, numbers.reserved(step.connection, step.number), reason)


def void_of_last_year(step: Step) -> None:
    """Make void what was kept in an earlier year: each series begins anew with the year."""
    old = [
        row
        for row in numbers.reserved(step.connection, step.number)
        if row["year"] != step.today.year
    ]
    if old:
        years = {"of": old[0]["year"], "now": step.today.year}
        _void(step, old, phrase("numbers.void_of_year", "zh", **years))


def use(step: Step, of_lead: str = "") -> dict[str, str]:
    """Return both numbers of the document as used, those reserved for it before all others.

    `of_lead` is the document number that the lead of joint makers gave it: then none of this
    organ's own series stands on it (联合行文时，使用主办机关的发文字号).
    """
    void_of_last_year(step)
    own = list(NumberSeries)
    if of_lead:
        own.remove(NumberSeries.DOCUMENT_NUMBER)
        _refuse_own(step, of_lead)
        _void_in_series(step, NumberSeries.DOCUMENT_NUMBER, of_lead)
    kept = {row["series"]: row["text"] for row in numbers.reserved(step.connection, step.number)}
    given = {str(series): kept.get(series) or _reserve(step, series) for series in own}
    numbers.mark_used(step.connection, step.number, step.at)
    return given | ({str(NumberSeries.DOCUMENT_NUMBER): of_lead} if of_lead else {})


def renew_registration(step: Step, before: str) -> str:
    """Return a new registration number of a document that is continued, as used.

    The one `before` stays used: it stood on the document, and is never given again.
    """
    given = _reserve(step, NumberSeries.REGISTRATION_NUMBER)
    numbers.mark_used(step.connection, step.number, step.at)
    step.facts |= {"registration_number": given, "registration_number_before": before}
    return given


def _void_in_series(step: Step, series: NumberSeries, of_lead: str) -> None:
    kept = [
        row for row in numbers.reserved(step.connection, step.number) if row["series"] == series
    ]
    _void(step, kept, phrase("numbers.void_for_lead", "zh", number=of_lead))


def _void(step: Step, rows: Sequence[Row], reason: str) -> None:
    if rows:
        before = step.facts.get("void")
        texts = numbers.make_void(step.connection, rows, step.at, reason)
        step.facts["void"] = [*(before if isinstance(before, list) else []), *texts]
        step.facts["void_reason"] = reason
        if letters := withdraw_stating(step.connection, step.number, texts, step.at):
            step.facts["letters_withdrawn"] = letters


def _refuse_own(step: Step, of_lead: str) -> None:
    """Refuse a lead's number that belongs to this organ, or to another document."""
    pattern, organ = _pattern(step, NumberSeries.DOCUMENT_NUMBER), step.site.settings.organ
    if pattern.bears(of_lead, organ):
        raise BadInput(
            f"document_number: {of_lead} is of this organ's own series ({pattern.pattern}), and "
            "another maker leads; give the number that the lead printed on it"
        )
    if case := numbers.bearer(step.connection, of_lead):
        raise BadInput(f"document_number: {of_lead} stands on case {case} already")


def _reserve(step: Step, series: NumberSeries) -> str:
    pattern, year = _pattern(step, series), step.today.year
    running = records.next_number(step.connection, str(series), year)
    text = pattern.of(step.site.settings.organ, year, running)
    if case := numbers.bearer(step.connection, text):
        raise step.refuse(
            f"{text} stands on case {case} already, so the pattern of {series} in the rule set "
            f"{step.rule_set.code} ({pattern.pattern}) does not tell them apart; change the pattern"
        )
    step.connection.insert(
        "numbers",
        series=str(series),
        year=year,
        running=running,
        text=text,
        state=str(NumberState.RESERVED),
        case_number=step.number,
        reserved_at=step.at,
        void_reason="",
    )
    return text


def _pattern(step: Step, series: NumberSeries) -> NumberPattern:
    rules = step.rules()
    pattern = {
        NumberSeries.DOCUMENT_NUMBER: rules.document_number,
        NumberSeries.REGISTRATION_NUMBER: rules.registration_number,
    }[series]
    if pattern is None:
        raise step.refuse(f"the rule set {step.rule_set.code} has no pattern for {series}")
    return pattern
