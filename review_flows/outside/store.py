"""The document store: bytes under their SHA-256, on the disk before any row speaks of them.

Nothing in it is ever changed or deleted (design.md, D8).
"""

import errno
import os
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from models.errors import ReviewError, TryAgain


class StoreDamaged(ReviewError):
    """A stored file is missing or is no longer what its name says."""


class Store:
    """A folder of files named by their content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Store bytes and return their SHA-256; they are on the disk when this returns."""
        digest = sha256(content).hexdigest()
        path = self.path_of(digest)
        if path.exists():
            # Whoever put it may have died before its name was durable.
            sync_folder(path.parent)
        else:
            write_whole(path, content)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes. Raises StoreDamaged when they are gone or changed."""
        try:
            content = self.path_of(digest).read_bytes()
        except FileNotFoundError:
            raise StoreDamaged(
                f"The stored file {digest} is missing. Restore the store from the last backup."
            ) from None
        if sha256(content).hexdigest() != digest:
            raise StoreDamaged(
                f"The stored file {digest} was changed. Restore the store from the last backup."
            )
        return content

    def has(self, digest: str) -> bool:
        """Say whether the bytes are here."""
        return self.path_of(digest).exists()

    def path_of(self, digest: str) -> Path:
        """Return where the bytes of a hash lie, or would lie."""
        return self.folder / digest[:2] / digest


def write_whole(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: temporary file, fsync, rename, fsync of the folder.

    Raises TryAgain when the disk is full.
    """
    # Not made of the file's own name, which may be as long as a name can be.
    temporary = path.with_name(f".{uuid4().hex}.tmp")
    try:
        make_folder(path.parent)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TryAgain(
                f"The disk is full: {path} was not written. Free some space and try again."
            ) from error
        raise


def make_folder(folder: Path) -> None:
    """Make a folder and whatever is missing above it; the names are durable when this returns.

    What lies in a folder is not safe before the name of the folder is.
    """
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
