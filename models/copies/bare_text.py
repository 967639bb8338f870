"""A text without what may differ in a quotation: blanks, and full for half width."""

from collections.abc import Iterator
from unicodedata import normalize


def bare(text: str) -> str:
    """Return a text without white space, in half width."""
    return "".join(normalize("NFKC", text).split())


def bare_signs(text: str) -> Iterator[tuple[str, int]]:
    """Yield each sign of the bare text with the offset in the text that it comes from."""
    for offset, sign in enumerate(text):
        for one in normalize("NFKC", sign):
            if not one.isspace():
                yield one, offset
