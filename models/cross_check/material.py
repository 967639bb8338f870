"""What a cross-check reads: cases with their register line and tracks, and lines of catalogues."""

from dataclasses import dataclass
from datetime import date

from models.case import CaseState, MatterType
from models.opinion import Conclusion
from models.period import Period


@dataclass(frozen=True, slots=True)
class FilingTrack:
    """One recipient of a document: when the package was due there, and when it was handed over."""

    recipient: str  # models.person.UnitKind
    due_on: date | None
    delivered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocumentOfCase:
    """A line of the issuance register. `covered`: a signed opinion is on the very text issued."""

    document_number: str
    registration_number: str
    issued_on: date
    signed_on: date
    published_on: date | None = None
    makers: tuple[str, ...] = ()
    led_elsewhere: bool = False
    covered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCase:
    """A case. `opinion_on` is the day on which the first opinion was signed, None before it.

    `classified`: a person said what kind of matter it is.
    """

    number: str
    title: str
    unit: str
    matter_type: MatterType
    state: CaseState
    received_on: date
    classified: bool = False
    opinion_on: date | None = None
    conclusion: Conclusion | None = None
    issued: IssuedDocumentOfCase | None = None
    tracks: tuple[FilingTrack, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A line that was taken in from a catalogue; `place` is its sheet and row."""

    catalogue: int
    place: str
    title: str
    document_number: str
    issued_on: date
    published_on: date | None = None
    registration_number: str = ""
    unit: str = ""
    normative: str = ""  # "yes", "no", or empty where the catalogue does not say
    filed_on: date | None = None

    @property
    def public_on(self) -> date:
        """The day from which a term of filing runs: of publication, else of issue."""
        return self.published_on or self.issued_on


@dataclass(frozen=True, slots=True)
class CheckedCatalogue:
    """A catalogue: whose it is, and the days that it covers, where somebody said so."""

    number: int
    unit: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class CrossCheckMaterial:
    """All of it. `term` is that of filing for a document outside the system, None where unset."""

    cases: tuple[CheckedCase, ...]
    lines: tuple[ListedDocument, ...]
    catalogues: tuple[CheckedCatalogue, ...]
    term: Period | None = None
    not_taken: int = 0  # rows of documents that were not taken in: nothing is said of them
