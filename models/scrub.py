"""What a look through the store found: files that are gone or damaged, and whose they are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.notice import LANGUAGES, Message
from models.words import phrase

MOST_NAMED = 20  # files that a message names


class StoreFault(StrEnum):
    """What is wrong with a stored file."""

    MISSING = "missing"  # a row names it, and it is not there
    DAMAGED = "damaged"  # its bytes are not those that its name says


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A stored file that does not hold; `named` are the cases and names that rows give it."""

    fault: StoreFault
    sha256: str
    named: tuple[tuple[str, str], ...]  # of which case or filing, what it is called there


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What a look through the whole store saw. Orphans are whole files that no row names.

    An orphan is no fault: a file is stored before its row is, and copies that were handed out stand
    in the log alone.
    """

    files: int
    size: int  # bytes
    orphans: int
    faults: tuple[FaultyFile, ...]


def scrub_message(seen: Scrubbed, today: date) -> Message:
    """Return what the administrators read of faults: counts and hashes, no name of a file."""
    values = {
        "today": today.isoformat(),
        "missing": sum(one.fault is StoreFault.MISSING for one in seen.faults),
        "damaged": sum(one.fault is StoreFault.DAMAGED for one in seen.faults),
        "hashes": "\n".join(one.sha256 for one in seen.faults[:MOST_NAMED]),
    }
    chinese, english = (phrase("notice.scrub.text", one, **values) for one in LANGUAGES)
    text = f"{chinese}\n\n{english}\n\n{values['hashes']}\n"
    return Message(phrase("notice.scrub.subject", "zh", **values), text)
