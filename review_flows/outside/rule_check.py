"""Checks files of rules before they are used: paths in, their rule sets and all problems out."""

from collections.abc import Sequence
from pathlib import Path

from models.errors import BadInput, NotFound, RuleSetInvalid
from models.rule_merge import merged_rules
from models.rule_reading import read_rule_set
from models.rule_set import RuleSet
from models.rule_tree import RuleFile
from review_flows.outside.rule_files import rule_file
from review_flows.outside.rule_source import RuleSource
from review_flows.rule_sets import rule_set_codes, shipped_file


def check_files(
    source: RuleSource, paths: Sequence[Path]
) -> tuple[dict[Path, RuleSet], tuple[str, ...]]:
    """Return the rule sets that can be used, by path, and every problem of the others.

    A file may extend another one that is given with it, one of the site, or a shipped one.
    Raises NotFound for a file that is not there, BadInput for two files of one name.
    """
    given = {path.stem: path for path in paths}
    _refuse_missing_or_double(paths, given)

    def shelf(code: str) -> RuleFile:
        return rule_file(given[code]) if code in given else source.file(code)

    held: dict[Path, RuleSet] = {}
    problems: dict[str, None] = {}  # as a set that keeps its order: files share their bases
    for code, path in given.items():
        try:
            _refuse_shipped(code, path)
            held[path] = read_rule_set(merged_rules(code, shelf), code)
        except RuleSetInvalid as error:
            problems |= dict.fromkeys(error.problems)
    return held, tuple(problems)


def _refuse_missing_or_double(paths: Sequence[Path], given: dict[str, Path]) -> None:
    for path in paths:
        if not path.exists():
            beside = path.parent.glob("*.toml") if path.parent.is_dir() else ()
            raise NotFound("The file", str(path), [str(one) for one in beside])
        if given[path.stem] != path:
            raise BadInput(f"{given[path.stem]} and {path} have one name: a code names one thing.")


def _refuse_shipped(code: str, path: Path) -> None:
    if code in rule_set_codes() and rule_file(path).text != shipped_file(code).text:
        problem = f"{path}:1: the code {code} is taken by a shipped rule set; rename the file"
        raise RuleSetInvalid(str(path), [problem])
