"""`log redact`: a name or a text that has to go is removed from the log, and the log stands."""

from contextlib import closing
from typing import Annotated

import typer

from models.errors import BadInput
from review_flows.cli.output import say, show_object
from review_flows.cli.reader import reader_of
from review_flows.outside.site import open_site


def redact_log(
    context: typer.Context,
    chain: Annotated[
        str, typer.Argument(metavar="CASE", help="The case's number, filing:NUMBER, or “site”.")
    ],
    seq: Annotated[
        str, typer.Argument(metavar="SEQ", help="The number of the entry, as log show has it.")
    ],
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="Its place in the entry: form.outsider, form.comments.0.stated_author …",
        ),
    ],
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why it has to go; never the text itself.")
    ] = "",
) -> None:
    """Remove a text that is kept beside an entry; its hash stays, and who removed it is logged.

    Example: review-flows log redact 2026-0001 5 form.outsider --reason 本人申请删除 --as AUDITOR
    """
    # Imported here: the desk loads every form, which no command that only reads needs.
    from review_flows.desk.log_redaction import TextToRemove, redact

    reader = reader_of(context)
    wanted = TextToRemove(chain, entry_number(seq), name, reason)
    site = open_site()
    with closing(site.database):
        redact(site, reader.person, wanted)
    told = {"chain": chain, "seq": wanted.seq, "name": name}
    if reader.as_json:
        show_object(reader, told, ())
    say(reader.says("log_redacted", **told))


def entry_number(seq: str) -> int:
    """Return the number of an entry. Raises BadInput."""
    if not seq.isdecimal():
        raise BadInput(f"SEQ: “{seq}” is no number of an entry. See: review-flows log show CASE")
    return int(seq)
