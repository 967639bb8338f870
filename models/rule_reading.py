"""What files of rules say → a rule set, read strictly; every error with its file, line and key."""

import json

from pydantic import ValidationError

from models.errors import RuleSetInvalid
from models.rule_merge import Merged
from models.rule_problems import problem_at, told
from models.rule_set import RuleSet
from models.rule_tree import RuleFile, Said, plain


def read_rule_set(merged: Merged, code: str) -> RuleSet:
    """Return the rule set that a file and all it extends make up; `code` is the file's name.

    Raises `RuleSetInvalid` with every error at once: its file and line, its key, and the nearest
    known key or value.
    """
    tree, problems = merged.tree, list(merged.problems)
    try:
        rule_set = RuleSet.model_validate(plain(tree))
    except ValidationError as error:
        raise RuleSetInvalid(tree.file.name, [*problems, *told(error, RuleSet, tree)]) from None
    if rule_set.code != code:
        problems.append(problem_at(tree, ("code",), f"is {rule_set.code}, the file's name {code}"))
    problems += [problem_at(tree, path, sentence) for path, sentence in rule_set.faults()]
    if problems:
        raise RuleSetInvalid(tree.file.name, problems)
    return rule_set


def frozen_rule_set(content: str, origin: str) -> RuleSet:
    """Return the rule set that was frozen as JSON (`models.rule_merge.Merged.content`).

    Raises `RuleSetInvalid` where this version of the program can no longer read it.
    """
    try:
        return RuleSet.model_validate(json.loads(content))
    except ValidationError as error:
        tree = Said({}, RuleFile(origin, ""), ())
        raise RuleSetInvalid(origin, told(error, RuleSet, tree)) from None
