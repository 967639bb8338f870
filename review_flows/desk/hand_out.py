"""交出文稿: somebody takes a copy of the draft with comments away; the log says who, and which."""

from models.errors import BadInput
from models.forms import HandOutForm
from review_flows.desk.step import Step
from review_flows.outside import advice_rows, case_files


def hand_out(step: Step) -> None:
    """Log that a copy was made for somebody. The copy is in the store already.

    Raises BadInput for a question or a document that the case does not have: the log tells both.
    """
    form = step.form_as(HandOutForm)
    numbers = [one.number for one in advice_rows.questions_of(step.connection, step.number)]
    if form.consultation not in numbers:
        known = ", ".join(map(str, numbers)) or "none"
        raise BadInput(f"consultation: {form.consultation} was never asked. Questions: {known}")
    documents = case_files.documents(step.connection, step.number)
    if form.document_sha256 not in [row["sha256"] for row in documents]:
        raise BadInput(
            f"document_sha256: {form.document_sha256[:12]} is no document of the case; copy its "
            "draft with: review-flows document out CASE"
        )
    if not step.site.store.has(form.sha256):
        raise BadInput(f"sha256: the copy {form.sha256[:12]} is not in the store; make it again.")
