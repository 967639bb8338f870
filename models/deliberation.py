"""What the meeting decided on a draft."""

from enum import StrEnum


class DeliberationResult(StrEnum):
    PASSED = "passed"
    SENT_BACK = "sent_back"
    REJECTED = "rejected"
