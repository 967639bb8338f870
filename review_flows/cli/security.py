"""`security log` and `security policy`: what happened to accounts, and under which rules."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Annotated

import typer

from models.account_policy import POLICIES, SourcedFigure
from models.errors import UnknownCode
from models.security import SecurityLine, SecurityStep
from models.words import told_source, word, word_of
from review_flows.cli.given_day import given_day
from review_flows.cli.output import say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.settings import read_settings
from review_flows.outside.site import open_site
from review_flows.outside.wall_clock import day_of_text, local_text

COLUMNS = ("seq", "at", "step", "person", "network_address", "particulars")
SHORTENED = ("particulars",)
POLICY_COLUMNS = ("figure", "value", "rule_source", "marks")
IN_COLUMNS = frozenset({"seq", "at", "step", "person", "address", "prev", "policy"})
WORDS_OF_WHY = ("SignInFault", "SessionEnd", "PasswordFault")
FINDINGS = 3  # the exit code of a check that found something
security = typer.Typer(help="The security of accounts: its log, its policy.", no_args_is_help=True)


@security.command("log")
def show_log(
    context: typer.Context,
    person: Annotated[str, typer.Option(metavar="CODE", help="Only what is about a person.")] = "",
    step: Annotated[str, typer.Option(metavar="STEP", help="Only one kind of line.")] = "",
    since: Annotated[
        str,
        typer.Option("--since", metavar="DAY", help="From that day on, for example 2026-03-01."),
    ] = "",
) -> None:
    """Show the security log, and check that its chain holds: exit 3 where it does not.

    Example: review-flows security log --person shen --as shenji
    """
    from review_flows.desk.accounts.reading import read_security_log

    reader = reader_of(context)
    if step and step not in list(SecurityStep):
        raise UnknownCode("The kind of line", step, SecurityStep)
    day = str(given_day("--since", since)) if since else ""
    sought = {"person": person, "step": step, "since": day}
    with closing((site := open_site()).database):
        given = [(name, value) for name, value in sought.items() if value]
        lines, faults = read_security_log(site, reader.person, given)
    shown = [line for line in lines if _is_sought(line, person, step, day)]
    show_lines(reader, COLUMNS, _rows(reader, shown), map(_object, shown), SHORTENED)
    if not shown:
        say(reader.says("security.empty"))
    if faults:
        say("\n".join(faults))
        say(reader.says("security.broken", faults=len(faults)))
        raise typer.Exit(FINDINGS)


def _is_sought(line: SecurityLine, person: str, step: str, day: str) -> bool:
    return (
        person in ("", line.person)
        and step in ("", line.step)
        and (not day or day_of_text(line.at).isoformat() >= day)
    )


def _object(line: SecurityLine) -> Mapping[str, object]:
    said = json.loads(line.body)
    return {**said, "hash": line.hash}


def _rows(reader: Reader, lines: list[SecurityLine]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        said = json.loads(line.body)
        told = (
            _particular(reader, name, value)
            for name, value in sorted(said.items())
            if name not in IN_COLUMNS
        )
        kind = word_of("SecurityStep", line.step, reader.language)
        particulars = "; ".join(told)
        yield line.seq, local_text(line.at), kind, line.person, line.address, particulars


def _particular(reader: Reader, name: str, value: object) -> str:
    if name == "why":
        codes = value if isinstance(value, list) else [value]
        return ", ".join(_why(reader, str(code)) for code in codes)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{name}: {text}"


def _why(reader: Reader, code: str) -> str:
    words = (word_of(kind, code, reader.language) for kind in WORDS_OF_WHY)
    return next((said for said in words if said != code), code)


@security.command("policy")
def show_policy(context: typer.Context) -> None:
    """Show each number of the policy of accounts, with its source; 未核实 where nobody read it.

    Example: review-flows security policy
    """
    reader = reader_of(context)
    policy = POLICIES[read_settings().accounts]
    rows = (
        (
            word(name, reader.language),
            one.value,
            told_source(one.source, reader.language),
            _mark(reader, one),
        )
        for name, one in policy.figures.items()
    )
    objects = (
        {
            "policy": policy.code,
            "figure": str(name),
            "value": one.value,
            "source": one.source,
            "verified": one.verified,
        }
        for name, one in policy.figures.items()
    )
    show_lines(reader, POLICY_COLUMNS, rows, objects)
    said = f"{word(policy.name, reader.language)} {policy.code}"
    say(reader.says("security.policy", policy=said))


def _mark(reader: Reader, figure: SourcedFigure) -> str:
    return "" if figure.verified else reader.says("mark.unverified")
