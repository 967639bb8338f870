"""What letters of issuance, publication and filing say beside the case: a step in, facts out."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.deliberation import DeliberationResult
from models.document import KIND_NAMES, ClauseLevel, DocumentKind
from models.forms import PublishForm
from models.letter import FilingDuty, ParcelPaper
from models.matter_rules import FilingRule
from models.person import UnitKind
from review_flows.desk import opinion_letters
from review_flows.desk.letter_offices import office
from review_flows.desk.step import Step
from review_flows.letters import letter_kind
from review_flows.outside import case_files, clause_rows, filing_papers, issuances
from review_flows.outside.letters_withdrawn import void_letters

Facts = dict[str, object]
# What a drafting unit hands in with its draft; the rest of a case's papers is the office's.
HANDED_IN = (
    DocumentKind.EXPLANATION,
    DocumentKind.BASES,
    DocumentKind.CONSULTATION,
    DocumentKind.OWN_LEGAL_OPINION,
    DocumentKind.FAIR_COMPETITION,
    DocumentKind.DELIBERATION_RECORD,
)
REPORT, EXPLAINED, OPINION = "filing_report", "filing_explanation", "review_opinion"
CONFIRMATION, ISSUED = "revision_confirmation", "issuance_notice"
LETTER_NUMBER = (
    "SELECT number FROM letters WHERE case_number = :number AND kind = :kind AND about = :about "
    "ORDER BY id DESC LIMIT 1"
)


def issuance(step: Step, about: str) -> Facts:
    """Return the line of the register, and the meeting that passed the text."""
    connection = step.connection
    issued = issuances.issuance(connection, step.number)
    passed = issuances.last_deliberation(connection, step.number)
    assert issued is not None and passed is not None
    return {
        "meeting": passed["meeting"],
        "deliberated_on": _day(passed["held_on"]),
        "meeting_changed": passed["result"] == DeliberationResult.PASSED_WITH_CHANGES,
        "signer": issued["signer"],
        "signed_on": _day(issued["signed_on"]),
        "document_number": issued["document_number"],
        "registration_number": issued["registration_number"],
        "draft_sha256": issued["document_sha256"],
        "published_on": _day(issued["published_on"]),
        "published_at": issued["place"] or "",
        "effective_on": _day(issued["effective_on"]),
        "valid_until": _day(issued["valid_until"]),
    }


def void_before(step: Step, about: str) -> Facts:
    """Return the slips that went out before, and the numbers on them that are void by now."""
    slips = void_letters(step.connection, step.number, ISSUED)
    return {
        "void_letters": tuple(slip.number for slip in slips),
        "void_numbers": tuple(number for slip in slips for number in slip.void),
    }


def opinion_number(step: Step, about: str) -> Facts:
    """Return which opinion covers the text, and since when; without what it says."""
    facts = opinion_letters.opinion(step, about)
    told = {"opinion_number": facts["opinion_number"], "conclusion": facts["conclusion"]}
    return {**told, **confirmed(step)}


def confirmed(step: Step) -> Facts:
    """Return the letter by which the opinion holds for a changed text; nothing without one."""
    letter = filing_papers.confirmation(step.connection, step.number)
    if letter is None:
        return {}
    return {"confirmation_number": letter.number, "confirmation_on": letter.day}


def recipients(step: Step) -> tuple[str, ...]:
    """Return with whom the document is to be filed, as codes."""
    tracks = issuances.filings(step.connection, step.number)
    return tuple(track["recipient"] for track in tracks)


def filings(step: Step, about: str) -> Facts:
    """Return with whom the document is to be filed, and by when."""
    tracks = issuances.filings(step.connection, step.number)
    duties = [
        FilingDuty(office(step, UnitKind(track["recipient"])), due_on, _provisional(step, due_on))
        for track in tracks
        for due_on in (_day(track["due_on"]),)
    ]
    return {"filings": tuple(duties)}


def track(step: Step, about: str) -> Facts:
    """Return the recipient, the last day, and what goes there in how many copies."""
    tracks = {row["recipient"]: row for row in issuances.filings(step.connection, step.number)}
    papers = parcel(step, about)["parcel"]
    assert isinstance(papers, tuple)
    along = papers[1:]
    due_on = _day(tracks[about]["due_on"])
    rule = _rule(step, about)
    return {
        **recipient(step, about),
        "file_by": due_on,
        "provisional": _provisional(step, due_on),
        "filing_basis": rule.source if rule.verified else "",
        "copies": tuple((paper.name, paper.copies) for paper in along) if _counted(along) else (),
        "attachments": tuple(paper.name for paper in along),
    }


def recipient(step: Step, about: str) -> Facts:
    """Return whom a letter of filing is for."""
    return {"recipient": office(step, UnitKind(about))}


def explanation(step: Step, about: str) -> Facts:
    """Return how the document came about, as far as the case proves it."""
    form = step.form_as(PublishForm)
    kinds = case_files.kinds(step.connection, step.number)
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    clauses = clause_rows.clauses_in(step.connection, issued["document_sha256"])
    chapters = [clause.text for clause in clauses if clause.level is ClauseLevel.CHAPTER]
    return {
        **opinion_letters.opinion(step, about),
        **confirmed(step),
        "reason": "",  # the summary of the opinion stands in the opinion, which goes along
        "papers": tuple(KIND_NAMES[kind] for kind in HANDED_IN if kind in kinds),
        "chapters": tuple(chapters),
        "articles": sum(clause.level is ClauseLevel.ARTICLE for clause in clauses),
        "early_reason": form.early_reason,
    }


def parcel(step: Step, about: str) -> Facts:
    """Return what is in the package for a recipient, in its order, but for the list itself."""
    rule = _rule(step, about)
    copies = {
        filing_papers.TEXT: rule.copies.text,
        filing_papers.EXPLANATION: rule.copies.explanation,
        filing_papers.BASES: rule.copies.bases,
    }
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    numbers = {filing_papers.TEXT: issued["document_number"]}
    report = ParcelPaper(
        letter_kind(REPORT).name, _letter_number(step, REPORT, about), rule.copies.report or 0
    )
    documents = (
        ParcelPaper(one.name, numbers.get(one.name, ""), copies[one.name] or 0, one.sha256)
        for one in filing_papers.filed_documents(step.connection, step.number)
    )
    return {"parcel": (report, *documents, *_letters(step, about))}


def _letters(step: Step, about: str) -> Iterator[ParcelPaper]:
    """Yield the letters after the documents, in the order of the package."""
    for kind, whose in ((OPINION, ""), (EXPLAINED, about)):
        yield ParcelPaper(letter_kind(kind).name, _letter_number(step, kind, whose))
    letter = filing_papers.confirmation(step.connection, step.number)
    if letter is not None:
        yield ParcelPaper(letter_kind(CONFIRMATION).name, letter.number)


def _rule(step: Step, about: str) -> FilingRule:
    return next(rule for rule in step.rules().filing if rule.recipient == about)


def _provisional(step: Step, due_on: date | None) -> bool:
    return due_on is not None and step.calendar.is_provisional(due_on)


def _counted(papers: Iterable[ParcelPaper]) -> bool:
    return any(paper.copies for paper in papers)


def _letter_number(step: Step, kind: str, about: str) -> str:
    """Return the number of a letter that was numbered before, or nothing."""
    number = step.connection.value(LETTER_NUMBER, number=step.number, kind=kind, about=about)
    return str(number or "")


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
