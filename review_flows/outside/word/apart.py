"""Handles the content of Word files apart from this process: what goes wrong there stays there.

A small server process is started once for each process that needs one, and forks for every job.
"""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import ReviewError
from models.refusal import RefusalReason
from models.safety_report import SafetyReport
from review_flows.outside.word.as_json import NotAsTyped
from review_flows.outside.word.beforehand import answered
from review_flows.outside.word.frames import HEAVY, FrameBroken, pair, receive, send
from review_flows.outside.word.jobs import JOBS, Params
from review_flows.outside.word.safety import OpenedWord

MEMORY_BYTES = 1 << 30  # address space of the child
CPU_SECONDS = 20
WALL_SECONDS = 60  # on a machine that has much else to do
_LATE = 5  # seconds after which a child that should be dead is given up with its server
# How a child ends that a limit ended: its exit code, or the signal below 0.
_BY_A_LIMIT = frozenset({HEAVY, -signal.SIGXCPU, -signal.SIGALRM})


class TooHeavy(ReviewError):
    """A file whose handling took more time or memory than is allowed."""

    def __init__(self, job: str) -> None:
        super().__init__(
            f"The Word file took more time or memory than is allowed ({job}). "
            "Copy its content into a new document, save that as .docx and use it instead."
        )


class ApartFailed(ReviewError):
    """The child failed for a reason that is a mistake of the program, told in its words."""

    def __init__(self, job: str, error: str, trace: str) -> None:
        self.trace = trace
        super().__init__(
            f"The Word file could not be handled ({job}: {error}). Nothing was changed. "
            "Save it afresh in Word or WPS; if that does not help, report it with the file."
        )


