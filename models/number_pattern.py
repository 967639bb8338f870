"""How a number is written: places in braces, checked before a rule set may use them."""

import re
from string import Formatter

from pydantic import field_validator

from models.sourced import Sourced, Text

PLACES = ("organ", "year", "number")
NEEDED = ("year", "number")
# Leading zeros up to so many digits, as Python's `format` writes them: {number:03}.
_PADDING = re.compile(r"0[1-9]d?")


def pattern_problem(pattern: str) -> str:
    """Return why a pattern cannot be used, what and where; nothing where it can.

    Without a place for the year and one for the running number two documents would bear the same
    number. Only padding with zeros is allowed behind a colon: nothing may be looked up in a value.
    """
    if any(ord(sign) < ord(" ") for sign in pattern):
        return "holds a line break or another control character; a number stands on one line"
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        return f"its braces do not match ({error}); write {{{{ for a brace that is printed"
    places = [part for part in parts if part[1] is not None]
    for _, name, spec, conversion in places:
        if problem := _place_problem(str(name), spec or "", conversion):
            return problem
    named = {name for _, name, _, _ in places}
    missing = " and ".join(f"{{{name}}}" for name in NEEDED if name not in named)
    return f"has no place for {missing}: needs {{year}} and {{number}}" if missing else ""


def _place_problem(name: str, spec: str, conversion: str | None) -> str:
    if name not in PLACES:
        known = ", ".join(f"{{{one}}}" for one in PLACES)
        return f"the place {{{name}}} is not known; only {known} are, by name alone"
    if conversion:
        return f"the place {{{name}!{conversion}}} is converted; write {{{name}}}"
    if spec and (name != "number" or not _PADDING.fullmatch(spec)):
        return (
            f"the place {{{name}:{spec}}} cannot be written so; only {{number}} takes leading "
            "zeros, as {number:03}"
        )
    return ""


class NumberPattern(Sourced):
    """How a number is written: {year}, {number} and, where wanted, {organ}, as `format` reads them.

    {number} may take leading zeros and stand twice: {organ}规〔{year}〕{number:03}.
    """

    pattern: Text

    @field_validator("pattern")
    @classmethod
    def _has_its_places(cls, pattern: str) -> str:
        if problem := pattern_problem(pattern):
            raise ValueError(problem)
        return pattern

    def bears(self, text: str, organ: str) -> bool:
        """Say whether a text can be one of these numbers, whatever its year and running number."""
        written = {"organ": re.escape(organ), "year": r"\d{4}", "number": r"\d+"}
        parts = (
            re.escape(before) + (written[name] if name else "")
            for before, name, _, _ in Formatter().parse(self.pattern)
        )
        return re.fullmatch("".join(parts), text.strip()) is not None

    def of(self, organ: str, year: int, number: int) -> str:
        """Return the number as it is printed; `organ` is the short name of the organ."""
        return self.pattern.format(organ=organ, year=year, number=number)
