"""Rows of clean-ups: the list as it is drawn on a day, what was decided, what was closed."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.case import ENDED
from models.cleanup import Cleanup, CleanupItem, CleanupOutcome, Decision
from models.relation_reading import number_key, title_keys
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.validity_rows import ended_on
from review_flows.outside.wall_clock import day_of_text

# What is in force on the day, and what was and has ended since: the day of the end tells.
CASES = (
    "SELECT c.number, c.title, c.state, c.state_since, i.document_number, u.name AS unit, "
    "i.effective_on, i.valid_until FROM cases c JOIN issuances i ON i.case_number = c.number "
    "LEFT JOIN units u ON u.code = c.unit WHERE c.played = :played AND i.effective_on <= :as_of "
    "AND c.state IN ('in_force', 'evaluated', 'amended', 'repealed', 'lapsed') "
    "ORDER BY i.effective_on, c.number"
)
NUMBERS = "SELECT document_number FROM issuances"
# What a catalogue says is normative, and what it does not say is not taken for it.
OUTSIDE = (
    "SELECT title, document_number, unit, issued_on FROM catalogue_lines "
    "WHERE fault = '' AND normative = 'yes' AND (issued_on IS NULL OR issued_on <= :as_of) "
    "ORDER BY issued_on, catalogue, line"
)
REPEALED = (
    "SELECT r.title, r.document_number FROM relations r "
    "JOIN issuances i ON i.case_number = r.case_number "
    "WHERE r.kind = 'repeals' AND r.state = 'confirmed' AND i.effective_on <= :as_of"
)
# What an earlier clean-up ended and has no case here, which would say so.
ENDED_BEFORE = (
    "SELECT n.title, n.document_number, k.closed_at FROM cleanup_items n "
    "JOIN cleanups k ON k.number = n.cleanup WHERE n.case_number IS NULL "
    "AND n.outcome IN ('repeal', 'lapsed', 'already_repealed') AND k.closed_at IS NOT NULL"
)
CLEANUPS = (
    "SELECT number, name, basis, as_of, started_at, person, closed_at FROM cleanups ORDER BY number"
)
ITEMS = (
    "SELECT n.cleanup, n.number, n.title, n.document_number, n.unit, n.effective_on, "
    "n.valid_until, n.case_number, c.state, n.outcome, n.reason FROM cleanup_items n "
    "LEFT JOIN cases c ON c.number = n.case_number "
    "WHERE (CAST(:number AS TEXT) IS NULL OR n.cleanup = :number) ORDER BY n.cleanup, n.number"
)
REMINDED = "SELECT count(*) FROM reminders WHERE case_number = :number AND about = :about"


def draw(connection: Connection, as_of: date, *, played: bool) -> list[dict[str, Value]]:
    """Return the documents in force on a day: cases here, then what catalogues list besides."""
    day: dict[str, Value] = {"as_of": as_of.isoformat()}
    cases = [
        row
        for row in connection.rows(CASES, played=played, **day)
        if row["state"] not in ENDED or ended_on(row) > as_of
    ]
    drawn = [_of_case(row) for row in cases]
    known = {number_key(row["document_number"]) for row in connection.rows(NUMBERS)}
    return [*drawn, *_outside(connection, day, known)]


def _of_case(row: Row) -> dict[str, Value]:
    return {
        "case_number": row["number"],
        "title": row["title"],
        "document_number": row["document_number"],
        "unit": row["unit"] or "",
        "effective_on": row["effective_on"],
        "valid_until": row["valid_until"],
    }


def _outside(
    connection: Connection, day: dict[str, Value], known: set[str]
) -> Iterator[dict[str, Value]]:
    """Yield what was issued outside the system, once each, and has not ended by what is known."""
    repealed = [_key(row) for row in connection.rows(REPEALED, **day)]
    before = [
        _key(row)
        for row in connection.rows(ENDED_BEFORE)
        if day_of_text(row["closed_at"]).isoformat() <= str(day["as_of"])
    ]
    seen = known | {key for key in [*repealed, *before] if key}
    for row in connection.rows(OUTSIDE, **day):
        key = _key(row)
        if key not in seen:
            seen.add(key)
            yield {
                "case_number": None,
                "title": row["title"],
                "document_number": row["document_number"],
                "unit": row["unit"],
                "effective_on": row["issued_on"],
                "valid_until": None,
            }


def _key(row: Row) -> str:
    """Return what tells a document from others: its number, or else its title."""
    return number_key(row["document_number"]) or min(title_keys(row["title"]), default="")


def add_cleanup(connection: Connection, items: Iterable[dict[str, Value]], **values: Value) -> None:
    """Write a clean-up with its list."""
    connection.insert("cleanups", **values)
    rows: list[dict[str, Value]] = [
        {"cleanup": values["number"], "number": place, "outcome": "", "reason": "", **item}
        for place, item in enumerate(items, start=1)
    ]
    connection.insert_many("cleanup_items", rows)


def cleanups(connection: Connection) -> list[Cleanup]:
    """Return every clean-up, the first one first."""
    items: dict[str, list[CleanupItem]] = {}
    for row in connection.rows(ITEMS, number=None):
        items.setdefault(row["cleanup"], []).append(_item(row))
    return [_cleanup(row, items.get(row["number"], [])) for row in connection.rows(CLEANUPS)]


def find_cleanup(connection: Connection, number: str) -> Cleanup | None:
    """Return a clean-up with its list, or None."""
    row = next((one for one in connection.rows(CLEANUPS) if one["number"] == number), None)
    if row is None:
        return None
    found = connection.rows(ITEMS, number=number)
    return _cleanup(row, map(_item, found))


def _cleanup(row: Row, items: Iterable[CleanupItem]) -> Cleanup:
    return Cleanup(
        number=row["number"],
        name=row["name"],
        basis=row["basis"],
        as_of=date.fromisoformat(row["as_of"]),
        started_at=row["started_at"],
        person=row["person"],
        closed_at=row["closed_at"] or "",
        items=tuple(items),
    )


def _item(row: Row) -> CleanupItem:
    return CleanupItem(
        number=row["number"],
        title=row["title"],
        document_number=row["document_number"],
        unit=row["unit"],
        effective_on=_day(row["effective_on"]),
        valid_until=_day(row["valid_until"]),
        case_number=row["case_number"] or "",
        case_state=row["state"] or "",
        outcome=CleanupOutcome(row["outcome"]) if row["outcome"] else None,
        reason=row["reason"],
    )


def decide(connection: Connection, number: str, decision: Decision, person: str, at: str) -> None:
    """Write what is to become of an item; `at` is UTC."""
    connection.update(
        "cleanup_items",
        "cleanup = :cleanup AND number = :number",
        cleanup=number,
        number=decision.item,
        outcome=str(decision.outcome),
        reason=decision.reason,
        person=person,
        decided_at=at,
    )


def close(connection: Connection, number: str, at: str) -> None:
    """Note that a clean-up was carried out; `at` is UTC."""
    connection.update("cleanups", "number = :number", number=number, closed_at=at)


def was_told(connection: Connection, number: str, about: str) -> bool:
    """Say whether a reminder about this went out for a case."""
    return bool(connection.value(REMINDED, number=number, about=about))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
