"""Seals the log every minute in a thread of its own, as long as `start` runs.

Not by Prefect's schedule: a checkpoint has to come each minute, also while Prefect's server is away
or is being brought up, and 1,440 runs a day would say nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from models.errors import ReviewError
from review_flows.desk.log_seal import seal_log
from review_flows.outside.delivery import deliver
from review_flows.outside.site import Site

SECONDS = 60.0
LAST_SECONDS = 20.0  # how long the end waits for the last sealing, behind a slow mail server say

log = logging.getLogger("review_flows")


@contextmanager
def log_sealed(site: Site, seconds: float = SECONDS) -> Iterator[None]:
    """Seal now, then every so many seconds, and once more at the end."""
    stop = Event()
    thread = Thread(target=_keep_sealing, args=(site, stop, seconds), name="seal", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LAST_SECONDS)


def _keep_sealing(site: Site, stop: Event, seconds: float) -> None:
    whole = True  # the first time, for what was left out while nothing ran
    try:
        while not stop.is_set():
            due = monotonic() + seconds  # of the next one, however long a mail server takes now
            whole = not _sealed(site, whole) and whole
            stop.wait(max(0.0, due - monotonic()))
        _sealed(site, whole)
    finally:
        site.database.close()  # of this thread


def _sealed(site: Site, whole: bool) -> bool:
    """Seal and send what came of it; say whether that went well."""
    try:
        if seal_log(site, whole=whole):
            deliver(site)
    except ReviewError as error:
        log.warning("The log is not sealed; it is tried again in a minute: %s", error)
        return False
    except Exception:  # Whatever it is: a thread that ended would seal no more, unseen.
        log.exception("The log is not sealed; it is tried again in a minute.")
        return False
    return True
