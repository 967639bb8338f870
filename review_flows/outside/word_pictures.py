"""How many pixels a picture declares: the first bytes of PNG, GIF, BMP or JPEG in, a number out."""

import struct


def declared_pixels(head: bytes) -> int:
    """Return width × height in pixels, 0 where the head is none of the four formats."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        width, height = struct.unpack_from(">II", head, 16)
    elif head.startswith(b"GIF8") and len(head) >= 10:
        width, height = struct.unpack_from("<HH", head, 6)
    elif head.startswith(b"BM") and len(head) >= 26:
        width, height = struct.unpack_from("<ii", head, 18)
    elif head.startswith(b"\xff\xd8"):
        width, height = _jpeg_size(head)
    else:
        return 0
    return abs(int(width) * int(height))


def _jpeg_size(head: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header; its code is 0xC0 … 0xCF but for three others."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        code, length = head[at + 1], struct.unpack_from(">H", head, at + 2)[0]
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        at += 2 + length
    return 0, 0
