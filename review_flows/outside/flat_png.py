"""A picture of two colours as a PNG: rows of bits go in, the same bytes come out everywhere.

Written by us, and stored rather than deflated, since two builds of zlib need not press the same
pixels into the same bytes.
"""

from collections.abc import Sequence
from struct import pack
from zlib import adler32, crc32

BLACK = (0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00)  # paper, ink
_BLOCK = 0xFFFF  # bytes of a stored block of deflate


def flat_png(width: int, rows: Sequence[str], colours: tuple[int, ...] = BLACK) -> bytes:
    """Return the picture, `width` pixels wide; a row is a text of 0 (paper) and 1 (ink).

    A row that ends early is paper from there on. `colours` are red, green, blue of both.
    """
    length = (width + 7) // 8
    bits = b"".join(
        b"\0" + int(row.ljust(8 * length, "0"), 2).to_bytes(length, "big") for row in rows
    )
    header = pack(">IIBBBBB", width, len(rows), 1, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", header),
            (b"PLTE", bytes(colours)),
            (b"IDAT", _stored(bits)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))


def _stored(content: bytes) -> bytes:
    """Return the content as a zlib stream of stored blocks (RFC 1950, RFC 1951 3.2.4)."""
    blocks = [content[at : at + _BLOCK] for at in range(0, len(content), _BLOCK)] or [b""]
    last = len(blocks) - 1
    pressed = b"".join(
        pack("<BHH", place == last, len(block), len(block) ^ 0xFFFF) + block
        for place, block in enumerate(blocks)
    )
    return b"\x78\x01" + pressed + pack(">I", adler32(content))
