"""What an issued document does to others: read from its text, and settled by a person."""

from review_flows.desk.step import Step


def settle_relation(step: Step) -> None:
    """Confirm or reject a relation that was proposed, or state one that nobody proposed."""
    raise step.refuse("not built yet")
