"""Who waits first writes first, and nobody waits for a process that is gone or was stopped."""

import os
import signal
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from running import wait_until

from review_flows.outside import write_lock
from review_flows.outside.write_lock import WriteLock

SPAWN = get_context("spawn")


def write_in_turn(folder: str, name: str) -> None:
    """Wait for the lock, then say so."""
    with WriteLock(Path(folder, "write.lock")).held(), Path(folder, "said").open("a") as said:
        said.write(f"{name}\n")


def said(folder: Path) -> list[str]:
    path = folder / "said"
    return path.read_text().split() if path.exists() else []


def drawn(folder: Path) -> int:
    """How many numbers were drawn."""
    content = (folder / "write.queue").read_bytes()
    return int(struct.unpack("<q", content[:8])[0]) if content else 0


@contextmanager
def waiting(folder: Path, name: str) -> Iterator[BaseProcess]:
    """A process that waits behind all that wait now."""
    before = drawn(folder)
    process = SPAWN.Process(target=write_in_turn, args=(str(folder), name))
    process.start()
    wait_until(lambda: drawn(folder) == before + 1, 60)
    try:
        yield process
    finally:
        process.kill()
        process.join()


def test_who_waits_first_writes_first(tmp_path: Path) -> None:
    with ExitStack() as waiters:
        with WriteLock(tmp_path / "write.lock").held():
            a, b, c = (waiters.enter_context(waiting(tmp_path, name)) for name in "abc")
        for one in (a, b, c):
            one.join(60)
    assert said(tmp_path) == ["a", "b", "c"]


def test_nobody_waits_for_a_process_that_was_killed_while_it_waited(tmp_path: Path) -> None:
    with ExitStack() as waiters:
        with WriteLock(tmp_path / "write.lock").held():
            killed, other = (waiters.enter_context(waiting(tmp_path, name)) for name in "ab")
            killed.kill()
            killed.join()
        other.join(60)
    assert said(tmp_path) == ["b"]


def test_whoever_was_stopped_while_he_waited_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_lock, "COURTESY_SECONDS", 0.2)
    with ExitStack() as waiters:
        with WriteLock(tmp_path / "write.lock").held():
            stopped = waiters.enter_context(waiting(tmp_path, "a"))
            assert stopped.pid is not None
            os.kill(stopped.pid, signal.SIGSTOP)
        began = time.monotonic()
        with WriteLock(tmp_path / "write.lock").held():
            assert time.monotonic() - began >= 0.2 and said(tmp_path) == []


def test_a_queue_that_was_lost_begins_anew(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "write.lock")
    with lock.held():
        (tmp_path / "write.queue").write_bytes(b"")  # as it may lie there after a power cut
    with lock.held():
        assert drawn(tmp_path) == 1
