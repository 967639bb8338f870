"""Messages of an event that is no term: a basis ended, a clean-up wants a text amended."""

from models.event_notice import EventFacts, event_message
from models.forms import RemindForm
from models.person import Role
from review_flows.desk.step import Step
from review_flows.desk.telling import tell
from review_flows.outside import issuances, records

OF_UNIT = (
    "SELECT p.code FROM persons p JOIN person_roles r ON r.person = p.code "
    "WHERE r.role = 'drafter' AND p.unit = :unit AND p.active ORDER BY p.code"
)
BASIS, CLEANUP = "basis", "cleanup"


def speaks_of_event(about: str) -> bool:
    """Say whether a reminder is about an event: basis:<case> or cleanup:<number>."""
    return about.partition(":")[0] in (BASIS, CLEANUP)


def tell_of_event(step: Step, form: RemindForm) -> None:
    """Tell the drafters of the document's unit and the registrars, and prove in the log whom."""
    rows = step.connection.rows(OF_UNIT, unit=step.case.unit)
    told = {row["code"] for row in rows}
    told |= set(records.persons_with_role(step.connection, Role.REGISTRAR))
    step.facts["told"] = sorted(told)
    kind, _, which = form.about.partition(":")
    basis = records.find_case(step.connection, which) if kind == BASIS else None
    issued = issuances.issuance(step.connection, which) if kind == BASIS else None
    facts = EventFacts(
        number=step.number,
        matter_type=step.case.matter_type,
        kind=kind,
        which=str(issued["document_number"]) if issued else which,
        state=basis.state if basis else None,
        on=form.due_on,
    )
    about = form.about.replace(":", ".")
    tell(step, sorted(told), event_message(facts), f"event.{step.number}.{about}.{form.due_on}")
