"""Copies of files that are on the disk when the call returns, with their hash on the way."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from models.errors import BadInput, TryAgain
from review_flows.outside.store import sync_folder

PIECE = 1 << 20  # bytes read at once
# What a file system says that knows no second name for a file, or has no room for one more.
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file. Memory stays the same however large it is."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def copy_file(source: Path, target: Path) -> str:
    """Copy a file to a new place, durable, and return the SHA-256 of what was copied."""
    digest = sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file, target.open("xb") as copy:
        while piece := file.read(PIECE):
            digest.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def link_file(source: Path, target: Path) -> bool:
    """Give a file a second name; say whether this file system could."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    return True


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file, durable; its folder is made durable by `sync_tree`."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Make durable what another program wrote."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_tree(folder: Path) -> None:
    """Make the names in a folder and in every folder below it durable."""
    for place, _, _ in os.walk(folder, topdown=False):
        sync_folder(Path(place))


@contextmanager
def told_errors(folder: Path) -> Iterator[None]:
    """Tell what the disk refuses: TryAgain where it is full, BadInput where it may not be."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TryAgain(
                f"The disk of {folder} is full: nothing of this was kept. Free some space there "
                "(the oldest sets, for example) and try again."
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOENT):
            raise BadInput(f"{error.filename or folder}: {error.strerror}.") from None
        raise
