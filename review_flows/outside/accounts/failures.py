"""Failures in a row, of a name and of an address: counted before the password is looked at.

Counting first is what holds when many attempts come at once: none of them is looked at before it
stands in the count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.account_policy import AccountPolicy, PolicyFigure
from review_flows.outside import records
from review_flows.outside.accounts.tokens import kept_as
from review_flows.outside.database import Connection
from review_flows.outside.wall_clock import utc_text

LOCK = "sign_in"
FIND = "SELECT failures, last_at, paused_until FROM sign_in_failures WHERE subject = :subject"
COUNT = (
    "INSERT INTO sign_in_failures (subject, failures, last_at, paused_until) "
    "VALUES (:subject, :failures, :last_at, :paused_until) ON CONFLICT (subject) DO UPDATE "
    "SET failures = :failures, last_at = :last_at, paused_until = :paused_until"
)


@dataclass(frozen=True, slots=True)
class Pause:
    """Until when no attempt is looked at (UTC). `begins` with the attempt that was just made."""

    until: datetime
    begins: bool = False


def name_subject(person: str) -> str:
    """Return as what a name is counted, whether somebody bears it or not."""
    return kept_as(f"name\n{person}")


def address_subject(address: str) -> str:
    """Return as what an address of the network is counted."""
    return kept_as(f"address\n{address}")


def count_attempt(
    connection: Connection, policy: AccountPolicy, now: datetime, person: str, address: str
) -> Pause | None:
    """Count an attempt as failed before it is looked at; a success takes it back.

    Returns the pause that forbids to look at it, or that it begins should it fail; else None.
    """
    records.lock_chain(connection, LOCK)
    name, place = name_subject(person), address_subject(address)
    limits = {
        name: policy.of(PolicyFigure.MOST_FAILURES),
        place: policy.of(PolicyFigure.MOST_FAILURES_OF_ADDRESS),
    }
    pauses = [_paused(connection, subject, now) for subject in limits]
    running = [pause for pause in pauses if pause is not None]
    if running:
        return max(running, key=lambda pause: pause.until)
    length = timedelta(minutes=policy.of(PolicyFigure.PAUSE_MINUTES))
    _forget(connection, now - length)
    begun = [_count(connection, one, now, length, most) for one, most in limits.items()]
    return Pause(now + length, begins=True) if any(begun) else None


def _paused(connection: Connection, subject: str, now: datetime) -> Pause | None:
    row = connection.row(FIND, subject=subject)
    if row is None or row["paused_until"] is None:
        return None
    until = datetime.fromisoformat(row["paused_until"])
    return Pause(until) if until > now else None


def _count(
    connection: Connection, subject: str, now: datetime, length: timedelta, most: int
) -> bool:
    """Count one more, and say whether it is the one too many."""
    row = connection.row(FIND, subject=subject)
    failures = 1 + (int(row["failures"]) if row is not None else 0)
    paused = failures >= most
    connection.run(
        COUNT,
        subject=subject,
        failures=failures,
        last_at=utc_text(now),
        paused_until=utc_text(now + length) if paused else None,
    )
    return paused


def _forget(connection: Connection, before: datetime) -> None:
    """Drop what no longer counts: the last failure is a whole pause ago."""
    sql = "DELETE FROM sign_in_failures WHERE last_at <= :before"
    connection.run(sql, before=utc_text(before))


def clear_failures(connection: Connection, person: str, address: str) -> None:
    """Take the failures of a name back after a success, and of its address this one attempt."""
    connection.run("DELETE FROM sign_in_failures WHERE subject = :one", one=name_subject(person))
    connection.run(
        "UPDATE sign_in_failures SET failures = failures - 1, paused_until = NULL "
        "WHERE subject = :one AND failures > 0",
        one=address_subject(address),
    )
