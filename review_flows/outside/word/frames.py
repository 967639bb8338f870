"""JSON and bytes over a socket, both ways between this process and its child.

No pickle: whoever reads a frame builds nothing but texts, numbers, lists and bytes out of it.
"""

import fcntl
import json
import socket
import struct
from collections.abc import Sequence

MAX_FRAME_BYTES = 512 << 20  # all parts together; a file has 50 MiB, its text as JSON less
MAX_BLOBS = 64
HEAVY = 3  # exit code of a child that its limit of memory ended
_FIRST_FREE = 3  # number of an open file: those below are the standard streams
_LENGTH = struct.Struct(">Q")
_COUNT = struct.Struct(">I")


class FrameBroken(Exception):
    """The other side ended before its answer did, or sent what is no answer."""


def pair() -> tuple[socket.socket, socket.socket]:
    """Return two connected sockets that take the number of no standard stream, even a closed one.

    A program started with such a number would have its own streams laid over it.
    """
    one, other = socket.socketpair()
    with one, other:
        return _numbered_above(one), _numbered_above(other)


def _numbered_above(link: socket.socket) -> socket.socket:
    return socket.socket(fileno=fcntl.fcntl(link, fcntl.F_DUPFD_CLOEXEC, _FIRST_FREE))


def send(link: socket.socket, told: dict[str, object], blobs: Sequence[bytes]) -> None:
    """Send one frame. Raises OSError when the other side is gone or does not read in time."""
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    link.sendall(_COUNT.pack(len(blobs) + 1))
    for part in (head, *blobs):
        link.sendall(_LENGTH.pack(len(part)))
        # Before an empty last part the other side has everything: it may have answered and gone.
        if part:
            link.sendall(part)


def receive(link: socket.socket) -> tuple[dict[str, object], list[bytes]]:
    """Return one frame. Raises FrameBroken, and TimeoutError as the socket is set."""
    (count,) = _COUNT.unpack(_exactly(link, _COUNT.size))
    if not 1 <= count <= MAX_BLOBS:
        raise FrameBroken(f"{count} parts")
    room, parts = MAX_FRAME_BYTES, []
    for _ in range(count):
        (length,) = _LENGTH.unpack(_exactly(link, _LENGTH.size))
        room -= length
        if room < 0:
            raise FrameBroken("too long")
        parts.append(_exactly(link, length))
    return _told(parts[0]), parts[1:]


def _told(head: bytes) -> dict[str, object]:
    try:
        told = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise FrameBroken("no JSON") from error
    if not isinstance(told, dict):
        raise FrameBroken("no object")
    return told


def _exactly(link: socket.socket, length: int) -> bytes:
    got = bytearray()
    while len(got) < length:
        piece = link.recv(min(length - len(got), 1 << 20))
        if not piece:
            raise FrameBroken("cut short")
        got += piece
    return bytes(got)
