"""One writer at a time on SQLite: a file lock held from BEGIN until COMMIT has returned.

SQLite's own waiting starves writers for seconds and its checkpoint runs inside COMMIT
(reliability.md, decision 4), so the application decides who writes next: who waited longest.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import TryAgain
from review_flows.outside.store import make_folder
from review_flows.outside.write_queue import WriteQueue

PATIENCE_SECONDS = 30.0
COURTESY_SECONDS = 5.0  # then whoever waits before is passed over: he may have been stopped
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.0003, 0.005


class WriteLock:
    """A lock between the threads of this process and all processes of this site."""

    def __init__(self, path: Path, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._path = path
        self._patience = patience_seconds
        self._threads = threading.Lock()
        self._file: int | None = None
        self._queue: WriteQueue | None = None
        self._process = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises TryAgain when others keep it for longer than the patience."""
        if not self._threads.acquire(timeout=self._patience):
            raise _busy(self._path)
        try:
            descriptor = self._descriptor()
            self._wait_for(descriptor)
            try:
                yield
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _descriptor(self) -> int:
        # A forked child must not share its parent's lock, so it opens the file anew.
        if self._file is None or self._process != os.getpid():
            make_folder(self._path.parent)
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._queue = WriteQueue(self._path.with_suffix(".queue"))
            self._process = os.getpid()
        return self._file

    def _wait_for(self, descriptor: int) -> None:
        assert self._queue is not None
        began, pause = time.monotonic(), SHORTEST_PAUSE_SECONDS
        number = self._queue.draw()
        try:
            while True:
                waited = time.monotonic() - began
                wait = 0.0 if waited > COURTESY_SECONDS else self._queue.pause(number)
                if not wait and _taken(descriptor):
                    return
                if waited > self._patience:
                    raise _busy(self._path)
                time.sleep(wait or pause)
                pause = pause if wait else min(pause * 1.3, LONGEST_PAUSE_SECONDS)
        finally:
            self._queue.leave(number)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy(path: Path) -> TryAgain:
    return TryAgain(f"The database is in use by another program ({path}). Try again in a moment.")
