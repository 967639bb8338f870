"""The security log: what happened to accounts and sessions, each line chained to the one before.

It is no part of the log of cases, because it may be forgotten: after some four hundred days its
oldest lines go, and the line that says so holds the hash of the last of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.event import canonical, entry_hash

NOBODY = ""  # who a line is about where no person of the site is known


class SecurityStep(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_PAUSED = "sign_in_paused"  # too many failures: the next ones are not even looked at
    SESSION_ENDED = "session_ended"
    SESSION_MOVED = "session_moved"  # the same session, from another address
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_REFUSED = "password_refused"
    LINK_MADE = "link_made"
    LINK_USED = "link_used"
    LINK_REFUSED = "link_refused"
    PERMISSION_REFUSED = "permission_refused"
    POLICY_CHANGED = "policy_changed"
    LOG_READ = "log_read"
    LOG_SHORTENED = "log_shortened"


class SignInFault(StrEnum):
    """Why an attempt failed: for the log alone, the caller hears one answer to all of them."""

    UNKNOWN_NAME = "unknown_name"
    NO_ACCOUNT = "no_account"
    WRONG_PASSWORD = "wrong_password"
    PAUSED = "paused"


class SessionEnd(StrEnum):
    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    TOO_OLD = "too_old"
    TOO_MANY = "too_many"
    ENDED_BY_ADMINISTRATOR = "ended_by_administrator"
    ENDED_BY_ITS_PERSON = "ended_by_its_person"  # from another session
    PASSWORD_WAS_CHANGED = "password_was_changed"
    PERSON_LEFT = "person_left"


@dataclass(frozen=True, slots=True)
class SecurityLine:
    """A row of `security_log`. The body repeats all of it but its own hash, and is what counts."""

    seq: int
    at: str  # UTC with microseconds
    step: str
    person: str  # whom it is about, or NOBODY
    address: str  # of the network, as the door knows it
    body: bytes
    hash: str


def next_line(
    previous: tuple[int, str],
    *,
    at: str,
    step: SecurityStep,
    person: str,
    address: str,
    policy: str,
    facts: Mapping[str, object],
) -> SecurityLine:
    """Return the line that follows (number, hash) of the previous one.

    Raises ValueError for what has no canonical form.
    """
    said = {
        **facts,
        "address": address,
        "at": at,
        "person": person,
        "policy": policy,
        "prev": previous[1],
        "seq": previous[0] + 1,
        "step": str(step),
    }
    body = canonical(said)
    return SecurityLine(previous[0] + 1, at, str(step), person, address, body, entry_hash(body))
