"""形式审查: accept, ask for a supplement, return, withdraw. The clock starts at acceptance."""

from models.case import MatterType
from models.document import DocumentKind
from models.errors import BadInput
from models.forms import AcceptForm, NameMaterialForm, RequestSupplementForm, ReturnForm
from review_flows.desk import timekeeping
from review_flows.desk.receipt import draft_of, known_unit
from review_flows.desk.step import Step
from review_flows.outside import case_files
from review_flows.outside.database import Row


def name_material(step: Step) -> None:
    """Say which kind of material a document is, where receipt could not tell or told wrongly."""
    form = step.form_as(NameMaterialForm)
    documents = case_files.documents(step.connection, step.number)
    meant = [row for row in documents if is_meant(row, form.document)]
    if len(meant) != 1:
        names = [f"{row['name']} ({row['sha256'][:8]})" for row in documents]
        raise BadInput(f"document: {len(meant)} documents are so named. Known: {', '.join(names)}")
    if meant[0]["kind"] == form.kind and not meant[0]["candidates"]:
        raise step.refuse(f"{meant[0]['name']} is {form.kind} already")
    step.facts["document_sha256"] = meant[0]["sha256"]
    case_files.rename_kind(step.connection, step.number, meant[0]["id"], form.kind)


def is_meant(document: Row, given: str) -> bool:
    """Say whether a document is the one named by its file name, or the beginning of its hash."""
    return bool(document["name"] == given or document["sha256"].startswith(given.lower()))


def accept(step: Step) -> None:
    """Accept a complete submission; from here on the term of review runs.

    Classification, also as "not normative", is this person's decision with a reason. Refused
    while a material that the rule set always requires is missing (国办发〔2018〕115号, item 五).
    """
    form = step.form_as(AcceptForm)
    _name_unit(step, form.unit)
    if not step.changes.get("unit", step.case.unit):
        raise BadInput("Receipt could not tell the drafting unit: give unit=… to accept.")
    missing = missing_materials(step, form.matter_type)
    if missing:
        codes = ", ".join(missing)
        raise step.refuse(f"materials are missing ({codes}); use request_supplement")
    step.facts["draft_sha256"] = draft_of(step)
    digest = step.site.rules.freeze(step.connection, step.case.rule_set, step.at)
    step.facts["rule_set_digest"] = digest
    step.changes["rule_set_digest"] = digest
    step.changes["matter_type"] = str(form.matter_type)
    if form.title:
        step.changes["title"] = form.title
    timekeeping.keep(step, form.matter_type)


def missing_materials(step: Step, matter_type: MatterType) -> list[DocumentKind]:
    """Return the materials that are always required and not in the case, in the rule's order."""
    present = case_files.kinds(step.connection, step.number)
    return [
        DocumentKind(material.kind)
        for material in step.rules(matter_type).materials
        if material.required == "always" and material.kind not in present
    ]


def request_supplement(step: Step) -> None:
    """Ask for everything that is missing, at once. The clock has not started."""
    form = step.form_as(RequestSupplementForm)
    _name_unit(step, form.unit)
    overlooked = [
        kind for kind in missing_materials(step, step.case.matter_type) if kind not in form.missing
    ]
    if overlooked:
        raise BadInput(
            f"One notice lists everything that is missing; add {', '.join(overlooked)} to missing."
        )
    timekeeping.keep(step)


def return_case(step: Step) -> None:
    """Return a submission with the ground; it ends here."""
    _name_unit(step, step.form_as(ReturnForm).unit)
    timekeeping.keep(step)


def withdraw(step: Step) -> None:
    """The drafting unit takes its submission back; it ends here."""
    timekeeping.keep(step)


def _name_unit(step: Step, code: str) -> None:
    if code:
        step.changes["unit"] = known_unit(step, code)
