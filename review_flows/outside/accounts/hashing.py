"""Passwords as Argon2id hashes, with what RFC 9106 and OWASP call the least: 19 MiB, 2, 1.

`argon2-cffi` brings the reference implementation along. `cryptography` has Argon2id as well, but
only over an OpenSSL of 3.2 or newer, which offices that build it from source do not have.
"""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
MOST_AT_ONCE = 4  # in one process: 76 MiB, however many knock at the door together
_HASHER = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
_TURN = BoundedSemaphore(MOST_AT_ONCE)


def hash_of(password: str) -> str:
    """Return the PHC string of a password, with a salt of its own."""
    with _TURN:
        return _HASHER.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Say whether a password is the stored one.

    Where nothing is stored the same work is done on a hash of nobody, and the answer is no: how
    long it takes does not tell who has an account.
    """
    known = stored or _of_nobody()
    try:
        with _TURN:
            matches = _HASHER.verify(known, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return bool(matches) and stored is not None


def is_outdated(stored: str) -> bool:
    """Say whether a hash was made with other parameters than those of today."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _of_nobody() -> str:
    return hash_of("nobody's password, which no one can give since the answer is always no")
