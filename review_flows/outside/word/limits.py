"""How much of a Word file is looked at before it is refused: our choices, from real files.

A law of 684 articles, the largest of the corpus, has 90,000 elements, and a text of 1,000 pages
unpacks to 9.3 MB of XML. Everything is counted while it is read; no declared size is believed.
"""

from models.refusal import RefusalReason

MAX_FILE_BYTES = 50 << 20
MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 << 20  # all parts together
MAX_XML_PART_BYTES = 64 << 20  # one part
MAX_EXPANSION = 250  # unpacked to packed, for an entry above EXPANSION_COUNTS_FROM
EXPANSION_COUNTS_FROM = 5 << 20  # bytes; small repetitive parts expand as much in good files
MAX_ELEMENTS = 500_000  # all parts together
MAX_TEXT_PIECES = 1_500_000  # all parts together; a character reference is a piece of its own
MAX_TREE_MARKS = 800_000  # "<" and "=" of the parts looked at as trees: 200 MB of memory at most
MAX_TREE_BYTES = 16 << 20  # one part looked at as a tree
MAX_ATTRIBUTES = 200  # of one element; good files have at most 20
MAX_DEPTH = 200
MAX_RELATIONSHIPS = 20_000  # of one part; a law full of links has 400
MAX_PIXELS = 80_000_000  # of one picture
PIECE_BYTES = 1 << 16
PICTURE_HEAD_BYTES = 1 << 18  # as far as the size of a JPEG is looked for


class Refused(Exception):
    """Ends the inspection of a file at the first cause found; `safety` turns it into a report.

    Seen anywhere else it is a bug: somebody read a file that had not been inspected.
    """

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason)
        self.reason = reason
