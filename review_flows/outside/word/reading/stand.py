"""Where a run stands: all that it has its look from, but for itself."""

from typing import NamedTuple

from review_flows.outside.word.reading.tables import CellPlace


class Stand(NamedTuple):
    """The style of its paragraph, its cell, and the colours that lie under it."""

    paragraph: str | None = None
    cell: CellPlace | None = None
    shade: str | None = None  # that its paragraph has of itself
    ground: str | None = None  # that its paragraph lies on; None is paper
