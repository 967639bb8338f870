"""Makes a backup set: database, store, the site's own files, manifest; its name comes last.

DIR/20260309T010203Z/ is whole or is not there: everything is written into a folder with a dot
before its name, made durable, and renamed.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from models.backup import (
    MANIFEST,
    OWN_FILES,
    SIGNATURE,
    BackedUpFile,
    DatabaseKind,
    Manifest,
    signature_line,
)
from models.errors import BadInput, NotAllowed, TryAgain
from review_flows.outside.backup.copying import (
    copy_file,
    hash_of,
    sync_tree,
    told_errors,
    write_durably,
)
from review_flows.outside.backup.databases import copy_database, kind_of, refuse_damaged
from review_flows.outside.backup.store_copy import copy_store
from review_flows.outside.schema import revision_of
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site
from review_flows.outside.store import sync_folder
from review_flows.outside.stored_names import named_files
from review_flows.outside.wall_clock import utc_text

UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class BackupSet:
    """A set that was made."""

    folder: Path
    manifest: Manifest


def make_backup(site: Site, where: Path, *, incomplete: bool = False) -> BackupSet:
    """Make a set below `where`, a folder outside the site's own; seal the log before.

    Raises BadInput and NotAllowed for a folder that cannot take it, BackupRefused where stored
    files are damaged (unless `incomplete`), TryAgain where a disk is full or another backup runs,
    ToolMissing without pg_dump. Then nothing of it is left.
    """
    _refuse_place(site, where)
    now = site.clock.now()
    with told_errors(where), _alone(where):
        _sweep(where)
        name = _free_name(where, f"{now:%Y%m%dT%H%M%SZ}")
        building = where / f"{UNFINISHED}{name}"
        try:
            manifest = _build(site, building, last_set(where), incomplete=incomplete)
            os.rename(building, where / name)
            sync_folder(where)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    return BackupSet(where / name, manifest)


def sets_in(where: Path) -> list[Path]:
    """Return the sets below a folder, the oldest first."""
    return sorted(path.parent for path in where.glob(f"[0-9]*Z*/{MANIFEST}"))


def last_set(where: Path) -> Path | None:
    """Return the newest set below a folder, or None."""
    return next(reversed(sets_in(where)), None)


def _refuse_place(site: Site, where: Path) -> None:
    if not where.is_dir():
        raise BadInput(f"{where} is no folder. Make it, or mount the disk that it lies on.")
    if where.resolve().is_relative_to(site.settings.inside.resolve()):
        raise NotAllowed(
            f"{where} lies beside the database: what loses the one would lose the other. "
            "Name a folder on another disk."
        )


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    descriptor = os.open(where / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise TryAgain(f"Another backup into {where} runs. Try again when it has ended.") from None
    finally:
        os.close(descriptor)


def _sweep(where: Path) -> None:
    for left in where.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)  # of a backup that was killed


def _free_name(where: Path, stamp: str) -> str:
    taken = {path.name for path in where.iterdir()}
    later = (f"{stamp}-{count}" for count in range(2, 1000))
    return next(name for name in (stamp, *later) if name not in taken)


def _build(site: Site, folder: Path, earlier: Path | None, *, incomplete: bool) -> Manifest:
    made_at = utc_text(site.clock.now())
    signer, note = site_signer(site), seal(site)
    folder.mkdir(mode=0o700)
    kind = kind_of(site.database)
    database = folder / kind.file_name
    copy_database(site.database, database)
    if kind is DatabaseKind.SQLITE:
        refuse_damaged(database)
    with site.database.reading() as connection:
        # Read after the copy: no row of it names a file that is not looked for.
        named = {file.sha256 for file in named_files(connection)}
    files, missing = copy_store(site.store, named, folder, earlier, incomplete=incomplete)
    files += [_file(folder, database), *_own_files(site, folder)]
    manifest = Manifest(
        made_at=made_at,
        program=version("review-flows"),
        revision=str(revision_of(site.database)),
        database=kind,
        key=signer.key.text,
        note=note.text,
        missing=tuple(missing),
        files=tuple(sorted(files, key=lambda file: file.path)),
    )
    write_durably(folder / MANIFEST, manifest.body)
    signature = signer.sign(manifest.signed_bytes)
    write_durably(folder / SIGNATURE, signature_line(signature).encode())
    sync_tree(folder)
    return manifest


def _own_files(site: Site, folder: Path) -> Iterator[BackedUpFile]:
    for name in OWN_FILES:
        place = site.settings.home / name
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                copy_file(path, folder / name / path.name)
                yield _file(folder, folder / name / path.name)


def _file(folder: Path, path: Path) -> BackedUpFile:
    place = path.relative_to(folder).as_posix()
    return BackedUpFile(place, hash_of(path), path.stat().st_size)
