"""A letter: the facts it may say, its text, and its kind. Facts go in, text comes out; no file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Addressee(StrEnum):
    """To whom a kind of letter is sent."""

    DRAFTING_UNIT = "drafting_unit"
    ADVISOR = "advisor"
    RECIPIENT = "recipient"
    OFFICE = "office"  # which puts the matter before the meeting


class ParaStyle(StrEnum):
    """How a paragraph of a letter stands: body, heading of first or second rank, small note."""

    BODY = "body"
    H1 = "h1"
    H2 = "h2"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph, without its indent and without a line break."""

    text: str
    style: ParaStyle = ParaStyle.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` may be empty. `widths`: millimetres, one a column, 156 in all at most."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Block = Para | Table


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One item of an opinion, as a letter says it.

    `severity` and `adoption` are codes of `models.opinion`; `adoption` is "" as long as nothing
    was reported. `address` is the place in the draft, for example 第十二条第二款.
    """

    no: int
    address: str = ""
    issue: str = ""
    basis: str = ""
    suggestion: str = ""
    severity: str = ""
    adoption: str = ""
    adoption_reason: str = ""
    adoption_wording: str = ""
    adoption_basis: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class LetterPoint:
    """One decided point of the review; `point` and `finding` are codes of `models.opinion`."""

    point: str
    finding: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FilingDuty:
    """With whom a published document is to be filed, and by which day (inclusive)."""

    recipient: str
    file_by: date | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """Everything that a letter may say. An empty field is left out of the text, never guessed.

    Only `written_on` has no default: there is no letter without a date.

    Days are days in China. `floor_on` and `ceiling_on` are the days of the reading that rules the
    case; `floor_calendar_on` and `ceiling_calendar_on` are the same terms read in
    `other_unit` (written letters keep the names of their facts).
    `title` is the draft's title without 《》. `provisional` says that a computed day rests on a
    calendar year whose notice is not published, and `provisional_from` from which year on (0 where
    every year is meant); `unverified` names the values of the rule set that nobody has checked
    against their source. `conclusion` is a code of `models.opinion`.
    `began_on` is day 0 and `starts` the code of its event (`models.clock_rules`). `occasion` is the
    move that made a term letter necessary; `restarts` says that it counts anew from a supplement.
    `ground` is a code of `models.form_check.ReturnGround` or of `models.exemption`; `lacking` are
    materials that an urgent matter may supply later, `limbs_missing` and `exclusion` why it was
    taken for no normative document, all in the words of a letter.
    `heard` are the advisors who answered and `experts` those from outside; `silent` are those of
    both whose term passed without an answer. Who was asked secretly is in none of them.
    `also_changed` are the places of a revision that no item asked to change.
    `issuing_office` sends the letters after deliberation; without it the enacting organ does.
    """

    written_on: date
    letter_number: str = ""
    case_number: str = ""
    matter_type: str = "normative_document"
    title: str = ""
    drafting_unit: str = ""
    enacting_organ: str = ""
    review_office: str = ""
    issuing_office: str = ""
    received_on: date | None = None
    accepted_on: date | None = None
    began_on: date | None = None
    starts: str = "accepted"
    floor_on: date | None = None
    ceiling_on: date | None = None
    floor_calendar_on: date | None = None
    ceiling_calendar_on: date | None = None
    other_unit: str = "calendar"
    provisional: bool = False
    provisional_from: int = 0
    unverified: tuple[str, ...] = ()
    reviewer: str = ""
    chief: str = ""
    draft_sha256: str = ""
    missing: tuple[str, ...] = ()
    supplement_by: date | None = None
    limbs_missing: tuple[str, ...] = ()
    exclusion: str = ""
    lacking: tuple[str, ...] = ()
    ground: str = ""
    reason: str = ""
    occasion: str = ""
    approved_by: str = ""
    restarts: bool = False
    question: str = ""
    advisor: str = ""
    answer_by: date | None = None
    conclusion: str = ""
    also_changed: tuple[str, ...] = ()
    items: tuple[LetterItem, ...] = ()
    points: tuple[LetterPoint, ...] = ()
    heard: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    co_reviewers: tuple[str, ...] = ()
    opinion_number: str = ""
    meeting: str = ""
    deliberated_on: date | None = None
    signer: str = ""
    signed_on: date | None = None
    document_number: str = ""
    registration_number: str = ""
    published_on: date | None = None
    published_at: str = ""
    effective_on: date | None = None
    valid_until: date | None = None
    recipient: str = ""
    file_by: date | None = None
    filings: tuple[FilingDuty, ...] = ()
    copies: tuple[tuple[str, int], ...] = ()
    attachments: tuple[str, ...] = ()
    played: bool = False


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as it will be read, from top to bottom; how it looks is the writer's business.

    `mark` stands at the top of every page, `sender` in the letterhead and above the date, `note`
    under the date. An empty field takes no line.
    """

    kind: str
    number: str
    heading: str
    addressee: str
    body: tuple[Block, ...]
    attachments: tuple[str, ...]
    sender: str
    date: date
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: its Chinese name, its number series, on which moves and to whom it goes.

    `series` has the places {organ} (the organ's short name), {year} and {number}. `sent_on` holds
    codes of moves; it is empty for a letter that a flow writes by itself.
    """

    code: str
    name: str
    series: str
    sent_on: frozenset[str]
    to: Addressee
    compose: Callable[[LetterFacts], LetterText]

    def number(self, organ: str, year: int, number: int) -> str:
        """Return the letter's number, for example 青岚司审受〔2026〕3号 for the organ 青岚."""
        return self.series.format(organ=organ, year=year, number=number)


def chinese_day(day: date) -> str:
    """Return the day with Arabic numerals and without leading zeros: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"
