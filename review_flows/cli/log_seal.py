"""`log key`, `log checkpoint`, `log verifier`: what an auditor keeps, outside the system."""

from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from models.errors import BadInput
from review_flows.cli.looking import looking
from review_flows.cli.output import json_text, say, show_object
from review_flows.cli.reader import reader_of
from review_flows.outside.site import open_site

VERIFIER = "verify_log.py"
NOT_SEALED = "Nothing is sealed yet. Let review-flows start run: it seals the log every minute."


def show_key(context: typer.Context) -> None:
    """Print the public key by which anybody can tell our checkpoints; an auditor keeps it.

    Example: review-flows log key
    """
    # Imported here: reading the key takes the library cryptography, which few commands need.
    from review_flows.outside.sealing.keys import public_key

    reader = reader_of(context)
    with looking() as (site, _):
        key = public_key(site)
    if key is None:
        raise BadInput(f"There is no key here. {NOT_SEALED}")
    told = {"key": key.text, "name": key.name, "signature": str(key.signature)}
    typer.echo(json_text(told) if reader.as_json else key.text)


def make_log_key(
    context: typer.Context,
    signature: Annotated[
        str, typer.Option(metavar="NAME", help="ed25519, or sm2_sm3 by the OpenSSL command line.")
    ] = "ed25519",
) -> None:
    """Make the key that signs the log: before the first sealing, or when it is lost for good.

    Example: review-flows log make-key --signature sm2_sm3
    """
    from models.sealing.note import SignatureName
    from review_flows.desk.log_key import make_key

    reader = reader_of(context)
    if signature not in set(SignatureName):
        raise BadInput(f"There is no signature {signature}: name {' or '.join(SignatureName)}.")
    site = open_site()
    with closing(site.database):
        key = make_key(site, reader.person, SignatureName(signature))
    told = {"key": key.text, "name": key.name, "signature": str(key.signature)}
    typer.echo(json_text(told) if reader.as_json else key.text)
    say(reader.says("log_key_made"))


def show_checkpoint(context: typer.Context) -> None:
    """Print the newest signed checkpoint; kept elsewhere, it shows later what was cut or bent.

    Example: review-flows log checkpoint > checkpoint.txt
    """
    from review_flows.outside.sealing.leaves import last_checkpoint

    reader = reader_of(context)
    with looking() as (_, connection):
        row = last_checkpoint(connection)
    if row is None:
        raise BadInput(NOT_SEALED)
    told = {name: row[name] for name in ("size", "root", "at", "key", "note")}
    typer.echo(json_text(told) if reader.as_json else row["note"], nl=reader.as_json)


def write_verifier(
    context: typer.Context,
    to: Annotated[Path, typer.Option(metavar="FILE", help="Write to this file.")] = Path(VERIFIER),
) -> None:
    """Write verify_log.py, by which an auditor checks bundles and copies without this program.

    Example: review-flows log verifier --to verify_log.py
    """
    from review_flows.outside.new_file import place_for, write_new

    reader = reader_of(context)
    content = (files("review_flows") / VERIFIER).read_bytes()
    path = place_for(to, VERIFIER, content)
    write_new(path, content)
    if reader.as_json:
        show_object(reader, {"path": str(path)}, ())
    say(reader.says("log_verifier_written", path=path))
