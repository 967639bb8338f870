"""An archive out of packed parts: the same parts give the same bytes, without clock or machine."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20  # 2.0: folders and deflate
_FIRST_DAY = (1 << 5) | 1  # 1980-01-01 as zip writes days
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it lies in an archive; sizes in bytes."""

    name: str
    method: int
    content: bytes
    unpacked: int
    crc: int

    @classmethod
    def stored(cls, name: str, content: bytes) -> "Packed":
        """A part that is not pressed: builds of zlib differ in how they press the same bytes."""
        return cls(name, zipfile.ZIP_STORED, content, len(content), zlib.crc32(content))


def archive_of(parts: Sequence[Packed]) -> bytes:
    """Return a zip archive of these parts in this order, all dated 1980-01-01."""
    body = bytearray()
    directory = bytearray()
    for part in parts:
        name = part.name.encode()
        flags = 0 if part.name.isascii() else _UTF8
        about = (flags, part.method, 0, _FIRST_DAY, part.crc, len(part.content), part.unpacked)
        at = len(body)
        body += _LOCAL.pack(b"PK\x03\x04", _VERSION, *about, len(name), 0) + name + part.content
        directory += _CENTRAL.pack(
            b"PK\x01\x02", _VERSION, _VERSION, *about, len(name), 0, 0, 0, 0, 0, at
        )
        directory += name
    count, size = len(parts), len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, len(body), 0)
    return bytes(body + directory + end)
