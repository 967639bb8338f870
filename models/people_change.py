"""What a table of people changes: units and persons as they are registered, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.errors import BadInput
from models.person import Membership, Role, Unit


@dataclass(frozen=True, slots=True)
class Registered:
    """A person as the site has him; `unit` is the present one. `memberships` are in order."""

    code: str
    name: str
    unit: str
    roles: frozenset[Role] = frozenset()
    memberships: tuple[Membership, ...] = ()
    active: bool = True
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person whom a table adds or renews, and the line that first says so."""

    line: int
    before: Registered | None
    after: Registered

    @property
    def code(self) -> str:
        """The person's code."""
        return self.after.code

    @property
    def roles_before(self) -> frozenset[Role]:
        """The roles held so far."""
        return self.before.roles if self.before else frozenset()

    @property
    def changes_roles(self) -> bool:
        """Whether the roles differ."""
        return self.roles_before != self.after.roles

    @property
    def changes_rest(self) -> bool:
        """Whether anything but the roles differs; a new person does."""
        return self.before is None or replace(self.before, roles=self.after.roles) != self.after

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.changes_roles or self.changes_rest


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that a table adds or renames, and the line that first says so."""

    line: int
    before: Unit | None
    after: Unit


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What a whole table changes, and how many units and persons it names."""

    units: tuple[UnitChange, ...]
    persons: tuple[PersonChange, ...]
    units_named: int
    persons_named: int

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.units or self.persons)


@dataclass(frozen=True, slots=True)
class StatedMembership:
    """What a line says of a membership. A day that is None was not given.

    `lasts` is set where the table has a column of last days and the line leaves it empty.
    """

    unit: str
    since: str | None
    until: str | None
    lasts: bool


def memberships_after(
    stored: tuple[Membership, ...], stated: Iterable[StatedMembership], today: str, ever: str
) -> tuple[str | None, tuple[Membership, ...]]:
    """Return the present unit and all memberships once the stated ones hold; days are ISO texts.

    The unit is None where only past memberships are stated.

    Whoever goes over to a unit leaves the one before on the day before. Without a first day a
    person belongs since `ever` where nothing else is known of him, else since today. Raises
    BadInput for days that contradict one another.
    """
    rows = {(one.unit, one.since): one for one in stored}
    given: list[Membership] = []
    for one in stated:
        membership = _as_stated(one, tuple(rows.values()), today, today if stored else ever)
        given.append(membership)
        rows[membership.unit, membership.since] = membership
    present = [one for one in given if one.until is None or one.until >= today]
    if len({one.unit for one in present}) > 1:
        raise BadInput("two lines name a present unit; give the earlier one its last day in until")
    if present:
        for old in list(rows.values()):
            if old.unit != present[-1].unit and old not in given and _lasts(old, today):
                rows[old.unit, old.since] = _left(old, present[-1])
    unit = present[-1].unit if present else None
    return unit, tuple(sorted(rows.values(), key=lambda one: (one.since, one.unit)))


def _as_stated(
    one: StatedMembership, rows: tuple[Membership, ...], today: str, default: str
) -> Membership:
    same = [row for row in rows if row.unit == one.unit and one.since in (None, row.since)]
    # Who comes back to a unit begins anew there.
    known = next((row for row in reversed(same) if one.since or _lasts(row, today)), None)
    since = one.since or (known.since if known else default)
    until = one.until or (known.until if known and not one.lasts else None)
    if until is not None and until < since:
        raise BadInput(f"until {until} lies before since {since}")
    return Membership(one.unit, since, until)


def _lasts(one: Membership, today: str) -> bool:
    return one.until is None or one.until >= today


def _left(old: Membership, new: Membership) -> Membership:
    if old.since > new.since:
        raise BadInput(
            f"since {new.since} lies before {old.since}, when the membership in {old.unit} began"
        )
    # Who comes and goes on one day belonged to the unit on that day.
    return replace(old, until=max(old.since, day_before(new.since)))


def day_before(day: str) -> str:
    """Return the day before an ISO day."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
