"""形式审查: accept, ask for a supplement, return, withdraw. The clock starts at acceptance."""

from models.classification import propose
from models.classification_decision import decision_fault
from models.classification_told import PROPOSAL_CHECK, type_told
from models.clock import ClockBreach
from models.clock_facts import ClockEventKind
from models.document import DocumentKind
from models.errors import BadInput
from models.form_check import MaterialState
from models.forms import AcceptForm, NameMaterialForm, RequestSupplementForm, ReturnForm
from models.material_list import MaterialLine
from review_flows.desk import material_list, timekeeping, urgency
from review_flows.desk.receipt import known_unit
from review_flows.desk.settled_text import refuse_undecided
from review_flows.desk.step import Step
from review_flows.outside import case_files, form_checks


def name_material(step: Step) -> None:
    """Say which kind of material a document is, where receipt could not tell or told wrongly.

    What the clerk had said of either kind was said of other documents, and counts no more.
    """
    form = step.form_as(NameMaterialForm)
    documents = case_files.documents(step.connection, step.number)
    meant = [row for row in documents if case_files.is_meant(row, form.document)]
    if len(meant) != 1:
        names = [f"{row['name']} ({row['sha256'][:8]})" for row in documents]
        raise BadInput(f"document: {len(meant)} documents are so named. Known: {', '.join(names)}")
    was = DocumentKind(meant[0]["kind"])
    if was is form.kind and not meant[0]["candidates"]:
        raise step.refuse(f"{meant[0]['name']} is {form.kind} already")
    step.facts["document_sha256"] = meant[0]["sha256"]
    case_files.rename_kind(step.connection, step.number, meant[0]["id"], form.kind)
    if was is not form.kind:
        form_checks.forget_words(step.connection, step.number, (was, form.kind))


def accept(step: Step) -> None:
    """Accept a complete submission; from here on the term of review runs.

    Classification, also as "not normative", is this person's decision with a reason. Refused
    while a material that the rule set always requires is missing or of no use
    (国办发〔2018〕115号, item 五), unless the rule set lets an urgent matter supply it later.

    A case that was sent back to the form check may be accepted again: the rules that were frozen
    first stay, and a second letter is sent only where the matter is taken for something else.
    """
    form = step.form_as(AcceptForm)
    _name_unit(step, form.unit)
    if not step.changes.get("unit", step.case.unit):
        raise BadInput("Receipt could not tell the drafting unit: give unit=… to accept.")
    if fault := decision_fault(form.matter_type, form.limbs_missing, form.exclusion):
        raise BadInput(fault)
    _refuse_other_terms(step, form)
    refuse_undecided(step)
    urgency.add_approval(step, form)
    _accept_materials(step, form)
    _classify(step, form)
    frozen = step.case.rule_set_digest
    digest = frozen or step.site.rules.freeze(step.connection, step.case.rule_set, step.at)
    step.facts["rule_set_digest"] = digest
    step.changes |= {"rule_set_digest": digest, "matter_type": str(form.matter_type)}
    if form.title:
        step.changes["title"] = form.title
    timekeeping.keep(step, form.matter_type)
    if frozen is None or form.matter_type is not step.case.matter_type:
        step.send("acceptance_notice")


def _refuse_other_terms(step: Step, form: AcceptForm) -> None:
    """Refuse another type of matter once its term has ended or passed: it would be judged anew."""
    if step.case.rule_set_digest is None or form.matter_type is step.case.matter_type:
        return
    clock, events = timekeeping.reading(step)
    signed = any(event.kind is ClockEventKind.ISSUED for event in events)
    if signed or clock.breach is ClockBreach.CEILING_BREACHED:
        said = "an opinion was signed" if signed else f"its ceiling passed on {clock.ceiling_on}"
        raise step.refuse(
            f"it was accepted as {step.case.matter_type}, and {said}; the terms of "
            f"{form.matter_type} would judge anew what happened under the others"
        )


