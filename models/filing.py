"""Filing with each recipient: a track of its own, closed only by the recipient's answer."""

from enum import StrEnum


class FilingState(StrEnum):
    DUE = "due"
    DELIVERED = "delivered"
    REGISTERED = "registered"
