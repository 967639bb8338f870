"""`issuance register`: the issuance register (发文登记表) on the terminal or as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.action import Action
from models.errors import BadInput
from models.person import UnitKind
from review_flows.cli.ledger import Text, file_format, period
from review_flows.cli.looking import known_unit, looking, person_named, today_text
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.database import Connection
from review_flows.outside.records import offices
from review_flows.outside.sight import numbers_where, where_may
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

if TYPE_CHECKING:
    from review_flows.outside.register_files import Register

First = Annotated[Text, typer.Option("--from", metavar="DAY", help="Registered on or after.")]
Last = Annotated[Text, typer.Option("--to", metavar="DAY", help="Registered on or before.")]
OfUnit = Annotated[Text, typer.Option(help="Only of this drafting unit, by code or name.")]
Played = Annotated[bool, typer.Option("--played", help="Take demonstrations in as well.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write a .csv file.")]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Write an .xlsx file.")]
Docx = Annotated[bool, typer.Option("--docx", help="Write a .docx file.")]
Out = Annotated[Text, typer.Option("--out", metavar="FILE", help="Write here, by its ending.")]


def show_register(
    context: typer.Context,
    first: First = None,
    last: Last = None,
    unit: OfUnit = None,
    played: Played = False,
    csv: Csv = False,
    xlsx: Xlsx = False,
    docx: Docx = False,
    out: Out = None,
) -> None:
    """Show the issuance register: a row for each document and each number that is on none.

    Example: review-flows issuance register --from 2026-01-01 --to 2026-12-31 --xlsx
    """
    reader = reader_of(context)
    asked = dict(
        zip(("csv", "xlsx", "docx", "json"), (csv, xlsx, docx, reader.as_json), strict=True)
    )
    form = file_format([name for name, wanted in asked.items() if wanted], out)
    with looking() as (site, connection):
        register = read_register(site, connection, reader, (first, last), unit, played)
        reports = site.settings.docs_out / "reports"
    if form is None:
        _show(reader, register)
    elif form == "json" and out is None:
        _print_json(register)
    else:
        _write(reader, register, form, Path(out) if out else reports / _name(register, unit, form))
    if not register.rows:
        say(reader.says("register.empty"))


def read_register(
    site: Site,
    connection: Connection,
    reader: Reader,
    days: tuple[Text, Text],
    unit: Text,
    played: bool,
) -> "Register":
    """Return what the reader may see of the register. Raises BadInput for days or unit."""
    from review_flows.letters.issuance_register import RegisterHead
    from review_flows.outside.issued_documents import first_day, register_rows
    from review_flows.outside.ledger_queries import NEWEST_ENTRY
    from review_flows.outside.register_files import Register

    first, last = period(*days)
    today = day_of(site.clock.now())
    first_on = first or min(first_day(connection, today), last or today)
    last_on = last or max(first_on, today)
    code = known_unit(connection, unit) if unit else ""
    rows = register_rows(connection, first_on, last_on, played=played, unit=code)
    person = person_named(connection, reader, today_text(site))
    if person is not None:
        seen = numbers_where(connection, where_may(person, Action.SEE_REGISTER))
        rows = tuple(row for row in rows if row.case_number in seen)
    known = offices(connection)
    office = known.get(UnitKind.GOVERNMENT_OFFICE) or known.get(UnitKind.REVIEW_OFFICE, "")
    head = RegisterHead(office, first_on, last_on, today, played=played)
    changed_at = str(connection.value(NEWEST_ENTRY) or "")
    return Register(rows, head, reader.language, changed_at)


def _name(register: "Register", unit: Text, form: str) -> str:
    """Return the file's name. What is narrowed to a unit never takes the whole register's place."""
    from review_flows.outside.ledgers.files import NOT_IN_A_NAME

    head = register.head
    parts = ["issuance_register", str(head.first_on), str(head.last_on)]
    parts += [NOT_IN_A_NAME.sub("-", unit)] if unit else []
    parts += ["played"] if head.played else []
    return f"{'_'.join(parts)}.{form}"


def _show(reader: Reader, register: "Register") -> None:
    from review_flows.outside.register_files import MAIN, alarming, cells, told

    for line in told(register):
        say(line)
    shown = (cells(row, n, reader.language) for n, row in enumerate(register.rows, start=1))
    rows = [[one[column] for column in MAIN] for one in shown]
    columns = [f"register.{column}" for column in MAIN]
    title, red = reader.says("register.name"), alarming(register.rows)
    show_table(
        reader, columns, rows, title, shortened=["register.title", "register.remarks"], red=red
    )


def _print_json(register: "Register") -> None:
    from review_flows.outside.register_files import exact

    for n, row in enumerate(register.rows, start=1):
        typer.echo(json_text(exact(row, n)))


MOST_ON_PAPER = 5_000  # rows: about 250 pages


def _write(reader: Reader, register: "Register", form: str, path: Path) -> None:
    from review_flows.outside.ledgers.table_file import write_file
    from review_flows.outside.register_files import register_bytes

    if form == "docx" and len(register.rows) > MOST_ON_PAPER:
        raise BadInput(
            f"A .docx takes {MOST_ON_PAPER} rows, and these are {len(register.rows)}. Choose a "
            "shorter period with --from and --to, or write an .xlsx file."
        )
    write_file(path, register_bytes(register, form))
    say(reader.says("register.written", path=path, count=len(register.rows)))
