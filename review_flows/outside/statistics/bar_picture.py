"""A bar chart as a PNG: numbers go in, the same bytes come out on every machine.

Written by us: what a drawing library would add is megabytes and its own fonts, and what is drawn
are rectangles and ten digits. Two colours, one bit a pixel; stored rather than deflated, since two
builds of zlib need not press the same pixels into the same bytes.
"""

from collections.abc import Iterator, Sequence
from struct import pack
from zlib import adler32, crc32

WIDTH = 900  # pixels
PITCH = 60  # pixels from one bar to the next
BAR = 36  # pixels
AXIS = 3  # pixels
SCALE = 3  # pixels of a dot of a digit
DIGIT_WIDTH, DIGIT_HEIGHT = 6 * SCALE, 7 * SCALE  # with the gap beside it
GAP = 10  # pixels between a bar and its number
COLOURS = (0xFF, 0xFF, 0xFF, 0x1F, 0x4E, 0x79)  # paper, ink
_BLOCK = 0xFFFF  # bytes of a stored block of deflate

# Each digit is seven rows of five dots.
_DIGITS = {
    "0": (0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E),
    "1": (0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E),
    "2": (0x0E, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1F),
    "3": (0x1F, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0E),
    "4": (0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02),
    "5": (0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E),
    "6": (0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E),
    "7": (0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08),
    "8": (0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E),
    "9": (0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C),
}


def bar_picture(values: Sequence[int]) -> bytes:
    """Return a chart with a bar and its number for each value, none of which is negative.

    It is WIDTH pixels wide and PITCH pixels high for each value. The longest bar leaves room for
    the longest number; nothing has no bar, and anything has one that can be seen.
    """
    lengths = bar_lengths(values)
    rows = bytearray()
    for value, length in zip(values, lengths, strict=True):
        for line in _lines(value, length):
            rows += b"\0" + int("".join(line).ljust(8 * _row_bytes(), "0"), 2).to_bytes(
                _row_bytes(), "big"
            )
    return _png(len(values) * PITCH, bytes(rows))


def bar_lengths(values: Sequence[int]) -> tuple[int, ...]:
    """Return the length of each bar in pixels."""
    most = max(values, default=0)
    if not most:
        return (0,) * len(values)
    room = WIDTH - AXIS - 2 * GAP - DIGIT_WIDTH * len(str(most))
    return tuple(max(2, value * room // most) if value else 0 for value in values)


def _row_bytes() -> int:
    return (WIDTH + 7) // 8


def _lines(value: int, length: int) -> Iterator[list[str]]:
    """Yield the PITCH rows of pixels of a bar: the axis, the bar, its number."""
    bar_from, digit_from = (PITCH - BAR) // 2, (PITCH - DIGIT_HEIGHT) // 2
    for y in range(PITCH):
        ink = "1" if bar_from <= y < bar_from + BAR else "0"
        line = ["1" * AXIS, ink * length, "0" * GAP]
        if digit_from <= y < digit_from + DIGIT_HEIGHT:
            row = (y - digit_from) // SCALE
            line += [_dots(_DIGITS[digit][row]) for digit in str(value)]
        yield line


def _dots(row: int) -> str:
    return "".join(dot * SCALE for dot in f"{row:05b}0")


def _png(height: int, rows: bytes) -> bytes:
    header = pack(">IIBBBBB", WIDTH, height, 1, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", header),
            (b"PLTE", bytes(COLOURS)),
            (b"IDAT", _stored(rows)),
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
