"""The zip archive around a Word file: bytes in, its parts out, unpacked piece by piece and counted.

The directory is read with `zipfile`; the data are inflated here, because `zipfile` stops silently
at the size an entry declares, where another program would read on.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.refusal import RefusalReason
from review_flows.outside.word import limits
from review_flows.outside.word.limits import Refused

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_END_RECORD_BYTES = 22
_RECORD_SIGNATURES = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")
_BAD_NAME = re.compile("[\x00-\x1f\x7f\\\\:\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # the three flags of the three ways
_SIZES_FOLLOW = 0x8  # a descriptor behind the data repeats checksum and sizes
_DESCRIPTOR_BYTES = 24  # at most
_IN_EXTRA_FIELD = 0xFFFFFFFF  # stands for a size that needs zip64
_UNICODE_NAME = 0x7075  # an extra field by which some programs know the part under another name
_SYMLINK = 0o120000
_FILE_TYPE = 0o170000


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the archive: where its packed bytes lie, and what they must unpack to."""

    name: str
    method: int
    start: int
    packed: int  # bytes
    unpacked: int  # bytes, as declared; held to while unpacking
    crc: int


class Container:
    """The parts by their names. Part names do not tell capital letters from small ones."""

    def __init__(self, content: bytes, entries: tuple[Entry, ...], trailing: bool) -> None:
        self._content = content
        self._by_name = {entry.name.lower(): entry for entry in entries}
        self.names = tuple(entry.name for entry in entries if not entry.name.endswith("/"))
        self.trailing = trailing  # data that belong to no part

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def entry(self, name: str) -> Entry:
        """Return where a part lies and what it must unpack to. KeyError where there is none."""
        return self._by_name[name.lower()]

    def packed(self, name: str) -> bytes:
        """Return the bytes of a part as they lie in the archive."""
        entry = self.entry(name)
        return self._content[entry.start : entry.start + entry.packed]

    def whole(self, name: str) -> bytes:
        """Return the unpacked bytes of a part; Refused if they are not as declared."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the unpacked bytes of a part in pieces of at most 64 KiB; Refused if they lie."""
        entry = self.entry(name)
        crc = size = 0
        for piece in _unpacked(self.packed(name), entry):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            if size > entry.unpacked:
                raise Refused(RefusalReason.DAMAGED)
            yield piece
        if size != entry.unpacked or crc != entry.crc:
            raise Refused(RefusalReason.DAMAGED)


def _unpacked(packed: bytes, entry: Entry) -> Iterator[bytes]:
    if entry.method == zipfile.ZIP_STORED:
        step = limits.PIECE_BYTES
        yield from (packed[at : at + step] for at in range(0, len(packed), step))
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflate.eof:
        piece = inflate.decompress(packed, limits.PIECE_BYTES)
        if not piece and not inflate.eof:
            raise Refused(RefusalReason.DAMAGED)  # The packed bytes end too early.
        packed = inflate.unconsumed_tail
        if piece:
            yield piece
    if inflate.unused_data:
        raise Refused(RefusalReason.DAMAGED)  # Something lies behind the end of the packed bytes.


