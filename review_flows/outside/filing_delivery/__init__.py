"""The ways in which a filing package reaches its recipient: one file each, behind one interface."""

from models.filing_delivery import DeliveryWay
from review_flows.outside.filing_delivery.parcel import (
    Acknowledgement,
    Delivery,
    FilingNotDelivered,
    FilingParcel,
)
from review_flows.outside.settings import Settings

__all__ = ["Acknowledgement", "Delivery", "FilingNotDelivered", "FilingParcel", "open_delivery"]


def open_delivery(settings: Settings, recipient: str, *, played: bool) -> Delivery:
    """Return what hands packages over to a recipient; what is played never leaves docs_out."""
    # Imported here: health and settings know of ways, and only a delivery needs one.
    from review_flows.outside.filing_delivery import folder, mail, upload

    road = settings.road_to(recipient)
    if road is None or played:
        return folder.Outbox()
    match road.way:
        case DeliveryWay.FOLDER:
            return folder.Folder(road.place)
        case DeliveryWay.MAIL:
            return mail.Mail(settings.smtp, road.place)
        case DeliveryWay.UPLOAD:
            return upload.Upload(road.place)
        case DeliveryWay.OUTBOX:
            return folder.Outbox()
