"""Hands over what waits: each channel in a thread of its own, so that none holds up another."""

import logging
import time
from collections import defaultdict
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from models.notice import Channel
from review_flows.outside.channels import open_door
from review_flows.outside.channels.parcel import Door, NotDelivered, Parcel
from review_flows.outside.notices import arrived, fail, parcels_due, take
from review_flows.outside.site import Site

CHANNEL_SECONDS = 60.0  # for one look; what is left waits for the next

log = logging.getLogger("review_flows")


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one look: messages that arrived, and attempts that failed."""

    sent: int
    failed: int


def deliver(site: Site, only: Collection[str] | None = None) -> Delivered:
    """Try once what may be tried now, or those of these keys; a failed one waits for a later look.

    Each message arrives at least once: a crash between its arrival and our note of it sends it
    again, with the same id.
    """
    with site.database.reading() as connection:
        due = parcels_due(connection, site.clock.now())
    by_channel: dict[Channel, list[Parcel]] = defaultdict(list)
    for parcel in due:
        if only is None or parcel.key in only:
            by_channel[parcel.channel].append(parcel)
    if not by_channel:
        return Delivered(0, 0)
    with ThreadPoolExecutor(len(by_channel), thread_name_prefix="channel") as threads:
        ends = list(threads.map(lambda one: _through(site, *one), by_channel.items()))
    return Delivered(sum(end.sent for end in ends), sum(end.failed for end in ends))


def _through(site: Site, channel: Channel, parcels: list[Parcel]) -> Delivered:
    door, until = open_door(channel, site.settings), time.monotonic() + CHANNEL_SECONDS
    sent = failed = 0
    try:
        for parcel in parcels:
            if time.monotonic() > until:
                break
            with site.database.writing() as connection:
                mine = take(connection, parcel, site.clock.now())
            if not mine:
                continue
            refused = _hand_over(site, door, parcel)
            sent, failed = sent + (refused is None), failed + (refused is not None)
            if refused is not None and refused.away:
                break  # The others would only wait for the same time-out.
    finally:
        site.database.close()  # of this thread
    return Delivered(sent, failed)


def _hand_over(site: Site, door: Door, parcel: Parcel) -> NotDelivered | None:
    try:
        door.send(parcel)
    except NotDelivered as refused:
        with site.database.writing() as connection:
            fail(connection, parcel, refused.message, for_good=refused.for_good)
        log.warning("%s not delivered by %s: %s", parcel.key, parcel.channel, refused.message)
        return refused
    with site.database.writing() as connection:
        arrived(connection, parcel, site.clock.now())
    return None
