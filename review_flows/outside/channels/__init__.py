"""The ways in which a message reaches a person: one file each, behind one interface."""

from models.notice import Channel
from review_flows.outside.channels.parcel import Door
from review_flows.outside.settings import Settings


def open_door(channel: Channel, settings: Settings) -> Door:
    """Return what hands messages over through a channel.

    What the settings lack shows with the first message, as a reason why it did not arrive.
    """
    # Imported here: reading the settings names channels, and only a delivery needs one.
    from review_flows.outside.channels import console, file, mail, webhook

    match channel:
        case Channel.CONSOLE:
            return console.Console()
        case Channel.MAIL:
            return mail.Mail(settings.smtp)
        case Channel.WEBHOOK:
            return webhook.Webhook(settings.webhook)
        case Channel.FILE:
            return file.Files(settings.docs_out)
