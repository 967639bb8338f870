"""交出文稿: somebody takes a copy of the draft with comments away; the log says who, and which."""

from models.errors import BadInput
from models.forms import HandOutForm
from review_flows.desk.step import Step


def hand_out(step: Step) -> None:
    """Log that a copy was made for somebody. The copy is in the store already."""
    form = step.form_as(HandOutForm)
    if not step.site.store.has(form.sha256):
        raise BadInput(f"sha256: the copy {form.sha256[:12]} is not in the store; make it again.")
