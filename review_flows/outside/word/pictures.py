"""What a picture is by its first bytes, and how many pixels it declares; nothing is decoded."""

import re
import struct

_HEADS = (
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"II\xbc\x01",  # JPEG XR
    b"\xd7\xcd\xc6\x9a",  # WMF that can be placed
    b"\x01\x00\x09\x00",  # WMF
    b"\x00\x00\x01\x00",  # ICO
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--|!DOCTYPE svg)", re.IGNORECASE)
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257


def is_picture(head: bytes) -> bool:
    """Say whether bytes begin like a picture as Word and WPS write them."""
    if head.startswith(_HEADS):
        return True
    if head.startswith(b"\x01\x00\x00\x00"):
        return head[40:44] == b" EMF"
    if head.startswith(b"RIFF"):
        return head[8:12] == b"WEBP"
    return is_drawn_in_xml(head) or _is_pict(head)


def is_drawn_in_xml(head: bytes) -> bool:
    """Say whether bytes begin like an SVG picture."""
    return bool(_XML.match(head))


def _is_pict(head: bytes) -> bool:
    """A Macintosh picture: 512 bytes of nothing, then its version."""
    return not any(head[:512]) and head[522:526] in (b"\x00\x11\x02\xff", b"\x11\x01\x00\x00")


def declared_pixels(head: bytes) -> int:
    """Return width × height in pixels, 0 where the head is of none of the formats known here."""
    try:
        width, height = _size(head)
    except (struct.error, IndexError):  # The head ends before its numbers do.
        return 0
    return abs(int(width) * int(height))


def _size(head: bytes) -> tuple[int, int]:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack_from(">II", head, 16)
    elif head.startswith(b"GIF8"):
        width, height = struct.unpack_from("<HH", head, 6)
    elif head.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", head, 18)
    elif head.startswith(b"\xff\xd8"):
        width, height = _jpeg_size(head)
    elif head.startswith((b"II*\x00", b"MM\x00*")):
        width, height = _tiff_size(head, "<" if head.startswith(b"II") else ">")
    elif head[8:16] == b"WEBPVP8X":
        width = int.from_bytes(head[24:27], "little") + 1
        height = int.from_bytes(head[27:30], "little") + 1
    else:
        return 0, 0
    return width, height


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


def _tiff_size(head: bytes, order: str) -> tuple[int, int]:
    """Look the two numbers up in the first directory, where it lies within the head."""
    at = struct.unpack_from(f"{order}I", head, 4)[0]
    count = struct.unpack_from(f"{order}H", head, at)[0]
    size = {_TIFF_WIDTH: 0, _TIFF_HEIGHT: 0}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind = struct.unpack_from(f"{order}HH", head, entry)
        if tag in size:
            form = "H" if kind == 3 else "I"
            size[tag] = struct.unpack_from(f"{order}{form}", head, entry + 8)[0]
    return size[_TIFF_WIDTH], size[_TIFF_HEIGHT]
