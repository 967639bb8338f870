"""Secrets that are given out once and kept as their hash: session tokens, one-time links."""

import hmac
from hashlib import sha256
from secrets import token_urlsafe

BYTES = 32  # 256 bits from the system's random source


def new_token() -> str:
    """Return a new secret, of 43 characters that may stand in an address or a cookie."""
    return token_urlsafe(BYTES)


def kept_as(secret: str) -> str:
    """Return what is stored of a secret: SHA-256, which needs no salt for so much chance."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def form_token(session: str) -> str:
    """Return what the forms of a session carry (CSRF): nobody can make it without its token."""
    return hmac.new(session.encode("utf-8", "replace"), b"form", sha256).hexdigest()


def is_form_token(session: str, given: str) -> bool:
    """Say whether a form came from a page of this session; takes the same time for every no."""
    return hmac.compare_digest(form_token(session).encode(), given.encode("utf-8", "replace"))
