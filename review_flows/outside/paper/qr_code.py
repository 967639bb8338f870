"""A text as a QR code: the same PNG for the same text, without the white margin around it."""

from functools import lru_cache

from review_flows.outside.flat_png import flat_png

SCALE = 6  # pixels of a module: 60 modules on 20 mm are printed at some 450 dots an inch


@lru_cache(maxsize=8)
def qr_png(text: str) -> bytes:
    """Return the code, 6 pixels a module; whoever prints it leaves four modules free around it.

    Level M: 15 % of it may be under a fold or a stamp.
    """
    import segno  # only letters need it

    code = segno.make_qr(text, error="m", encoding="utf-8")
    rows = ["".join(("1" if dark else "0") * SCALE for dark in row) for row in code.matrix]
    return flat_png(len(rows) * SCALE, [row for row in rows for _ in range(SCALE)])
