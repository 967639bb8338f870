"""`act` and `submit`: what a person does; afterwards it says what to run next."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.case import MatterType
from models.errors import BadInput
from models.words import word, word_of
from review_flows.cli.cases import known
from review_flows.cli.form_page import show_form
from review_flows.cli.looking import known_unit
from review_flows.cli.next_step import moves_text, next_command, peoples_moves
from review_flows.cli.output import say, show_object
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.site import Site, open_site

if TYPE_CHECKING:
    from review_flows.desk import Done


MoveCode = Annotated[
    str, typer.Argument(metavar="MOVE", help="What to do, for example accept, claim or sign.")
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME=VALUE",
        help="A field of the form, once for each; a value that begins with [ or { is JSON.",
    ),
]
FormFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A form as a JSON object in a file.")
]
WordFiles = Annotated[
    list[str] | None,
    typer.Option("--file", metavar="PATH:KIND", help="A Word file; its kind may be left out."),
]
Version = Annotated[
    int | None, typer.Option(help="The version that you saw; a stale one is refused.")
]
Kept = Annotated[
    bool, typer.Option("--kept", help="Begin with the form that you kept for this move.")
]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep the form for yourself; the move is not made.")
]
Shown = Annotated[
    bool, typer.Option("--fields", help="Show what the move's form takes; nothing is made.")
]


def act_on_case(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    move: MoveCode,
    fields: Fields = None,
    form: FormFile = None,
    files: WordFiles = None,
    version: Version = None,
    kept: Kept = False,
    keep: Keep = False,
    shown: Shown = False,
) -> None:
    """Make a move on a case, or keep its half-filled form for later.

    Example: review-flows act 2026-0001 sign --field note=同意 --as qian
    """
    # Imported here: they load every form, which no other command needs.
    from review_flows.desk import act
    from review_flows.desk.form_drafts import keep_form, kept_form

    reader = reader_of(context)
    if shown:
        show_form(reader, move)
        return
    actor, site = reader.actor(), open_site()
    with closing(site.database):
        begun = kept_form(site, actor, number, move) if kept else {}
        filled = fill_in(site, form, fields or [], files or [], begun)
        if keep:
            kept_move = keep_form(site, actor, number, move, filled)
            say(reader.says("kept", number=number, move=word(kept_move, reader.language)))
            return
        _tell(reader, actor, site, act(site, actor, number, move, filled, version=version))


def fill_in(
    site: Site,
    form: Path | None,
    fields: list[str],
    files: list[str],
    begun: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return what was kept, a file's form, fields and Word files, the later over the earlier."""
    filled: dict[str, object] = dict(begun or {})
    if form is not None:
        from review_flows.outside.handed_in import read_form

        filled |= read_form(form)
    filled |= read_fields(fields)
    if files:
        # Imported here: reading Word files takes lxml, and most moves come without any.
        from review_flows.outside.handed_in import take_files

        before = filled.get("documents", [])
        if not isinstance(before, list):
            raise BadInput("The field documents of the form has to be a list.")
        filled["documents"] = [*before, *take_files(site, files)]
    return filled


def read_fields(given: list[str]) -> dict[str, object]:
    """Return NAME=VALUE texts as fields; a name given again makes a list. Raises BadInput."""
    fields: dict[str, object] = {}
    seen: dict[str, list[object]] = {}
    for one in given:
        name, equals, text = one.partition("=")
        if not equals or not name.strip():
            raise BadInput(f"--field takes NAME=VALUE, not “{one}”.")
        values = seen.setdefault(name.strip(), [])
        values.append(_value(name, text))
        fields[name.strip()] = values[0] if len(values) == 1 else values
    return fields


def _value(name: str, text: str) -> object:
    if not text.startswith(("[", "{")):
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadInput(
            f"The field {name} begins like JSON, but is none: {error}. "
            "Mend it, or give it as a text in a file: --form FILE."
        ) from None


def submit(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Word files as PATH or PATH:KIND, or a folder."),
    ],
    unit: Annotated[str, typer.Option(help="The drafting unit, by code or name.")],
    matter_type: Annotated[str, typer.Option("--type", help="The type of matter.")],
    title: Annotated[str, typer.Option(help="The title; read from the draft if left out.")] = "",
) -> None:
    """Submit a draft with its materials as a new case.

    Example: review-flows submit 送审稿.docx 起草说明.docx --unit zhujian
    --type normative_document --as lin
    """
    from review_flows.desk.submission import register
    from review_flows.outside.handed_in import look_at_files

    reader = reader_of(context)
    actor = reader.actor()
    known("The type of matter", matter_type, MatterType)
    site = open_site()
    with site.database.reading() as connection:
        code = known_unit(connection, unit)
    looked = look_at_files(files)
    if not looked:
        raise BadInput("The folder holds no files to submit.")
    name = Path(files[0]).stem if len(files) == 1 else looked[0].name.removesuffix(".docx")
    wanted = MatterType(matter_type)
    done = register(site, actor, looked, name, unit=code, matter_type=wanted, title=title)
    _tell(reader, actor, site, done)


def _tell(reader: Reader, actor: str, site: Site, done: "Done") -> None:
    language = reader.language
    moves = peoples_moves(done.next_moves)
    values: Mapping[str, object] = {**asdict(done), "next_moves": moves}
    rows: list[tuple[str, object]] = [
        (reader.says("heading.case"), done.number),
        (reader.says("heading.move"), word_of("Move", done.move, language)),
        (reader.says("heading.state"), word_of("CaseState", done.state, language)),
        (reader.says("heading.version"), done.version),
        (reader.says("heading.seq"), done.seq),
        *((word(series, language), text) for series, text in done.numbers.items()),
        (reader.says("heading.moves"), moves_text(moves, language)),
    ]
    if done.warnings:
        said = [word_of("OpinionWarning", code, language) for code in done.warnings]
        rows.append((reader.says("heading.warnings"), "; ".join(said)))
    show_object(reader, values, rows)
    with site.database.reading() as connection:
        command = next_command(connection, done.number, with_fields=True, seen_by=actor)
    say(reader.says("next", command=command))
