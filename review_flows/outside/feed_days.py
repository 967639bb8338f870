"""The days of a person's calendar: what each is, whom it concerns, and whose are found how."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge

from models.case import CaseState
from models.notice import about_word, may_take
from models.person import Person, Role
from models.words import phrase, word_of
from review_flows.outside.wall_clock import day_of_text

FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day in somebody's calendar. `what` names it for ever within its case."""

    number: str
    what: str  # floor, or the kind of the task, filing:<recipient>, reply_to_recipient:<recipient>
    on: date
    matter_type: str
    provisional: bool
    role: str
    person: str | None  # who has the task, if anybody has
    unit: str | None
    reviewer: str | None
    received_at: str
    state: CaseState

    @property
    def uid(self) -> str:
        """What tells the event from others, wherever its day moves to."""
        return f"{self.number}.{self.what.replace(':', '.')}@review-flows"

    @property
    def saying(self) -> str:
        """The key of the phrase that announces it."""
        return "feed.floor" if self.what == FLOOR else "feed.due"

    @property
    def word(self) -> str:
        """What is due, in Chinese."""
        if self.what == FLOOR:
            return phrase("notice.about.review", "zh")
        if self.what.startswith("filing:"):
            return about_word(self.what, "zh")
        kind, _, recipient = self.what.partition(":")
        whom = word_of("Recipient", recipient, "zh")
        return word_of("TaskKind", kind, "zh") + (
            phrase("feed.whom", "zh", whom=whom) if whom else ""
        )

    def concerns(self, person: Person) -> bool:
        """Say whether the day stands in a person's calendar: theirs, or anybody's to take."""
        if self.person is not None:
            return self.person == person.code
        role = Role(self.role)
        day = day_of_text(self.received_at).isoformat()
        return role in person.roles and may_take(
            person, role, self.state, self.unit, self.reviewer, day
        )


@dataclass(frozen=True, slots=True)
class SortedDays:
    """The days of all, laid out so that nobody's are looked for among those of everybody else."""

    held: Mapping[str, Sequence[Deadline]]  # by the code of who has the task
    free: Mapping[str, Sequence[Deadline]]  # by the role that may take it

    def of(self, person: Person) -> Iterator[Deadline]:
        """Yield the days that concern a person, the nearest first."""
        mine = [self.held.get(person.code, ())]
        mine += [self.free.get(role, ()) for role in sorted(person.roles)]
        return (one for one in merge(*mine, key=nearness) if one.concerns(person))


def laid_out(days: Iterable[Deadline]) -> SortedDays:
    """Lay out days that come the nearest first."""
    held, free = defaultdict[str, list[Deadline]](list), defaultdict[str, list[Deadline]](list)
    for one in days:
        (free[one.role] if one.person is None else held[one.person]).append(one)
    return SortedDays(held, free)


def nearness(one: Deadline) -> tuple[date, str, str]:
    """Return what days are sorted by: the nearest first, always in one order."""
    return one.on, one.number, one.what