def _accept_materials(step: Step, form: AcceptForm) -> None:
    lines = material_list.lines(step, form.matter_type)
    wanting = [line for line in lines if line.wanting]
    if form.urgent is not None:
        wanting = urgency.not_excused(step, form, wanting)
    if wanting:
        raise step.refuse(f"materials are missing ({_told(wanting)}); use request_supplement")
    if not_looked_at := [str(line.kind) for line in lines if line.open]:
        step.facts["not_looked_at"] = not_looked_at


def _told(lines: list[MaterialLine]) -> str:
    """Return the lines as an error names them: codes, and what is wrong with what is there."""
    return ", ".join(
        f"{line.kind} ({line.state}: {line.note})" if line.note else str(line.kind)
        for line in lines
    )


def _classify(step: Step, form: AcceptForm) -> None:
    """Keep what the case is taken for; the log also proves what the program had proposed."""
    draft = form_checks.draft_and_proposal(step.connection, step.number, PROPOSAL_CHECK)
    if draft is None:
        raise step.refuse("no document is the draft (送审稿); ask for it as a supplement")
    step.facts["draft_sha256"] = draft["sha256"]
    screened = type_told(draft["proposal"] or "")
    proposed = screened or propose(form.title or step.case.title).matter_type
    step.facts["proposed"] = {
        "matter_type": str(proposed),
        "from": "title_and_text" if screened else "title",
        "differs": proposed is not form.matter_type,
    }
    form_checks.keep_classification(
        step.connection,
        step.number,
        first=step.case.rule_set_digest is None,
        matter_type=str(form.matter_type),
        limbs_missing=",".join(form.limbs_missing),
        exclusion=str(form.exclusion) if form.exclusion else None,
        reason=form.reason,
        urgent_ground=str(form.urgent.ground) if form.urgent else None,
        urgent_reason=form.urgent.reason if form.urgent else None,
        urgent_approved_by=form.urgent.approved_by if form.urgent else None,
        person=step.person.code,
        decided_at=step.at,
    )


def request_supplement(step: Step) -> None:
    """Ask for everything that is wanting, at once.

    The list of materials says by itself what is missing or of no use; the form adds to it.
    """
    form = step.form_as(RequestSupplementForm)
    _name_unit(step, form.unit)
    lines = material_list.lines(step)
    good = {line.kind for line in lines if line.state is MaterialState.SUFFICIENT}
    if there := [kind for kind in form.missing if kind in good]:
        raise BadInput(
            f"missing: {', '.join(there)} is there and was found sufficient. If it is not, say so "
            "with check_material first."
        )
    kinds = dict.fromkeys([*(line.kind for line in lines if line.wanting), *form.missing])
    if not kinds:
        raise BadInput(
            "missing: nothing on the list of materials is missing. Name what is to be supplied, "
            "or say with check_material what is insufficient."
        )
    if form.supplement_by is not None and form.supplement_by < step.today:
        raise BadInput(f"supplement_by: {form.supplement_by} is past; today is {step.today}.")
    step.facts["asked"] = [str(kind) for kind in kinds]
    timekeeping.keep(step)


def return_case(step: Step) -> None:
    """Return a submission with a ground of the rule set's list; it ends here, with its clock."""
    form = step.form_as(ReturnForm)
    _name_unit(step, form.unit)
    rule = step.rules().returns
    if rule is not None and form.ground not in rule.grounds:
        raise BadInput(
            f"ground: {form.ground or 'missing'}; give one of {', '.join(rule.grounds)} "
            f"({rule.source})."
        )
    timekeeping.keep(step)


def withdraw(step: Step) -> None:
    """The drafting unit takes its submission back; it ends here."""
    timekeeping.keep(step)


def _name_unit(step: Step, code: str) -> None:
    if code:
        step.changes["unit"] = known_unit(step, code)
