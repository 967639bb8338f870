"""A package as an attachment, through the server that REVIEW_FLOWS_SMTP names."""

from datetime import date, datetime, time
from email.message import EmailMessage
from email.utils import format_datetime

from models.filing_delivery import DeliveryWay
from review_flows.outside.channels.mail import hand_in, mail_server
from review_flows.outside.channels.parcel import NotDelivered
from review_flows.outside.filing_delivery.parcel import (
    TIMEOUT,
    Acknowledgement,
    FilingNotDelivered,
    FilingParcel,
)
from review_flows.outside.wall_clock import SHANGHAI

MOST_BYTES = 20 << 20  # of a package; as base64 it is a third larger, and many servers take 30 MiB


class Mail:
    """Hands packages to a mail server, one mail each, with an id that is the same each time."""

    def __init__(self, smtp: str, address: str, timeout: float = TIMEOUT) -> None:
        self._smtp, self._address, self._timeout = smtp, address, timeout

    def deliver(self, parcel: FilingParcel) -> Acknowledgement:
        """Send one mail. Raises FilingNotDelivered.

        A crash between the sending and our note of it sends it again: mail has no way to ask.
        """
        if len(parcel.zipped) > MOST_BYTES:
            raise FilingNotDelivered(
                f"{parcel.name} has {len(parcel.zipped) >> 20} MiB, and mail takes "
                f"{MOST_BYTES >> 20}. Have it handed over by folder or upload instead."
            )
        try:
            server = mail_server(self._smtp)
            hand_in(server, lambda: _mail(parcel, server.sender, self._address), self._timeout)
        except NotDelivered as error:
            raise FilingNotDelivered(f"{parcel.name} to {self._address}: {error}") from None
        return Acknowledgement(f"{_message_id(parcel)} {parcel.sha256}", DeliveryWay.MAIL)


def _mail(parcel: FilingParcel, sender: str, address: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = address
    mail["Subject"] = f"{parcel.sender}：《{parcel.title}》备案材料"
    said = datetime.combine(date.fromisoformat(parcel.said_on), time(), SHANGHAI)
    mail["Date"] = format_datetime(said)
    mail["Message-ID"] = _message_id(parcel)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{parcel.name}\nSHA-256 {parcel.sha256}\n", cte="base64")
    mail.add_attachment(parcel.zipped, "application", "zip", filename=parcel.name)
    return mail


def _message_id(parcel: FilingParcel) -> str:
    return f"<{parcel.delivery_id}@review-flows>"
