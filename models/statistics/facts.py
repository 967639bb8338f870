"""What statistics are counted from: matters, their documents and filings, as of one day.

Whoever reads the facts leaves out what was said, signed or delivered after that day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.case import MatterType
from models.filing_review import ProblemType
from models.opinion import Adoption, Conclusion


class MakerRow(StrEnum):
    """A line of the statistics: whose documents they are."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    VERTICAL_BODY = "vertical_body"
    UNDECIDED = "undecided"  # not issued yet: nobody has said who makes it
    RECEIVED = "received"  # made by others, and filed with this office


@dataclass(frozen=True, slots=True)
class Said:
    """A message of an exchange: `kind` is that of models.filing, on whichever side it was said."""

    kind: str
    said_on: date
    problems: tuple[ProblemType, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One document with one recipient.

    An exchange that is not `awaited` was sent to be known only (抄送), and counts nowhere.
    `unverified` is a term that nobody has read in its source (未核实).
    """

    recipient: str
    said: tuple[Said, ...] = ()  # in the order in which it was said
    awaited: bool = True
    due_on: date | None = None  # of its first package; None where 及时 is all that is set
    delivered_on: date | None = None
    registered_on: date | None = None
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """What became of a matter when it was issued. `amends` and `repeals` were confirmed."""

    document_number: str
    registration_number: str
    issued_on: date
    maker_row: MakerRow
    makers: tuple[str, ...]  # names, the lead first
    led_elsewhere: bool = False
    published_on: date | None = None
    effective_on: date | None = None
    valid_until: date | None = None
    amends: tuple[str, ...] = ()  # what it changes, by title or number
    repeals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a signed opinion; `adoption` is None until the drafting unit answered it."""

    opinion: str
    number: int
    signed_on: date
    adoption: Adoption | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A case. `reviewed_on` is the day of its first signed opinion, `conclusion` what that said.

    `ended_on` is when its review ended, with an opinion or without; `has_ceiling` whether a term
    was set for it, `late` whether the opinion came after its last day.
    """

    number: str
    title: str
    matter_type: MatterType
    received_on: date
    reviewed_on: date | None = None
    opinion_number: str = ""
    conclusion: Conclusion | None = None
    ended_on: date | None = None
    has_ceiling: bool = False
    late: bool = False
    unverified: bool = False  # a value of the review's time that nobody read in its source (未核实)
    items: tuple[Item, ...] = ()
    issued: Issued | None = None
    exchanges: tuple[Exchange, ...] = ()
    fate: str = ""  # models.case.CaseState, where it was amended, repealed or has lapsed

    @property
    def normative(self) -> bool:
        """Whether it is a normative document."""
        return self.matter_type is MatterType.NORMATIVE_DOCUMENT

    @property
    def maker_row(self) -> MakerRow:
        """Whose document it is."""
        return self.issued.maker_row if self.issued else MakerRow.UNDECIDED

    @property
    def awaited(self) -> tuple[Exchange, ...]:
        """The exchanges in which the recipient has to say something."""
        return tuple(one for one in self.exchanges if one.awaited)


@dataclass(frozen=True, slots=True)
class ReceivedDocument:
    """A document that another office filed with this one."""

    number: str
    title: str
    sender: str
    received_on: date
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A normative document of a catalogue that was handed in, and of no case here."""

    catalogue: str
    line: int
    title: str
    document_number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Everything that a site can count."""

    matters: tuple[Matter, ...] = ()
    received: tuple[ReceivedDocument, ...] = ()
    listed: tuple[ListedDocument, ...] = ()

    def of(self, row: MakerRow) -> "SiteFacts":
        """Return the facts of one line of the statistics."""
        if row is MakerRow.RECEIVED:
            return SiteFacts(received=self.received)
        return SiteFacts(matters=tuple(one for one in self.matters if one.maker_row is row))
