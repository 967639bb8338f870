"""The process that handles the content of Word files: `python -m …apart_child FD`.

It loads lxml and the reader once, then forks for every job a child with little memory, little time,
no files to write and, where the kernel lets it, no network. It ends when its parent does.
"""

import ctypes
import json
import os
import resource
import signal
import socket
import sys
import traceback

from review_flows.outside.word import opening
from review_flows.outside.word.frames import HEAVY, receive, send
from review_flows.outside.word.jobs import job_in

# Loaded before any fork, so that no child pays for it.
LOADED = (opening,)
_NEW_USER, _NEW_NET, _DEATH_SIGNAL = 0x10000000, 0x40000000, 1
_STANDARD_ERROR = 2
_FILES = 16  # that a child may have open


def main() -> None:
    """Serve jobs until the parent closes its end."""
    control = socket.socket(fileno=int(sys.argv[1]))
    _fill_standard_streams()
    _cut_off()
    while True:
        limits, ends, _, _ = socket.recv_fds(control, 256, 1)
        if not limits or not ends:
            return
        told = _serve(socket.socket(fileno=ends[0]), json.loads(limits))
        control.sendall(json.dumps(told).encode())


def _serve(link: socket.socket, limits: dict[str, int]) -> dict[str, float]:
    """Fork, wait, and return how the child ended: its exit code, or a signal as a number below 0.

    And what it took: peak memory in bytes, processor in seconds.
    """
    child = os.fork()
    if child == 0:
        _work(link, limits)
    link.close()
    _, ended, usage = os.wait4(child, 0)
    return {
        "status": os.waitstatus_to_exitcode(ended),
        "peak": usage.ru_maxrss << 10,
        "seconds": usage.ru_utime + usage.ru_stime,
    }


def _work(link: socket.socket, limits: dict[str, int]) -> None:
    code = 1
    try:
        _confine(limits)
        asked, blobs = receive(link)
        params = asked["params"]
        assert isinstance(params, dict)
        try:
            send(link, *job_in(str(asked["module"]))(params, blobs))
        except MemoryError:
            raise
        except Exception as error:
            send(link, {"error": type(error).__name__, "trace": traceback.format_exc()}, [])
        code = 0
    except MemoryError:
        code = HEAVY
    finally:
        os._exit(code)


def _confine(limits: dict[str, int]) -> None:
    """Bound what a child can take: memory in bytes, processor time and wall-clock in seconds."""
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    seconds = limits["cpu"]
    # At the lower limit the signal says what it was; at the upper one it is that of any killer.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.alarm(limits["wall"])


def _fill_standard_streams() -> None:
    """Open nothing for those that were closed: a job's socket must not get the number of one."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
        pass
    os.close(number)


def _cut_off() -> None:
    """Leave the network behind; a kernel that forbids it is left as it is."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if unshare(_NEW_USER | _NEW_NET) != 0:
        unshare(_NEW_NET)


if __name__ == "__main__":
    main()
