"""The log's checkpoints in a file elsewhere: each is appended, nothing is ever written over.

On storage that another department keeps, or that can be written once only, such a file shows later
that a log was cut or rewritten. A later checkpoint proves what an earlier one did, so one that
could not be appended is not made up for.
"""

import logging
import os
from pathlib import Path

from models.sealing.note import SignedNote, read_note
from review_flows.outside.site import Site

_TAIL = 8192  # bytes; a note has some 300

log = logging.getLogger("review_flows")


def anchor(site: Site, note: SignedNote) -> bool:
    """Append a checkpoint to the site's anchor file, if it has one; say whether it stands there.

    What fails is told on stderr and by `doctor`; nothing of the desk waits for it. A demonstration
    has no anchor.
    """
    path = site.settings.anchor_file
    if path is None or site.played:
        return False
    try:
        append_note(path, note)
    except OSError as error:
        log.warning("The checkpoint is not in %s (REVIEW_FLOWS_ANCHOR_FILE): %s", path, error)
        return False
    return True


def append_note(path: Path, note: SignedNote) -> None:
    """Append a note and an empty line, durable when this returns. Raises OSError.

    It is one write at the end of the file, so that notes of two processes never mix; the file is
    made where it is not there, its folder is not.
    """
    said = f"{note.text}\n".encode()
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if os.write(file, said) != len(said):
            raise OSError("the file took only a part of the checkpoint; is its disk full?")
        os.fsync(file)
    finally:
        os.close(file)


def last_note(path: Path) -> SignedNote | None:
    """Return the newest note in the file; None where there is none yet, or no file.

    Raises OSError, and NoteUnreadable for a file that ends in something else.
    """
    if not path.exists() or not path.stat().st_size:
        return None
    with path.open("rb") as opened:
        opened.seek(max(0, path.stat().st_size - _TAIL))
        text = opened.read().decode("utf-8", "replace")
    body, _, signatures = text.rstrip("\n").rpartition("\n\n")
    # An empty line parts two notes, and the lines of a note from its signatures.
    said = body.rpartition("\n\n")[2]
    return read_note(f"{said}\n\n{signatures}\n")
