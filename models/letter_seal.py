"""The checkpoint that a letter prints: by it, whoever has the letter can hold the log to it."""

from dataclasses import dataclass

from models.sealing.note import read_note


@dataclass(frozen=True, slots=True)
class LetterSeal:
    """The first checkpoint that covers the log entry by which a letter was numbered.

    `size` is the number of entries that it covers, `short_root` the beginning of the root in
    hexadecimal, `note` the whole signed note, which the QR code holds.
    """

    origin: str
    size: int
    short_root: str
    note: str

    @property
    def lines(self) -> tuple[str, str]:
        """What is printed, in two lines: of which log, and how far it went with which root."""
        return f"封存：{self.origin}", f"至第{self.size}条 · {self.short_root}"


def seal_of(note: str) -> LetterSeal:
    """Return what a letter prints of a signed note. Raises NoteUnreadable."""
    checkpoint = read_note(note).checkpoint
    return LetterSeal(checkpoint.origin, checkpoint.size, checkpoint.short_root, note)
