"""`show CASE`: everything known of one case, section by section."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Annotated

import typer

from models.case import Case, CaseState
from models.issuance import RelationState
from models.moves import Move, moves_from
from models.permission import possible_moves
from models.person import Role
from models.words import told_source, word_of
from review_flows.cli.case_sections import STATED_OF_COMMENTS, Section, sections
from review_flows.cli.letters import letter_title
from review_flows.cli.looking import looking, person_named, seen_case, today_text
from review_flows.cli.next_step import moves_text, next_command, peoples_moves
from review_flows.cli.output import json_text, program, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import persons, records
from review_flows.outside.case_sight import as_seen
from review_flows.outside.case_view import CaseView, case_view
from review_flows.outside.database import Connection
from review_flows.outside.idle_moves import with_work
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import local_text

FORM_CHECKED = frozenset({CaseState.RECEIVED, CaseState.SUPPLEMENT_REQUESTED})


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
        moves = with_work(connection, number, moves, int(today[:4]))
        following = next_command(connection, number, seen_by=reader.person, today=today)
        settling = _settling(connection, reader, view) if Move.SETTLE_RELATION in moves else []
    if reader.as_json:
        typer.echo(json_text(as_object(view, moves)))
    else:
        show_table(reader, ("field", "value"), _fields(reader, view, moves))
        for section in sections(view):
            if section.rows:
                _show_section(reader, section)
        for command in settling:
            say(reader.says("settle_relation", command=command))
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


def _settling(connection: Connection, reader: Reader, view: CaseView) -> list[str]:
    """Return the commands that settle what was read of other documents and nobody has settled."""
    registrars = records.persons_with_role(connection, Role.REGISTRAR)
    who = reader.person if reader.person in registrars else next(iter(registrars), "...")
    act = f"{program()} act {view.case.number} {Move.SETTLE_RELATION}"
    return [
        f"{act} --field relation={row['number']} --field state={RelationState.CONFIRMED} --as {who}"
        for row in view.relations
        if row["state"] == RelationState.PROPOSED
    ]


def as_object(view: CaseView, moves: Sequence[Move]) -> dict[str, object]:
    """Return the page as one object: the case's columns, then its lists by name."""
    lists: dict[str, object] = {section.name: section.rows for section in sections(view)}
    more: dict[str, object] = {
        "unit_name": view.unit_name,
        "reviewer_name": view.reviewer_name,
        "supervision": asdict(view.supervision) if view.supervision else None,
        "sent_back": asdict(view.sent_back) if view.sent_back else None,
        "warnings": list(view.warnings),
        "last_entry": asdict(view.last_entry) if view.last_entry else None,
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
        "seal": _seal(reader, view),
        "moves": moves_text(moves, language),
    }
    for name, value in values.items():
        if value not in (None, "", False):
            yield reader.says(f"heading.{name}"), value


def _seal(reader: Reader, view: CaseView) -> str:
    """Return how far the last entry of the case's log is sealed."""
    last = view.last_entry
    if last is None:
        return ""
    key = "last_sealed" if last.sealed_by else "last_not_sealed"
    return reader.says(key, seq=last.seq, number=last.sealed_by)


def _remarks(view: CaseView) -> dict[str, object]:
    values: dict[str, object] = {}
    if view.supervision is not None:
        values["supervised_on"] = view.supervision.on
        values["instruction"] = view.supervision.text
        values["report_by"] = view.supervision.report_by
    if view.sent_back is not None:
        values["sent_back"] = view.sent_back.text
    return values


# Headings of columns whose own code heads another column elsewhere.
HEADINGS = {"finding": "point_finding", "reviewer_name": "reviewer", "signer_name": "signer"}


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
    if value and section.name == "materials" and column == "source":
        return told_source(str(value), reader.language)
    # Word writes the time of the wall with a Z behind it; nothing tells the zone it was in.
    if value and column.endswith("_at") and column not in STATED_OF_COMMENTS:
        return local_text(str(value))
    return value
