"""Whether `start` runs on this machine: each one holds a share of a lock as long as it lives."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review_flows.outside.settings import Settings
from review_flows.outside.store import make_folder


def _mark(settings: Settings) -> Path:
    return settings.inside / "start.lock"


@contextmanager
def marked_as_running(settings: Settings) -> Iterator[None]:
    """Hold the mark; it goes with the process, however that ends."""
    path = _mark(settings)
    make_folder(path.parent)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield
    finally:
        os.close(file)


def is_running(settings: Settings) -> bool:
    """Say whether a `start` of this site runs on this machine; nothing is written."""
    try:
        file = os.open(_mark(settings), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False
