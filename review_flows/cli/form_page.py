"""What a move's form asks for, as `act CASE MOVE --fields` shows it: a table and a JSON example."""

import json
from typing import TYPE_CHECKING

import typer

from models.words import phrase, word
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader

if TYPE_CHECKING:
    from models.forms.describing import FieldShape

INDENT = "  "


def show_form(reader: Reader, code: str) -> None:
    """Print the fields of a move's form, then what a file for --form may look like.

    Raises UnknownCode for what is no move.
    """
    # Imported here: they load every form, which no other command needs.
    from models.forms import FORM_OF
    from models.forms.describing import described, example
    from review_flows.desk.act import known_move

    move = known_move(code)
    fields = list(described(FORM_OF[move]))
    to_fill_in = example(FORM_OF[move])
    if reader.as_json:
        shown = [_as_object(field) for field in fields]
        typer.echo(json_text({"move": move, "fields": shown, "form": to_fill_in}))
        return
    if not fields:
        say(reader.says("form.empty"))
        return
    rows = [
        (INDENT * field.depth + field.name, field.needed, _takes(reader, field)) for field in fields
    ]
    show_table(reader, ("field", "needed", "takes"), rows)
    if to_fill_in:
        say(reader.says("form.example"))
        typer.echo(json.dumps(to_fill_in, ensure_ascii=False, indent=2))


def _as_object(field: "FieldShape") -> dict[str, object]:
    return {
        "name": field.name,
        "needed": field.needed,
        "takes": field.takes,
        "several": field.several,
        "codes": field.codes,
    }


def _takes(reader: Reader, field: "FieldShape") -> str:
    what = word(field.takes, reader.language)
    if field.codes:
        codes = [f"{code} {word(code, reader.language)}" for code in field.codes]
        said = ("; " if reader.language == "en" else "；").join(codes)
        what = phrase("takes.codes", reader.language, codes=said)
    return reader.says("takes.several", what=what) if field.several else what
