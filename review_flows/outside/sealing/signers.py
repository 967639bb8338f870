"""Who signs checkpoints: Ed25519 in this process, SM2 with SM3 by the OpenSSL command line.

A private key is a PEM file that its owner alone may read; a signer is found by what the file holds.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from models.errors import BadInput
from models.sealing.note import PublicKey, SignatureName
from review_flows.outside.sealing import ed25519, sm2
from review_flows.outside.store import make_folder, sync_folder


class Signer(Protocol):
    """Signs the lines of a checkpoint. Another back-end (a signature server) has these two."""

    @property
    def key(self) -> PublicKey:
        """The public key, by which anybody can verify."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        ...


class BackEnd(Protocol):
    """One way to sign, as a module of functions."""

    def new_private_key(self) -> bytes:
        """Return a new private key as PEM."""
        ...

    def signer_of(self, pem: bytes, path: Path, name: str) -> Signer | None:
        """Return the signer of a private key; None where it is of another kind."""
        ...

    def signed_by(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Say whether the key with these public bytes made the signature."""
        ...


_BACK_ENDS: dict[SignatureName, BackEnd] = {
    SignatureName.ED25519: ed25519,
    SignatureName.SM2_SM3: sm2,
}


def new_key(path: Path, name: str, signature: SignatureName) -> Signer:
    """Make a private key in a new file that only its owner may read; return its signer.

    Raises BadInput where the file is there already: a key is never written over.
    """
    pem = _BACK_ENDS[signature].new_private_key()
    make_folder(path.parent)
    # Whole or not at all: half a key would stop every sealing to come.
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            raise BadInput(f"{path} is there already; a key is never written over.") from None
    sync_folder(path.parent)
    return signer_in(path, name)


def signer_in(path: Path, name: str) -> Signer:
    """Return the signer of a private key's file. Raises BadInput for what holds none."""
    pem = path.read_bytes()
    for back_end in _BACK_ENDS.values():
        if signer := back_end.signer_of(pem, path, name):
            return signer
    raise BadInput(
        f"{path} holds no private key for the log: neither Ed25519 nor SM2. Put the key back from "
        "the backup; a new key begins a new line of checkpoints."
    )


def signed_by(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Say whether a key made the signature of a message."""
    return _BACK_ENDS[key.signature].signed_by(key.public, message, signature)
