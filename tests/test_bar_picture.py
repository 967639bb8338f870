"""The charts of the yearly report: what a PNG reader sees is what was counted."""

import zlib
from struct import unpack

from hypothesis import given
from hypothesis import strategies as st

from review_flows.outside.statistics.bar_picture import (
    AXIS,
    BAR,
    PITCH,
    WIDTH,
    bar_lengths,
    bar_picture,
)


def pixels(png: bytes) -> list[str]:
    """The rows of a one-bit picture, read as the format has it; every checksum is looked at."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    place, data, size = 8, b"", (0, 0)
    while place < len(png):
        (length,) = unpack(">I", png[place : place + 4])
        kind, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        (check,) = unpack(">I", png[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(kind + content)
        if kind == b"IHDR":
            size = unpack(">II", content[:8])
        data += content if kind == b"IDAT" else b""
        place += 12 + length
    raw, wide = zlib.decompress(data), (size[0] + 7) // 8 + 1
    rows = [raw[at : at + wide] for at in range(0, len(raw), wide)]
    assert len(rows) == size[1] and all(row[0] == 0 for row in rows)
    return [f"{int.from_bytes(row[1:], 'big'):0{8 * (wide - 1)}b}"[: size[0]] for row in rows]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_each_bar_is_as_long_as_its_number_asks(values: list[int]) -> None:
    rows, lengths = pixels(bar_picture(values)), bar_lengths(values)
    assert len(rows) == PITCH * len(values) and len(rows[0]) == WIDTH
    for n, (value, length) in enumerate(zip(values, lengths, strict=True)):
        ink = len(rows[n * PITCH + (PITCH - BAR) // 2].split("0")[0]) - AXIS
        assert ink == length
        assert bool(value) == bool(length)
    most, longest = max(values), max(lengths)
    for value, length in zip(values, lengths, strict=True):
        assert abs(length * most - value * longest) <= 2 * most


@given(st.integers(0, 10**7))
def test_its_number_stands_beside_it(value: int) -> None:
    """Two numbers never look alike, and none runs off the paper."""
    rows, length = pixels(bar_picture([value])), bar_lengths([value])[0]
    drawn = [row[AXIS + length :] for row in rows]
    other = pixels(bar_picture([value + 1]))
    beside = [row[AXIS + bar_lengths([value + 1])[0] :] for row in other]
    assert [row.rstrip("0") for row in drawn] != [row.rstrip("0") for row in beside]
    assert not any(row.endswith("1") for row in rows)


def test_a_large_chart_takes_several_blocks() -> None:
    assert len(pixels(bar_picture([1] * 40))) == 40 * PITCH
