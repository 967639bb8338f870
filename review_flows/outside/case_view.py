"""Everything that is known of one case, read at one moment: a number in, rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.case import Case, CaseState
from models.event import EventResult
from models.moves import Move
from models.opinion import ReviewPoint
from models.receipt_question import is_answered
from models.task import Task
from review_flows.outside import (
    advice_rows,
    case_remarks,
    issuances,
    opinions,
    queries,
    records,
    relations,
)
from review_flows.outside.case_remarks import Remark
from review_flows.outside.database import Connection, Row
from review_flows.outside.log_texts import said_in
from review_flows.outside.sealing import leaves
from review_flows.outside.sealing.leaves import EntrySeal

DOCUMENTS = (
    "SELECT kind, version, name, sha256, size, candidates, received_at, cleaned_sha256, removed, "
    "NULLIF(tracked_changes, -1) AS tracked_changes, settled_from, settled_view FROM documents "
    "WHERE case_number = :number AND taken_back_at IS NULL ORDER BY id"
)
# What was found in an earlier draft is answered; so is what a material's file holds where its text
# was settled, and a question to the clerk that the case answers by now. All stay in the table and
# in the log.
FINDINGS = (
    "SELECT document_sha256, severity, check_code, address, message, advice, basis FROM findings "
    "WHERE case_number = :number AND (document_sha256 IN ('', (SELECT d.sha256 FROM documents d "
    "WHERE d.case_number = :number AND d.kind = 'draft' AND d.taken_back_at IS NULL "
    "ORDER BY d.version DESC LIMIT 1)) OR (check_code = 'word_file' AND document_sha256 IN ("
    "SELECT d.sha256 FROM documents d WHERE d.case_number = :number AND d.kind <> 'draft' "
    "AND d.taken_back_at IS NULL AND NOT EXISTS (SELECT 1 FROM documents s "
    "WHERE s.case_number = d.case_number AND s.settled_from = d.sha256 "
    "AND s.taken_back_at IS NULL)))) "
    "ORDER BY document_sha256, position"
)
OPINIONS = (
    "SELECT o.id, o.state, o.conclusion, o.summary, o.document_sha256, o.reviewer, "
    "r.name AS reviewer_name, o.proposed_at, o.signer, s.name AS signer_name, o.signed_at, "
    "o.number FROM opinions o LEFT JOIN persons r ON r.code = o.reviewer "
    "LEFT JOIN persons s ON s.code = o.signer WHERE o.case_number = :number ORDER BY o.id"
)
OPINION_ITEMS = (
    "SELECT i.opinion, i.number, i.address, i.quote, i.issue, i.basis, i.suggestion, i.severity, "
    "i.source, i.about, i.adoption, i.adoption_wording, i.adoption_reason, i.adoption_basis "
    "FROM opinion_items i JOIN opinions o ON o.id = i.opinion "
    "WHERE o.case_number = :number ORDER BY i.opinion, i.number"
)
ORDER_OF_POINTS = {str(point): place for place, point in enumerate(ReviewPoint)}
ENTRIES = (
    "SELECT e.seq, e.at, e.actor, p.name AS actor_name, e.move, e.result, e.from_state, "
    "e.to_state, e.body, e.hash, (SELECT c.id FROM checkpoints c WHERE c.size > l.idx "
    "ORDER BY c.size, c.id LIMIT 1) AS sealed_by FROM events e "
    "LEFT JOIN persons p ON p.code = e.actor LEFT JOIN log_leaves l ON l.event_id = e.id "
    "WHERE e.chain = :chain ORDER BY e.seq"
)


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with all that hangs on it; each list in the order in which it came to be."""

    case: Case
    unit_name: str
    reviewer_name: str
    tasks: list[Task]
    documents: Sequence[Row]
    findings: Sequence[Row]
    consultations: Sequence[Row]
    comments: Sequence[Row]
    opinions: Sequence[Row]
    opinion_points: Sequence[Row]
    opinion_items: Sequence[Row]
    deliberation: Row | None
    issuance: Row | None
    filings: Sequence[Row]
    letters: Sequence[Row]
    relations: Sequence[Row]
    supervision: Remark | None
    sent_back: Remark | None
    warnings: tuple[str, ...] = ()  # what does not fit in the opinion that waits for its signature
    materials: Sequence[Mapping[str, object]] = ()  # for whoever looks with the rules at hand
    last_entry: EntrySeal | None = None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of the log. `reason` is what was given, or why an attempt was refused.

    `consultation` is the number of the question that the entry is about, where it is about one;
    `asked` whom it asks; `material` and `material_state` are what the clerk said of a material.
    `sealed_by` is the number of the first checkpoint that covers it; None while none does.
    """

    seq: int
    at: str
    actor: str
    actor_name: str
    role: str
    move: str
    result: str
    from_state: str
    to_state: str
    reason: str
    played: bool
    hash: str
    stands_in_for: str = ""
    stands_in_for_name: str = ""
    consultation: int | None = None
    asked: str = ""
    material: str = ""
    material_state: str = ""
    sealed_by: int | None = None


def case_view(connection: Connection, case: Case) -> CaseView:
    """Return everything known of a case."""
    number = case.number
    documents = connection.rows(DOCUMENTS, number=number)
    findings = connection.rows(FINDINGS, number=number)
    return CaseView(
        case=case,
        unit_name=records.unit_name(connection, case.unit),
        reviewer_name=records.person_name(connection, case.reviewer),
        tasks=records.open_tasks(connection, number),
        documents=documents,
        findings=[one for one in findings if not is_answered(one, documents, case)],
        consultations=opinions.consultations(connection, number),
        comments=advice_rows.comments_of(connection, number),
        opinions=connection.rows(OPINIONS, number=number),
        opinion_points=sorted(opinions.points_of(connection, number), key=_place_of_point),
        opinion_items=connection.rows(OPINION_ITEMS, number=number),
        deliberation=issuances.last_deliberation(connection, number),
        issuance=issuances.issuance(connection, number),
        filings=issuances.filings(connection, number),
        letters=queries.letters(connection, number),
        relations=relations.of_case(connection, number),
        supervision=case_remarks.supervision(connection, case),
        sent_back=case_remarks.sent_back(connection, case),
        warnings=_warnings(connection, case),
        last_entry=leaves.last_seal(connection, number),
    )


def _warnings(connection: Connection, case: Case) -> tuple[str, ...]:
    if case.state is not CaseState.OPINION_PROPOSED:
        return ()
    return opinions.proposal_warnings(connection, case.number)


def _place_of_point(row: Row) -> tuple[int, int]:
    return row["opinion"], ORDER_OF_POINTS[row["point"]]


def entry_lines(connection: Connection, chain: str, gone: str = "") -> list[EntryLine]:
    """Return the log of a case, or of the site, in its order; a removed text reads `gone`."""
    rows = connection.rows(ENTRIES, chain=chain)
    bodies = said_in(connection, chain, rows, gone)
    lines = [_entry_line(row, body) for row, body in zip(rows, bodies, strict=True)]
    absent = {line.stands_in_for for line in lines} - {""}
    names = {code: records.person_name(connection, code) for code in sorted(absent)}
    return [
        replace(line, stands_in_for_name=names[line.stands_in_for]) if line.stands_in_for else line
        for line in lines
    ]


def _entry_line(row: Row, body: dict[str, Any]) -> EntryLine:
    form = body.get("form", {})
    of_material = form if row["move"] == Move.CHECK_MATERIAL else {}
    return EntryLine(
        seq=row["seq"],
        at=row["at"],
        actor=row["actor"],
        actor_name=str(body["actor"].get("name") or row["actor_name"] or row["actor"]),
        role=str(body["actor"].get("role", "")),
        move=row["move"],
        result=row["result"],
        from_state=row["from_state"],
        to_state=row["to_state"],
        reason=_reason(body, form),
        played=bool(body.get("played")),
        hash=row["hash"],
        stands_in_for=str(body.get("stands_in_for", "")),
        consultation=body.get("consultation") or form.get("consultation"),
        asked=_asked(row["move"], form),
        material=str(of_material.get("kind", "")),
        material_state=str(of_material.get("state", "")),
        sealed_by=row["sealed_by"],
    )


def _asked(move: str, form: dict[str, Any]) -> str:
    if move == Move.CO_REVIEW:
        return str(form.get("person", ""))
    return str(form.get("advisor", "")) if move in (Move.CONSULT, Move.RECALL) else ""


def _reason(body: dict[str, Any], form: dict[str, Any]) -> str:
    # A refused entry's `reason` is the name of an error; what people read is its message.
    given = form.get("reason") or form.get("instruction") or form.get("note")
    if not given and body.get("result") == EventResult.DONE:
        given = body.get("reason")
    return str(body.get("message") or given or "")
