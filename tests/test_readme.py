"""Both READMEs name all that exists, and name nothing that does not."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from builders import a_site, sample_office

from models import errors
from models.case import CaseState, MatterType
from models.forms import FORM_OF
from models.moves import MOVES, UNENDED, Move
from models.permission import MOVES_ALLOWED
from models.person import Role
from models.relation import Condition
from models.task import TASK_OF_STATE
from models.words import word
from review_flows.cli import group, log
from review_flows.cli.main import app
from review_flows.letters import letter_kind
from review_flows.outside.people import import_people
from review_flows.outside.settings import SECRET_VARIABLES, VARIABLES, read_settings
from review_flows.rule_sets import rule_set, rule_set_codes

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("README.md", "README.zh-CN.md")
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in NAMES}
LONGEST = 395  # lines; a README that nobody reads to its end helps nobody
APP: Any = typer.main.get_command(app)
both = pytest.mark.parametrize("text", TEXTS.values(), ids=NAMES)


def blocks(text: str, kind: str = r"\w*") -> list[str]:
    """The code blocks of a kind (sh, text, mermaid), without their fences."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, flags=re.S | re.M)


def spans(text: str) -> list[str]:
    """What stands in backticks outside the blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M))


def table_rows(text: str) -> list[list[str]]:
    """The cells of every table, row by row."""
    lines = (line for line in text.splitlines() if line.startswith("| "))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, `log show` among them."""
    inner = getattr(command, "commands", {})
    if not inner:
        yield name, command
    for part, one in inner.items():
        yield from commands(one, f"{name} {part}".strip())


def typed(text: str) -> list[str]:
    """Every command line in a README, in blocks and in sentences."""
    places = [*"".join(blocks(text)).splitlines(), *spans(text)]
    return [line for place in places for line in re.findall(r"review-flows [^|)]+", place)]


def parsed(line: str) -> tuple[str, dict[str, Any]]:
    """The name and parameters of a command line, as the program itself reads it."""
    command, name = APP, "review-flows"
    context = command.make_context(name, shlex.split(line)[1:])
    while hasattr(command, "commands"):
        rest = [*context._protected_args, *context.args]
        part, command, rest = command.resolve_command(context, rest)
        name = f"{name} {part}"
        context = command.make_context(part, rest, parent=context)
    return name.removeprefix("review-flows "), context.params


@both
def test_every_command_has_its_example(text: str) -> None:
    assert {parsed(line)[0] for line in typed(text)} == {name for name, _ in commands(APP)}


@both
def test_every_move_that_is_typed_exists_and_its_fields_too(text: str) -> None:
    acts = [params for name, params in map(parsed, typed(text)) if name == "act"]
    assert len(acts) >= 3
    for params in acts:
        fields = FORM_OF[Move(params["move"])].model_fields
        assert {field.partition("=")[0] for field in params["fields"] or ()} <= set(fields)


@both
def test_every_option_that_is_named_exists(text: str) -> None:
    parameters = [one for _, command in [("", APP), *commands(APP)] for one in command.params]
    known = {"--help"} | {name for one in parameters for name in (*one.opts, *one.secondary_opts)}
    named = {span.split()[0] for span in spans(text) if span.startswith("--")}
    assert named and named <= known


@both
def test_the_lines_that_a_play_prints_are_of_moves_and_states_that_exist(text: str) -> None:
    lines = re.findall(r"^[\d-]+  (\w+): (\w+) → (\w+)$", "".join(blocks(text)), flags=re.M)
    assert len(lines) >= 3
    people = {line.split(",")[3] for line in sample_office().splitlines()} | {Role.SYSTEM}
    assert {actor for actor, _, _ in lines} <= people
    assert {move for _, move, _ in lines} <= set(Move)
    assert {state for _, _, state in lines} <= set(CaseState)


