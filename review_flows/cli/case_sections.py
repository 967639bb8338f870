"""The lists on the page of a case: which rows, in which columns, in whose words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from review_flows.outside.case_view import CaseView


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the page. `words` names the closed list that a column's codes belong to."""

    name: str
    rows: Sequence[Mapping[str, object]]
    columns: tuple[str, ...]
    words: Mapping[str, str]


def sections(view: CaseView) -> tuple[Section, ...]:
    """Return the lists of the page, in the order of the walk."""
    tasks = [asdict(task) for task in view.tasks]
    deliberations = [view.deliberation] if view.deliberation else []
    issuances = [view.issuance] if view.issuance else []
    letters = (*LETTERS, *_filled(view.letters, RARE_OF_LETTERS))
    return (
        Section("tasks", tasks, (*TASKS, *_filled(tasks, RARE_OF_TASKS)), WORDS_OF_TASKS),
        Section("materials", view.materials, MATERIALS, WORDS_OF_MATERIALS),
        Section(
            "documents",
            view.documents,
            (*DOCUMENTS, *_filled(view.documents, RARE_OF_DOCUMENTS)),
            WORDS_OF_DOCUMENTS,
        ),
        Section("removed", _removed(view), REMOVED, {"kind": "RemovedKind"}),
        Section("findings", view.findings, FINDINGS, {"severity": "FindingSeverity"}),
        Section("consultations", view.consultations, CONSULTATIONS, {"kind": "AdviceKind"}),
        Section(
            "comments",
            view.comments,
            (*COMMENTS, *_filled(view.comments, STATED_OF_COMMENTS)),
            WORDS_OF_COMMENTS,
        ),
        Section("opinions", view.opinions, OPINIONS, WORDS_OF_OPINIONS),
        Section("opinion_points", view.opinion_points, POINTS, WORDS_OF_POINTS),
        Section("opinion_items", view.opinion_items, ITEMS, WORDS_OF_ITEMS),
        Section("deliberations", deliberations, MEETINGS, WORDS_OF_MEETINGS),
        Section("issuances", issuances, ISSUANCES, {}),
        Section("filings", view.filings, FILINGS, WORDS_OF_FILINGS),
        Section("relations", view.relations, RELATIONS, WORDS_OF_RELATIONS),
        Section("letters", view.letters, letters, WORDS_OF_LETTERS),
    )


def _removed(view: CaseView) -> list[dict[str, object]]:
    """Return what the cleaned copies of the documents lack, a line for each kind of thing."""
    found = {
        (row["name"], one["kind"]): {"name": row["name"], "kind": one["kind"]}
        for row in view.documents
        for one in (json.loads(row["removed"]) if row["removed"] else ())
    }
    return list(found.values())


def _filled(rows: Sequence[Mapping[str, object]], rare: Sequence[str]) -> tuple[str, ...]:
    """Return those columns of what few rows have in which some row has something."""
    return tuple(name for name in rare if any(row[name] for row in rows))


WORDS_OF_TASKS = {
    "kind": "TaskKind",
    "role": "Role",
    "state": "TaskState",
    "recipient": "UnitKind",
}
WORDS_OF_OPINIONS = {"state": "OpinionState", "conclusion": "Conclusion"}
WORDS_OF_POINTS = {"point": "ReviewPoint", "finding": "PointFinding"}
WORDS_OF_ITEMS = {"severity": "Severity", "adoption": "Adoption", "source": "ItemSource"}
TASKS = ("id", "kind", "role", "state", "person", "due_on")
RARE_OF_TASKS = ("recipient",)  # whom a reply is owed to
MATERIALS = ("kind", "required", "state", "note", "source")
WORDS_OF_MATERIALS = {"kind": "DocumentKind", "required": "Required", "state": "MaterialState"}
DOCUMENTS = ("kind", "version", "name", "size", "sha256", "received_at")
REMOVED = ("name", "kind")
RARE_OF_DOCUMENTS = ("tracked_changes", "settled_view")
WORDS_OF_DOCUMENTS = {"kind": "DocumentKind", "settled_view": "SettledView"}
FINDINGS = ("severity", "address", "message", "advice", "basis", "check_code")
CONSULTATIONS = ("number", "advisor_name", "question", "answer_by", "kind", "text", "answered_at")
COMMENTS = (
    *("consultation", "number", "address", "kind", "severity", "problem", "basis"),
    *("suggestion", "replacement", "adoption", "adoption_reason"),
)
# What a Word file says of a comment: who wrote it, and when, on the clock of his machine.
STATED_OF_COMMENTS = ("stated_author", "stated_at")
WORDS_OF_COMMENTS = {"kind": "ProblemKind", "severity": "Severity", "adoption": "Adoption"}
POINTS = ("point", "finding", "note")
OPINIONS = ("number", "state", "conclusion", "summary", "reviewer_name", "signer_name", "signed_at")
ITEMS = (
    *("number", "address", "quote", "issue", "basis", "suggestion", "severity", "source"),
    *("adoption", "adoption_wording", "adoption_reason", "adoption_basis"),
)
MEETINGS = ("kind", "meeting", "held_on", "result", "minutes_sha256", "note")
WORDS_OF_MEETINGS = {"kind": "MeetingKind", "result": "DeliberationResult"}
ISSUANCES = (
    "document_number",
    "registration_number",
    "signer",
    "signed_on",
    "place",
    "published_on",
    "effective_on",
    "valid_until",
)
LETTERS = ("number", "kind", "about", "written_at")
RARE_OF_LETTERS = ("withdrawn_at",)
WORDS_OF_LETTERS = {"kind": "LetterKind", "about": "Recipient"}
RELATIONS = ("number", "kind", "state", "title", "document_number", "target")
WORDS_OF_RELATIONS = {"kind": "DocumentRelation", "state": "RelationState"}
FILINGS = ("recipient", "state", "due_on", "delivered_on", "receipt_number", "registered_on")
WORDS_OF_FILINGS = {"recipient": "UnitKind", "state": "FilingState"}
