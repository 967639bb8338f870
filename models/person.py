"""Who acts: units, persons, roles, and to which units a person belonged when."""

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    DRAFTING_UNIT = "drafting_unit"
    ENACTING_ORGAN = "enacting_organ"
    GOVERNMENT_OFFICE = "government_office"
    REVIEW_OFFICE = "review_office"
    UPPER_GOVERNMENT = "upper_government"
    NPC_STANDING_COMMITTEE = "npc_standing_committee"
    OWN_GOVERNMENT = "own_government"  # of the same level, where a department makes the document
    SUPERIOR_DEPARTMENT = "superior_department"
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
    SYSTEM_ADMIN = "system_admin"  # accounts and backups; sees no case
    SECURITY_ADMIN = "security_admin"  # gives roles, watches over rules and calendars
    AUDIT_ADMIN = "audit_admin"  # reads the log of the site
    SYSTEM = "system"  # the flows; no person can be given it


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
GIVEN_ROLES = frozenset(Role) - {Role.SYSTEM}
BUSINESS_ROLES = GIVEN_ROLES - ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Membership:
    """Days of Asia/Shanghai as ISO texts, both included; `until` is None while it lasts."""

    unit: str
    since: str
    until: str | None = None

    def covers(self, day: str) -> bool:
        """Say whether the person belonged to the unit on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, with the unit and the roles held at this moment.

    `stands_in_for` holds the codes of the absent persons whose tasks this one does today.
    `as_of` is that day (ISO, Asia/Shanghai); where it is empty, no membership counts as ended.
    """

    code: str
    name: str
    unit: str
    roles: frozenset[Role]
    memberships: tuple[Membership, ...] = ()
    stands_in_for: frozenset[str] = frozenset()
    as_of: str = ""

    @property
    def codes(self) -> frozenset[str]:
        """The person, and for whom the person stands in: whose tasks are this person's today."""
        return self.stands_in_for | {self.code}

    @property
    def speaks_for(self) -> str | None:
        """The unit for which the person acts; None once the last membership in it has ended."""
        own = [one for one in self.memberships if one.unit == self.unit]
        lasts = any(one.until is None or one.until >= self.as_of for one in own)
        return self.unit if lasts or not own else None

    def belonged_to(self, unit: str, day: str) -> bool:
        """Say whether the person belongs to a unit now, or belonged to it on a day."""
        return unit == self.unit or any(
            one.unit == unit and one.covers(day) for one in self.memberships
        )


SYSTEM = Person(code="system", name="系统", unit="", roles=frozenset({Role.SYSTEM}))
