"""A package as a file in a folder that both sides see, or only in the outbox."""

from pathlib import Path

from models.errors import TryAgain
from models.filing_delivery import DeliveryWay
from review_flows.outside.filing_delivery.parcel import (
    Acknowledgement,
    FilingNotDelivered,
    FilingParcel,
)
from review_flows.outside.store import write_whole


class Outbox:
    """Leaves the package where it is: in docs_out, for somebody to take it along."""

    def deliver(self, parcel: FilingParcel) -> Acknowledgement:
        """Acknowledge what lies in docs_out."""
        return Acknowledgement(f"{parcel.name} {parcel.sha256}", DeliveryWay.OUTBOX)


class Folder:
    """Writes <delivery id>_<name>.zip whole or not at all, and reads it back."""

    def __init__(self, place: str) -> None:
        self._folder = Path(place)

    def deliver(self, parcel: FilingParcel) -> Acknowledgement:
        """Put the package there; the same bytes may lie there already.

        Raises FilingNotDelivered where other bytes lie under its id, or nothing can be written.
        """
        path = self._folder / f"{parcel.delivery_id}_{parcel.name}"
        try:
            # A share that is not mounted must not be made anew beside the real one.
            if not self._folder.is_dir():
                raise FilingNotDelivered(
                    f"The folder {self._folder} is not there. Mount or make it, then try again."
                )
            if not path.exists():
                write_whole(path, parcel.zipped)
            content = path.read_bytes()
        except TryAgain as error:
            raise FilingNotDelivered(error.message) from None
        except OSError as error:
            raise FilingNotDelivered(
                f"{path} cannot be written: {error.strerror}. Set its rights right, try again."
            ) from None
        if content != parcel.zipped:
            raise FilingNotDelivered(
                f"{path} holds other bytes than the package {parcel.delivery_id}. "
                "Find out who changed it and move it away, then try again."
            )
        return Acknowledgement(f"{path.name} {parcel.sha256}", DeliveryWay.FOLDER)
