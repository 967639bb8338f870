"""`backup`, `restore`, `scrub`: nothing is lost, and damage is told while it can be mended."""

import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput
from models.words import word
from review_flows.cli.output import json_text, say, show_lines, show_object
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.settings import Settings, read_settings
from review_flows.outside.site import open_site

if TYPE_CHECKING:
    from models.sealing.note import PublicKey
    from review_flows.outside.backup.checking import CheckedSet
    from review_flows.outside.seal_walk import Anchor

FAULT_COLUMNS = ("fault", "sha256", "case", "name")
FINDINGS = 3  # the exit code of a check that found something
Verify = Annotated[bool, typer.Option("--verify", help="Only verify the set; restore nothing.")]
Anchors = Annotated[
    list[str] | None,
    typer.Option(
        "--anchor", metavar="NOTE", help="A checkpoint kept outside, in a file; - for stdin."
    ),
]
Keys = Annotated[
    list[str] | None,
    typer.Option("--key", metavar="KEYLINE", help="The log's public key, from `log key`."),
]
To = Annotated[str, typer.Option("--to", metavar="HOME", help="The empty home to restore into.")]


def backup(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder on another disk; the set goes below it.")
    ],
    incomplete: Annotated[
        bool,
        typer.Option("--incomplete", help="Go on where stored files are gone, and note it."),
    ] = False,
) -> None:
    """Copy database, store, calendars and rule sets into DIR/<time>, signed, while people work.

    Example: review-flows backup /mnt/backup
    """
    from review_flows.desk.backing_up import back_up
    from review_flows.outside.sealing.keys import key_file

    reader = reader_of(context)
    site = open_site()
    made = back_up(site, reader.person, folder, incomplete=incomplete)
    manifest = made.manifest
    told: dict[str, object] = {
        "folder": str(made.folder),
        "entries": manifest.checkpoint.checkpoint.size,
        "files": len(manifest.files),
        "bytes": sum(file.size for file in manifest.files),
        "missing": len(manifest.missing),
    }
    show_object(reader, told, _rows(reader, told))
    say(reader.says("backup.key", place=key_file(site)))


def restore(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="SET", help="A set: DIR/<time>; or DIR for its newest.")
    ],
    verify: Verify = False,
    anchors: Anchors = None,
    keys: Keys = None,
    to: To = "",
) -> None:
    """Verify a backup set (signature, files, the whole log) and restore it into an empty home.

    Example: review-flows restore /mnt/backup --verify --anchor note.txt
    """
    from review_flows.outside.backup.checking import checked_set
    from review_flows.outside.backup.making import last_set
    from review_flows.outside.backup.restoring import restore_set

    reader = reader_of(context)
    chosen = last_set(folder) or folder
    held = [anchor for name in anchors or () for anchor in _anchors(name)]
    trusted = _trusted(keys or [])
    if verify:
        with checked_set(chosen, held, trusted) as checked:
            _show(reader, checked)
        return say(reader.says("backup.holds"))
    settings = _settings(to)
    _show(reader, restore_set(settings, chosen, held, trusted))
    say(reader.says("backup.restored", home=settings.home))
    say(reader.says("backup.key_back", place=settings.inside / "keys" / "log.pem"))


def _trusted(keys: list[str]) -> list["PublicKey"]:
    from models.sealing.note import read_key

    return [read_key(line) for line in keys]


def _anchors(name: str) -> list["Anchor"]:
    from models.sealing.anchors import notes_in
    from review_flows.outside.seal_walk import Anchor

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The note {name} cannot be read: {error}.") from None
    return [Anchor(name, note) for note in notes_in(text)]


def _settings(to: str) -> Settings:
    settings = read_settings()
    if not to:
        return settings
    home = Path(to).resolve()
    set_here = os.environ.get("REVIEW_FLOWS_DATABASE")
    database = set_here or f"sqlite:///{home}/.review-flows/review.db"
    return replace(settings, home=home, database=database)


def _show(reader: Reader, checked: "CheckedSet") -> None:
    manifest = checked.manifest
    told: dict[str, object] = {
        "folder": str(checked.folder),
        "made_at": manifest.made_at,
        "database": str(manifest.database),
        "revision": manifest.revision,
        "cases": checked.cases,
        "entries": checked.entries,
        "checkpoints": checked.checkpoints,
        "files": checked.files,
        "anchors": checked.anchors,
        "missing": len(manifest.missing),
        "key": manifest.key,
    }
    show_object(reader, told, _rows(reader, told))


def _rows(reader: Reader, told: dict[str, object]) -> list[tuple[str, object]]:
    return [(reader.says(f"heading.backup.{name}"), value) for name, value in told.items()]


def scrub(context: typer.Context) -> None:
    """Hold every stored file against its name and look for all that cases name; exit 3 on faults.

    Example: review-flows scrub --json
    """
    from review_flows.outside.scrub import scrub as look_through

    reader = reader_of(context)
    site = open_site()
    seen = look_through(site)
    counts = {"files": seen.files, "bytes": seen.size, "orphans": seen.orphans}
    if reader.as_json:
        typer.echo(json_text({**counts, "faults": [asdict(fault) for fault in seen.faults]}))
    elif seen.faults:
        rows = [
            (word(fault.fault, reader.language), fault.sha256, about, name)
            for fault in seen.faults
            for about, name in fault.named or (("", ""),)
        ]
        show_lines(reader, FAULT_COLUMNS, rows, ())
    said = "scrub.faults" if seen.faults else "scrub.whole"
    say(reader.says(said, faults=len(seen.faults), store=site.store.folder, **counts))
    if seen.faults:
        raise typer.Exit(FINDINGS)
