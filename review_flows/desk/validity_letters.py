"""What the letter that calls for an evaluation says beside the document: from when on, and why."""

from review_flows.desk.step import Step

Facts = dict[str, object]


def evaluation(step: Step, about: str) -> Facts:
    """Return how long before its end a document is to be evaluated; the source where verified."""
    rule = step.rules().validity
    assert rule is not None  # the move is refused without one
    return {
        "remind_months": rule.remind_months,
        "validity_basis": rule.source if rule.verified else "",
    }