@both
def test_the_settings_are_those_that_are_read_with_their_defaults(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {*VARIABLES, *SECRET_VARIABLES, "PREFECT_API_URL"}
    assert set(re.findall(r"REVIEW_FLOWS_\w+|PREFECT_\w+", text)) == known
    rows = {row[0].strip("`"): row[1].strip("`") for row in table_rows(text)}
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    read = read_settings()
    assert read.home == Path(rows["REVIEW_FLOWS_HOME"]).resolve()
    assert read.database == rows["REVIEW_FLOWS_DATABASE"].replace("<home>", str(read.home))
    assert read.rule_set == rows["REVIEW_FLOWS_RULE_SET"]
    assert read.organ == rows["REVIEW_FLOWS_ORGAN"]
    pattern = rule_set(read.rule_set).matter_types[MatterType.NORMATIVE_DOCUMENT].document_number
    assert pattern and pattern.of(read.organ, 2026, 1) in text
    assert letter_kind("acceptance_notice").number(read.organ, 2026, 1) in text
    assert known <= set(rows)


Arrow = tuple[str, str, str, frozenset[str]]


def drawn(text: str) -> set[Arrow]:
    """The arrows of the picture: from, move, to, and the roles that may."""
    (picture,) = blocks(text, "mermaid")
    arrows: set[Arrow] = set()
    for line in picture.splitlines()[1:]:
        starts, *steps = (part.strip() for part in re.split(r"-->(?=\|)", line))
        for step in steps:
            _, label, ends = (part.strip() for part in step.split("|"))
            move, roles = label.split(" · ")
            for start in starts.split(" & "):
                who = frozenset(roles.split(", "))
                arrows |= {(start, move, end, who) for end in ends.split(" & ")}
            starts = ends
    return arrows


def roles_of(move: Move, state: CaseState = CaseState.NEW) -> frozenset[str]:
    """Who may make a move; a task is claimed in the role that it waits for."""
    if move is Move.CLAIM:
        return frozenset({TASK_OF_STATE[state][1]})
    return frozenset(
        role
        for (role, one), permission in MOVES_ALLOWED.items()
        if one is move
        and (state is CaseState.NEW or any(_allows(part, state) for part in permission.conditions))
    )


def _allows(part: Condition, state: CaseState) -> bool:
    return part.states is None or state in part.states


@both
def test_the_picture_shows_each_change_of_state_and_no_other(text: str) -> None:
    changes = {
        (state, rule.move, end, roles_of(rule.move, state))
        for rule in MOVES
        for state in rule.starts_in
        for end in rule.leads_to
        if end is not state
    }
    assert drawn(text) == changes
    assert {name for start, _, end, _ in changes for name in (start, end)} == set(CaseState)


@both
def test_the_table_under_the_picture_holds_the_moves_that_change_no_state(text: str) -> None:
    staying: dict[str, set[CaseState]] = {}
    for rule in MOVES:
        same = rule.starts_in & set(rule.leads_to) if rule.leads_to else rule.starts_in
        if same:
            staying.setdefault(rule.move, set()).update(same)
    rows = [[set(re.findall(r"`(\w+)`", cell)) for cell in row] for row in table_rows(text)]
    told = [row for row in rows if row[0] and row[0] <= set(Move)]
    assert sorted(move for row in told for move in row[0]) == sorted(staying)
    for moves, states, roles in told:
        for move in moves:
            anywhere = not states and staying[move] >= UNENDED - {CaseState.ACCEPTED}
            assert anywhere or states == staying[move]
            # Of these two the table says in words whose they are: the task's role.
            assert roles == (set() if move in ("claim", "release") else roles_of(Move(move)))


@both
def test_every_state_move_and_role_stands_among_the_words_with_its_chinese_one(text: str) -> None:
    said = dict(re.findall(r"`(\w+)` ([一-鿿]+)(?: ·|$)", text, flags=re.M))
    assert said == {str(code): word(code, "zh") for code in (*Role, *CaseState, *Move)}


@both
def test_the_exit_codes_are_those_that_commands_end_with(text: str) -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    ends = {kind.exit_code for kind in kinds if issubclass(kind, errors.ReviewError)}
    told = [int(row[0]) for row in table_rows(text) if row[0].isdigit()]
    assert told == sorted(ends | {0, log.FINDINGS, group.INTERRUPTED})


@both
def test_every_rule_set_and_top_level_folder_is_named(text: str) -> None:
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()}
    found = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."}
    folders = {name for name in found - ignored if not name.endswith(".egg-info")}
    assert {"docs_in", "docs_out", "models", "review_flows", "tests"} <= folders
    assert {*rule_set_codes(), *(f"{name}/" for name in folders)} <= set(spans(text))


@both
def test_every_file_that_is_named_exists(text: str) -> None:
    named = [
        span for span in spans(text) if re.fullmatch(r"(models|review_flows|tests)/[\w./]*", span)
    ]
    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [link for link in re.findall(r"\]\((.+?)\)", text) if not (ROOT / link).exists()] == []


@both
def test_the_people_of_the_readme_can_be_imported_and_are_the_ones_who_act(
    text: str, tmp_path: Path
) -> None:
    (people,) = re.findall(r"<<'END'\n(.*?)^END$", text, flags=re.S | re.M)
    site = a_site(tmp_path)
    assert import_people(site.database, people) == (7, 9)
    site.database.close()
    codes = {line.split(",")[3] for line in people.splitlines()[1:]} - {""}
    invented = {line.split(",")[3] for line in sample_office().splitlines()}
    assert not codes & invented, "a play would begin in a real office"
    assert set(re.findall(r"(?:--as |advisor=)(\w+)", text)) <= codes


def test_both_languages_have_the_same_headings_blocks_tables_and_length() -> None:
    english, chinese = TEXTS.values()
    assert blocks(english) == blocks(chinese)
    for mark in ("^# ", "^## ", r"^\| ", "^- ", r"^\d+\. "):
        assert len(re.findall(mark, english, re.M)) == len(re.findall(mark, chinese, re.M))
    assert max(text.count("\n") for text in (english, chinese)) <= LONGEST


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    latest = re.search(r"^## (\S+) – \d{4}-\d\d-\d\d$", changes, flags=re.M)
    assert latest and latest[1] == project["version"]
    assert all(code in changes for code in rule_set_codes())
