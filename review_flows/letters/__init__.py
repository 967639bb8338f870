"""The letters of the office, one file for each kind; a new kind is one file and one line here."""

from models.errors import UnknownCode
from models.letter import LetterKind
from review_flows.letters import (
    acceptance_notice,
    adoption_form,
    adoption_report,
    advice_request,
    closing_notice,
    evaluation_notice,
    extension_notice,
    filing_catalogue,
    filing_explanation,
    filing_reply,
    filing_report,
    handling_sheet,
    issuance_notice,
    pause_notice,
    publication_notice,
    return_notice,
    review_opinion,
    revision_confirmation,
    supervision_notice,
    supplement_notice,
    term_notice,
    urging_notice,
)

# In the order in which a case meets them.
ALL: tuple[LetterKind, ...] = (
    supplement_notice.KIND,
    return_notice.KIND,
    acceptance_notice.KIND,
    advice_request.KIND,
    pause_notice.KIND,
    extension_notice.KIND,
    term_notice.KIND,
    urging_notice.KIND,
    supervision_notice.KIND,
    review_opinion.KIND,
    adoption_form.KIND,
    revision_confirmation.KIND,
    adoption_report.KIND,
    issuance_notice.KIND,
    publication_notice.KIND,
    filing_report.KIND,
    filing_explanation.KIND,
    filing_catalogue.KIND,
    filing_reply.KIND,
    evaluation_notice.KIND,
    closing_notice.KIND,
    handling_sheet.KIND,
)


def letter_kind(code: str) -> LetterKind:
    """Return the kind of this code. Raises UnknownCode, which names the nearest known one."""
    for kind in ALL:
        if kind.code == code:
            return kind
    raise UnknownCode("letter kind", code, [kind.code for kind in ALL])


def letters_sent_on(move: str) -> tuple[LetterKind, ...]:
    """Return the kinds that a move sends, in the order of the list; most moves send none."""
    return tuple(kind for kind in ALL if move in kind.sent_on)
