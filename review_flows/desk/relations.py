"""What an issued document does to others: read from its text, and settled by a person."""

from collections.abc import Sequence

from models.case import ENDED
from models.errors import BadInput, MoveNotPossible, nearest
from models.forms import SettleRelationForm
from models.issuance import DocumentRelation, RelationState
from models.relation_reading import ReadRelation, relations_in
from models.word_text import WordText
from review_flows.desk.step import Step
from review_flows.outside import records, relations
from review_flows.outside.database import Row

# What has been carried out on the other document cannot be unsaid.
CARRIED_OUT = frozenset({DocumentRelation.REPEALS, DocumentRelation.AMENDS})
WORDS_KEPT = 200  # characters of a sentence that a row keeps


def propose(step: Step, text: WordText | None) -> None:
    """Read from a text that is being issued what it does to others, and propose it.

    What is only mentioned is proposed where the text is a case here; several of the same title
    are named in the log, and none of them is chosen. `text` is None where no file can be read.
    """
    relations.forget_proposed(step.connection, step.number)
    if text is None:
        return
    issued = relations.issued_others(step.connection, step.number, played=step.case.played)
    settled = {
        (row["kind"], row["title"], row["document_number"])
        for row in relations.of_case(step.connection, step.number)
    }
    told = [
        _proposed(step, read, meant)
        for read in relations_in(text)
        for meant in (relations.meant_by(read, issued, map(str, ENDED)),)
        if (str(read.kind), read.title, read.document_number) not in settled
        and (meant or read.is_basis or read.kind is not DocumentRelation.RESTS_ON)
    ]
    if told:
        step.facts["relations"] = told


def _proposed(step: Step, read: ReadRelation, meant: Sequence[str]) -> dict[str, object]:
    """Add a row, and return what the log tells of it."""
    values = {
        "kind": str(read.kind),
        "title": read.title,
        "document_number": read.document_number,
        "target": meant[0] if len(meant) == 1 else None,
    }
    words, state = read.words[:WORDS_KEPT], str(RelationState.PROPOSED)
    number = relations.add(step.connection, step.number, state=state, words=words, **values)
    unclear = {"several": list(meant)} if len(meant) > 1 else {}
    return {"number": number, **values, **unclear}


def settle_relation(step: Step) -> None:
    """Confirm or reject a relation that was proposed, or state one that nobody proposed.

    Raises BadInput for a relation or a document that is not there, naming what is.
    """
    form = step.form_as(SettleRelationForm)
    if form.state is RelationState.PROPOSED:
        raise BadInput("state: say confirmed or rejected; only the machine proposes")
    if form.state is RelationState.REJECTED and not form.reason.strip():
        raise BadInput("reason: say why the relation is rejected")
    found = None if form.relation is None else _found(step, form.relation)
    if found is None:
        _add(step, form)
    else:
        _settle(step, form, found)


def _found(step: Step, number: int) -> Row:
    rows = {row["number"]: row for row in relations.of_case(step.connection, step.number)}
    if number not in rows:
        known = "; ".join(f"{n}: {row['kind']} {row['title']}" for n, row in rows.items())
        raise BadInput(
            f"relation: case {step.number} has no relation {number}. "
            + (f"It has {known}." if known else "None was read; give kind, and target or title.")
        )
    return rows[number]


def _settle(step: Step, form: SettleRelationForm, row: Row) -> None:
    target = _target(step, form.target) if form.target else row["target"]
    kind = DocumentRelation(form.kind or row["kind"])
    after = {
        "kind": str(kind),
        "state": str(form.state),
        "title": form.title or row["title"],
        "document_number": form.document_number or row["document_number"],
        "target": target,
    }
    if all(row[name] == value for name, value in after.items()):
        raise step.refuse(f"relation {row['number']} is {form.state} already")
    _refuse_carried_out(step, row, after)
    before = {name: row[name] for name, value in after.items() if row[name] != value}
    _note(step, row["number"], form.reason, after)
    step.facts["relation"] = {"number": row["number"], **after, "before": before}


def _refuse_carried_out(step: Step, row: Row, after: dict[str, object]) -> None:
    """Refuse to unsay what has ended another document already."""
    same = all(row[name] == after[name] for name in ("kind", "state", "target"))
    if same or row["state"] != RelationState.CONFIRMED or row["kind"] not in CARRIED_OUT:
        return
    target = records.find_case(step.connection, row["target"]) if row["target"] else None
    if target is not None and target.state in ENDED:
        raise MoveNotPossible(
            f"Case {step.number} cannot {step.move}: relation {row['number']} was confirmed, and "
            f"case {target.number} is {target.state} since. What ended a document stays; a "
            "document that should hold again is issued anew."
        )


def _add(step: Step, form: SettleRelationForm) -> None:
    if form.kind is None or not (form.title.strip() or form.target):
        raise BadInput(
            "relation: give the number of a proposed one; or kind, and target or title, for one "
            "that was not proposed"
        )
    if form.state is RelationState.REJECTED:
        raise BadInput("state: a relation that nobody proposed can only be confirmed")
    target = _target(step, form.target) if form.target else None
    row = None if target is None else _row_of(step, target)
    values = {
        "kind": str(form.kind),
        "title": form.title.strip() or str(row and row["title"]),
        "document_number": form.document_number or str(row["document_number"] if row else ""),
        "target": target,
    }
    same = [
        one
        for one in relations.of_case(step.connection, step.number)
        if one["kind"] == values["kind"]
        and (one["target"] == target if target else one["title"] == values["title"])
    ]
    if same:
        raise step.refuse(f"that is relation {same[0]['number']} already ({same[0]['state']})")
    number = relations.add(
        step.connection, step.number, state=str(RelationState.PROPOSED), words="", **values
    )
    _note(step, number, form.reason, {"state": str(form.state)})
    step.facts["relation"] = {"number": number, **values, "state": str(form.state)}


def _note(step: Step, number: int, reason: str, after: dict[str, str | None]) -> None:
    said = {"reason": reason, "person": step.person.code, "decided_at": step.at}
    relations.settle(step.connection, step.number, number, **after, **said)


def _row_of(step: Step, number: str) -> Row | None:
    issued = relations.issued_others(step.connection, step.number, played=step.case.played)
    return next((row for row in issued if row["number"] == number), None)


def _target(step: Step, given: str) -> str:
    """Return the case of another issued document, given by case number or document number."""
    if given == step.number:
        raise BadInput(f"target: {given} is this document itself; name the other one")
    issued = relations.issued_others(step.connection, step.number, played=step.case.played)
    for row in issued:
        if given in (row["number"], row["document_number"]):
            return str(row["number"])
    known = [name for row in issued for name in (row["number"], row["document_number"])]
    raise BadInput(f"target: no issued document “{given}” here. {nearest(given, known)}".rstrip())
