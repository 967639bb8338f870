"""What legal advisors are asked and answer. Advice is an input, never the conclusion."""

from enum import StrEnum


class AdviceKind(StrEnum):
    FAVOURABLE = "favourable"
    WITH_RESERVATIONS = "with_reservations"
    UNFAVOURABLE = "unfavourable"
    NO_COMMENT = "no_comment"
