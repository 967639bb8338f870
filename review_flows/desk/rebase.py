"""改用规则: put a case that is under way under another rule set, or say what that would change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.case import Case, MatterType
from models.clock import ClockReading, read_clock
from models.errors import MoveNotPossible
from models.forms import RebaseForm
from models.matter_rules import MatterRules, NumberPattern
from models.moves import Move, rule_for
from models.procedure_rules import Required
from review_flows.desk import timekeeping
from review_flows.desk.step import Step
from review_flows.outside import case_files
from review_flows.outside.database import Connection
from review_flows.outside.rule_source import RuleSource
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be otherwise: days as ISO texts, the rest as codes; none is empty."""

    what: str  # a phrase `rebase.<what>`; of a filing term "filing.<recipient>"
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RebasePlan:
    """What putting a case under another rule set would change for it."""

    number: str
    title: str
    matter_type: MatterType
    rule_set_before: str
    rule_set_after: str
    changes: tuple[Change, ...]


def plan_rebase(site: Site, connection: Connection, case: Case, code: str) -> RebasePlan:
    """Return what the move would change; nothing is written.

    Raises what the move itself would raise: `UnknownCode`, `RuleSetInvalid`, `BadInput` for a
    matter type that the rule set does not know, `MoveNotPossible`.
    """
    if rule_for(Move.REBASE, case.state, case.matter_type) is None:
        raise MoveNotPossible(
            f"Case {case.number} is {case.state}: its term of review runs no more, so it stays "
            f"under the rule set {case.rule_set}."
        )
    after = rules_after(site.rules, case, code)
    before = site.rules.of_case(connection, case).rules_for(case.matter_type)
    present = case_files.kinds(connection, case.number)
    today = day_of(site.clock.now())
    events = timekeeping.clock_events(connection, case.number)
    clocks = [read_clock(events, r.review.clock, site.calendar, today) for r in (before, after)]
    return RebasePlan(
        case.number,
        case.title,
        case.matter_type,
        case.rule_set,
        code,
        (
            *_days(*clocks),
            *_materials(before, after, present),
            *_documents(before, after),
        ),
    )


def rules_after(rules: RuleSource, case: Case, code: str) -> MatterRules:
    """Return the rules that a case may be put under; raises what `plan_rebase` raises."""
    after = rules.rule_set(code).rules_for(case.matter_type)
    if case.rule_set == code and case.rule_set_digest in (None, rules.digest(code)):
        raise MoveNotPossible(f"Case {case.number} is under {code} as it stands already.")
    return after


def rebase(step: Step) -> None:
    """Put the case under another rule set, frozen as it is now, and read its clock anew.

    A case that is not accepted yet follows the file of its rule set until it is.
    """
    code, case, rules = step.form_as(RebaseForm).rule_set, step.case, step.site.rules
    timekeeping.refuse_ended(step)
    after = rules_after(rules, case, code)
    digest = rules.digest(code)
    step.rebased_to = code
    step.changes["rule_set"] = code
    if case.rule_set_digest is not None:
        step.changes["rule_set_digest"] = rules.freeze(step.connection, code, step.at)
    step.facts["rebased"] = {
        "from": case.rule_set,
        "from_digest": case.rule_set_digest,
        "to": code,
        "to_digest": digest,
        "materials_missing": _missing(after, case_files.kinds(step.connection, case.number)),
    }
    timekeeping.keep(step)


def _days(before: ClockReading, after: ClockReading) -> Iterator[Change]:
    yield from _if_other("state", (str(before.state),), (str(after.state),))
    for what in ("began_on", "floor_on", "ceiling_on", "submit_by"):
        yield from _if_other(what, _day(getattr(before, what)), _day(getattr(after, what)))
    old, new = before.other_reading, after.other_reading
    for what in ("floor_on", "ceiling_on"):
        yield from _if_other(
            f"other_{what}",
            _day(getattr(old, what) if old else None),
            _day(getattr(new, what) if new else None),
        )


def _materials(
    before: MatterRules, after: MatterRules, present: frozenset[str]
) -> Iterator[Change]:
    missing = tuple(
        kind for kind in _missing(after, present) if kind not in _missing(before, present)
    )
    yield from _if_other("materials_missing", (), missing)
    asked = {material.kind for material in after.materials}
    dropped = tuple(str(one.kind) for one in before.materials if one.kind not in asked)
    yield from _if_other("materials_not_asked", dropped, ())


def _missing(rules: MatterRules, present: frozenset[str]) -> list[str]:
    return [
        str(material.kind)
        for material in rules.materials
        if material.required is Required.ALWAYS and material.kind not in present
    ]


def _documents(before: MatterRules, after: MatterRules) -> Iterator[Change]:
    yield from _if_other("conclusions", before.conclusions.allowed, after.conclusions.allowed)
    yield from _if_other(
        "document_number", _pattern(before.document_number), _pattern(after.document_number)
    )
    yield from _if_other(
        "registration_number",
        _pattern(before.registration_number),
        _pattern(after.registration_number),
    )
    old, new = _filing(before), _filing(after)
    for recipient in dict.fromkeys([*old, *new]):
        yield from _if_other(f"filing.{recipient}", old.get(recipient, ()), new.get(recipient, ()))


def _filing(rules: MatterRules) -> dict[str, tuple[str, ...]]:
    return {
        str(one.recipient): (str(one.days), str(one.unit)) if one.days else ("promptly",)
        for one in rules.filing
    }


def _pattern(pattern: NumberPattern | None) -> tuple[str, ...]:
    return (pattern.pattern,) if pattern else ()


def _day(day: date | None) -> tuple[str, ...]:
    return (day.isoformat(),) if day else ()


def _if_other(what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if tuple(before) != tuple(after):
        yield Change(what, tuple(map(str, before)), tuple(map(str, after)))