class ApartEnded(ReviewError):
    """The child or its server was ended from outside, twice: that says nothing of the file."""

    def __init__(self, job: str) -> None:
        super().__init__(
            f"The process that handles Word files was ended from outside, twice ({job}). "
            "Nothing was changed. See that the machine has memory free, then try again."
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take."""

    memory: int = MEMORY_BYTES  # bytes
    cpu: int = CPU_SECONDS
    wall: int = WALL_SECONDS  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job found, its bytes, and what it took of memory (bytes) and processor (seconds)."""

    told: dict[str, object]
    blobs: list[bytes]
    peak: int
    seconds: float


def open_apart(content: bytes) -> OpenedWord:
    """Inspect, clean and read a file in the child; one that is too much for it is refused.

    A mistake of ours while reading refuses the file as damaged and shows on standard error: a
    single file must not stop an inbox. Raises ApartEnded, upon which a file is to stay where it is.
    """
    from review_flows.outside.word.opening import opened_as_told

    try:
        told, blobs = run("open", {}, [content])
        return opened_as_told(told, blobs)
    except TooHeavy:
        reason = RefusalReason.TOO_HEAVY
    except (ApartFailed, NotAsTyped) as failure:
        print(getattr(failure, "trace", failure), file=sys.stderr)  # noqa: T201
        reason = RefusalReason.DAMAGED
    return OpenedWord(SafetyReport(reason, size=len(content)))


def run(
    job: str, params: Params, blobs: Sequence[bytes], limits: Limits | None = None
) -> tuple[dict[str, object], list[bytes]]:
    """Do a job of `jobs.JOBS` in a child; for a move, before it holds the database.

    Raises TooHeavy, ApartFailed for a bug in it or a crash, ApartEnded where others ended it.
    """
    key = (job, json.dumps(params, sort_keys=True), tuple(blobs))
    answer = answered(key, lambda: ask(job, params, blobs, limits or Limits()))
    return answer.told, answer.blobs


def ask(job: str, params: Params, blobs: Sequence[bytes], limits: Limits) -> Answer:
    """Do a job as `run` does, and say how much memory it took."""
    with _LOCK:
        try:
            return _server(job).ask(job, params, blobs, limits)
        except ApartEnded:  # the server was killed while idle, or something for want of memory
            return _server(job).ask(job, params, blobs, limits)


Heard = tuple[dict[str, object], list[bytes]] | None  # None where the child died over it


class _Server:
    """The process that forks, and the socket by which it is told to."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._control, end = pair()
        path = os.pathsep.join(dict.fromkeys(filter(None, [*sys.path, os.getcwd()])))
        try:
            with end:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", f"{__package__}.apart_child", str(end.fileno())],
                    pass_fds=[end.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env={"PYTHONPATH": path, "PATH": os.defpath, "LANG": "C.UTF-8"},
                    start_new_session=True,
                )
        except OSError:
            self._control.close()
            raise

    def ask(self, job: str, params: Params, blobs: Sequence[bytes], limits: Limits) -> Answer:
        """Let one child be forked, talk to it, and hear how it ended.

        Whatever breaks this off ends the server too: a late answer must not go to the next one.
        """
        try:
            heard, ended = self._asked(job, params, blobs, limits)
        except (OSError, ValueError) as failure:
            self.stop()
            raise ApartEnded(job) from failure
        except BaseException:
            self.stop()
            raise
        return _judged(job, heard, ended)

    def _asked(
        self, job: str, params: Params, blobs: Sequence[bytes], limits: Limits
    ) -> tuple[Heard, dict[str, float]]:
        ours, theirs = pair()
        told = {"memory": limits.memory, "cpu": limits.cpu, "wall": limits.wall}
        with ours:
            with theirs:
                socket.send_fds(self._control, [json.dumps(told).encode()], [theirs.fileno()])
            ours.settimeout(limits.wall + _LATE)
            heard = _talk(ours, job, params, blobs)
        self._control.settimeout(_LATE)
        return heard, json.loads(self._control.recv(256))

    def is_ours(self) -> bool:
        """Whether it was started by this very process and still runs."""
        return self.owner == os.getpid() and self._process.poll() is None

    def stop(self) -> None:
        """End the process and what it forked; in a process that did not start it, let go of it."""
        self._control.close()
        if self.owner == os.getpid():
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, 9)
            self._process.wait()


def _talk(link: socket.socket, job: str, params: Params, blobs: Sequence[bytes]) -> Heard:
    """Send the question and return the answer; None when the child died over it."""
    try:
        send(link, {"module": JOBS[job], "params": dict(params)}, blobs)
        return receive(link)
    except (FrameBroken, BrokenPipeError, ConnectionResetError):
        return None


def _judged(job: str, heard: Heard, ended: dict[str, float]) -> Answer:
    """Return the answer, or raise what the end of the child says; only a limit means too heavy."""
    status = ended["status"]
    if status in _BY_A_LIMIT:
        raise TooHeavy(job)
    if status == -signal.SIGKILL:
        raise ApartEnded(job)
    if heard is None:
        raise ApartFailed(job, "no answer", f"the child ended with status {status}")
    told, blobs = heard
    if "error" in told:
        raise ApartFailed(job, str(told["error"]), str(told.get("trace", "")))
    return Answer(told, blobs, int(ended["peak"]), ended["seconds"])


_LOCK = threading.Lock()
_running: _Server | None = None


def _server(job: str) -> _Server:
    """Return the running server of this process, starting one where there is none."""
    global _running
    if _running is None or not _running.is_ours():
        if _running is not None:
            _running.stop()
        try:
            _running = _Server()
        except OSError as failure:  # no memory or no file number for it: nothing of the file
            raise ApartEnded(job) from failure
    return _running


def _begin_anew() -> None:
    """Forget, in a process that was just forked, what its parent was about.

    The lock may be held by a thread of the parent, which here nobody would ever release.
    """
    global _LOCK, _running
    _LOCK = threading.Lock()
    if _running is not None:
        _running.stop()
    _running = None


os.register_at_fork(after_in_child=_begin_anew)


@atexit.register
def _stop() -> None:
    if _running is not None and _running.owner == os.getpid():
        _running.stop()
