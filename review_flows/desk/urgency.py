"""紧急程序: what an urgent matter may leave out before its review, and on whose approval."""

from models.document import DocumentKind
from models.errors import BadInput
from models.forms import AcceptForm
from models.material_list import MaterialLine
from models.procedure_rules import UrgentRule
from review_flows.desk.receipt import add_documents
from review_flows.desk.step import Step
from review_flows.outside import case_files


def add_approval(step: Step, form: AcceptForm) -> None:
    """Add what comes with an acceptance. Raises BadInput for anything but evidence.

    Materials of the case come as a supplement, so that they are looked at before it is accepted.
    """
    others = [one for one in form.documents if one.kind is not DocumentKind.EVIDENCE]
    if others:
        told = ", ".join(f"{one.name} is given as {one.kind}" for one in others)
        raise BadInput(
            f"documents: accept takes evidence alone ({told}). Give an approval as "
            "--file PATH:evidence; ask for materials with request_supplement."
        )
    if form.documents:
        add_documents(step, form.documents)


def not_excused(step: Step, form: AcceptForm, wanting: list[MaterialLine]) -> list[MaterialLine]:
    """Return what is wanting and may not be, although the matter is urgent.

    The approval has to lie in the case as a document (the kind evidence). Nothing of the term is
    lifted by it: that is the move `exempt`. Raises MoveNotPossible where the rule set knows no such
    procedure or the approval is not there, BadInput for another ground than the rule's.
    """
    assert form.urgent is not None
    lacking = ", ".join(line.kind for line in wanting) or "nothing"
    rule = step.rules(form.matter_type).urgent
    if rule is None:
        raise step.refuse(
            f"the rule set {step.case.rule_set} lets no urgent {form.matter_type} leave anything "
            f"out, and names nobody who may approve it. Lacking: {lacking}; use "
            "request_supplement. What lifts the shortest time of review is exempt."
        )
    if form.urgent.ground not in rule.grounds:
        raise BadInput(
            f"urgent.ground: {form.urgent.ground} is none of {', '.join(rule.grounds)} "
            f"({rule.source})."
        )
    approval = case_files.latest(step.connection, step.number, DocumentKind.EVIDENCE)
    if approval is None:
        raise step.refuse(
            f"the approval of {rule.approved_by} has to lie in the case as a document of the kind "
            f"evidence ({rule.source}): hand it in with the acceptance, --file PATH:evidence. "
            f"Lacking: {lacking}"
        )
    step.facts["urgent"] = _proof(rule, wanting, str(approval["sha256"]))
    return [line for line in wanting if line.kind not in rule.may_lack]


def _proof(rule: UrgentRule, wanting: list[MaterialLine], approval: str) -> dict[str, object]:
    lacking = [str(line.kind) for line in wanting if line.kind in rule.may_lack]
    return {"lacking": lacking, "approval_sha256": approval, "source": rule.source}
