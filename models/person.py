"""Who acts: units, persons, roles."""

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    DRAFTING_UNIT = "drafting_unit"
    ENACTING_ORGAN = "enacting_organ"
    GOVERNMENT_OFFICE = "government_office"
    REVIEW_OFFICE = "review_office"
    UPPER_GOVERNMENT = "upper_government"
    NPC_STANDING_COMMITTEE = "npc_standing_committee"
    LAW_FIRM = "law_firm"


class Role(StrEnum):
    DRAFTER = "drafter"  # speaks for the drafting unit
    CLERK = "clerk"
    REVIEWER = "reviewer"
    CHIEF = "chief"
    ADVISOR = "advisor"
    OFFICE = "office"  # the government office that puts drafts before the meeting
    REGISTRAR = "registrar"
    FILING_CLERK = "filing_clerk"
    AUDITOR = "auditor"
    SYSTEM = "system"  # the flows; no person can be given it


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, with the unit and the roles held at this moment."""

    code: str
    name: str
    unit: str
    roles: frozenset[Role]


SYSTEM = Person(code="system", name="系统", unit="", roles=frozenset({Role.SYSTEM}))
