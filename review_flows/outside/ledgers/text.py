"""Texts for cells: a title goes in, what every format can hold on one line comes out."""

import re

# Control characters, and what XML 1.0 refuses; a line break or a tab is not worth a second line.
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")


def one_line(text: str) -> str:
    """Return the text with a blank in the place of each character that a cell cannot hold."""
    return UNFIT.sub(" ", text)
