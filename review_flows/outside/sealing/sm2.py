"""SM2 with SM3 (GB/T 32918, GB/T 32905), by the OpenSSL command line of the machine.

The library cryptography has no SM2. The identity that is signed with is the standard's own.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.errors import ReviewError
from models.sealing.note import PublicKey, SignatureName

_IDENTITY = "distid:1234567812345678"  # the default of GM/T 0009-2012
_SECONDS = 20


class OpenSslFailed(ReviewError):
    """The OpenSSL of this machine is not there, or cannot do SM2."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"SM2 needs the command openssl (1.1.1 or later, with SM2): {why}. Install it, or sign "
            "with Ed25519."
        )


@dataclass(frozen=True, slots=True)
class Sm2Signer:
    """Signs through the command line, so that the key stays in its file."""

    key: PublicKey
    _private: Path

    def sign(self, message: bytes) -> bytes:
        """Return the signature as DER. Raises OpenSslFailed."""
        with tempfile.TemporaryDirectory() as folder:
            said = _written(folder, "message", message)
            command = ["pkeyutl", "-sign", "-inkey", str(self._private), "-rawin", "-in", said]
            return _run([*command, "-digest", "sm3", "-pkeyopt", _IDENTITY])


class OpenSslMissing(OpenSslFailed):
    """There is no OpenSSL here, so that nothing can be said of a signature."""


def new_private_key() -> bytes:
    """Return a new private key as PEM. Raises OpenSslFailed."""
    return _run(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"])


def signer_of(pem: bytes, path: Path, name: str) -> Sm2Signer | None:
    """Return the signer of a PEM; None where OpenSSL finds no SM2 key in it."""
    try:
        about = _run(["pkey", "-noout", "-text"], pem)
        public = _run(["pkey", "-pubout", "-outform", "DER"], pem)
    except OpenSslFailed:
        return None
    if b"SM2" not in about:
        return None
    return Sm2Signer(PublicKey(name, SignatureName.SM2_SM3, public), path)


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the key, as DER, made the signature. Raises OpenSslMissing."""
    with tempfile.TemporaryDirectory() as folder:
        files = [_written(folder, *one) for one in (("key", public), ("signature", signature))]
        said = _written(folder, "message", message)
        command = ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files[0], "-rawin"]
        command += ["-in", said, "-sigfile", files[1], "-digest", "sm3", "-pkeyopt", _IDENTITY]
        try:
            return b"Verified Successfully" in _run(command)
        except OpenSslMissing:
            raise
        except OpenSslFailed:
            return False


def _written(folder: str, name: str, content: bytes) -> str:
    path = Path(folder) / name
    path.write_bytes(content)
    return str(path)


def _run(command: Sequence[str], given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            ["openssl", *command], input=given, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OpenSslMissing(str(error)) from None
    if done.returncode:
        raise OpenSslFailed(done.stderr.decode(errors="replace").strip()[:200])
    return done.stdout
