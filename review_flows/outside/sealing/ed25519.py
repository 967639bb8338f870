"""Ed25519 (RFC 8032), by the library cryptography."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from models.sealing.note import PublicKey, SignatureName


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """Signs in this process."""

    key: PublicKey
    _private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """Return 64 bytes."""
        return self._private.sign(message)


def new_private_key() -> bytes:
    """Return a new private key as PEM."""
    private = Ed25519PrivateKey.generate()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def signer_of(pem: bytes, path: Path, name: str) -> Ed25519Signer | None:
    """Return the signer of a PEM; None where it is no Ed25519 key."""
    try:
        private = load_pem_private_key(pem, None)
    except (
        ValueError,
        TypeError,
        UnsupportedAlgorithm,
    ):  # another kind of key, which this library may not know
        return None
    if not isinstance(private, Ed25519PrivateKey):
        return None
    public = private.public_key().public_bytes_raw()
    return Ed25519Signer(PublicKey(name, SignatureName.ED25519, public), private)


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the key made the signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
