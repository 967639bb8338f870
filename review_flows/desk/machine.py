"""What the flows add to the record: a letter that was written, a reminder that went out."""

from models.forms import IssueLetterForm, RemindForm
from review_flows.desk.step import Step

ADD_REMINDER = (
    "INSERT INTO reminders (case_number, about, rung, due_on, reminded_at) "
    "VALUES (:case_number, :about, :rung, :due_on, :reminded_at) "
    "ON CONFLICT (case_number, about, rung, due_on) DO NOTHING"
)


def issue_letter(step: Step) -> None:
    """Note that a letter was written. Refused when it stands already."""
    form = step.form_as(IssueLetterForm)
    changed = step.connection.update(
        "letters",
        "id = :id AND case_number = :case_number AND written_at IS NULL",
        id=form.letter,
        case_number=step.number,
        sha256=form.sha256,
        written_at=step.at,
    )
    if changed != 1:
        raise step.refuse(f"the letter {form.letter} is written already, or is not of this case")


def remind(step: Step) -> None:
    """Note that a reminder went out; each rung is reached once for each due day."""
    form = step.form_as(RemindForm)
    added = step.connection.run(
        ADD_REMINDER,
        case_number=step.number,
        about=form.about,
        rung=str(form.rung),
        due_on=form.due_on.isoformat(),
        reminded_at=step.at,
    )
    if added != 1:
        raise step.refuse(f"the reminder {form.rung} for {form.due_on} went out already")
