"""One writer at a time on SQLite: a file lock held from BEGIN until COMMIT has returned.

SQLite's own waiting starves writers for seconds and its checkpoint runs inside COMMIT
(reliability.md, decision 4), so the application decides who writes next.
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

PATIENCE_SECONDS = 30.0


class WriteLock:
    """A lock between the threads of this process and all processes of this site."""

    def __init__(self, path: Path, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._path = path
        self._patience = patience_seconds
        self._threads = threading.Lock()
        self._file: int | None = None
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
            self._process = os.getpid()
        return self._file

    def _wait_for(self, descriptor: int) -> None:
        until = time.monotonic() + self._patience
        pause = 0.0005
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    raise _busy(self._path) from None
            time.sleep(pause)
            pause = min(pause * 1.5, 0.01)


def _busy(path: Path) -> TryAgain:
    return TryAgain(f"The database is in use by another program ({path}). Try again in a moment.")
