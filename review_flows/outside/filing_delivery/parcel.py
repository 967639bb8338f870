"""What every way of delivery takes, and what comes back."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from models.errors import ReviewError
from models.filing_delivery import DeliveryWay

LONGEST_ANSWER = 500  # characters of what the other side's machine says
TIMEOUT = 30.0  # seconds for each wait on a server; packages are larger than messages


@dataclass(frozen=True, slots=True)
class FilingParcel:
    """A package on its way. The id is the same however often it is delivered."""

    delivery_id: str
    name: str  # of its zip
    zipped: bytes
    title: str  # of the document
    sender: str  # name of the enacting organ
    said_on: str  # ISO day

    @property
    def sha256(self) -> str:
        """The hash by which both sides name these bytes."""
        return sha256(self.zipped).hexdigest()


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the other side's machine, or folder, said; `via` which way it went."""

    text: str
    via: DeliveryWay


class FilingNotDelivered(ReviewError):
    """A package did not arrive; the sentence names no password and no token."""


class Delivery(Protocol):
    """Whoever hands packages over. Twice the same parcel arrives once, or is told apart by its id.

    The bytes of a package are the same however often it is built, so that who hands it over
    again after a crash does no harm.
    """

    def deliver(self, parcel: FilingParcel) -> Acknowledgement:
        """Hand one package over. Raises FilingNotDelivered."""
        ...
