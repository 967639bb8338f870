"""`log export`: the log of one case with its proofs, in a file for an auditor."""

from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from models.errors import BadInput
from models.event import FILING_CHAIN, SITE_CHAIN
from models.sealing.bundle import Bundle
from review_flows.cli.log_verify import Anchors, read_anchors
from review_flows.cli.looking import (
    looking,
    person_named,
    refuse_unseen_filing,
    seen_case,
    today_text,
)
from review_flows.cli.output import say, show_object
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.site import open_site


def export_log(
    context: typer.Context,
    chain: Annotated[
        str, typer.Argument(metavar="CASE", help="The case's number, or filing:NUMBER.")
    ],
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to this file.")] = None,
    anchor: Anchors = None,
) -> None:
    """Write a case's log with its proofs, and no word of any other case; it is logged.

    Example: review-flows log export 2026-0001 --to 2026-0001.json
    """
    # Imported here: sealing takes the library cryptography, which few commands need.
    from review_flows.desk import log_export

    reader = reader_of(context)
    kept = [one.note for one in read_anchors(anchor or [])]
    refuse_hidden(reader, chain)
    site = open_site()
    with closing(site.database):
        bundle = log_export.export_log(site, reader.person, chain, kept)
    told = written(bundle, to or site.settings.docs_out / chain.removeprefix(FILING_CHAIN))
    if reader.as_json:
        show_object(reader, told, ())
    say(reader.says("log_exported", **told))


def written(bundle: Bundle, to: Path) -> dict[str, object]:
    """Write a bundle to a file, or into a folder; return what may be told of it."""
    from review_flows.outside.new_file import place_for, write_new

    content = bundle.text.encode()
    path = place_for(to, f"log_{bundle.chain.replace(':', '_')}_{bundle.size}.json", content)
    write_new(path, content)
    return {
        "chain": bundle.chain,
        "entries": len(bundle.entries),
        "path": str(path),
        "sha256": sha256(content).hexdigest(),
    }


def refuse_hidden(reader: Reader, chain: str) -> None:
    """Raise NotFound or NotAllowed for what the reader may not see, BadInput for the site's log."""
    if chain == SITE_CHAIN:
        raise BadInput(
            "The site's log names every case, so that it is not exported: give a case's number. "
            "To have all of it checked, hand out a copy of the database."
        )
    with looking() as (site, connection):
        today = today_text(site)
        if chain.startswith(FILING_CHAIN):
            refuse_unseen_filing(connection, person_named(connection, reader, today), chain)
        else:
            seen_case(connection, reader, chain, today)
