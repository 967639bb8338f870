"""A bar chart as a PNG: numbers go in, the same bytes come out on every machine.

Written by us: what a drawing library would add is megabytes and its own fonts, and what is drawn
are rectangles and ten digits.
"""

from collections.abc import Iterator, Sequence

from review_flows.outside.flat_png import flat_png

WIDTH = 900  # pixels
PITCH = 60  # pixels from one bar to the next
BAR = 36  # pixels
AXIS = 3  # pixels
SCALE = 3  # pixels of a dot of a digit
DIGIT_WIDTH, DIGIT_HEIGHT = 6 * SCALE, 7 * SCALE  # with the gap beside it
GAP = 10  # pixels between a bar and its number
COLOURS = (0xFF, 0xFF, 0xFF, 0x1F, 0x4E, 0x79)  # paper, ink

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
    rows = [
        "".join(line)
        for value, length in zip(values, lengths, strict=True)
        for line in _lines(value, length)
    ]
    return flat_png(WIDTH, rows, COLOURS)


def bar_lengths(values: Sequence[int]) -> tuple[int, ...]:
    """Return the length of each bar in pixels."""
    most = max(values, default=0)
    if not most:
        return (0,) * len(values)
    room = WIDTH - AXIS - 2 * GAP - DIGIT_WIDTH * len(str(most))
    return tuple(max(2, value * room // most) if value else 0 for value in values)


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
