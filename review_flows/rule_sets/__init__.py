"""One TOML file per place and date → `RuleSet`. To add one, add its file; nothing else changes."""

import tomllib
from functools import cache
from importlib.resources import files

from models.errors import RuleSetInvalid, UnknownCode
from models.rule_set import RuleSet, Table, parse_rule_set, with_bases


@cache
def rule_set_codes() -> tuple[str, ...]:
    """Return the codes of every rule set that has a file, without reading any."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def rule_set(code: str) -> RuleSet:
    """Return a rule set by its code, with what it extends.

    Raises `UnknownCode`, which names the nearest code, and `RuleSetInvalid` for a faulty file.
    """
    held = parse_rule_set(with_bases(code, _read), f"{code}.toml")
    if held.code != code:
        raise RuleSetInvalid(f"{code}.toml", [f"code: says {held.code}, the file says {code}"])
    return held


@cache
def rule_set_digest(code: str) -> str:
    """Return the digest of a rule set; reckoned once, for it takes longer than an acceptance."""
    return rule_set(code).digest


@cache
def unverified_values(code: str) -> tuple[str, ...]:
    """Return the key paths of a rule set's values that nobody has verified (未核实).

    Every letter asks, and looking through a whole rule set takes longer than writing the letter.
    """
    return rule_set(code).unverified()


def _read(code: str) -> Table:
    if code not in rule_set_codes():
        raise UnknownCode("The rule set", code, rule_set_codes())
    return tomllib.loads(files(__name__).joinpath(f"{code}.toml").read_text("utf-8"))
