"""What the program asks the clerk, and whether the case answers it: rows in, yes or no out."""

from collections.abc import Mapping, Sequence

from models.case import Case, CaseState
from models.classification_told import PROPOSAL_CHECK

# What a question of receipt is about, where it is not one document: its `address`.
ABOUT_DRAFT = "送审稿"
ABOUT_UNIT = "起草单位"
CHECK = "receipt"
IN_FORM_CHECK = frozenset({CaseState.RECEIVED, CaseState.SUPPLEMENT_REQUESTED})


def is_answered(
    finding: Mapping[str, object], documents: Sequence[Mapping[str, object]], case: Case
) -> bool:
    """Say whether a finding is a question to the clerk that the case has answered.

    The one on a document is answered when a clerk has named its material (nothing is left to
    choose from), the one on the draft when some document is the draft, the one on the drafting
    unit when the case has one; the proposal of a matter type when the case was accepted as
    something. Every other finding is for the reviewer.
    """
    if finding["check_code"] == PROPOSAL_CHECK:
        return case.rule_set_digest is not None and case.state not in IN_FORM_CHECK
    if finding["check_code"] != CHECK:
        return False
    about = finding["address"]
    if about == ABOUT_UNIT:
        return case.unit is not None
    if about == ABOUT_DRAFT:
        return any(document["kind"] == "draft" for document in documents)
    meant = [document for document in documents if document["name"] == about]
    return bool(meant) and not any(document["candidates"] for document in meant)
