"""Opens the site for a command that reads: one view of the database, for one reader."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.action import Action
from models.case import Case
from models.errors import NotAllowed, NotFound, UnknownCode
from models.event import FILING_CHAIN
from models.permission import may, may_see, roles_for
from models.person import Person
from review_flows.cli.reader import Reader
from review_flows.outside import persons, queries, records
from review_flows.outside.database import Connection
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import day_of


@contextmanager
def looking() -> Iterator[tuple[Site, Connection]]:
    """Open the site and one view of its database."""
    site = open_site()
    try:
        with site.database.reading() as connection:
            yield site, connection
    finally:
        site.database.close()


def today_text(site: Site) -> str:
    """Return today in Asia/Shanghai as tables write it."""
    return day_of(site.clock.now()).isoformat()


def person_named(connection: Connection, reader: Reader, today: str = "") -> Person | None:
    """Return the person who looks, or None when none is named. Raises NotFound for a stranger.

    `today` is an ISO day: on it the person stands in for others; without it for nobody.
    """
    if not reader.person:
        return None
    return known_person(connection, reader.person, today)


def known_person(connection: Connection, code: str, today: str = "") -> Person:
    """Return a person. Raises NotFound, which names the nearest."""
    person = persons.find_person(connection, code, today)
    if person is None:
        raise NotFound("The person", code, persons.person_codes(connection))
    return person


def seen_case(connection: Connection, reader: Reader, number: str, today: str = "") -> Case:
    """Return a case that exists for the reader. Raises NotFound, alike for hidden and missing."""
    person = person_named(connection, reader, today)
    case = records.find_case(connection, number)
    if case is None or not _sees(connection, person, case):
        # Only what the reader may see is named as near.
        latest = records.latest_cases(connection)
        near = [one.number for one in latest if _sees(connection, person, one)]
        raise NotFound("The case", number, near)
    return case


def refuse_unseen_filing(connection: Connection, person: Person | None, chain: str) -> None:
    """Raise NotFound for a received filing that is not there, NotAllowed for who may not see it."""
    if person is not None and person.roles.isdisjoint(roles_for(Action.SEE_RECEIVED)):
        needed = " or ".join(sorted(roles_for(Action.SEE_RECEIVED)))
        raise NotAllowed(f"{person.code} may not see what others filed: it needs {needed}.")
    numbers = queries.received_numbers(connection)
    if chain.removeprefix(FILING_CHAIN) not in numbers:
        raise NotFound("The received filing", chain.removeprefix(FILING_CHAIN), numbers)


def _sees(connection: Connection, person: Person | None, case: Case) -> bool:
    return person is None or may_see(persons.standing_of(connection, person, case))


def refuse_unread(connection: Connection, reader: Reader, case: Case, today: str) -> None:
    """Raise NotAllowed for somebody who may know of the case and not read its documents."""
    person = person_named(connection, reader, today)
    if person is None:
        return
    standing = persons.standing_of(connection, person, case)
    if not may(standing, Action.READ_DOCUMENTS):
        raise NotAllowed(f"{person.code} may not read the documents of case {case.number}.")


def known_unit(connection: Connection, given: str) -> str:
    """Return a unit's code, given by code or by its whole name. Raises UnknownCode."""
    names = queries.unit_names(connection)
    by_name = {name: code for code, name in names.items()}
    if given in names:
        return given
    if given in by_name:
        return by_name[given]
    raise UnknownCode("The unit", given, [*names, *by_name])
