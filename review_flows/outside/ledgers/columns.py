"""The columns of the ledger: a row goes in, its cells come out, as people read them or as codes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from models.ledger import LedgerRow
from models.words import Language, phrase, word

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading is `heading.ledger.<code>`, its value stands at `path` of a row.

    `width` is in characters of a sheet, a Chinese one counting two. The `main` columns are those
    of the terminal and of paper.
    """

    code: str
    path: str
    width: int
    main: bool = False


COLUMNS = (
    Column("serial", "serial", 6, main=True),
    Column("number", "entered.number", 12, main=True),
    Column("received_on", "entered.received_on", 12),
    Column("unit", "entered.unit_name", 26, main=True),
    Column("title", "entered.title", 44, main=True),
    Column("matter_type", "entered.matter_type", 18),
    Column("normative", "entered.normative", 16),
    Column("state", "entered.state", 16),
    Column("accepted_on", "entered.accepted_on", 12, main=True),
    Column("supplements", "term.supplements", 10),
    Column("paused_working", "term.paused_working", 20),
    Column("paused_calendar", "term.paused_calendar", 20),
    Column("reviewer", "entered.reviewer_name", 12, main=True),
    Column("advisors", "entered.advisors", 16),
    Column("opinion_number", "opinion.number", 24),
    Column("signed_on", "opinion.signed_on", 12, main=True),
    Column("used_working", "term.used_working", 16, main=True),
    Column("used_calendar", "term.used_calendar", 16),
    Column("conclusion", "opinion.conclusion", 12, main=True),
    Column("items", "opinion.items", 10),
    Column("adopted", "opinion.adopted", 8),
    Column("partly", "opinion.partly", 10),
    Column("not_adopted", "opinion.not_adopted", 8),
    Column("meeting", "sequel.meeting", 24),
    Column("held_on", "sequel.held_on", 12),
    Column("result", "sequel.result", 10),
    Column("document_number", "sequel.document_number", 24),
    Column("registration_number", "sequel.registration_number", 20),
    Column("published_on", "sequel.published_on", 12),
    Column("filed_with_government_on", "sequel.filed_with_government_on", 18),
    Column("filed_with_congress_on", "sequel.filed_with_congress_on", 18),
    Column("ceiling_on", "term.ceiling_on", 16, main=True),
    Column("floor_on", "term.floor_on", 16),
    Column("term_unit", "term.unit", 10),
    Column("other_ceiling_on", "term.other_ceiling_on", 30),
    Column("other_floor_on", "term.other_floor_on", 30),
    Column("extended_by", "term.extended_by", 10),
    Column("exempted", "term.exempted", 8),
    Column("term", "term.state", 16, main=True),
    Column("breaches", "term.breaches", 24),
    Column("caused_by", "term.caused_by", 14, main=True),
    Column("rules", "proof.rules", 36),
    Column("unverified", "proof.unverified", 12),
    Column("calendar", "proof.calendar", 20),
    Column("provisional", "term.provisional", 8),
    Column("played", "entered.played", 8),
    Column("override", "sequel.override", 40),
    Column("remarks", "remarks", 60),
)
MAIN = tuple(column for column in COLUMNS if column.main)


def headings(columns: Iterable[str], language: Language) -> list[str]:
    """Return the headings of columns named by their codes."""
    return [phrase(f"heading.ledger.{code}", language) for code in columns]


def shown_rows(
    rows: Iterable[LedgerRow], columns: Iterable[Column], language: Language
) -> Iterator[list[Cell]]:
    """Return the cells of each row as people read them: words, numbers and days."""
    values_of = attrgetter(*(column.path for column in columns))
    shown = _shower(language)
    for row in rows:
        yield [shown(value) for value in values_of(row)]


def exact(row: LedgerRow) -> dict[str, object]:
    """Return a row as codes and exact texts, with the codes of unit and reviewer."""
    values = attrgetter(*(column.path for column in COLUMNS))(row)
    said: dict[str, object] = dict(zip((column.code for column in COLUMNS), values, strict=True))
    return said | {"unit_code": row.entered.unit, "reviewer_code": row.entered.reviewer}


# Two lists may share a code, and members of such lists are equal: only their type tells them apart.
@lru_cache(maxsize=1024, typed=True)
def _word(code: StrEnum, language: Language) -> str:
    return word(code, language)


def _shower(language: Language) -> Callable[[object], Cell]:
    yes, no, joint = (phrase(key, language) for key in ("yes", "ledger.no", "ledger.and"))

    def several(values: tuple[object, ...]) -> str:
        return joint.join(str(shown(value)) for value in values)

    # A million cells go through here, so the type decides with one look.
    ways: Mapping[type, Callable[..., Cell]] = {
        bool: lambda value: yes if value else no,
        tuple: several,
    }

    def shown(value: object) -> Cell:
        kind = type(value)
        if kind in PLAIN:
            return value  # type: ignore[return-value]
        if kind in ways:
            return ways[kind](value)
        assert isinstance(value, StrEnum)
        return _word(value, language)

    return shown


PLAIN = frozenset({str, int, float, date, type(None)})
