"""What no line of the product may do: run what it is given, sign weakly, let data be a pattern."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS_WHAT_IT_IS_GIVEN = {"eval", "exec", "compile", "os.system", "os.popen", "tempfile.mktemp"}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "random", "telnetlib", "ftplib"}
WEAK = {"md5", "sha1"}
PATTERN_FUNCTIONS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split"} | {
    "findall",
    "finditer",
}
# Patterns that are no constants, and what they are built from.
BUILT = {
    "models/classification.py": "our own lists of signs, models/classification_signs.py",
    "models/classification_signs.py": "the same",
    "models/copies/advice_from_copy.py": "our own phrases, with patterns in their places",
    "models/number_pattern.py": "each piece is escaped in the line above",
    "models/password.py": "our own four classes of characters",
    "review_flows/checks/cites_repealed_law.py": "our own names of laws",
}


@cache
def product() -> tuple[tuple[str, ast.Module], ...]:
    """Every file of the product with its tree."""
    paths = (
        path for top in ("models", "review_flows") for path in sorted((ROOT / top).rglob("*.py"))
    )
    return tuple(
        (str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in paths
    )


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the name that is called, as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imported(tree: ast.AST) -> Iterator[str]:
    """The first word of each module that is imported."""
    for node in ast.walk(tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from (name.partition(".")[0] for name in names)


def test_nothing_runs_a_text_as_a_program() -> None:
    found = [
        f"{name}: {called}"
        for name, tree in product()
        for called, node in calls(tree)
        if called in RUNS_WHAT_IT_IS_GIVEN
        or any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords)
    ]
    assert found == []


def test_nothing_is_unpickled_and_no_secret_is_drawn_from_a_predictable_source() -> None:
    found = {f"{name}: {one}" for name, tree in product() for one in imported(tree)}
    assert not [one for one in found if one.rpartition(" ")[2] in NEVER_IMPORTED]


def test_no_broken_hash_is_used() -> None:
    texts = ((name, node) for name, tree in product() for node in ast.walk(tree))
    found = [
        f"{name}: {ast.unparse(node)}"
        for name, node in texts
        if (isinstance(node, ast.Attribute) and node.attr.lower() in WEAK)
        or (isinstance(node, ast.Name) and node.id.lower() in WEAK)
        or (isinstance(node, ast.Constant) and str(node.value).lower() in WEAK)
    ]
    assert found == []


def is_ours(pattern: ast.expr) -> bool:
    """Whether a pattern stands in the code, or escapes what it is built from."""
    if isinstance(pattern, ast.Name):
        return pattern.id.isupper()
    if isinstance(pattern, ast.Attribute):  # of another module, or of a pattern of ours
        return pattern.attr.isupper() or is_ours(pattern.value)
    if isinstance(pattern, ast.JoinedStr):
        parts = [one.value for one in pattern.values if isinstance(one, ast.FormattedValue)]
        return all(map(is_ours, parts))
    if isinstance(pattern, ast.BinOp):
        return is_ours(pattern.left) and is_ours(pattern.right)
    return isinstance(pattern, ast.Constant) or "re.escape" in ast.unparse(pattern)


def test_what_comes_from_outside_is_never_a_pattern_without_being_escaped() -> None:
    loose = {
        name
        for name, tree in product()
        for called, node in calls(tree)
        if called.startswith("re.")
        and called[3:] in PATTERN_FUNCTIONS
        and not is_ours(node.args[0])
    }
    assert loose == set(BUILT), "escape it, or say in BUILT what the pattern is built from"
