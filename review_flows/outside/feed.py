"""A person's last days as a calendar that other programs subscribe to (RFC 5545, .ics).

It holds what is open now, so a day that moves or falls away does so with the next writing; the
UID of an event stays the same. It says no more of a case than messages do: number and matter.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.case import CaseState
from models.person import Person, Role
from models.task import TaskKind
from models.words import phrase, word_of
from models.work_calendar import ONE_DAY
from review_flows.outside.channels.file import person_folder
from review_flows.outside.database import Connection, Row
from review_flows.outside.feed_days import FLOOR, Deadline, SortedDays, laid_out, nearness
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site
from review_flows.outside.store import write_whole

if TYPE_CHECKING:
    from icalendar import Calendar

MOST_EVENTS = 500  # of one person, the nearest ones: no calendar is read further
EVENT, END = b"BEGIN:VEVENT", b"END:VCALENDAR"
FLOORED = frozenset({TaskKind.REVIEW, TaskKind.SIGN})  # whoever has these gives or signs opinions

PEOPLE = (
    "SELECT p.code, p.name, p.unit, p.active, r.role FROM persons p "
    "LEFT JOIN person_roles r ON r.person = p.code ORDER BY p.code"
)
TASKS = (
    "SELECT t.case_number AS number, t.kind, t.recipient, t.role, t.person, t.due_on, c.unit, "
    "c.reviewer, "
    "c.matter_type, c.provisional, c.floor_on, c.received_at, c.state "
    "FROM tasks t JOIN cases c ON c.number = t.case_number "
    "WHERE t.state IN ('open', 'assigned', 'claimed') AND c.played = :played "
    "AND (t.due_on IS NOT NULL OR c.floor_on IS NOT NULL)"
)
FILINGS = (
    "SELECT f.case_number AS number, f.recipient, f.due_on, t.role, t.person, c.unit, c.reviewer, "
    "c.matter_type, c.received_at, c.state FROM filings f JOIN cases c ON c.number = f.case_number "
    "JOIN tasks t ON t.case_number = f.case_number AND t.kind = 'follow_filing' "
    "AND t.state IN ('open', 'assigned', 'claimed') "
    "WHERE f.state = 'due' AND f.due_on IS NOT NULL AND c.played = :played"
)


def deadlines(connection: Connection, site: Site, *, played: bool) -> list[Deadline]:
    """Return the days of every open task, the nearest first: of real cases, or of played ones."""
    rows = connection.rows(TASKS, played=played)
    found = [deadline for row in rows for deadline in _of_task(row, site)]
    for row in connection.rows(FILINGS, played=played):
        on = date.fromisoformat(row["due_on"])
        provisional = site.calendar.is_provisional(on)
        found.append(_deadline(row, f"filing:{row['recipient']}", on, provisional))
    return sorted(found, key=nearness)


def _of_task(row: Row, site: Site) -> Iterator[Deadline]:
    kind = TaskKind(row["kind"])
    if row["due_on"] is not None:
        on = date.fromisoformat(row["due_on"])
        stored = bool(row["provisional"]) if kind in FLOORED else site.calendar.is_provisional(on)
        # A case owes each of its recipients a reply of its own.
        what = f"{kind}:{row['recipient']}" if row["recipient"] else str(kind)
        yield _deadline(row, what, on, stored)
    if row["floor_on"] is not None and kind in FLOORED:
        yield _deadline(row, FLOOR, date.fromisoformat(row["floor_on"]), bool(row["provisional"]))


def _deadline(row: Row, what: str, on: date, provisional: bool) -> Deadline:
    return Deadline(
        number=row["number"],
        what=what,
        on=on,
        matter_type=row["matter_type"],
        provisional=provisional,
        role=row["role"],
        person=row["person"],
        unit=row["unit"],
        reviewer=row["reviewer"],
        received_at=row["received_at"],
        state=CaseState(row["state"]),
    )


def people(connection: Connection) -> dict[str, tuple[Person, bool]]:
    """Return everybody by code, each with whether the person is still active."""
    found: dict[str, tuple[Person, bool]] = {}
    for row in connection.rows(PEOPLE):
        before = found[row["code"]][0].roles if row["code"] in found else frozenset[Role]()
        roles = before | ({Role(row["role"])} if row["role"] else frozenset())
        person = Person(row["code"], row["name"], row["unit"], roles)
        found[row["code"]] = (person, bool(row["active"]))
    return found


def feed_of(person: Person, days: Iterable[Deadline], made_at: datetime) -> bytes:
    """Return the calendar of one person out of the days of all; `made_at` is UTC."""
    return _feed(person, laid_out(days), partial(_event, made_at=made_at))


def _feed(person: Person, days: SortedDays, event: Callable[[Deadline], bytes]) -> bytes:
    mine: dict[str, Deadline] = {}
    for one in days.of(person):
        mine.setdefault(one.uid, one)
        if len(mine) == MOST_EVENTS:
            break
    # The library writes the frame and each event by itself: one event stands in many calendars.
    frame = bytes(_frame(person).to_ical())
    start = frame.rindex(END)
    return frame[:start] + b"".join(map(event, mine.values())) + frame[start:]


def _frame(person: Person) -> "Calendar":
    # Imported here: only the watch and one command write calendars.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//review-flows//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", phrase("feed.name", "zh", name=person.name))
    calendar.add("x-published-ttl", "PT1H")  # the watch looks every hour
    return calendar


def _event(one: Deadline, made_at: datetime) -> bytes:
    from icalendar import Event

    mark = phrase("notice.provisional", "zh") if one.provisional else ""
    matter = word_of("MatterType", one.matter_type, "zh")
    command = f"review-flows show {one.number}"
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + ONE_DAY)  # the first day after it
    event.add("summary", phrase(one.saying, "zh", number=one.number, what=one.word, mark=mark))
    event.add("description", phrase("feed.see", "zh", matter=matter, command=command))
    event.add("status", "TENTATIVE" if one.provisional else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    return bytes(event.to_ical())


def write_feeds(site: Site) -> int:
    """Write docs_out/notices/<person>/deadlines.ics for everybody; return how many changed.

    Whoever has nothing due gets no file, but one that stands is emptied, also when its person is
    no longer active.
    """
    with site.database.reading() as connection:
        days = laid_out(deadlines(connection, site, played=site.played))
        everybody = people(connection)
    event = lru_cache(maxsize=None)(partial(_event, made_at=site.clock.now()))
    changed = 0
    for person, active in everybody.values():
        content = _feed(person, days if active else SortedDays({}, {}), event)
        path = feed_path(site.settings, person.code)
        before = path.read_bytes() if path.exists() else b""
        if _lasting(content) != _lasting(before) and (before or EVENT in content):
            write_whole(path, content)
            changed += 1
    return changed


def feed_path(settings: Settings, person: str) -> Path:
    """Return where the calendar of a person lies."""
    return person_folder(settings.docs_out, person) / "deadlines.ics"


def _lasting(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if not line.startswith(b"DTSTAMP")]
