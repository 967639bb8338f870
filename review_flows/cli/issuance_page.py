"""`issuance show`: one document's line of the register, and where its numbers come from."""

import json
from collections.abc import Iterable
from typing import Annotated

import typer

from models.case import Case
from models.errors import NotFound
from models.issuance import MakerKind, NumberSeries, NumberState
from models.words import word
from review_flows.cli.looking import looking, seen_case, today_text
from review_flows.cli.output import show_object
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import issuances, numbers, records
from review_flows.outside.database import Connection, Row


def show_document(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="A case's number, or a number printed on it.")
    ],
) -> None:
    """Show the line of the register of one document: numbers, signature, publication, validity.

    Example: review-flows issuance show 2026-0001
    """
    reader = reader_of(context)
    with looking() as (site, connection):
        case = case_of_document(connection, reader, document, today_text(site))
        issued = issuances.issuance(connection, case.number)
        taken = numbers.ever(connection, case.number)
    if issued is None and not taken:
        raise NotFound("A document or number of case", case.number, [])
    said = {"case": case.number, "title": case.title, **_facts(issued), "numbers": _told(taken)}
    rows = [
        [reader.says(f"heading.issuance.{name}"), _cell(reader, name, value)]
        for name, value in said.items()
        if value not in (None, "", [], False)
    ]
    show_object(reader, said, rows)


def case_of_document(connection: Connection, reader: Reader, document: str, today: str) -> Case:
    """Return the case of that number, or that bears it. A hidden one is not told from none."""
    number = document
    if records.find_case(connection, document) is None:
        number = numbers.bearer(connection, document.strip()) or document
    try:
        return seen_case(connection, reader, number, today)
    except NotFound:
        if number == document:
            raise
        raise NotFound("The document", document, []) from None


def _facts(issued: Row | None) -> dict[str, object]:
    if issued is None:
        return {}
    facts = dict(issued)
    return {
        **facts,
        "makers": json.loads(facts["makers"]),
        "led_elsewhere": bool(facts["led_elsewhere"]),
    }


def _told(taken: Iterable[Row]) -> list[dict[str, object]]:
    names = ("series", "text", "state", "reserved_at", "used_at", "void_at", "void_reason")
    return [{name: row[name] for name in names} for row in taken]


def _cell(reader: Reader, name: str, value: object) -> object:
    if name == "numbers" and isinstance(value, list):
        return "; ".join(
            f"{word(NumberSeries(one['series']), reader.language)} {one['text']} "
            f"{word(NumberState(one['state']), reader.language)} {one['void_reason']}".rstrip()
            for one in value
        )
    if name == "makers" and isinstance(value, list):
        return reader.says("ledger.and").join(value)
    return word(MakerKind(str(value)), reader.language) if name == "maker_kind" else value
