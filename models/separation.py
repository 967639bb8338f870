"""Separation of duties: which roles one person may not hold together, and who may not judge what.

GB/T 22239-2019 wants system, security and audit administrators apart; that they do no business
of the site follows from it: who can give roles must gain nothing by them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.person import ADMINISTRATORS, BUSINESS_ROLES, Person, Role


class SeparationRule(StrEnum):
    """What two things have to be kept apart."""

    ADMINISTRATORS = "administrators"  # from each other
    BUSINESS = "business"  # from the administrators
    FLOWS = "flows"  # from people
    SIGNATURE = "signature"  # from the review that is signed
    OWN_UNIT = "own_unit"  # from the review of its documents


@dataclass(frozen=True, slots=True)
class SeparationFault:
    """A rule that somebody breaks, in one case or (`case` is empty) by the roles held."""

    rule: SeparationRule
    person: str
    what: str
    case: str = ""


# One person may both review and sign in an office of few, but never both in one case.
SENTENCES = {
    SeparationRule.ADMINISTRATORS: "one person cannot be {what}: administrators watch one another",
    SeparationRule.BUSINESS: "one person cannot be {what}: an administrator does no business here",
    SeparationRule.FLOWS: "the role {what} is that of the flows; no person holds it",
    SeparationRule.SIGNATURE: "{what} signed the opinion of a review that he had a hand in",
    SeparationRule.OWN_UNIT: "{what} reviews a document of a unit that he belongs or belonged to",
}


def sentence(fault: SeparationFault) -> str:
    """Return what is wrong, in a sentence."""
    return SENTENCES[fault.rule].format(what=fault.what)


def role_faults(person: str, roles: Iterable[Role]) -> tuple[SeparationFault, ...]:
    """Return every reason why one person may not hold these roles together."""
    held = set(roles)
    administrators, business = sorted(held & ADMINISTRATORS), sorted(held & BUSINESS_ROLES)
    faults = []
    if len(administrators) > 1:
        faults.append((SeparationRule.ADMINISTRATORS, administrators))
    if administrators and business:
        faults.append((SeparationRule.BUSINESS, [*administrators, *business]))
    if Role.SYSTEM in held:
        faults.append((SeparationRule.FLOWS, [Role.SYSTEM]))
    return tuple(SeparationFault(rule, person, " and ".join(what)) for rule, what in faults)


def reviewer_faults(
    person: Person, case: str, unit: str | None, received_on: str, ended: bool
) -> tuple[SeparationFault, ...]:
    """Return the fault of a reviewer who belongs, or belonged, to the unit that drafted.

    `received_on` is an ISO day of Asia/Shanghai. Who went over to the unit after the case had
    ended did nothing wrong.
    """
    then = any(one.unit == unit and one.covers(received_on) for one in person.memberships)
    if unit is None or not (then or (person.unit == unit and not ended)):
        return ()
    return (SeparationFault(SeparationRule.OWN_UNIT, person.code, person.code, case),)
