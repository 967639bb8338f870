"""材料清单: what belongs to a submission, line by line, and the clerk's word on each line."""

from models.case import MatterType
from models.document import DocumentKind
from models.errors import BadInput
from models.forms import CheckMaterialForm
from models.material_list import MaterialLine, MaterialWord, material_lines, word_fault
from review_flows.desk.step import Step
from review_flows.outside import form_checks


def check_material(step: Step) -> None:
    """Say of a material that it is sufficient, insufficient, or not needed here.

    A document of the kind that comes later opens the line again. Raises BadInput for a kind that
    is not on the list (naming the list) and for a word that the line cannot have.
    """
    form = step.form_as(CheckMaterialForm)
    line = line_of(lines(step), form.kind)
    if fault := word_fault(line, form.state, form.note):
        raise BadInput(fault)
    word = MaterialWord(form.state, form.note, step.at)
    form_checks.keep_word(step.connection, step.number, form.kind, word, step.person.code)
    step.facts["material"] = {"kind": str(line.kind), "before": str(line.state)}


def lines(step: Step, matter_type: MatterType | None = None) -> tuple[MaterialLine, ...]:
    """Return the list of the case, by the rules for its matter type or for another one."""
    papers = form_checks.papers_of(step.connection, step.number)
    return material_lines(step.rules(matter_type).materials, papers)


def line_of(known: tuple[MaterialLine, ...], kind: DocumentKind) -> MaterialLine:
    """Return the line of a kind. Raises BadInput, naming the list, where there is none."""
    for line in known:
        if line.kind is kind:
            return line
    raise BadInput(
        f"kind: the list of materials has no {kind}. It has: "
        f"{', '.join(line.kind for line in known)}."
    )
