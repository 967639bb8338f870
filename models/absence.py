"""Absences: who is away when, who stands in, and what has to hold for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.person import BUSINESS_ROLES, Person


@dataclass(frozen=True, slots=True)
class Absence:
    """Days of Asia/Shanghai as ISO texts, both included. `id` is 0 while it is not entered."""

    id: int
    person: str
    stand_in: str
    first_day: str
    last_day: str

    def meets(self, other: "Absence") -> bool:
        """Say whether the two have a day in common."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day


def absence_faults(
    wanted: Absence, person: Person, stand_in: Person, entered: Iterable[Absence], today: str
) -> tuple[str, ...]:
    """Return every reason why the absence cannot be entered; `entered` are those that hold.

    `today` is an ISO day: what is over can no longer be stood in for.
    """
    return (
        *_faults_of_days(wanted, today),
        *_faults_of_stand_in(person, stand_in),
        *_faults_beside(wanted, entered),
    )


def _faults_of_days(wanted: Absence, today: str) -> Iterator[str]:
    if wanted.last_day < wanted.first_day:
        yield f"it would end ({wanted.last_day}) before it begins ({wanted.first_day})"
    elif wanted.last_day < today:
        yield f"it ended on {wanted.last_day}; today is {today}"


def _faults_of_stand_in(person: Person, stand_in: Person) -> Iterator[str]:
    if stand_in.code == person.code:
        yield "nobody stands in for himself; name somebody else"
    elif not person.roles & stand_in.roles & BUSINESS_ROLES:
        yield (
            f"{stand_in.code} ({_roles(stand_in)}) holds none of the roles of "
            f"{person.code} ({_roles(person)}) and could do none of the tasks"
        )


def _roles(person: Person) -> str:
    return ", ".join(sorted(person.roles)) or "no role"


def _faults_beside(wanted: Absence, entered: Iterable[Absence]) -> Iterator[str]:
    for other in entered:
        if not other.meets(wanted):
            continue
        days = f"from {other.first_day} to {other.last_day} (absence {other.id})"
        if other.person == wanted.person:
            yield f"{other.person} is entered as absent already {days}; cancel that first"
        if other.person == wanted.stand_in:
            yield f"{other.person} is absent too {days}; name somebody else"
        if other.stand_in == wanted.person:
            yield f"{other.stand_in} stands in for {other.person} {days}; change that first"
