"""The blocks of text that an office may word itself: [letters.wording] of its rule set."""

from enum import StrEnum


class Wording(StrEnum):
    """A block of a letter that says no fact of the case; `models.words` says where it stands."""

    CONTACT = "contact"  # nothing unless the office sets it
    SUPPLEMENT_LATE = "supplement_late"
    SUPPLEMENT_SCOPE = "supplement_scope"
    RETURN_REMEDY = "return_remedy"
    ACCEPTANCE_SCOPE = "acceptance_scope"
    REQUEST_SECRECY = "request_secrecy"
    PAUSE_DUTY = "pause_duty"
    OPINION_BASIS = "opinion_basis"
    OPINION_REPORT = "opinion_report"
    OPINION_LIMITS = "opinion_limits"
    ADOPTION_FORM_HOW = "adoption_form_how"
    CLOSING_EFFECT = "closing_effect"
    FILING_BASIS = "filing_basis"
    FILING_CLOSING = "filing_closing"
    URGING_REQUEST = "urging_request"
    SUPERVISION_REQUEST = "supervision_request"
