"""What every channel takes, and how it says that a message did not arrive."""

import unicodedata
from dataclasses import dataclass
from typing import Protocol

from models.errors import ReviewError
from models.notice import Channel, stable_id

LONGEST_REASON = 200  # characters of what a server answers
TIMEOUT = 10.0  # seconds for each wait on a server


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to one person through one channel."""

    key: str
    case_number: str | None
    person: str
    person_name: str
    mail: str | None
    subject: str
    text: str
    made_at: str  # UTC
    channel: Channel
    attempts: int  # made so far

    @property
    def id(self) -> str:
        """The same at every attempt, so that a receiver can drop what comes twice."""
        return stable_id(self.key)


class NotDelivered(ReviewError):
    """A message did not arrive; the sentence names no password and no address of a server.

    `for_good` where no later attempt can help; `away` where the channel itself does not answer,
    so that the others need not wait for it one by one.
    """

    def __init__(self, why: str, *, for_good: bool = False, away: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good
        self.away = away


class Door(Protocol):
    """Whoever hands messages over."""

    def send(self, parcel: Parcel) -> None:
        """Hand one message over. Raises NotDelivered."""
        ...


def told(answer: str, *secrets: str, longest: int = LONGEST_REASON) -> str:
    """Return what a server answered on one short line, without any of these secrets."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        answer = answer.replace(secret, "***")
    shown = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in answer)
    return " ".join(shown.split())[:longest]
