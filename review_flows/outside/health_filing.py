"""What `doctor` says of the ways to the recipients of filings: which, and whether each is open."""

import os
from collections.abc import Iterator

from models.filing_delivery import DeliveryWay, FilingRoad, variable_of
from review_flows.outside.channels.mail import mail_server
from review_flows.outside.channels.parcel import NotDelivered
from review_flows.outside.channels.road import is_safe_road
from review_flows.outside.health_line import HealthLine, Level, health_line
from review_flows.outside.settings import Settings, without_secrets


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
