"""`show CASE`: everything known of one case, section by section."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated

import typer

from models.case import Case, CaseState
from models.moves import Move, moves_from
from models.permission import possible_moves
from models.words import word_of
from review_flows.cli.letters import letter_title
from review_flows.cli.looking import looking, person_named, seen_case, today_text
from review_flows.cli.next_step import moves_text, next_command, peoples_moves
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import persons
from review_flows.outside.case_sight import as_seen
from review_flows.outside.case_view import CaseView, case_view
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import local_text

FORM_CHECKED = frozenset({CaseState.RECEIVED, CaseState.SUPPLEMENT_REQUESTED})


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the page. `words` names the closed list that a column's codes belong to."""

    name: str
    rows: Sequence[Mapping[str, object]]
    columns: tuple[str, ...]
    words: Mapping[str, str]


def show_case(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
) -> None:
    """Show a case: its state, tasks, documents, findings, opinion, issuance, filing, letters.

    Example: review-flows show 2026-0001
    """
    reader = reader_of(context)
    with looking() as (site, connection):
        today = today_text(site)
        case = seen_case(connection, reader, number, today)
        view = replace(case_view(connection, case), materials=_materials(site, connection, case))
        person = person_named(connection, reader, today)
        moves = peoples_moves(moves_from(case.state, case.matter_type))
        if person is not None:
            standing = persons.standing_of(connection, person, case)
            moves, view = possible_moves(case, standing), as_seen(view, standing)
        following = next_command(connection, number, seen_by=reader.person, today=today)
    if reader.as_json:
        typer.echo(json_text(as_object(view, moves)))
    else:
        show_table(reader, ("field", "value"), _fields(reader, view, moves))
        for section in sections(view):
            if section.rows:
                _show_section(reader, section)
    if not following.endswith(f" show {number}"):
        say(reader.says("next", command=following))


def _materials(site: Site, connection: Connection, case: Case) -> list[dict[str, object]]:
    """Return the list of materials while it is being filled; later the documents tell enough."""
    if case.state not in FORM_CHECKED:
        return []
    # Imported here: the rules come with pydantic, and the pages of most cases do without.
    from models.material_list import material_lines
    from review_flows.outside.form_checks import papers_of

    rules = site.rules.of_case(connection, case).rules_for(case.matter_type)
    papers = papers_of(connection, case.number)
    return [asdict(line) for line in material_lines(rules.materials, papers)]


def as_object(view: CaseView, moves: Sequence[Move]) -> dict[str, object]:
    """Return the page as one object: the case's columns, then its lists by name."""
    lists: dict[str, object] = {section.name: section.rows for section in sections(view)}
    more: dict[str, object] = {
        "unit_name": view.unit_name,
        "reviewer_name": view.reviewer_name,
        "supervision": asdict(view.supervision) if view.supervision else None,
        "sent_back": asdict(view.sent_back) if view.sent_back else None,
        "warnings": list(view.warnings),
    }
    return {**asdict(view.case), **more, **lists, "moves": [str(move) for move in moves]}


def _fields(reader: Reader, view: CaseView, moves: Sequence[Move]) -> Iterator[tuple[str, object]]:
    case, language = view.case, reader.language
    values: dict[str, object] = {
        "case": case.number,
        "title": case.title,
        "state": word_of("CaseState", case.state, language),
        "state_since": local_text(case.state_since),
        "matter_type": word_of("MatterType", case.matter_type, language),
        "unit": view.unit_name,
        "reviewer": view.reviewer_name,
        "received_at": local_text(case.received_at),
        "accepted_on": case.accepted_on,
        "floor_on": case.floor_on,
        "ceiling_on": case.ceiling_on,
        "provisional": case.provisional,
        "played": case.played,
        "rule_set": case.rule_set,
        "version": case.version,
        **_remarks(view),
        "warnings": "; ".join(word_of("OpinionWarning", one, language) for one in view.warnings),
        "moves": moves_text(moves, language),
    }
    for name, value in values.items():
        if value not in (None, "", False):
            yield reader.says(f"heading.{name}"), value


def _remarks(view: CaseView) -> dict[str, object]:
    values: dict[str, object] = {}
    if view.supervision is not None:
        values["supervised_on"] = view.supervision.on
        values["instruction"] = view.supervision.text
        values["report_by"] = view.supervision.report_by
    if view.sent_back is not None:
        values["sent_back"] = view.sent_back.text
    return values


def sections(view: CaseView) -> tuple[Section, ...]:
    """Return the lists of the page, in the order of the walk."""
    tasks = [asdict(task) for task in view.tasks]
    deliberations = [view.deliberation] if view.deliberation else []
    issuances = [view.issuance] if view.issuance else []
    return (
        Section("tasks", tasks, TASKS, {"kind": "TaskKind", "role": "Role", "state": "TaskState"}),
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
        Section(
            "filings", view.filings, FILINGS, {"recipient": "UnitKind", "state": "FilingState"}
        ),
        Section("relations", view.relations, RELATIONS, WORDS_OF_RELATIONS),
        Section("letters", view.letters, LETTERS, {"kind": "LetterKind", "about": "Recipient"}),
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


WORDS_OF_OPINIONS = {"state": "OpinionState", "conclusion": "Conclusion"}
WORDS_OF_POINTS = {"point": "ReviewPoint", "finding": "PointFinding"}
WORDS_OF_ITEMS = {"severity": "Severity", "adoption": "Adoption", "source": "ItemSource"}
TASKS = ("id", "kind", "role", "state", "person", "due_on")
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
# Headings of columns whose own code heads another column elsewhere.
HEADINGS = {"finding": "point_finding", "reviewer_name": "reviewer", "signer_name": "signer"}
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
RELATIONS = ("number", "kind", "relation_state", "title", "document_number", "target")
WORDS_OF_RELATIONS = {"kind": "DocumentRelation", "relation_state": "RelationState"}
FILINGS = ("recipient", "state", "due_on", "delivered_on", "receipt_number", "registered_on")


def _show_section(reader: Reader, section: Section) -> None:
    rows = (
        [_cell(reader, section, column, row[column]) for column in section.columns]
        for row in section.rows
    )
    title = reader.says(f"section.{section.name}")
    if not reader.as_json:
        typer.echo("")
    headings = [HEADINGS.get(column, column) for column in section.columns]
    show_table(reader, headings, rows, title)


def _cell(reader: Reader, section: Section, column: str, value: object) -> object:
    if value and section.words.get(column) == "LetterKind":
        return letter_title(str(value), reader.language)
    if value and column in section.words:
        return word_of(section.words[column], str(value), reader.language)
    # Word writes the time of the wall with a Z behind it; nothing tells the zone it was in.
    if value and column.endswith("_at") and column not in STATED_OF_COMMENTS:
        return local_text(str(value))
    return value
