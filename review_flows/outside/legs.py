"""The outbox: legs that still have to run, who holds one, and what becomes of it.

A leg is outbox row, queue entry and lock of its case in one: a partial unique index lets only
one leg of a case run at a time, and a fencing token shuts out a holder whose lease ran out.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from models.errors import Conflict
from models.outbox import MOST_ATTEMPTS, HeldLeg, Leg, LegKind, LegState
from review_flows.outside.database import Connection, Database, Row
from review_flows.outside.wall_clock import utc_text

LEASE = timedelta(seconds=20)  # a holder that has not renewed for so long is taken for dead
RESEND = timedelta(seconds=20)  # a leg sent to Prefect that did not begin is sent again
AT_ONCE = ""  # sorts before every instant, also before those of a simulated clock
FIRST_PAUSE = timedelta(seconds=10)  # before the second attempt; each pause doubles

LEG_COLUMNS = "id, case_number, event_seq, kind, attempt"
NO_EARLIER = (
    "NOT EXISTS (SELECT 1 FROM legs e WHERE e.case_number = legs.case_number "
    "AND e.id < legs.id AND e.status NOT IN ('done', 'failed'))"
)
SENDABLE = (
    f"SELECT {LEG_COLUMNS} FROM legs WHERE status = 'queued' AND not_before <= :now "
    f"AND {NO_EARLIER} ORDER BY id LIMIT :most"
)
CLAIM = (
    "UPDATE legs SET status = 'running', token = :token, lease_until = :until WHERE id = :id "
    f"AND status IN ('queued', 'sent') AND {NO_EARLIER}"
)
HELD = "id = :id AND token = :token AND status = 'running'"
REAP = (
    "UPDATE legs SET status = CASE WHEN attempt >= :most THEN 'failed' ELSE 'queued' END, "
    "token = NULL, lease_until = NULL WHERE "
    "(status = 'running' AND lease_until < :now) OR (status = 'sent' AND sent_at < :sent_before)"
)


class LegLost(Conflict):
    """Another process took the leg over; what this one did last was undone."""


def enqueue(connection: Connection, number: str, seq: int, kinds: Iterable[LegKind]) -> None:
    """Queue the legs that follow from a log entry, in the transaction of that entry."""
    for kind in kinds:
        connection.insert(
            "legs",
            case_number=number,
            event_seq=seq,
            kind=str(kind),
            status=str(LegState.QUEUED),
            attempt=0,
            not_before=AT_ONCE,
        )


def sendable(database: Database, now: datetime, most: int) -> list[Leg]:
    """Return legs that may begin: queued, due, with no earlier leg of their case still open."""
    with database.reading() as connection:
        rows = connection.rows(SENDABLE, now=utc_text(now), most=most)
    return [_leg(row) for row in rows]


def _leg(row: Row) -> Leg:
    return Leg(
        row["id"], row["case_number"], row["event_seq"], LegKind(row["kind"]), row["attempt"]
    )


def mark_sent(database: Database, leg: Leg, flow_run_id: str, now: datetime) -> None:
    """Note that Prefect knows of the leg. A crash before this finds the same run by its key."""
    with database.writing() as connection:
        connection.run(
            "UPDATE legs SET status = 'sent', sent_at = :now, flow_run_id = :run, "
            "attempt = attempt + 1 WHERE id = :id AND status = 'queued'",
            id=leg.id,
            run=flow_run_id,
            now=utc_text(now),
        )


def claim(database: Database, leg_id: int, now: datetime) -> tuple[Leg, HeldLeg] | None:
    """Take a leg, or None when it is done, held by another, or an earlier one is open."""
    token = uuid4().hex
    with database.writing() as connection:
        until = utc_text(now + LEASE)
        other = connection.value(
            "SELECT 1 FROM legs o JOIN legs l ON l.case_number = o.case_number "
            "WHERE l.id = :id AND o.status = 'running'",
            id=leg_id,
        )
        if other or connection.run(CLAIM, id=leg_id, token=token, until=until) != 1:
            return None
        row = connection.row(f"SELECT {LEG_COLUMNS} FROM legs WHERE id = :id", id=leg_id)
    assert row is not None
    return _leg(row), HeldLeg(leg_id, token)


def renew(database: Database, held: HeldLeg, now: datetime) -> None:
    """Stay the holder. Raises LegLost when another has taken over."""
    with database.writing() as connection:
        _held(
            connection.run(
                f"UPDATE legs SET lease_until = :until WHERE {HELD}",
                id=held.id,
                token=held.token,
                until=utc_text(now + LEASE),
            ),
            held,
        )


def finish(connection: Connection, held: HeldLeg) -> None:
    """Mark a leg done in the transaction of its last effect. Raises LegLost, which undoes both."""
    _held(
        connection.run(
            f"UPDATE legs SET status = 'done', token = NULL, lease_until = NULL, error = NULL "
            f"WHERE {HELD}",
            id=held.id,
            token=held.token,
        ),
        held,
    )


def put_back(database: Database, held: HeldLeg, attempt: int, error: str, now: datetime) -> None:
    """Queue a leg again after an error, later each time; after the last attempt it has failed."""
    pause = FIRST_PAUSE * 2 ** max(0, attempt - 1)
    status = LegState.FAILED if attempt >= MOST_ATTEMPTS else LegState.QUEUED
    with database.writing() as connection:
        connection.run(
            "UPDATE legs SET status = :status, token = NULL, lease_until = NULL, "
            f"error = :error, not_before = :later WHERE {HELD}",
            id=held.id,
            token=held.token,
            status=str(status),
            error=error[:2000],
            later=utc_text(now + pause),
        )


def reap(database: Database, now: datetime) -> int:
    """Queue again what a dead holder held, or what was sent and never began."""
    values = {"now": utc_text(now), "sent_before": utc_text(now - RESEND)}
    with database.reading() as connection:
        if not connection.value(REAPABLE, **values):
            return 0
    with database.writing() as connection:
        return connection.run(REAP, most=MOST_ATTEMPTS, **values)


REAPABLE = "SELECT count(*) FROM legs WHERE " + REAP.split(" WHERE ", 1)[1]


def queue_again(database: Database, number: str) -> int:
    """Queue the failed legs of a case for one more attempt each; return how many."""
    with database.writing() as connection:
        return connection.run(
            "UPDATE legs SET status = 'queued', not_before = :at_once "
            "WHERE case_number = :number AND status = 'failed'",
            number=number,
            at_once=AT_ONCE,
        )


def waiting(database: Database) -> int:
    """Return how many legs are neither done nor failed."""
    with database.reading() as connection:
        return int(
            connection.value("SELECT count(*) FROM legs WHERE status NOT IN ('done', 'failed')")
        )


def running_flow_runs(database: Database) -> frozenset[str]:
    """Return the ids of Prefect's runs in which a leg runs now."""
    with database.reading() as connection:
        rows = connection.rows("SELECT flow_run_id FROM legs WHERE status = 'running'")
    return frozenset(row["flow_run_id"] for row in rows if row["flow_run_id"])


def _held(changed: int, held: HeldLeg) -> None:
    if changed != 1:
        raise LegLost(f"The leg {held.id} was taken over by another process.")
