"""The facts that a letter may say: frozen in the move's transaction, read when it is written.

A new field needs a default, so that letters which an earlier version numbered can still be written.
"""

from dataclasses import dataclass
from datetime import date

from models.house_style import USUAL, HouseStyle


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


@dataclass(frozen=True, slots=True)
class ParcelPaper:
    """A paper of a filing package; `number` and `sha256` are empty where it has none yet."""

    name: str
    number: str = ""
    copies: int = 0  # on paper; 0 where the rule set asks for none
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class WalkLine:
    """One step of a case: who did what on which day, and where the case stood after it.

    `move` is a code of `models.moves` and `state` one of `models.case`.
    """

    on: date
    who: str
    move: str
    state: str


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
    `papers` are the kinds of paper that the drafting unit handed in, `chapters` the headings of the
    issued text and `articles` how many it has. `meeting_changed` says that the meeting changed the
    text it passed. `walk` are the steps of the case; `used_…` the days of the review, None where
    no term ran.
    `remind_months` is how long before the end of its validity a document is to be evaluated, and
    `validity_basis` the verified source of that.
    `confirmation_number` is the 复核意见书 by which the opinion holds for a changed text, if one
    does; `filing_basis` the verified source of the duty to file with `recipient`.
    `reply` is a code of `models.filing.FilingReply`; `their_letter` and `their_letter_on` are the
    number and day of the recipient's letter that it answers.
    `void_letters` went out earlier on the same matter and hold no more, because the `void_numbers`
    that they state became void.
    A letter that calls attention to a task names it by `task` (a code of `models.task`), who has
    it or may take it (`urged`), its last day `due_on` and by how many days that is passed.
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
    style: HouseStyle = USUAL
    opinion_on: date | None = None
    papers: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    articles: int = 0
    early_reason: str = ""
    meeting_changed: bool = False
    parcel: tuple[ParcelPaper, ...] = ()
    walk: tuple[WalkLine, ...] = ()
    used_working: int | None = None
    used_calendar: int | None = None
    task: str = ""
    urged: tuple[str, ...] = ()
    due_on: date | None = None
    late_working: int = 0
    late_calendar: int = 0
    asked_by: str = ""
    instruction: str = ""
    report_by: date | None = None
    confirmation_number: str = ""
    confirmation_on: date | None = None
    filing_basis: str = ""
    advisor_unit: str = ""
    asking_unit: str = ""
    remind_months: int = 0
    validity_basis: str = ""
    reply: str = ""
    their_letter: str = ""
    their_letter_on: date | None = None
    void_letters: tuple[str, ...] = ()
    void_numbers: tuple[str, ...] = ()
