"""Forms of the opinion and its signature."""

from models.clock_facts import BreachCause
from models.forms.shape import Form, MaybeText, Text
from models.opinion import Conclusion, ItemSource, PointFinding, ReviewPoint, Severity


class PointForm(Form):
    point: ReviewPoint
    finding: PointFinding
    note: MaybeText = ""  # needed where the point is not met


class ItemForm(Form):
    address: Text
    issue: Text
    basis: Text
    suggestion: Text
    severity: Severity
    quote: MaybeText = ""  # the exact words of the clause
    source: ItemSource = ItemSource.OWN
    about: MaybeText = ""  # consultation.comment, or the finding's check, where it comes from one


class ProposeOpinionForm(Form):
    conclusion: Conclusion
    summary: Text
    points: tuple[PointForm, ...] = ()
    items: tuple[ItemForm, ...] = ()


class SignForm(Form):
    note: MaybeText = ""
    early_reason: MaybeText = ""  # needed when the floor of the term is not reached
    late_reason: MaybeText = ""  # needed when its ceiling has passed
    breach_cause: BreachCause | None = None  # who brought about that a term was not kept
