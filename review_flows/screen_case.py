"""A submission → the clauses of its draft, and what the checks find in it.

Reads: the draft and the materials of the case from the store.
Writes: clauses, findings and a log entry. The machine finds, people conclude (design.md, D6).
"""

from collections.abc import Iterator

from prefect import flow

from models.check import DraftText
from models.concealment_note import concealment_notes, marking_note
from models.document import (
    DocumentKind,
    WordText,
    clauses_of,
    removed_sentence,
    title_of,
    warning_sentence,
)
from models.finding import Finding, FindingSeverity
from models.moves import Move
from models.person import SYSTEM
from models.refusal import RefusalReason, refusal_sentence
from models.safety_report import CONCEALING, DocumentWarning
from models.unread_note import unread_note
from review_flows.checks import run_checks
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.current_site import current_site
from review_flows.outside.leg_holding import holding
from review_flows.outside.site import Site
from review_flows.outside.word.apart import open_apart
from review_flows.outside.word.safety import OpenedWord

# What the drafting unit hands in with its draft. Advice is told of to nobody: it may be a secret.
MATERIALS = frozenset(
    {
        DocumentKind.EXPLANATION,
        DocumentKind.BASES,
        DocumentKind.CONSULTATION,
        DocumentKind.OWN_LEGAL_OPINION,
        DocumentKind.FAIR_COMPETITION,
        DocumentKind.COVER_LETTER,
        DocumentKind.OTHER,
    }
)


@flow(name="screen_case", flow_run_name="screen_case {case_number}")
async def screen_case(case_number: str, leg_id: int) -> int:
    """Screen the draft of a case; return how many findings it has."""
    site = current_site()
    async with holding(site, leg_id) as mine:
        if mine is None:
            return 0
        sha256, findings = screen_draft(site, case_number)
        told = [_form(finding) for finding in findings]
        told += [
            _form(finding) | {"document_sha256": material}
            for material, finding in notes_on_materials(site, case_number)
        ]
        form = {"document_sha256": sha256, "findings": told}
        act(site, SYSTEM.code, case_number, Move.SCREEN, form, leg=mine.held)
    return len(told)


def screen_draft(site: Site, case_number: str) -> tuple[str, list[Finding]]:
    """Read the draft, keep its clauses, run the checks; return its hash and the findings."""
    with site.database.reading() as connection:
        draft = case_files.latest(connection, case_number, DocumentKind.DRAFT)
    if draft is None:
        return "", []
    opened = open_apart(site.store.get(draft["sha256"]))
    read = opened.text
    if read is None:
        reason = opened.report.refusal or RefusalReason.DAMAGED
        return draft["sha256"], [_note(refusal_sentence(reason, "zh"))]
    text = _draft_text(read)
    with site.database.writing() as connection:
        case_files.add_clauses(connection, draft["sha256"], text.clauses)
    noted = [_note(sentence) for sentence in _notes(opened)]
    return draft["sha256"], [*noted, *run_checks(text)]


def notes_on_materials(site: Site, case_number: str) -> list[tuple[str, Finding]]:
    """Return what the other files of a case hold that nobody sees, each with its file's SHA-256."""
    with site.database.reading() as connection:
        documents = case_files.documents(connection, case_number)
    return [
        (row["sha256"], _note(f"《{row['name']}》：{sentence}", row["name"]))
        for row in documents
        if row["kind"] in MATERIALS
        for sentence in _unseen(open_apart(site.store.get(row["sha256"])))
    ]


def _unseen(opened: OpenedWord) -> Iterator[str]:
    """Yield that a file has changes which nobody accepted, and what it conceals; no more of it."""
    if opened.document is None:
        return
    if opened.document.tracked_changes:
        yield warning_sentence(DocumentWarning.TRACKED_CHANGES)
    if opened.report.concealed_markings:
        yield marking_note(opened.report.concealed_markings)
    yield from concealment_notes(opened.document)


def _notes(opened: OpenedWord) -> Iterator[str]:
    """Yield what must be known about the file: what it holds, what was taken out, what it hides."""
    assert opened.document is not None
    for warning in opened.report.warnings:
        if warning is DocumentWarning.UNREAD_WORDS:
            yield unread_note(opened.report.unread_words)
        elif warning not in CONCEALING:  # Told below, with the places.
            yield warning_sentence(warning)
    if opened.report.concealed_markings:
        yield marking_note(opened.report.concealed_markings)
    for kind in dict.fromkeys(one.kind for one in opened.report.removed):
        yield removed_sentence(kind)
    yield from concealment_notes(opened.document)


def _draft_text(text: WordText) -> DraftText:
    paragraphs = tuple(paragraph.text for paragraph in text.paragraphs)
    return DraftText(title_of(text), paragraphs, clauses_of(text))


def _note(sentence: str, address: str = "全文") -> Finding:
    return Finding("word_file", FindingSeverity.QUESTION, address, sentence)


def _form(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "address": finding.address,
        "message": finding.message,
        "advice": finding.advice,
        "basis": finding.basis,
    }
