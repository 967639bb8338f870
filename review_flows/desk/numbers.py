"""Numbers of issued documents: reserved → used → void, without a gap and without a double."""

from models.errors import BadInput
from models.forms import ReasonForm
from models.issuance import NumberSeries, NumberState
from models.matter_rules import NumberPattern
from review_flows.desk.step import Step
from review_flows.outside import issuances, numbers, records


def reserve_number(step: Step) -> None:
    """Keep both numbers for a document that is being signed. Refused where they are kept."""
    if numbers.reserved(step.connection, step.number):
        raise step.refuse("its numbers are reserved already")
    step.facts |= {str(series): _reserve(step, series) for series in NumberSeries}


def void_number(step: Step) -> None:
    """Make the numbers of a case void, for good; an issued document goes back to be issued anew."""
    form = step.form_as(ReasonForm)
    found = numbers.living(step.connection, step.number)
    if not found:
        raise BadInput("void_number: the case has no number")
    numbers.make_void(step.connection, step.number, step.at, form.reason)
    issuances.withdraw(step.connection, step.number)
    step.facts["void"] = [row["text"] for row in found]


def use(step: Step) -> dict[str, str]:
    """Return both numbers of the document, those reserved for it before all others, as used."""
    kept = {row["series"]: row["text"] for row in numbers.reserved(step.connection, step.number)}
    given = {str(series): kept.get(series) or _reserve(step, series) for series in NumberSeries}
    numbers.mark_used(step.connection, step.number, step.at)
    return given


def _reserve(step: Step, series: NumberSeries) -> str:
    pattern = _pattern(step, series)
    running = records.next_number(step.connection, str(series), step.today.year)
    text = pattern.of(step.site.settings.organ, step.today.year, running)
    step.connection.insert(
        "numbers",
        series=str(series),
        year=step.today.year,
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
