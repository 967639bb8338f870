"""SQL → the rows of the issuance register (发文登记表), each with the opinion that covers it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from models.issuance import NumberSeries, NumberState
from models.issuance_register import IssuedDocument
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import day_of_text

# An opinion counts where it is in force for the very text that was issued.
ISSUED = (
    "SELECT i.case_number, i.issued_on, i.document_number, i.registration_number, c.title, "
    "u.name AS unit_name, i.signer, i.signed_on, i.published_on, i.effective_on, i.valid_until, "
    "i.makers, i.led_elsewhere, i.disclose_by, i.late_reason, o.number, o.conclusion, "
    "coalesce(n.year, 0) AS year, coalesce(n.running, 0) AS running "
    "FROM issuances i JOIN cases c ON c.number = i.case_number "
    "LEFT JOIN numbers n ON n.series = 'registration_number' AND n.text = i.registration_number "
    "LEFT JOIN units u ON u.code = c.unit LEFT JOIN opinions o ON o.id = "
    "(SELECT max(s.id) FROM opinions s WHERE s.case_number = i.case_number "
    "AND s.state = 'signed' AND s.document_sha256 = i.document_sha256) "
    "WHERE i.issued_on >= :first AND i.issued_on <= :last AND (:played OR NOT c.played) "
    "AND (:unit = '' OR c.unit = :unit)"
)
# Both numbers of a document are taken at once, so what was taken together is one row.
UNUSED = (
    "SELECT n.case_number, n.reserved_at, n.state, n.series, n.text, n.year, n.running, "
    "n.void_at, n.void_reason, c.title, u.name AS unit_name FROM numbers n "
    "JOIN cases c ON c.number = n.case_number LEFT JOIN units u ON u.code = c.unit "
    "WHERE n.state <> 'used' AND n.year >= :first_year AND n.year <= :last_year "
    "AND (:played OR NOT c.played) AND (:unit = '' OR c.unit = :unit) "
    "ORDER BY n.case_number, n.reserved_at, n.state, n.void_at, n.series"
)
FIRST_TAKEN = "SELECT min(reserved_at) FROM numbers"


def issued_documents(
    connection: Connection, first: date, last: date, *, played: bool = False, unit: str = ""
) -> tuple[IssuedDocument, ...]:
    """Return what was issued from one day to another, both included, in the order of issue.

    `played` takes demonstrations in as well; `unit` is the code of a drafting unit.
    """
    rows = register_rows(connection, first, last, played=played, unit=unit)
    return tuple(row for row in rows if row.issued)


def first_day(connection: Connection, today: date) -> date:
    """Return the day on which the register of the site begins; today where it is empty."""
    first = connection.value(FIRST_TAKEN)
    return day_of_text(first) if first else today


def register_rows(
    connection: Connection, first: date, last: date, *, played: bool = False, unit: str = ""
) -> tuple[IssuedDocument, ...]:
    """Return the whole register of these days: documents, and the numbers that are not on any.

    A number that was reserved or made void stands where it was taken, so that the series has no
    hole.
    """
    days = {"first": first.isoformat(), "last": last.isoformat()}
    years = {"first_year": first.year, "last_year": last.year}
    issued = connection.rows(ISSUED, **days, played=played, unit=unit)
    unused = connection.rows(UNUSED, **years, played=played, unit=unit)
    placed = [(_place(row), _issued(row)) for row in issued]
    placed += [one for one in _unused(unused) if first <= one[1].issued_on <= last]
    return tuple(row for _, row in sorted(placed, key=lambda one: one[0]))


# Of two rows the one whose registration number comes first stands first.
Place = tuple[int, int, str, str]


def _place(row: Row) -> Place:
    return row["year"], row["running"], row["issued_on"], row["case_number"]


def _issued(row: Row) -> IssuedDocument:
    return IssuedDocument(
        case_number=row["case_number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        document_number=row["document_number"],
        registration_number=row["registration_number"],
        title=row["title"],
        drafting_unit=row["unit_name"] or "",
        signer=row["signer"],
        signed_on=date.fromisoformat(row["signed_on"]),
        opinion_number=row["number"] or "",
        conclusion=row["conclusion"] or "",
        published_on=_day(row["published_on"]),
        effective_on=_day(row["effective_on"]),
        valid_until=_day(row["valid_until"]),
        makers=tuple(json.loads(row["makers"])),
        led_elsewhere=bool(row["led_elsewhere"]),
        disclose_by=_day(row["disclose_by"]),
        late_reason=row["late_reason"],
    )


def _unused(rows: Iterable[Row]) -> Iterator[tuple[Place, IssuedDocument]]:
    together = ("case_number", "reserved_at", "state", "void_at")
    for _, pair in groupby(rows, key=lambda row: tuple(row[name] or "" for name in together)):
        yield _unused_row(list(pair))


def _unused_row(pair: Sequence[Row]) -> tuple[Place, IssuedDocument]:
    row, texts = pair[-1], {one["series"]: one["text"] for one in pair}
    taken_on = day_of_text(row["reserved_at"])
    return (row["year"], row["running"], taken_on.isoformat(), row["case_number"]), IssuedDocument(
        case_number=row["case_number"],
        issued_on=taken_on,
        document_number=texts.get(NumberSeries.DOCUMENT_NUMBER, ""),
        registration_number=texts.get(NumberSeries.REGISTRATION_NUMBER, ""),
        title=row["title"],
        drafting_unit=row["unit_name"] or "",
        signer="",
        signed_on=None,
        opinion_number="",
        conclusion="",
        state=NumberState(row["state"]),
        void_reason=row["void_reason"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
