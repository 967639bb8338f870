"""`log verify`: whether the record of what happened is whole, and the same as it was before."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from models.errors import BadInput
from models.sealing.anchors import notes_in
from models.sealing.note import NoteUnreadable, PublicKey, read_key
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.seal_walk import Anchor, SealWalk, walk_seal
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import local_text, utc_text

FAULT_COLUMNS = ("chain", "seq", "fault")
FINDINGS = 3  # the exit code of a check that found something
LONGEST_WAIT = timedelta(minutes=10)  # of an entry until it is sealed
STDIN = "-"
Anchors = Annotated[
    list[str] | None,
    typer.Option(
        "--anchor",
        metavar="NOTE",
        help="A file with checkpoints kept elsewhere, - for stdin; may be given again.",
    ),
]
Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--key", metavar="KEYLINE", help="A public key to be trusted, as `log key` prints it."
    ),
]


def verify_log(context: typer.Context, anchor: Anchors = None, key: Keys = None) -> None:
    """Walk the whole log and say where it does not hold; exit 3 when it does not.

    Example: review-flows log verify --anchor checkpoint.txt
    """
    reader = reader_of(context)
    anchors, given = read_anchors(anchor or []), read_keys(key or [])
    site = open_site()
    faults: list[LogFault] = []
    began = perf_counter()
    with closing(site.database):
        walk = walk_log(site.database, faults.append)
        seal = walk_seal(site.database, known_keys(site, given), anchors, faults.append)
    counts = {
        "whole": not faults,
        "entries": walk.entries,
        "chains": walk.chains,
        "sealed": seal.leaves,
        "checkpoints": seal.checkpoints,
        "anchors": len(anchors),
        "waiting": seal.waiting,
        "waiting_since": seal.since or None,
    }
    removed = [asdict(one) for one in walk.removed]
    if reader.as_json:
        told = [asdict(fault) for fault in faults]
        seconds = round(perf_counter() - began, 3)
        typer.echo(json_text({**counts, "seconds": seconds, "removed": removed, "faults": told}))
    elif faults:
        show_table(reader, FAULT_COLUMNS, ((f.chain, f.seq or "", f.what) for f in faults))
    for one in removed:
        say(reader.says("log_text_removed", **{**one, "at": local_text(str(one["at"]))}))
    _tell(reader, site, seal, faults, counts)


def _tell(
    reader: Reader,
    site: Site,
    seal: SealWalk,
    faults: Sequence[LogFault],
    counts: Mapping[str, object],
) -> None:
    if seal.waiting and seal.since < utc_text(site.clock.now() - LONGEST_WAIT):
        since = local_text(seal.since)
        say(reader.says("log_waits", waiting=seal.waiting, since=since))
    say(reader.says("log_sealed", **counts))
    say(reader.says("log_broken" if faults else "log_whole", faults=len(faults), **counts))
    if faults:
        raise typer.Exit(FINDINGS)


def known_keys(site: Site, given: Sequence[PublicKey]) -> tuple[PublicKey, ...]:
    """Return the keys whose checkpoints hold: the site's own, and those that were named."""
    # Imported here: reading a private key takes the library cryptography.
    from review_flows.outside.sealing.keys import public_key

    own = public_key(site)
    return (*given, own) if own else tuple(given)


def read_anchors(names: Sequence[str]) -> list[Anchor]:
    """Return the notes of the files, - for stdin, each once. Raises BadInput, naming the file."""
    found: dict[tuple[int, str], Anchor] = {}
    for name in names:
        try:
            text = sys.stdin.read() if name == STDIN else Path(name).read_text("utf-8")
            for note in notes_in(text):
                found.setdefault((note.checkpoint.size, note.text), Anchor(name, note))
        except (OSError, UnicodeError) as error:
            raise BadInput(f"The note {name} cannot be read: {error}.") from None
        except NoteUnreadable as error:
            raise BadInput(f"{name}: {error.message}") from None
    return list(found.values())


def read_keys(lines: Sequence[str]) -> list[PublicKey]:
    """Return the keys of the lines. Raises NoteUnreadable."""
    return [read_key(line) for line in lines]
