"""A submission → the clauses of its draft, and what the checks find in it.

Reads: the draft of the case from the store.
Writes: clauses, findings and a log entry. The machine finds, people conclude (design.md, D6).
"""

from prefect import flow

from models.check import DraftText
from models.document import DocumentKind, WordText, clauses_of, title_of, warning_sentence
from models.finding import Finding, FindingSeverity
from models.moves import Move
from models.person import SYSTEM
from models.refusal import RefusalReason, refusal_sentence
from review_flows.checks import run_checks
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.current_site import current_site
from review_flows.outside.leg_holding import holding
from review_flows.outside.site import Site
from review_flows.outside.word_safety import open_word


@flow(name="screen_case", flow_run_name="screen_case {case_number}")
async def screen_case(case_number: str, leg_id: int) -> int:
    """Screen the draft of a case; return how many findings it has."""
    site = current_site()
    async with holding(site, leg_id) as mine:
        if mine is None:
            return 0
        sha256, findings = screen_draft(site, case_number)
        form = {"document_sha256": sha256, "findings": [_form(finding) for finding in findings]}
        act(site, SYSTEM.code, case_number, Move.SCREEN, form, leg=mine.held)
    return len(findings)


def screen_draft(site: Site, case_number: str) -> tuple[str, list[Finding]]:
    """Read the draft, keep its clauses, run the checks; return its hash and the findings."""
    with site.database.reading() as connection:
        draft = case_files.latest(connection, case_number, DocumentKind.DRAFT)
    if draft is None:
        return "", []
    opened = open_word(site.store.get(draft["sha256"]))
    if opened.text is None or opened.report.refusal is not None:
        reason = opened.report.refusal or RefusalReason.DAMAGED
        return draft["sha256"], [_note(refusal_sentence(reason, "zh"))]
    text = _draft_text(opened.text)
    with site.database.writing() as connection:
        case_files.add_clauses(connection, draft["sha256"], text.clauses)
    noted = [_note(warning_sentence(warning)) for warning in opened.report.warnings]
    return draft["sha256"], [*noted, *run_checks(text)]


def _draft_text(text: WordText) -> DraftText:
    paragraphs = tuple(paragraph.text for paragraph in text.paragraphs)
    return DraftText(title_of(text), paragraphs, clauses_of(text))


def _note(sentence: str) -> Finding:
    return Finding("word_file", FindingSeverity.QUESTION, "全文", sentence)


def _form(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "address": finding.address,
        "message": finding.message,
        "advice": finding.advice,
        "basis": finding.basis,
    }
