"""退回 and 收回: back to an earlier stage, with clock, questions and tasks put right.

The clock goes on as it was: neither is a fact of it. The task of the stage opens for whoever had
it last, and open questions are recalled where the review is left (task_list.py).
"""

from models.case import CaseState
from models.errors import BadInput
from models.forms import Form, SendBackForm
from models.moves import Move
from models.opinion import OpinionState
from models.queue import state_task
from models.words import word
from review_flows.desk import numbers
from review_flows.desk.step import Step
from review_flows.outside import case_files, opinions, records
from review_flows.outside.database import Row
from review_flows.outside.earlier_moves import led_here
from review_flows.outside.wall_clock import local_text

# Which step can be taken back from the state that it led to.
TAKEN_BACK = {
    CaseState.OPINION_PROPOSED: Move.PROPOSE_OPINION,
    CaseState.REVISION_SUBMITTED: Move.SUBMIT_REVISION,
    CaseState.CLEARED: Move.REPORT_ADOPTION,
}
FORGET_ANSWERS = (
    "UPDATE opinion_items SET adoption = NULL, adoption_wording = NULL, adoption_reason = NULL, "
    "adoption_basis = NULL WHERE opinion = :opinion"
)


def send_back(step: Step) -> None:
    """Send a case back to an earlier stage, for a reason. A signed opinion stays signed."""
    form = step.form_as(SendBackForm)
    stages = step.rule.leads_to
    if form.to is None and len(stages) > 1:
        raise BadInput(f"to: several stages are possible, say which: {', '.join(stages)}")
    if form.to not in (None, *stages):
        raise BadInput(f"to: from {step.case.state} it can be sent back to {', '.join(stages)}")
    step.go(form.to or stages[0])
    # Who signs another text later takes numbers anew; these stay in their series, and say why.
    numbers.void_reserved(step, f"{word(step.move, 'zh')}：{form.reason}")
    _put_right(step)


def take_back(step: Step) -> None:
    """Undo one's own last step, as long as nobody has begun the next one."""
    made = led_here(step.connection, step.number)
    _refuse_others(step, made)
    _refuse_begun(step)
    step.facts["taken_back"] = {"move": made["move"], "at": made["at"]}
    if made["move"] != Move.PROPOSE_OPINION:
        _forget_report(step, made["at"])
    _put_right(step)


def _put_right(step: Step) -> None:
    if step.case.state is CaseState.OPINION_PROPOSED:
        end_proposed(step, step.form)
    if step.case.overridden and step.leads_to is CaseState.OPINION_SIGNED:
        step.changes["overridden"] = False  # what it was cleared by does not hold any more


def end_proposed(step: Step, form: Form) -> None:
    """Let the opinion that waits for its signature be sent back, with the reason as remarks."""
    opinion = opinions.opinion_in(step.connection, step.number, OpinionState.PROPOSED)
    assert opinion is not None
    reason = str(getattr(form, "reason", ""))
    taken = step.move is Move.TAKE_BACK
    step.connection.update(
        "opinions",
        "id = :id",
        id=opinion["id"],
        state=str(OpinionState.SENT_BACK),
        remarks=f"{word(step.move, 'zh')}：{reason}" if taken else reason,
    )


def _refuse_others(step: Step, made: Row) -> None:
    wanted = TAKEN_BACK[step.case.state]
    if made["move"] != wanted:
        raise step.refuse(f"{made['move']} led here, and only {wanted} can be taken back")
    if made["actor"] != step.person.code:
        who = f"{made['name'] or made['actor']} ({made['actor']})"
        raise step.refuse(f"{made['move']} is the step of {who}, who alone can take it back")


def _refuse_begun(step: Step) -> None:
    task = state_task(step.case.state, step.tasks)
    if task is not None and task.begun:
        name = records.person_name(step.connection, task.person)
        since = local_text(task.claimed_at or task.opened_at)
        raise step.refuse(
            f"{name} ({task.person}) has begun {task.kind} at {since}; ask for it to be sent back"
        )


def _forget_report(step: Step, made_at: str) -> None:
    """Take back the answers to the items, and mark the documents that came with them."""
    opinion = opinions.opinion_in(step.connection, step.number, OpinionState.SIGNED)
    assert opinion is not None
    step.connection.run(FORGET_ANSWERS, opinion=opinion["id"])
    taken = case_files.take_back(step.connection, step.number, made_at, step.at)
    if taken:
        step.facts["documents_taken_back"] = taken
