"""A backup set: what its manifest says of the files in it, and how that is written and read.

A set is a folder of its own: the database as one file, the store, the site's own calendars and rule
sets, manifest.json, and manifest.sig with the signature of the log's key over the manifest.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from models.errors import BadInput
from models.event import canonical, read_strictly
from models.sealing.note import PublicKey, SignedNote, read_key, read_note

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
OWN_FILES = ("calendars", "rule_sets")  # folders below a site's home; people wrote them
# Before the signed bytes, so that a signature of a manifest is never one of a checkpoint.
_SIGNED = b"review-flows/backup\n"
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Where a file of a set may lie; nothing that a manifest names leads out of the folder.
_PLACE = re.compile(
    r"database\.(db|dump)|store/[0-9a-f]{2}/[0-9a-f]{64}|(calendars|rule_sets)/[^/\\\x00.][^/\\\x00]*"
)


class DatabaseKind(StrEnum):
    """What the database of a set is a copy of."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"

    @property
    def file_name(self) -> str:
        """The name of the copy in a set."""
        return "database.db" if self is DatabaseKind.SQLITE else "database.dump"


@dataclass(frozen=True, slots=True)
class BackedUpFile:
    """A file of a set: its place below the set's folder, its SHA-256, its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a set holds. `made_at` is UTC; `note` is the checkpoint signed just before the copy."""

    made_at: str
    program: str  # the version of review-flows that made it
    revision: str  # of the schema
    database: DatabaseKind
    key: str  # the line of the public key that signed manifest and checkpoint
    note: str
    missing: tuple[str, ...]  # what rows name and the store no longer had, by SHA-256
    files: tuple[BackedUpFile, ...]

    @property
    def body(self) -> bytes:
        """The bytes of manifest.json, canonical, with a line's end."""
        return canonical(asdict(self)) + b"\n"

    @property
    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        return signed_bytes(self.body)

    @property
    def public_key(self) -> PublicKey:
        """The key that the set itself names. Raises NoteUnreadable."""
        return read_key(self.key)

    @property
    def checkpoint(self) -> SignedNote:
        """The checkpoint. Raises NoteUnreadable."""
        return read_note(self.note)


def signed_bytes(body: bytes) -> bytes:
    """Return what is signed of a manifest's bytes."""
    return _SIGNED + body


def read_manifest(body: bytes) -> Manifest:
    """Return what manifest.json says. Raises BadInput for what is none."""
    try:
        said = read_strictly(body)
        assert isinstance(said, dict)
        manifest = _manifest(said)
    except (ValueError, KeyError, TypeError, AssertionError) as error:
        raise BadInput(f"{MANIFEST} is no manifest of a backup ({error}).") from None
    if manifest.body != body:
        raise BadInput(f"{MANIFEST} is not written as manifests are: it was changed.")
    for file in manifest.files:
        if not _PLACE.fullmatch(file.path) or not _DIGEST.fullmatch(file.sha256):
            raise BadInput(f"{MANIFEST} names what no backup holds: {file.path!r}.")
    return manifest


def _manifest(said: Mapping[str, Any]) -> Manifest:
    files = tuple(BackedUpFile(**file) for file in said["files"])
    kind, missing = DatabaseKind(said["database"]), tuple(said["missing"])
    return Manifest(**{**said, "files": files, "database": kind, "missing": missing})


def signature_line(signature: bytes) -> str:
    """Return the text of manifest.sig."""
    return b64encode(signature).decode() + "\n"


def read_signature(text: str) -> bytes:
    """Return the signature of manifest.sig. Raises BadInput."""
    try:
        return b64decode(text.strip(), validate=True)
    except (Error, ValueError):
        raise BadInput(f"{SIGNATURE} is no signature.") from None
