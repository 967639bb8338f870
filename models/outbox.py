"""What must still happen because of a committed event: the legs that the flows run."""

from dataclasses import dataclass
from enum import StrEnum

from models.moves import Move


class LegKind(StrEnum):
    """The flow that runs the leg, by its file's name."""

    SCREEN_CASE = "screen_case"
    ISSUE_LETTERS = "issue_letters"
    FILE_DOCUMENT = "file_document"


class LegState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"  # Prefect knows of it; nobody has begun.
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # After the last attempt; a person has to look.


# Attempts before a leg is left to a person; each waits twice as long as the one before.
MOST_ATTEMPTS = 6

LEGS_OF_MOVE: dict[Move, tuple[LegKind, ...]] = {
    Move.RECEIVE: (LegKind.SCREEN_CASE,),
    Move.NAME_MATERIAL: (LegKind.SCREEN_CASE,),  # it may name the draft
    Move.CHOOSE_VIEW: (LegKind.SCREEN_CASE,),
    Move.SUPPLEMENT: (LegKind.SCREEN_CASE,),
    Move.SUBMIT_REVISION: (LegKind.SCREEN_CASE,),
    # The letters of a publication hold the filing reports, so they are written first.
    Move.PUBLISH: (LegKind.FILE_DOCUMENT,),
    Move.REPLY_TO_RECIPIENT: (LegKind.FILE_DOCUMENT,),
}


@dataclass(frozen=True, slots=True)
class Leg:
    """A row of `legs` as an executor needs it."""

    id: int
    case_number: str
    event_seq: int
    kind: LegKind
    attempt: int


@dataclass(frozen=True, slots=True)
class HeldLeg:
    """A leg that this process holds. A stale `token` can no longer finish it."""

    id: int
    token: str
