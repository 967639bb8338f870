"""What the flows add to the record: letters, reminders, breaches, days that a calendar moved."""

from collections.abc import Iterator

from models.case import ON_THE_CLOCK
from models.forms import IssueLetterForm, RecordBreachForm, RemindForm, ReprojectForm
from models.reminder import Rung
from review_flows.desk import timekeeping
from review_flows.desk.event_telling import speaks_of_event, tell_of_event
from review_flows.desk.running_terms import move_term, terms_beside_review
from review_flows.desk.step import Step
from review_flows.desk.telling import tell_of_reminder

ADD_REMINDER = (
    "INSERT INTO reminders (case_number, about, rung, due_on, reminded_at) "
    "VALUES (:case_number, :about, :rung, :due_on, :reminded_at) "
    "ON CONFLICT (case_number, about, rung, due_on) DO NOTHING"
)


def issue_letter(step: Step) -> None:
    """Note that a letter was written. Refused when it stands already, or was withdrawn."""
    form = step.form_as(IssueLetterForm)
    changed = step.connection.update(
        "letters",
        "id = :id AND case_number = :case_number AND written_at IS NULL AND withdrawn_at IS NULL",
        id=form.letter,
        case_number=step.number,
        sha256=form.sha256,
        written_at=step.at,
    )
    if changed != 1:
        raise step.refuse(
            f"the letter {form.letter} is written already, was withdrawn, or is not of this case"
        )


def remind(step: Step) -> None:
    """Record a rung that was reached, once for each due day, and tell those it concerns."""
    form = step.form_as(RemindForm)
    rung = Rung(form.left, form.to)
    added = step.connection.run(
        ADD_REMINDER,
        case_number=step.number,
        about=form.about,
        rung=rung.key,
        due_on=form.due_on.isoformat(),
        reminded_at=step.at,
    )
    if added != 1:
        raise step.refuse(f"the reminder {rung.key} for {form.due_on} went out already")
    if speaks_of_event(form.about):
        tell_of_event(step, form)
    else:
        tell_of_reminder(step, form)


def record_breach(step: Step) -> None:
    """Log that a term was not kept, while the review still runs; once for each last day."""
    form = step.form_as(RecordBreachForm)
    clock, _ = timekeeping.reading(step)
    if (clock.breach, clock.ceiling_on) != (form.breach, form.due_on):
        raise step.refuse(f"its clock reads no {form.breach} of {form.due_on} now")
    if not timekeeping.record_breach(step, form.breach, form.due_on, form.caused_by):
        raise step.refuse(f"{form.breach} of {form.due_on} is recorded already")


def reproject(step: Step) -> None:
    """Read every term anew because a calendar changed; the entry says which days moved, and why."""
    form = step.form_as(ReprojectForm)
    moved = list(_moved_review(step))
    for term in terms_beside_review(
        step.connection, step.site.calendar, step.site.rules, step.number
    ):
        if term.moved:
            move_term(step.connection, term)
            before, after = term.stored.isoformat(), term.due_on.isoformat()
            moved.append({"about": term.about, "before": before, "after": after})
    if not moved:
        raise step.refuse(f"no day of it moves with the calendar of {form.year}")
    step.facts["moved"] = moved


def _moved_review(step: Step) -> Iterator[dict[str, object]]:
    """Keep the clock, where it still runs, and yield how its days moved."""
    if step.case.state not in ON_THE_CLOCK:
        return
    case = step.case
    before = (case.floor_on, case.ceiling_on, case.provisional)
    timekeeping.keep(step)
    after = tuple(step.changes[name] for name in ("floor_on", "ceiling_on", "provisional"))
    if before != after:
        step.send("term_notice")
        names = ("floor", "ceiling", "provisional")
        yield {
            "about": "review",
            "before": dict(zip(names, before, strict=True)),
            "after": dict(zip(names, after, strict=True)),
        }
