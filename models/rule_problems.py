"""What is wrong with a file of rules, as its writer needs to hear it: file, line, key, nearest."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.errors import nearest
from models.rule_lines import KeyPath
from models.rule_tree import Said

_TABLE = ("model_type", "model_attributes_type", "dict_type")
_LIST = ("tuple_type", "list_type")


def problem_at(tree: Said, path: KeyPath, sentence: str) -> str:
    """Return a problem with the file and line of its key, or of what stands nearest above it."""
    return f"{tree.below(path)[0].place}: {tree.spelt(path)}: {sentence}"


def told(error: ValidationError, kind: type[BaseModel], tree: Said) -> list[str]:
    """Return every error that was found in reading the tree as a `kind`, in the files' order."""
    found = [(_path(one), one) for one in error.errors()]
    unknown = [path for path, one in found if NAME in one["loc"]]
    placed = []
    for path, one in found:
        # Below a name that is not known anything may be missing, and a list whose items are all
        # wrong is told to be empty: neither is an error of its own.
        if not any(path[: len(name)] == name != path for name in unknown) and not (
            one["type"] == "too_short" and any(p[: len(path)] == path != p for p, _ in found)
        ):
            where = tree.below(path)[0]
            problem = problem_at(tree, path, _sentence(one, path, kind))
            placed.append((where.file.name, where.line, problem))
    return [problem for *_, problem in sorted(placed)]


NAME = "[key]"  # ends the place of an error that lies in a name, not in what stands below it


def _path(error: ErrorDetails) -> KeyPath:
    return tuple(step for step in error["loc"] if step != NAME)


def _sentence(error: ErrorDetails, path: KeyPath, kind: type[BaseModel]) -> str:
    given = error.get("input")
    match error["type"]:
        case "extra_forbidden":
            return f"this key is not known. {nearest(str(path[-1]), _keys_at(kind, path[:-1]))}"
        case "missing":
            return "missing"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case "enum":
            known = re.findall("'([^']*)'", str(error.get("ctx", {}).get("expected")))
            return f"“{given}” is not known. {nearest(str(given), known)}"
        case "value_error":
            return error["msg"].removeprefix("Value error, ")
        case wrong if wrong in _TABLE:
            keys = ", ".join(_keys_at(kind, path))
            return f"has to be a table{f' with {keys}' if keys else ''}, not {_shown(given)}"
        case wrong if wrong in _LIST:
            return f"has to be a list, not {_shown(given)}"
    return f"{error['msg'].replace('Input should', 'has to')}, not {_shown(given)}"


def _shown(given: object) -> str:
    if isinstance(given, dict):
        return "a table"
    if isinstance(given, list):
        return "a list"
    return f"“{given}”" if isinstance(given, str) else str(given)


def _keys_at(kind: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    """Return the keys that are known at a place, as the schema of the shape has them."""
    schema = kind.model_json_schema()
    definitions, node = schema.get("$defs", {}), schema
    for step in path:
        node = (
            node.get("items")
            or node.get("properties", {}).get(step)
            or node.get("additionalProperties", {})
        )
        node = next((one for one in node.get("anyOf", ()) if "$ref" in one), node)
        node = definitions.get(node.get("$ref", "").rpartition("/")[2], node)
    return list(node.get("properties", {}))
