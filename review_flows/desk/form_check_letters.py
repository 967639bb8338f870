"""What the letters of the form check say beside the case: a step in, facts of a letter out."""

from models.clock_rules import SupplementEffect
from models.document import KIND_NAMES
from models.form_check import MaterialState
from models.forms import AcceptForm, RequestSupplementForm, ReturnForm
from models.material_list import MaterialLine
from models.words import ASSUMED, word
from review_flows.desk import material_list
from review_flows.desk.step import Step

Facts = dict[str, object]


def supplement(step: Step, about: str) -> Facts:
    """Return everything that is wanting, each with the clerk's note and what the rule set says."""
    form = step.form_as(RequestSupplementForm)
    known = {line.kind: line for line in material_list.lines(step)}
    asked = [line for line in known.values() if line.wanting or line.kind in form.missing]
    beside = [KIND_NAMES[kind] for kind in form.missing if kind not in known]
    return {
        "missing": (*map(_line, asked), *beside),
        "supplement_by": form.supplement_by,
        "reason": form.reason,
        "restarts": step.rules().review.supplement.effect is SupplementEffect.RESTARTS,
    }


SAID = {MaterialState.MISSING: "未提交", MaterialState.NOT_NEEDED: "请补充提交"}


def _line(line: MaterialLine) -> str:
    """Return a line of the list: 起草说明：不符合要求，缺少主要内容的说明（依据：…）."""
    note = f"，{line.note.rstrip('。；，')}" if line.note else ""
    said = SAID.get(line.state, "不符合要求")
    return f"{KIND_NAMES[line.kind]}：{said}{note}（{_source(line)}）"


def _source(line: MaterialLine) -> str:
    if line.source.startswith(ASSUMED):
        return line.source.removeprefix(ASSUMED).strip()
    return f"依据：{line.source}"


def return_(step: Step, about: str) -> Facts:
    """Return why a submission goes back."""
    form = step.form_as(ReturnForm)
    return {"ground": str(form.ground or ""), "reason": form.reason}


def acceptance(step: Step, about: str) -> Facts:
    """Return what the case was taken for and why, and what an urgent matter supplies later."""
    form = step.form_as(AcceptForm)
    facts: Facts = {
        "reason": form.reason,
        "limbs_missing": tuple(word(limb, "zh") for limb in form.limbs_missing),
        "exclusion": word(form.exclusion, "zh") if form.exclusion else "",
    }
    if form.urgent is not None:
        known = material_list.lines(step, form.matter_type)
        facts |= {
            "ground": str(form.urgent.ground),
            "approved_by": form.urgent.approved_by,
            "lacking": tuple(KIND_NAMES[line.kind] for line in known if line.wanting),
        }
    return facts
