"""What newcomers would otherwise have to remember: found by reading the code itself."""

import ast
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import walk_packages
from statistics import median

import models
from models.case import ENDED, CaseState, MatterType
from models.forms import FORM_OF
from models.moves import MOVES, Move, moves_from, rule_for
from models.permission import MOVES_ALLOWED
from models.person import ADMINISTRATORS, Role
from models.task import TASK_OF_STATE, TaskKind
from review_flows.cli.next_step import MOVES_OF_TASK
from review_flows.desk.stages import HANDLERS
from review_flows.letters import ALL
from review_flows.outside.case_sight import STEPS_OF_ADVICE, STEPS_OF_REVIEW

ROOT = Path(__file__).resolve().parents[1]
GENERATED = "migrations"
CLOCK = "review_flows/outside/wall_clock.py"
LONGEST_FILE, LONGEST_FUNCTION = 250, 35  # lines
# An auditor takes it away by itself, so that it has to be one file.
ALONE, LONGEST_ALONE = "review_flows/verify_log.py", 590
# An end of its own kind: the document lives on and waits for a day, or for a decision elsewhere.
RESTING = frozenset({CaseState.FILED, CaseState.IN_FORCE})


def product() -> list[Path]:
    """Every Python file of the two packages, but for the generated migrations."""
    found = chain((ROOT / "models").rglob("*.py"), (ROOT / "review_flows").rglob("*.py"))
    return sorted(path for path in found if GENERATED not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the last name of what is called: today() of date.today()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


WRITES_CASES = re.compile(r"(?i)\b(insert\s+into|update|delete\s+from|replace\s+into)\s+cases\b")


def writes_cases(tree: ast.AST) -> bool:
    """Say whether code writes to the table of cases, by a statement or by our own helpers."""
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    if any(isinstance(text, str) and WRITES_CASES.search(text) for text in texts):
        return True
    return any(
        name in ("insert", "update", "insert_numbered")
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value == "cases"
        for name, call in calls(tree)
    )


def test_nothing_but_the_desk_changes_a_case() -> None:
    """design.md, D2: desk.act() is the only way."""
    writers = {name_of(path) for path in product() if writes_cases(tree_of(path))}
    assert writers == {"review_flows/desk/step.py", "review_flows/desk/writing.py"}


def test_a_second_writer_of_cases_would_be_seen() -> None:
    for code in (
        'connection.update("cases", "number = :number", state="passed")',
        'connection.run("UPDATE cases SET state = :state")',
        'SQL = f"insert into cases ({columns}) values (1)"',
    ):
        assert writes_cases(ast.parse(code))
    assert not writes_cases(ast.parse('connection.rows("SELECT number FROM cases")'))


def test_every_move_has_a_rule_a_handler_a_form_and_somebody_who_may_make_it() -> None:
    everyone = {move for _, move in MOVES_ALLOWED}
    assert set(Move) == {rule.move for rule in MOVES} == set(HANDLERS) == set(FORM_OF) == everyone


def test_every_move_about_a_question_is_hidden_from_who_may_not_know_who_was_asked() -> None:
    """A new one would else name a secret advisor in the log of the case."""
    about = {move for move, form in FORM_OF.items() if "consultation" in form.model_fields}
    assert about <= STEPS_OF_ADVICE <= STEPS_OF_REVIEW


def test_every_kind_of_task_has_a_move_that_works_on_it() -> None:
    assert set(MOVES_OF_TASK) == set(TaskKind)


def test_every_role_but_the_administrators_makes_a_move() -> None:
    """三员分立: who keeps the site decides nothing in a case."""
    assert {role for role, _ in MOVES_ALLOWED} == set(Role) - ADMINISTRATORS


def reachable(matter: MatterType) -> set[CaseState]:
    """The states to which moves lead from the beginning."""
    seen, todo = set(), [CaseState.NEW]
    while todo:
        state = todo.pop()
        if state in seen:
            continue
        seen.add(state)
        rules = [rule_for(move, state, matter) for move in moves_from(state, matter)]
        todo += [end for rule in rules if rule is not None for end in rule.leads_to]
    return seen


def test_every_state_can_be_reached() -> None:
    assert reachable(MatterType.NORMATIVE_DOCUMENT) == set(CaseState) - {CaseState.CLOSED}
    assert CaseState.CLOSED in reachable(MatterType.OTHER_DOCUMENT)


def test_no_state_is_a_dead_end_but_the_ends() -> None:
    for matter in MatterType:
        for state in reachable(matter):
            rules = [rule_for(move, state, matter) for move in moves_from(state, matter)]
            leaves = any(end is not state for r in rules if r is not None for end in r.leads_to)
            assert leaves != (state in ENDED), f"{matter} in {state}"


def test_every_state_between_waits_for_somebody_or_rests() -> None:
    waiting = set(TASK_OF_STATE)
    assert set(CaseState) - waiting - ENDED - RESTING == {CaseState.NEW}


def test_every_kind_of_letter_is_sent_by_a_move_or_by_a_handler() -> None:
    by_handlers = {
        call.args[0].value
        for path in (ROOT / "review_flows" / "desk").glob("*.py")
        for name, call in calls(tree_of(path))
        if name == "send" and call.args and isinstance(call.args[0], ast.Constant)
    }
    by_moves = {kind.code for kind in ALL if kind.sent_on}
    assert {kind.code for kind in ALL} == by_moves | by_handlers
    assert {move for kind in ALL for move in kind.sent_on} <= set(Move)


def test_every_code_is_the_name_of_its_member_in_lower_case() -> None:
    enums = set()
    for module in walk_packages(models.__path__, "models."):
        values = vars(import_module(module.name)).values()
        enums |= {v for v in values if isinstance(v, type) and issubclass(v, StrEnum)}
    enums.discard(StrEnum)
    assert len(enums) > 15
    odd = [f"{e.__name__}.{m.name}" for e in enums for m in e if m.value != m.name.lower()]
    assert odd == []


def asks_the_time(tree: ast.AST) -> list[int]:
    """The lines on which code asks the machine for the day or the time."""
    return [
        call.lineno
        for name, call in calls(tree)
        if name in ("today", "now", "utcnow")
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("date", "datetime")
    ]


def test_only_the_wall_clock_asks_the_time() -> None:
    found = {name_of(path): asks_the_time(tree_of(path)) for path in product()}
    assert {name for name, lines in found.items() if lines} == {CLOCK}


def imports(tree: ast.AST) -> set[str]:
    """The first names of all that is imported, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


IMPURE = {"sqlmodel", "sqlalchemy", "prefect", "docx", "rich", "typer", "pathlib", "os", "sqlite3"}
CATALOGUES = ("rule_sets", "calendars", "checks", "letters")
CATALOGUE_MAY_NOT = {"prefect", "docx", "fastapi", "rich", "typer", "pathlib", "os"}


def test_what_is_true_touches_nothing_outside() -> None:
    for path in product():
        parts = path.relative_to(ROOT).parts
        if parts[0] == "models" and parts[1] != "tables":
            assert not imports(tree_of(path)) & (IMPURE | {"review_flows"}), name_of(path)


def test_no_catalogue_touches_anything_outside() -> None:
    for path in product():
        parts = path.relative_to(ROOT).parts
        if parts[0] == "review_flows" and parts[1] in CATALOGUES:
            assert not imports(tree_of(path)) & CATALOGUE_MAY_NOT, name_of(path)


def test_the_import_contracts_stand_in_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["importlinter"]["contracts"]


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each function with its length in lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_and_functions_stay_small() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in product()}
    assert lengths.pop(ALONE) <= LONGEST_ALONE
    long_files = {name: length for name, length in lengths.items() if length > LONGEST_FILE}
    assert long_files == {}
    # design.md §3 names 80 and says that nothing that belongs together is split for it.
    assert median(lengths.values()) < 90
    sizes = [(name_of(p), *f) for p in product() for f in functions(tree_of(p))]
    assert [size for size in sizes if size[2] > LONGEST_FUNCTION] == []
    assert median(size[2] for size in sizes) < 10


def test_every_file_says_in_a_line_what_it_is() -> None:
    silent = [name_of(path) for path in product() if not ast.get_docstring(tree_of(path))]
    tests = sorted((ROOT / "tests").glob("*.py"))
    silent += [name_of(path) for path in tests if not ast.get_docstring(tree_of(path))]
    assert silent == []


def test_no_file_is_a_drawer_for_anything() -> None:
    drawers = {"utils", "helpers", "common", "base", "manager", "service"}
    assert [name_of(path) for path in product() if path.stem in drawers] == []
