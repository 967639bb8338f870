"""`rules rebase`: what another rule set would change for cases under way, and the change itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput
from models.words import word_of
from review_flows.cli.looking import looking, seen_case, today_text
from review_flows.cli.output import say, show_lines
from review_flows.cli.reader import Reader, reader_of

if TYPE_CHECKING:
    from review_flows.desk.rebase import Change, RebasePlan

REBASE = ("number", "rebase_what", "rule_before", "rule_after")
# The list of words that what a rebase changes is told in.
WORDS = {
    "state": "ClockState",
    "materials_missing": "DocumentKind",
    "materials_not_asked": "DocumentKind",
    "conclusions": "Conclusion",
    "filing": "DayUnit",
}


def rebase_cases(
    context: typer.Context,
    numbers: Annotated[list[str], typer.Argument(metavar="CASE...", help="The cases.")],
    to: Annotated[
        str, typer.Option("--to", metavar="CODE", help="The rule set to put them under.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar="TEXT", help="Who approved it.")
    ] = "",
) -> None:
    """Put cases under another rule set; with --dry-run only show what would change.

    Example: review-flows rules rebase 2026-0001 --to shanghai_2019 --dry-run
    """
    reader = reader_of(context)
    actor = "" if dry_run else reader.actor()
    if not dry_run and not (reason.strip() and approved_by.strip()):
        raise BadInput("Give --reason and --approved-by, or --dry-run to see what would change.")
    plans = _plans(reader, numbers, to)
    show_lines(
        reader,
        REBASE,
        (row for plan in plans for row in _rows(reader, plan)),
        (_planned(plan) for plan in plans),
    )
    if dry_run:
        say(reader.says("rebase_planned"))
        return
    _rebase(reader, actor, numbers, {"rule_set": to, "reason": reason, "approved_by": approved_by})


def _plans(reader: Reader, numbers: Sequence[str], to: str) -> "list[RebasePlan]":
    from review_flows.desk.rebase import plan_rebase

    with looking() as (site, connection):
        cases = [
            seen_case(connection, reader, number, today_text(site))
            for number in dict.fromkeys(numbers)
        ]
        return [plan_rebase(site, connection, case, to) for case in cases]


def _rebase(reader: Reader, actor: str, numbers: Sequence[str], form: dict[str, object]) -> None:
    from models.moves import Move
    from review_flows.desk import act
    from review_flows.outside.site import open_site

    site = open_site()
    for number in dict.fromkeys(numbers):
        act(site, actor, number, Move.REBASE, form)
        say(reader.says("rebased", number=number, rule_set=form["rule_set"]))


def _rows(reader: Reader, plan: "RebasePlan") -> list[tuple[object, ...]]:
    rows = [
        (
            plan.number,
            _what(reader, one),
            _told(reader, one, one.before),
            _told(reader, one, one.after),
        )
        for one in plan.changes
    ]
    return [*rows] or [(plan.number, reader.says("rebase.nothing"), "", "")]


def _what(reader: Reader, change: "Change") -> str:
    what, _, recipient = change.what.partition(".")
    of = f" ({word_of('Recipient', recipient, reader.language)})" if recipient else ""
    return reader.says(f"rebase.{what}") + of


def _told(reader: Reader, change: "Change", codes: Sequence[str]) -> str:
    kind = WORDS.get(change.what.partition(".")[0])
    if kind is None:
        return " ".join(codes)
    if codes == ("promptly",):
        return reader.says("rebase.promptly")
    told = [word_of(kind, code, reader.language) for code in codes]
    return (" " if kind == "DayUnit" else ", ").join(told)


def _planned(plan: "RebasePlan") -> dict[str, object]:
    changes = [{"what": one.what, "before": one.before, "after": one.after} for one in plan.changes]
    return {
        "number": plan.number,
        "title": plan.title,
        "matter_type": plan.matter_type,
        "from": plan.rule_set_before,
        "to": plan.rule_set_after,
        "changes": changes,
    }
