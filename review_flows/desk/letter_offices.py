"""The site's offices as letters name them."""

from models.errors import ReviewError
from models.person import UnitKind
from review_flows.desk.step import Step


def office(step: Step, kind: UnitKind) -> str:
    """Return the name of the office of a kind. Raises ReviewError where the site has none."""
    name = step.offices.get(kind)
    if name is None:
        raise ReviewError(
            f"No unit of kind {kind} is known, and a letter has to name it. "
            "Add it with: review-flows people import FILE.csv"
        )
    return name
