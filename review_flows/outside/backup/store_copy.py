"""The store's files in a set: by a second name where an earlier set has them, else as copies.

Every file is read and held against its name, so that damage is seen on the day of the backup and
not on the day of the restore. Nothing is shared with the store itself: only sets share with sets.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from models.backup import BackedUpFile
from models.errors import BackupRefused
from review_flows.outside.backup.copying import copy_file, hash_of, link_file
from review_flows.outside.store import Store

_DIGEST = re.compile(r"[0-9a-f]{64}")
TOLD = 5  # damaged files that are named


def stored_digests(store: Store) -> Iterator[str]:
    """Yield the name of every file of the store, in order; half-written ones have another kind."""
    if not store.folder.exists():
        return
    for folder in sorted(store.folder.iterdir()):
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if _DIGEST.fullmatch(path.name):
                    yield path.name


def copy_store(
    store: Store, named: Collection[str], target: Path, earlier: Path | None, *, incomplete: bool
) -> tuple[list[BackedUpFile], list[str]]:
    """Copy the store into the folder of a set; return its files, and what is missing of `named`.

    `earlier` is the set before. Raises BackupRefused where a file that rows name is damaged or gone
    and no earlier set has it, unless `incomplete`.
    """
    kept = Store(target / "store")
    before = Store(earlier / "store") if earlier else None
    files = []
    missing = []
    for digest in sorted({*stored_digests(store), *named}):
        file = _kept(store, before, kept, digest)
        if file is not None:
            files.append(file)
        elif digest in named:
            missing.append(digest)
    if missing and not incomplete:
        raise _damaged(missing)
    return files, missing


def _kept(store: Store, before: Store | None, kept: Store, digest: str) -> BackedUpFile | None:
    """Bring one file into the set; None where no place has it whole."""
    target = kept.path_of(digest)
    earlier = before.path_of(digest) if before else None
    if earlier and earlier.exists() and hash_of(earlier) == digest and link_file(earlier, target):
        return _file(target, digest)
    # A file system without second names, or a new file; or one that was damaged since.
    for source in (store.path_of(digest), earlier):
        if source and source.exists():
            if copy_file(source, target) == digest:
                return _file(target, digest)
            target.unlink()
    return None


def _file(target: Path, digest: str) -> BackedUpFile:
    return BackedUpFile(f"store/{digest[:2]}/{digest}", digest, target.stat().st_size)


def _damaged(missing: list[str]) -> BackupRefused:
    told = ", ".join(missing[:TOLD]) + (" …" if len(missing) > TOLD else "")
    return BackupRefused(
        f"{len(missing)} stored files that cases speak of are missing or damaged: {told}. No "
        "backup was made. `review-flows scrub` tells whose they are and how to put them back; "
        "`backup --incomplete` makes one without them, and its manifest says so."
    )
