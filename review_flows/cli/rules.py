"""`rules list`, `check`, `show` and `diff`: which rules hold, and where they stand."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.case import MatterType
from models.errors import RuleSetInvalid, UnknownCode
from models.words import told_source, word
from review_flows.cli import rebasing
from review_flows.cli.output import json_text, say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.rule_source import site_rules
from review_flows.outside.settings import read_settings

if TYPE_CHECKING:
    from models.rule_diff import Difference
    from models.rule_set import RuleSet, Valued

LIST = ("rule_code", "name", "since", "extends", "own_file", "values", "unverified")
SHOW = ("rule_key", "rule_value", "rule_source", "marks")
DIFF = ("difference", "rule_key", "rule_before", "rule_after")
Code = Annotated[str, typer.Argument(metavar="CODE", help="The code of a rule set.")]
rules = typer.Typer(
    help="The rule sets: every number of law with its source.", no_args_is_help=True
)
rules.command("rebase")(rebasing.rebase_cases)


@rules.command("list")
def list_rules(context: typer.Context) -> None:
    """List the rule sets, the shipped ones and the site's own.

    Example: review-flows rules list
    """
    source, problems = site_rules(), list[str]()
    held: list[RuleSet] = []
    for code in source.codes():
        try:
            held.append(source.rule_set(code))
        except RuleSetInvalid as error:
            problems += error.problems
    own = source.own_codes()
    lines = [_listed(one, one.code in own) for one in held]
    show_lines(reader_of(context), LIST, (list(line.values()) for line in lines), lines)
    if problems:
        raise RuleSetInvalid(str(source.folder), dict.fromkeys(problems))


def _listed(held: "RuleSet", own: bool) -> dict[str, object]:
    return {
        "code": held.code,
        "name": held.name,
        "since": held.since.isoformat(),
        "extends": held.extends,
        "own_file": own,
        "values": len(held.values()),
        "unverified": len(held.unverified()),
    }


@rules.command("check")
def check_rules(
    context: typer.Context,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Files of rules (TOML).")
    ] = None,
) -> None:
    """Check files of rules, without a name all files of the site's own folder.

    Every error is told with its file, line and key, and the nearest known key or value.

    Example: review-flows rules check rule_sets/our_city_2026.toml
    """
    from review_flows.outside.rule_check import check_files

    reader, source = reader_of(context), site_rules()
    paths = [Path(file) for file in files or []]
    paths = paths or [source.folder / f"{code}.toml" for code in source.own_codes()]
    if not paths:
        say(reader.says("no_own_rules", folder=source.folder))
    held, problems = check_files(source, paths)
    for path, one in held.items():
        found = {"file": str(path), **_listed(one, True)}
        if reader.as_json:
            typer.echo(json_text(found))
        counts = {"values": found["values"], "unverified": found["unverified"]}
        say(reader.says("rules_checked", file=path, **counts))
        _say_of_unknown_senders(reader, path, one)
    if problems:
        raise RuleSetInvalid(", ".join(str(path) for path in paths if path not in held), problems)


def _say_of_unknown_senders(reader: Reader, path: Path, held: "RuleSet") -> None:
    """Tell of red heads that no letter will ever bear, where the site's units are known."""
    from review_flows.outside.known_units import known_unit_names

    senders = held.letters.red_heads
    names = known_unit_names(read_settings()) if senders else ()
    for sender in senders if names else ():
        if sender not in names:
            (near,) = get_close_matches(sender, names, n=1, cutoff=0)
            say(reader.says("rules_unknown_sender", file=path, sender=sender, near=near))


@rules.command("show")
def show_rules(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="Left out: the site's own.")] = "",
    matter_type: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="Only this type of matter.")
    ] = "",
) -> None:
    """Show every value of a rule set with its source, and whether somebody verified it there.

    How letters look, which is no law, follows at the end.

    Example: review-flows rules show national_2018 --type contract
    """
    reader = reader_of(context)
    if matter_type and matter_type not in list(MatterType):
        raise UnknownCode("The type", matter_type, MatterType)
    held = site_rules().rule_set(code or read_settings().rule_set)
    if matter_type:
        held.rules_for(MatterType(matter_type))
    below = f"matter_types.{matter_type}." if matter_type else ""
    values = [one for one in held.values() if one.name.startswith(below)]
    letters = {} if below else held.letters.told()
    rows = (*_value_rows(reader, values), *((name, text, "", "") for name, text in letters.items()))
    objects: list[dict[str, object]] = [
        {"key": one.name, **one.value.model_dump(mode="json")} for one in values
    ]
    objects += [{"key": name, "value": text} for name, text in letters.items()]
    show_lines(reader, SHOW, rows, objects)


def _value_rows(reader: Reader, values: Iterable["Valued"]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of values of law, each with its source and its mark."""
    from review_flows.cli.rule_texts import value_text

    mark = reader.says("mark.unverified")
    for one in values:
        source = told_source(one.value.source, reader.language)
        yield one.name, value_text(reader, one.value), source, _mark(one.value, mark)


def _mark(value: object, mark: str) -> str:
    return "" if getattr(value, "verified", True) else mark


@rules.command("diff")
def diff_rules(
    context: typer.Context,
    before: Code,
    after: Code,
) -> None:
    """Compare two rule sets, value by value; a value differs in its source too.

    Example: review-flows rules diff national_2018 shanghai_2019
    """
    from models.rule_diff import differences
    from review_flows.cli.rule_texts import with_source

    reader, source = reader_of(context), site_rules()
    found = differences(source.rule_set(before), source.rule_set(after))
    rows = (
        (
            word(one.kind, reader.language),
            one.name,
            with_source(reader, one.before),
            with_source(reader, one.after),
        )
        for one in found
    )
    show_lines(reader, DIFF, rows, map(_difference, found))
    if not found:
        say(reader.says("rules_alike"))


def _difference(one: "Difference") -> dict[str, object]:
    return {
        "difference": str(one.kind),
        "key": one.name,
        "before": _plain(one.before),
        "after": _plain(one.after),
    }


def _plain(value: object) -> object:
    dump = getattr(value, "model_dump", None)
    return value if dump is None else dump(mode="json")