def open_container(content: bytes) -> Container:
    """Return the archive; Refused where its directory is unsafe, ambiguous or beyond the limits."""
    trailing = _has_trailing_data(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        directory = archive.start_dir
    if len(infos) > limits.MAX_ENTRIES:
        raise Refused(RefusalReason.TOO_MANY_ENTRIES)
    _check_names(infos)
    for info in infos:
        _check_entry(info)
    if sum(info.file_size for info in infos) > limits.MAX_UNPACKED_BYTES:
        raise Refused(RefusalReason.UNPACKS_TOO_LARGE)
    entries = tuple(_located(content, info) for info in infos)
    stray = _has_stray_data(content, infos, entries, directory)
    return Container(content, entries, trailing or stray)


def _has_trailing_data(content: bytes) -> bool:
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - _END_RECORD_BYTES - 0xFFFF))
    if at < 0 or len(content) < at + _END_RECORD_BYTES:
        raise Refused(RefusalReason.TRUNCATED)
    comment_bytes = int.from_bytes(content[at + 20 : at + 22], "little")
    return len(content) != at + _END_RECORD_BYTES + comment_bytes


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        if name.startswith("/") or ".." in name.split("/") or _BAD_NAME.search(name):
            raise Refused(RefusalReason.UNSAFE_NAMES)
        if (info.external_attr >> 16) & _FILE_TYPE == _SYMLINK or _has_second_name(info.extra):
            raise Refused(RefusalReason.UNSAFE_NAMES)
        if name.rstrip("/").lower() in seen:
            raise Refused(RefusalReason.DUPLICATE_ENTRIES)
        seen.add(name.rstrip("/").lower())


def _has_second_name(extra: bytes) -> bool:
    at = 0
    while at + 4 <= len(extra):
        code, length = struct.unpack_from("<HH", extra, at)
        if code == _UNICODE_NAME:
            return True
        at += 4 + length
    return False


def _check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise Refused(RefusalReason.ENCRYPTED)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(RefusalReason.UNKNOWN_COMPRESSION)
    large = info.file_size > limits.EXPANSION_COUNTS_FROM
    if large and info.file_size > limits.MAX_EXPANSION * max(1, info.compress_size):
        raise Refused(RefusalReason.UNPACKS_TOO_LARGE)


def _located(content: bytes, info: zipfile.ZipInfo) -> Entry:
    """Return where the data of an entry lie; its local header must name the same part."""
    header = content[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise Refused(RefusalReason.DAMAGED)
    fields = _LOCAL_HEADER.unpack(header)
    name_at = info.header_offset + _LOCAL_HEADER.size
    start = name_at + fields[9] + fields[10]
    encoding = "utf-8" if fields[2] & 0x800 else "cp437"
    name = content[name_at : name_at + fields[9]].decode(encoding)
    if name != info.orig_filename or start + info.compress_size > len(content):
        raise Refused(RefusalReason.DAMAGED)
    if fields[3] != info.compress_type or not _sizes_agree(fields[6:9], fields[2], info):
        raise Refused(RefusalReason.DAMAGED)
    return Entry(
        info.filename, info.compress_type, start, info.compress_size, info.file_size, info.CRC
    )


def _sizes_agree(told: Sequence[int], flags: int, info: zipfile.ZipInfo) -> bool:
    """Say whether the header before the data says the same as the directory at the end.

    Programs that read from the front believe the one, all others the other.
    """
    if flags & _SIZES_FOLLOW:
        return True
    checksum, packed, unpacked = told
    return (
        checksum == info.CRC
        and packed in (info.compress_size, _IN_EXTRA_FIELD)
        and unpacked in (info.file_size, _IN_EXTRA_FIELD)
    )


def _has_stray_data(
    content: bytes, infos: list[zipfile.ZipInfo], entries: tuple[Entry, ...], directory: int
) -> bool:
    """Say whether bytes lie between the parts that belong to none of them.

    Refused for entries that overlap, and for records hidden where only some programs look.
    """
    end, stray, room = 0, False, 0
    spans = sorted(
        (info.header_offset, entry.start + entry.packed, info.flag_bits & _SIZES_FOLLOW)
        for info, entry in zip(infos, entries, strict=True)
    )
    for first, last, follows in [*spans, (directory, directory, 0)]:
        if first < end:
            raise Refused(RefusalReason.OVERLAPPING_ENTRIES)
        gap = content[end:first]
        if any(signature in gap for signature in _RECORD_SIGNATURES):
            raise Refused(RefusalReason.DAMAGED)
        stray = stray or len(gap) > room
        end, room = last, _DESCRIPTOR_BYTES if follows else 0
    return stray
