"""Forms of the moves that change the clock, and of what the watch adds."""

from datetime import date

from pydantic import Field

from models.clock import ClockBreach
from models.clock_facts import BreachCause
from models.clock_rules import PauseGround
from models.exemption import ExemptionGround
from models.forms.shape import DocumentForm, Evidence, Form, MaybeText, Text
from models.reminder import Reminded


class PauseForm(Form):
    ground: PauseGround
    reason: Text
    approved_by: MaybeText = ""
    documents: tuple[DocumentForm, ...] = ()  # what shows it: a letter to an expert, a notice


class ResumeForm(Form):
    reason: MaybeText = ""
    approved_by: MaybeText = ""
    documents: tuple[DocumentForm, ...] = ()


class ExtendForm(Form):
    days: int = Field(ge=1, le=60)  # in the unit of the ceiling
    reason: Text
    approved_by: Text
    documents: Evidence  # the approval


class ExemptForm(Form):
    ground: ExemptionGround
    reason: Text
    approved_by: Text
    documents: Evidence  # the approval, or the superior's order


class PlanMeetingForm(Form):
    meeting_on: date
    meeting: MaybeText = ""


class RebaseForm(Form):
    rule_set: Text
    reason: Text
    approved_by: Text


class RemindForm(Form):
    about: Text  # review, advice:<person>, filing:<recipient>
    left: int  # the rung: working days left at which it speaks, -1 after the last day
    to: Reminded
    due_on: date
    days_left: int  # working days; negative when overdue
    overtaken: bool = False


class RecordBreachForm(Form):
    breach: ClockBreach
    due_on: date
    caused_by: BreachCause


class ReprojectForm(Form):
    reason: Text
    notice: MaybeText = ""
    year: int
