"""What every move writes: the case, the log entry, the tasks, the letters, the legs."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.case import CaseState, MatterType
from models.errors import Conflict
from models.event import EventResult
from models.issuance import NumberSeries
from models.moves import Move, moves_from
from models.outbox import LEGS_OF_MOVE, LegKind
from models.person import Person
from review_flows.desk import letter_requests, task_list
from review_flows.desk.stand_in import keep_hand
from review_flows.desk.step import Step
from review_flows.outside import form_drafts, legs, log_texts
from review_flows.outside.database import Value
from review_flows.outside.idle_moves import with_work


@dataclass(frozen=True, slots=True)
class Done:
    """A move that was made, and what is possible after it."""

    number: str
    move: Move
    state: CaseState
    version: int
    seq: int
    next_moves: tuple[Move, ...]
    warnings: tuple[str, ...]  # codes of what does not fit, and was done all the same
    numbers: Mapping[NumberSeries, str]  # that the move gave


def write_move(step: Step, head: tuple[int, str]) -> Done:
    """Write what the handler left in the step; `head` is the end of the case's chain."""
    version = step.case.version + (0 if step.rule.quiet else 1)
    # The tasks first: who gets the next one decides who the reviewer of the case is.
    task_list.begin(step)
    if stood_in_for(step):
        keep_hand(step)
    task_list.change_state_task(step)
    _write_case(step, version)
    _write_entry(step, head, version)
    if not step.rule.quiet and step.move not in task_list.TAKING:
        form_drafts.forget(step.connection, step.person.code, step.number, step.move)
    letters = letter_requests.write(step)
    kinds = ((LegKind.ISSUE_LETTERS,) if letters else ()) + LEGS_OF_MOVE.get(step.move, ())
    legs.enqueue(step.connection, step.number, step.seq, kinds)
    matter_type = MatterType(str(step.changes.get("matter_type", step.case.matter_type)))
    possible = moves_from(step.leads_to, matter_type)
    next_moves = with_work(step.connection, step.number, possible, step.today.year)
    return Done(
        step.number,
        step.move,
        step.leads_to,
        version,
        step.seq,
        next_moves,
        _warnings(step),
        _numbers(step),
    )


def _write_case(step: Step, version: int) -> None:
    changes: dict[str, Value] = {**step.changes, "version": version}
    if step.leads_to is not step.case.state:
        changes |= {"state": str(step.leads_to), "state_since": step.at}
    if changes != {"version": step.case.version}:
        where = "number = :number AND version = :seen"
        values = {"number": step.number, "seen": step.case.version, **changes}
        if step.connection.update("cases", where, **values) != 1:
            raise Conflict(f"Case {step.number} was changed at the same moment. Look at it again.")


def _write_entry(step: Step, head: tuple[int, str], version: int) -> None:
    stood_in = stood_in_for(step)
    facts: dict[str, object] = {
        "form": step.form.model_dump(mode="json", exclude_defaults=True),
        "rule_set": step.case.rule_set,
        "version": version,
        **step.facts,
        **({"stands_in_for": stood_in} if stood_in else {}),
    }
    log_texts.add_entry(
        step.connection,
        head,
        chain=step.number,
        at=step.at,
        actor=actor_facts(step.person, step.role),
        move=step.move,
        result=EventResult.DONE,
        from_state=str(step.case.state),
        to_state=str(step.leads_to),
        facts=facts | ({"played": True} if step.site.played else {}),
    )


def _warnings(step: Step) -> tuple[str, ...]:
    said = step.facts.get("warnings")
    return tuple(map(str, said)) if isinstance(said, list | tuple) else ()


def _numbers(step: Step) -> dict[NumberSeries, str]:
    return {series: str(step.facts[series]) for series in NumberSeries if series in step.facts}


def stood_in_for(step: Step) -> str:
    """Return the code of the absent person whose task this move works on, or nothing."""
    holder = step.task.person if step.task else None
    return holder if holder is not None and holder in step.person.stands_in_for else ""


def actor_facts(person: Person, role: str) -> dict[str, str]:
    """Return who acted, as a log entry names it."""
    return {"code": person.code, "name": person.name, "role": role, "unit": person.unit}
