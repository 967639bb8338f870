"""One thing that a document says of itself: where, and in which words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """`position` is the index of the paragraph, `address` the clause, `words` are as written.

    The address is empty where the words belong to no clause.
    """

    position: int
    address: str
    words: str
