"""Signed notes and checkpoints as C2SP writes them (signed-note, tlog-checkpoint).

A checkpoint says how many entries the log had, and the root over them:

    <origin>
    <number of entries>
    <root, base64>
    <further lines: at=<UTC>, hash=sha256>

    — <name of the key> <base64 of 4 bytes of the key's id and the signature>

Whoever keeps such a note can prove later that the log was cut or rewritten.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from models.errors import BadInput

HASH_NAME = "sha256"
ID_BYTES = 4
SHORT_ROOT = 16  # hexadecimal digits of a root on paper
_SIGNATURE = re.compile(r"— (\S+) (\S+)")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")


class SignatureName(StrEnum):
    """How a note is signed: the name stands in every record of a checkpoint."""

    ED25519 = "ed25519"
    SM2_SM3 = "sm2_sm3"  # GB/T 32918 with GB/T 32905, by the OpenSSL command line


# The byte by which a note's key says its kind (C2SP signed-note); 0xff begins a name of one's own.
_KINDS = {
    SignatureName.ED25519: b"\x01",
    SignatureName.SM2_SM3: b"\xffreview-flows/sm2-sm3\n",
}


class NoteUnreadable(BadInput):
    """A text that is no signed note, or whose checkpoint is none."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs notes: its name, its kind, its public bytes."""

    name: str
    signature: SignatureName
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature says which key made it."""
        said = self.name.encode() + b"\n" + _KINDS[self.signature] + self.public
        return sha256(said).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key in one line, as an auditor keeps it: name+id+base64."""
        public = b64encode(_KINDS[self.signature] + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{public}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says; `at` is UTC as the log writes it."""

    origin: str
    size: int
    root: bytes
    at: str

    @property
    def body(self) -> str:
        """The lines that are signed."""
        root = b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nat={self.at}\nhash={HASH_NAME}\n"

    @property
    def short_root(self) -> str:
        """The beginning of the root, as it is printed on letters."""
        return self.root.hex()[:SHORT_ROOT]


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A checkpoint with its signatures: (name of the key, its id, the signature's bytes)."""

    checkpoint: Checkpoint
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @property
    def text(self) -> str:
        """The whole note."""
        lines = (
            f"— {name} {b64encode(id_ + signature).decode()}\n"
            for name, id_, signature in self.signatures
        )
        return f"{self.checkpoint.body}\n{''.join(lines)}"

    def signature_by(self, key: PublicKey) -> bytes | None:
        """Return the signature that says it was made by the key; others are passed over."""
        for name, id_, signature in self.signatures:
            if (name, id_) == (key.name, key.id):
                return signature
        return None


def signed(checkpoint: Checkpoint, key: PublicKey, signature: bytes) -> SignedNote:
    """Return the note of a checkpoint that one key signed."""
    return SignedNote(checkpoint, ((key.name, key.id, signature),))


def read_key(text: str) -> PublicKey:
    """Return a key from its line. Raises NoteUnreadable."""
    name, _, rest = text.strip().partition("+")
    id_, _, public = rest.partition("+")
    said = _bytes(public, "the key")
    for signature, kind in _KINDS.items():
        if name and said.startswith(kind):
            key = PublicKey(name, signature, said[len(kind) :])
            if key.id.hex() == id_:
                return key
    raise NoteUnreadable(
        "This is no public key of a sealed log: it is one line, name+id+base64, as "
        "`review-flows log key` prints it."
    )


def read_note(text: str) -> SignedNote:
    """Return a note and what its checkpoint says. Raises NoteUnreadable."""
    body, blank, below = text.replace("\r\n", "\n").partition("\n\n")
    if not blank:
        raise NoteUnreadable("This is no checkpoint: a signed note has an empty line in it.")
    signatures = tuple(_signature(line) for line in below.splitlines() if line)
    if not signatures:
        raise NoteUnreadable("This checkpoint is not signed: no line begins with “— ”.")
    return SignedNote(_checkpoint(body), signatures)


def _checkpoint(body: str) -> Checkpoint:
    lines = body.split("\n")
    further = dict(line.partition("=")[::2] for line in lines[3:])
    if len(lines) < 3 or not lines[0] or not _NUMBER.fullmatch(lines[1]):
        raise NoteUnreadable("This is no checkpoint: its lines are origin, size, root, at, hash.")
    if further.keys() != {"at", "hash"} or further["hash"] != HASH_NAME:
        raise NoteUnreadable(f"This checkpoint is not one over {HASH_NAME} with its time (at=).")
    checkpoint = Checkpoint(lines[0], int(lines[1]), _bytes(lines[2], "the root"), further["at"])
    if f"{body}\n" != checkpoint.body or len(checkpoint.root) != sha256().digest_size:
        raise NoteUnreadable("This checkpoint is not written as checkpoints are.")
    return checkpoint


def _signature(line: str) -> tuple[str, bytes, bytes]:
    found = _SIGNATURE.fullmatch(line)
    said = _bytes(found[2], "a signature") if found else b""
    if found is None or len(said) <= ID_BYTES:
        raise NoteUnreadable(f"This is no line of a signature: {line[:40]}")
    return found[1], said[:ID_BYTES], said[ID_BYTES:]


def _bytes(text: str, what: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        raise NoteUnreadable(f"{what} is not base64: {text[:40]}") from None
