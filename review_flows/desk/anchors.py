"""Places in the draft: what a remark points at has to stand there, word for word."""

from collections.abc import Sequence

from models.anchor import Anchored, anchor_problems, is_clause
from review_flows.desk.step import Step
from review_flows.outside.clause_rows import clauses_in


def places_at_fault(
    step: Step, draft_sha256: str, remarks: Sequence[Anchored], what: str
) -> list[str]:
    """Return what is wrong with the places of remarks; `what` is how a message calls one.

    A draft that was not screened yet has no clauses to look them up in, nor has one without
    numbered clauses: then the log says that nothing was checked.
    """
    if not any(is_clause(remark.address) for remark in remarks):
        return []
    clauses = clauses_in(step.connection, draft_sha256)
    if not clauses:
        step.facts["anchors"] = "not_checked"
        return []
    return list(anchor_problems(clauses, remarks, what))
