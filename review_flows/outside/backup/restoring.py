"""Brings a set back into an empty home: verified first, whole or not at all.

What was restored stands in place only when the database does, which comes last.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from models.backup import OWN_FILES, Manifest
from models.errors import BackupRefused, BadInput
from models.sealing.note import PublicKey
from review_flows.outside.backup import postgresql
from review_flows.outside.backup.checking import CheckedSet, checked_set
from review_flows.outside.backup.copying import copy_file, sync_tree, told_errors
from review_flows.outside.backup.databases import kind_of
from review_flows.outside.database import Database
from review_flows.outside.schema import TABLE_NAMES
from review_flows.outside.seal_walk import Anchor
from review_flows.outside.settings import Settings
from review_flows.outside.store import sync_folder

BUILDING = ".restoring"  # below the home, until everything is in place
# What may lie there already: the private key of the log is put back by hand, before or after.
_BESIDE = frozenset({"keys", "write.lock"})


def restore_set(
    settings: Settings, folder: Path, anchors: Sequence[Anchor] = (), keys: Sequence[PublicKey] = ()
) -> CheckedSet:
    """Verify a set and restore it into the home of the settings, which has to be empty.

    Raises what `checked_set` raises; BadInput for a home or a database that holds something
    already, or is of another kind; TryAgain where the disk is full. Then nothing was restored.
    """
    database = Database(settings.database, settings.inside / "write.lock")
    _refuse_full(settings, database)
    with ExitStack() as stack:
        checked = stack.enter_context(checked_set(folder, anchors, keys))
        _refuse_other_kind(checked.manifest, database)
        with told_errors(settings.home):
            _bring_back(settings, database, checked)
    return checked


def _refuse_full(settings: Settings, database: Database) -> None:
    inside = settings.inside
    there = {path.name for path in inside.iterdir()} - _BESIDE if inside.is_dir() else set()
    places = [*(inside / name for name in sorted(there))]
    places += [p for n in (*OWN_FILES, BUILDING) if (p := settings.home / n).exists()]
    if database.path is None:
        places += [Path(urlsplit(settings.database).path)] if _tables(database) else []
    else:
        # A write-ahead log that was left behind would be read into whatever lies beside it.
        beside = (database.path, database.path.with_name(f"{database.path.name}-wal"))
        places += [path for path in beside if path.exists()]
    if places:
        raise BadInput(
            f"A backup is restored into an empty home only, and never over something: {places[0]} "
            "is there. Name another home with --to, or move this one away as a whole."
        )


def _tables(database: Database) -> bool:
    try:
        with database.reading() as connection:
            return bool(connection.rows(TABLE_NAMES[True]))
    finally:
        database.close()


def _refuse_other_kind(manifest: Manifest, database: Database) -> None:
    if kind_of(database) is not manifest.database:
        raise BadInput(
            f"The set is of {manifest.database}, and REVIEW_FLOWS_DATABASE names "
            f"{kind_of(database)}. Set it to an empty database of the same kind."
        )


def _bring_back(settings: Settings, database: Database, checked: CheckedSet) -> None:
    building = settings.home / BUILDING
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        for file in checked.manifest.files:
            if copy_file(checked.folder / file.path, building / file.path) != file.sha256:
                raise BackupRefused(f"{checked.folder}: {file.path} was changed while it was read.")
        sync_tree(building)
        _put_in_place(settings, database, checked.manifest, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _put_in_place(
    settings: Settings, database: Database, manifest: Manifest, building: Path
) -> None:
    settings.inside.mkdir(exist_ok=True)
    places = {name: settings.home / name for name in OWN_FILES}
    places["store"] = settings.inside / "store"
    placed: list[Path] = []
    try:
        for name, place in places.items():
            if (building / name).exists():
                os.rename(building / name, place)
                placed.append(place)
        sync_folder(settings.inside)
        sync_folder(settings.home)
        _put_database(settings, database, building / manifest.database.file_name)
    except BaseException:
        for place in placed:
            shutil.rmtree(place, ignore_errors=True)
        raise


def _put_database(settings: Settings, database: Database, copy: Path) -> None:
    if database.path is None:
        postgresql.restore(settings.database, copy)
        return
    # It may lie on another disk than the home.
    arriving = database.path.with_name(f"{database.path.name}{BUILDING}")
    arriving.unlink(missing_ok=True)
    copy_file(copy, arriving)
    os.replace(arriving, database.path)
    sync_folder(database.path.parent)
