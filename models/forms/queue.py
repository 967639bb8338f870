"""Forms of who does what: assigning, handing on, sending back, urging."""

from models.case import CaseState
from models.forms.shape import Form, MaybeText, Text


class AssignForm(Form):
    person: Text
    note: MaybeText = ""
    task: int | None = None  # needed only where several wait


class TransferForm(Form):
    person: Text
    reason: Text
    task: int | None = None  # needed only where one holds several


class SendBackForm(Form):
    reason: Text
    to: CaseState | None = None  # needed only where several earlier stages are possible


class UrgeForm(Form):
    note: MaybeText = ""


class SuperviseForm(Form):
    instruction: Text
    report_by: MaybeText = ""  # ISO day by which the holder is to answer
