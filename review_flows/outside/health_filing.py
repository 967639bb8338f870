"""What `doctor` says of filing: whether each way to a recipient is open, and what is stuck."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

from models.filing_delivery import DeliveryWay, FilingRoad, variable_of
from review_flows.outside.answer_places import unwritten_answers
from review_flows.outside.channels.mail import mail_server
from review_flows.outside.channels.parcel import NotDelivered
from review_flows.outside.channels.road import is_safe_road
from review_flows.outside.database import Connection
from review_flows.outside.health_line import HealthLine, Level, health_line
from review_flows.outside.settings import Settings, without_secrets
from review_flows.outside.wall_clock import local_text, utc_text

LONGEST_WAIT = timedelta(days=1)  # a runner that works delivers within minutes
MOST_LINES = 20  # of each kind
UNDELIVERED = (
    "SELECT m.case_number, m.recipient, m.number, m.recorded_at FROM filing_messages m "
    "JOIN cases c ON c.number = m.case_number WHERE m.direction = 'out' "
    "AND m.delivered_on IS NULL AND m.recorded_at < :before AND NOT c.played "
    f"ORDER BY m.recorded_at, m.case_number, m.recipient, m.number LIMIT {MOST_LINES}"
)


def exchange_lines(
    connection: Connection, settings: Settings, now: datetime
) -> Iterator[HealthLine]:
    """Say what an exchange waits for: packages not delivered for a day, answers not written.

    `now` is UTC. A leg that failed has a line of its own (outside/health).
    """
    before = utc_text(now - LONGEST_WAIT)
    for row in connection.rows(UNDELIVERED, before=before):
        since = local_text(row["recorded_at"])
        yield health_line(
            "filing",
            Level.BROKEN,
            "health.undelivered",
            case_number=row["case_number"],
            recipient=row["recipient"],
            number=row["number"],
            since=since,
        )
    for row in unwritten_answers(connection, settings.docs_out)[:MOST_LINES]:
        which = {"filing": row["filing"], "number": row["number"]}
        yield health_line("filing", Level.BROKEN, "health.answer_unwritten", **which)


def filing_lines(settings: Settings) -> Iterator[HealthLine]:
    """Yield a line for each recipient that has a way of its own; nothing is sent."""
    if not settings.roads:
        yield health_line(
            "filing", Level.FINE, "health.filing_outbox", place=settings.docs_out.name
        )
    for road in settings.roads:
        yield _line(road, settings)


def _line(road: FilingRoad, settings: Settings) -> HealthLine:
    said = _trouble(road, settings)
    level = Level.BROKEN if said else Level.FINE
    shown = without_secrets(road.place) if road.way is DeliveryWay.UPLOAD else road.place
    subject = variable_of(road.recipient)
    return health_line(subject, level, said or "health.filing_road", way=road.way, place=shown)


def _trouble(road: FilingRoad, settings: Settings) -> str:
    """Return what would fail, as the key of a sentence; nothing where nothing is seen to."""
    match road.way:
        case DeliveryWay.FOLDER:
            fine = os.path.isdir(road.place) and os.access(road.place, os.W_OK | os.X_OK)
            return "" if fine else "health.filing_no_folder"
        case DeliveryWay.UPLOAD:
            return "" if is_safe_road(road.place) else "health.filing_open_road"
        case DeliveryWay.MAIL:
            return "" if _mail_is_set(settings.smtp) else "health.filing_no_mail"
        case DeliveryWay.OUTBOX:
            return ""


def _mail_is_set(smtp: str) -> bool:
    try:
        mail_server(smtp)
    except NotDelivered:
        return False
    return True
