"""The rows of accounts, sessions and one-time links."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.security import SessionEnd
from review_flows.outside.accounts.tokens import kept_as
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import utc_text

FIND_ACCOUNT = (
    "SELECT person, password, changed_at, former, must_change FROM accounts WHERE person = :person"
)
ANY_ACCOUNT = "SELECT person FROM accounts LIMIT 1"
SAVE_ACCOUNT = (
    "INSERT INTO accounts (person, password, changed_at, former, must_change, signed_in_at) "
    "VALUES (:person, :password, :changed_at, :former, :must_change, NULL) "
    "ON CONFLICT (person) DO UPDATE SET password = :password, changed_at = :changed_at, "
    "former = :former, must_change = :must_change"
)
FIND_SESSION = (
    "SELECT s.token, s.person, s.created_at, s.seen_at, s.address, a.changed_at, a.must_change "
    "FROM sessions s JOIN accounts a ON a.person = s.person "
    "WHERE s.token = :token AND s.ended_at IS NULL"
)
OPEN_SESSIONS = (
    "SELECT token, person, created_at, seen_at, address, agent FROM sessions "
    "WHERE person = :person AND ended_at IS NULL ORDER BY created_at DESC, token"
)
END_SESSION = (
    "UPDATE sessions SET ended_at = :at, ended_by = :why WHERE token = :token AND ended_at IS NULL"
)
FIND_LINK = (
    "SELECT person FROM sign_in_links "
    "WHERE token = :token AND used_at IS NULL AND expires_at > :now"
)
USE_LINK = (
    "UPDATE sign_in_links SET used_at = :now "
    "WHERE token = :token AND used_at IS NULL AND expires_at > :now"
)
VOID_LINKS = "UPDATE sign_in_links SET used_at = :now WHERE person = :person AND used_at IS NULL"


@dataclass(frozen=True, slots=True)
class Account:
    """Who can sign in: `password` and `former` are PHC strings, the latest former one first."""

    person: str
    password: str
    changed_at: datetime
    former: tuple[str, ...]
    must_change: bool


def find_account(connection: Connection, person: str) -> Account | None:
    """Return a person's account, or None."""
    row = connection.row(FIND_ACCOUNT, person=person)
    if row is None:
        return None
    return Account(
        row["person"],
        row["password"],
        datetime.fromisoformat(row["changed_at"]),
        tuple(json.loads(row["former"])),
        bool(row["must_change"]),
    )


def any_account(connection: Connection) -> bool:
    """Say whether anybody can sign in here."""
    return connection.value(ANY_ACCOUNT) is not None


def save_account(connection: Connection, account: Account) -> None:
    """Write a new account, or the new password of one."""
    connection.run(
        SAVE_ACCOUNT,
        person=account.person,
        password=account.password,
        changed_at=utc_text(account.changed_at),
        former=json.dumps(account.former),
        must_change=account.must_change,
    )


def add_session(
    connection: Connection, token: str, person: str, now: datetime, address: str, agent: str
) -> None:
    """Add a session, and note on the account that its person has signed in."""
    at = utc_text(now)
    connection.insert(
        "sessions",
        token=kept_as(token),
        person=person,
        created_at=at,
        seen_at=at,
        address=address,
        agent=agent,
    )
    connection.update("accounts", "person = :person", person=person, signed_in_at=at)


def find_session(connection: Connection, token: str) -> Row | None:
    """Return the row of a session that nobody has ended, or None; it may be idle or too old."""
    return connection.row(FIND_SESSION, token=kept_as(token))


def open_sessions(connection: Connection, person: str) -> Sequence[Row]:
    """Return the sessions of a person that nobody has ended, the latest first."""
    return connection.rows(OPEN_SESSIONS, person=person)


def end_session(connection: Connection, kept: str, now: datetime, why: SessionEnd) -> bool:
    """End a session by the hash of its token; say whether it was still open."""
    return connection.run(END_SESSION, token=kept, at=utc_text(now), why=str(why)) > 0


def link_of(connection: Connection, token: str, now: datetime) -> str | None:
    """Return whose a one-time link is, or None where it is none, was used, or is too old."""
    found = connection.value(FIND_LINK, token=kept_as(token), now=utc_text(now))
    return None if found is None else str(found)


def add_link(
    connection: Connection, token: str, person: str, made_by: str, now: datetime, until: datetime
) -> None:
    """Add a one-time link; those that the person had before are void."""
    connection.run(VOID_LINKS, person=person, now=utc_text(now))
    connection.insert(
        "sign_in_links",
        token=kept_as(token),
        person=person,
        made_by=made_by,
        made_at=utc_text(now),
        expires_at=utc_text(until),
    )


def take_link(connection: Connection, token: str, now: datetime) -> bool:
    """Use a link up; say whether it could be used: of two at once only one can."""
    return connection.run(USE_LINK, token=kept_as(token), now=utc_text(now)) > 0
