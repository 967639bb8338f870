"""One TOML file per place and date → `RuleSet`. To add one, add its file; nothing else changes."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from models.errors import RuleSetInvalid, UnknownCode
from models.rule_merge import Merged, digest_of, merged_rules
from models.rule_tree import RuleFile

if TYPE_CHECKING:
    from models.rule_set import RuleSet


@cache
def rule_set_codes() -> tuple[str, ...]:
    """Return the codes of every rule set that has a file, without reading any."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def rule_set(code: str) -> "RuleSet":
    """Return a rule set by its code, with what it extends.

    Raises `UnknownCode`, which names the nearest code, and `RuleSetInvalid` for a faulty file.
    """
    # Imported here: reading the values comes with pydantic, which most commands do without.
    from models.rule_reading import read_rule_set

    return read_rule_set(shipped_rules(code), code)


@cache
def rule_set_digest(code: str) -> str:
    """Return the digest of a rule set; reckoned once, for it takes longer than an acceptance."""
    rules = shipped_rules(code)
    if rules.problems:
        raise RuleSetInvalid(rules.tree.file.name, rules.problems)
    return digest_of(rules.content)


@cache
def unverified_values(code: str) -> tuple[str, ...]:
    """Return the key paths of a rule set's values that nobody has verified (未核实).

    Every letter asks, and looking through a whole rule set takes longer than writing the letter.
    """
    return rule_set(code).unverified()


@cache
def shipped_rules(code: str) -> Merged:
    """Return what a file of this folder says, over what it extends."""
    return merged_rules(code, shipped_file)


def shipped_file(code: str) -> RuleFile:
    """Return one file of this folder. Raises `UnknownCode`, which names the nearest code."""
    if code not in rule_set_codes():
        raise UnknownCode("The rule set", code, rule_set_codes())
    name = f"{code}.toml"
    return RuleFile(name, files(__name__).joinpath(name).read_text("utf-8"))
