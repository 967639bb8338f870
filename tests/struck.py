"""Runs a function in a forked child under strace: watched, or struck at one of its system calls.

The child is forked warm, everything imported, and waits until strace holds it: so a strike costs
milliseconds and no import. strace counts the calls of each thread by itself.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from typing import TypeVar

STRACE = shutil.which("strace") or ""
WORKERS = 2
PATIENCE = 120.0  # seconds for one child
TRACER = re.compile(r"^TracerPid:\s+(\d+)", re.MULTILINE)
Seen = TypeVar("Seen")
Work = Callable[[Callable[[str], None]], None]  # is given what acknowledges a line


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended, and what it acknowledged before."""

    code: int  # of its exit; below 0 the signal
    acknowledged: tuple[str, ...]


def traces() -> str:
    """Why nothing can be struck here, or nothing when it can."""
    if not STRACE:
        return "strace is not installed"
    tried = subprocess.run([STRACE, "-o", "/dev/null", "true"], capture_output=True, text=True)
    return tried.stderr.strip() if tried.returncode else ""


def run_struck(work: Work, log: Path, *options: str) -> Ended:
    """Run the work in a child under strace with these options; what it prints goes to `log`.

    Acknowledgements come through a pipe: what was written to it stays, however the child ends.
    """
    go, started = os.pipe()
    heard, told = os.pipe()
    child = os.fork()
    if not child:
        os.close(started)
        os.close(heard)
        _be_child(work, log, go, told)
    os.close(go)
    os.close(told)
    tracer = None
    try:
        if options:
            tracer = _attached(child, options)
        os.write(started, b".")
        code, lines = _until_ended(child, heard)
    finally:
        os.close(started)
        os.close(heard)
        if tracer is not None:
            tracer.wait(PATIENCE)
    return Ended(code, lines)


def tail(log: Path) -> str:
    """The last line that a child printed."""
    return (log.read_text("utf-8", "replace").strip().splitlines() or [""])[-1][:300]


def in_workers(work: Callable[[int], Seen]) -> list[Seen]:
    """Do the work of each of WORKERS in a forked process; return what they return, in any order.

    A worker that fails ends everything.
    """
    context = get_context("fork")
    told = context.Queue()
    workers = [
        context.Process(target=lambda place=place: told.put(work(place)))
        for place in range(WORKERS)
    ]
    for process in workers:
        process.start()
    seen: list[Seen] = []
    while len(seen) < WORKERS:
        try:
            seen.append(told.get(timeout=1))
        except Empty:
            if any(process.exitcode for process in workers):
                raise SystemExit("a worker failed") from None
    for process in workers:
        process.join()
    return seen


def _be_child(work: Work, log: Path, go: int, told: int) -> None:
    code = 1
    try:
        with log.open("ab") as out:
            for printed in (1, 2):
                os.dup2(out.fileno(), printed)
        os.read(go, 1)
        work(lambda line: _written(told, line))
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _written(told: int, line: str) -> None:
    os.write(told, f"{line}\n".encode())


def _attached(child: int, options: Sequence[str]) -> "subprocess.Popen[bytes]":
    command = [STRACE, "-qq", *options, "-p", str(child)]
    tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    status = Path(f"/proc/{child}/status")
    while (found := TRACER.search(status.read_text())) is None or found[1] == "0":
        if tracer.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"strace does not attach: {' '.join(command)}")
        time.sleep(0.0005)
    time.sleep(0.002)  # It holds the child now, and lets it go on into the calls it watches.
    return tracer


def _until_ended(child: int, heard: int) -> tuple[int, tuple[str, ...]]:
    pieces = []
    while piece := os.read(heard, 1 << 16):  # until nobody is left to write
        pieces.append(piece)
    _, status = os.waitpid(child, 0)
    whole, _, _ = b"".join(pieces).rpartition(b"\n")
    lines = tuple(whole.decode().splitlines()) if whole else ()
    return os.waitstatus_to_exitcode(status), lines
