"""A message as a text file below docs_out, in a folder of its person."""

import re
from hashlib import sha256
from pathlib import Path

from models.errors import TryAgain
from review_flows.outside.channels.parcel import NotDelivered, Parcel
from review_flows.outside.store import write_whole
from review_flows.outside.wall_clock import day_of_text

PLAIN = re.compile(r"\w[\w.-]*")
LONGEST_NAME = 60  # characters, of at most three bytes each: a name may have 255 bytes


class Files:
    """Writes docs_out/notices/<person>/<day>_<key>.txt, whole or not at all."""

    def __init__(self, docs_out: Path) -> None:
        self._docs_out = docs_out

    def send(self, parcel: Parcel) -> None:
        """Write one file; again, it is the same one. Raises NotDelivered where that is refused."""
        day = day_of_text(parcel.made_at)
        folder = person_folder(self._docs_out, parcel.person)
        path = folder / f"{day}_{safe_name(parcel.key)}.txt"
        try:
            write_whole(path, f"{parcel.subject}\n\n{parcel.text}".encode())
        except TryAgain as error:
            raise NotDelivered(error.message, away=True) from None
        except OSError as error:
            raise NotDelivered(f"the file cannot be written: {error.strerror}", away=True) from None


def person_folder(docs_out: Path, person: str) -> Path:
    """Return the folder of what is for one person."""
    return docs_out / "notices" / safe_name(person)


def safe_name(text: str) -> str:
    """Return a text as a name of a file: as it is, or shortened with a mark of the whole text.

    Codes come from a table that people fill in: one may hold a slash, or be as long as a page.
    """
    if PLAIN.fullmatch(text) and len(text) <= LONGEST_NAME:
        return text
    plain = re.sub(r"[^\w.-]", "_", text[: LONGEST_NAME - 10]).lstrip(".-")
    return f"{plain}-{sha256(text.encode()).hexdigest()[:8]}"
