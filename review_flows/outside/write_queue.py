"""Who waits first writes first: tickets beside the lock, dropped by the kernel with a process.

The lock alone is taken by whoever asks at the right moment, so that some wait for seconds while
others write twice. Each who waits draws a number and locks the byte of that number in a file; it is
his turn when nobody holds one before his. A process that dies loses its byte with its file, and
nobody waits for it. Only the order rests on this: that one writes at a time is the lock's, and
somebody who was stopped in the middle keeps the others for a few seconds at most (write_lock).
"""

import fcntl
import os
import struct
from pathlib import Path

_FLOCK = struct.Struct(
    "hhqqi4x"
)  # struct flock of Linux, 64 bits: type, whence, start, length, pid
_NUMBER = struct.Struct("<q")
_FIRST_BYTE = 64  # behind the number that is drawn next
_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.0003, 0.01


class WriteQueue:
    """The tickets of one process, of which one at a time waits."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def draw(self) -> int:
        """Draw a number, behind everybody who waits."""
        fcntl.flock(self._file, fcntl.LOCK_EX)  # for two system calls
        try:
            drawn = os.pread(self._file, _NUMBER.size, 0)
            number = _NUMBER.unpack(drawn)[0] if len(drawn) == _NUMBER.size else 0
            os.pwrite(self._file, _NUMBER.pack(number + 1), 0)
            self._lock(fcntl.F_WRLCK, number)
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        return int(number)

    def pause(self, number: int) -> float:
        """Return for how many seconds to wait before the next look; 0 when it is one's turn."""
        if not number:
            return 0.0
        asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, _FIRST_BYTE, number, 0)
        told = _FLOCK.unpack(fcntl.fcntl(self._file, fcntl.F_OFD_GETLK, asked))
        if told[0] == fcntl.F_UNLCK:
            return 0.0
        before = number - (int(told[2]) - _FIRST_BYTE)
        return min(_PAUSE_SECONDS * before, _LONGEST_PAUSE_SECONDS)

    def leave(self, number: int) -> None:
        """Give the number back: written, or no longer waiting."""
        self._lock(fcntl.F_UNLCK, number)

    def _lock(self, kind: int, number: int) -> None:
        byte = _FLOCK.pack(kind, os.SEEK_SET, _FIRST_BYTE + number, 1, 0)
        fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, byte)
