"""What a row of a catalogue becomes: a line that is taken in, or one listed with its reason."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CatalogueColumn(StrEnum):
    """What a column of a catalogue can be to us; every other one is kept as it stands."""

    TITLE = "title"
    DOCUMENT_NUMBER = "document_number"
    REGISTRATION_NUMBER = "registration_number"
    ISSUED_ON = "issued_on"
    PUBLISHED_ON = "published_on"
    UNIT = "unit"
    NORMATIVE = "normative"
    FILED_ON = "filed_on"
    REMARKS = "remarks"


class CatalogueFault(StrEnum):
    """Why a row was not taken in. The first ones are no documents, the others wait for a person."""

    ABOVE_HEAD = "above_head"
    HEAD = "head"
    SECTION = "section"
    TOTAL = "total"
    NOTE = "note"
    NO_HEAD = "no_head"
    CELL_ERROR = "cell_error"
    NOTHING_ABOVE = "nothing_above"
    TITLE_MISSING = "title_missing"
    TITLE_UNREADABLE = "title_unreadable"
    NUMBER_MISSING = "number_missing"
    NUMBER_INCOMPLETE = "number_incomplete"
    NUMBER_UNREADABLE = "number_unreadable"
    DAY_MISSING = "day_missing"
    DAY_UNREADABLE = "day_unreadable"
    DAY_IN_FUTURE = "day_in_future"
    YEARS_DIFFER = "years_differ"
    OUTSIDE_DAYS = "outside_days"
    REPEATED = "repeated"
    NUMBER_TWICE = "number_twice"


F = CatalogueFault
NO_DOCUMENT = frozenset({F.ABOVE_HEAD, F.HEAD, F.SECTION, F.TOTAL, F.NOTE, F.NO_HEAD})


class NormativeClaim(StrEnum):
    """Whether a document is a normative one, and who says so."""

    YES = "yes"  # the catalogue, or the classification of the case
    NO = "no"
    SUSPECTED = "suspected"  # 疑似: nobody said, and its title speaks for it; a person decides
    UNSAID = "unsaid"  # nobody said, and its title does not speak for it


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLine:
    """A row, read. With a `fault` it is not taken in; `about` then names the cell or the row.

    `normative` is "yes", "no", or empty where the catalogue does not say. `cells` are all cells
    of the row as they stood, by the letter of their column.
    """

    sheet: str
    row: int  # as the spreadsheet shows it
    title: str = ""
    document_number: str = ""
    registration_number: str = ""
    issued_on: date | None = None
    published_on: date | None = None
    unit: str = ""
    normative: str = ""
    filed_on: date | None = None
    remarks: str = ""
    fault: CatalogueFault | None = None
    about: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    hidden: bool = False  # the spreadsheet does not show the row; it counts all the same


@dataclass(frozen=True, slots=True)
class CatalogueReading:
    """A whole catalogue, read: every row that holds anything, and how many hold nothing."""

    lines: tuple[CatalogueLine, ...]
    blank: int

    @property
    def taken(self) -> tuple[CatalogueLine, ...]:
        """The lines that were taken in."""
        return tuple(line for line in self.lines if line.fault is None)

    @property
    def hidden(self) -> int:
        """How many of the rows that were taken in the spreadsheet hides."""
        return sum(line.hidden for line in self.taken)

    @property
    def listed(self) -> dict[CatalogueFault, int]:
        """How many rows were not taken in, by their reason, in the order of the list."""
        faults = [line.fault for line in self.lines]
        return {fault: faults.count(fault) for fault in CatalogueFault if fault in faults}
