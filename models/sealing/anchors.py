"""Notes as somebody kept them outside the system: one in a file, or many one after another."""

import re

from models.sealing.note import NoteUnreadable, SignedNote, read_note

# The last line of a signature, and whatever blank lines somebody left before the next note.
_END_OF_NOTE = re.compile(r"(?<=\n)(— [^\n]+\n)\n*(?!\n|— )")


def notes_in(text: str) -> list[SignedNote]:
    """Return the notes of a text in their order. Raises NoteUnreadable, also where there is none.

    What a mail or an append-only file adds between two notes may only be empty lines.
    """
    plain = text.replace("\r\n", "\n").lstrip("\ufeff").strip() + "\n"
    pieces = _END_OF_NOTE.sub("\\1\0", plain).split("\0")
    found = [read_note(piece) for piece in pieces if piece.strip()]
    if not found:
        raise NoteUnreadable("There is no checkpoint in it: a note begins with the log's name.")
    return found
