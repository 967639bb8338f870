"""A file of rules as a tree whose values know their file and line: a text in, the tree out."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.errors import RuleSetInvalid
from models.rule_lines import KeyPath, line_of

# Items of a list of tables are told apart, merged and named by this key of theirs.
LIST_KEYS = ("kind", "recipient")

Plain = str | int | float | bool | date | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules: its name as people know it, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What stands at one place: a value, or the names or the list of what stands below it."""

    value: object  # of a table dict[str, Said], of a list list[Said]
    file: RuleFile
    path: KeyPath  # in that file

    @property
    def names(self) -> Mapping[str, "Said"]:
        """What a table holds; nothing for what is no table."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list["Said"]:
        """What a list holds; nothing for what is no list."""
        return self.value if isinstance(self.value, list) else []

    @property
    def place(self) -> str:
        """Where it stands, as people look for it: "local.toml:12"."""
        return f"{self.file.name}:{self.line}"

    @property
    def line(self) -> int:
        """The line of its file on which it stands, from 1."""
        return line_of(self.file.text, self.path)

    def below(self, path: KeyPath) -> tuple["Said", KeyPath]:
        """Return the last thing that stands on a path, and what is left of the path there."""
        here = self
        for place, step in enumerate(path):
            if isinstance(step, str):
                inner = here.names.get(step)
            else:
                inner = here.items[step] if step < len(here.items) else None
            if inner is None:
                return here, path[place:]
            here = inner
        return here, ()

    def spelt(self, path: KeyPath) -> str:
        """Return a key path as people read it: items of a list by their kind or recipient."""
        steps: list[str] = []
        for place, step in enumerate(path):
            item, missing = self.below(path[: place + 1])
            steps.append(str(step) if missing or isinstance(step, str) else item.own_name(step))
        return ".".join(steps)

    def own_name(self, place: int) -> str:
        """Return what tells this item of a list apart, or its place."""
        return next(
            (str(self.names[key].value) for key in LIST_KEYS if key in self.names), str(place)
        )


def read_tree(file: RuleFile) -> Said:
    """Return what a file says, by itself. Raises `RuleSetInvalid` for what is no TOML."""
    try:
        data = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        sentence, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        # Where the text ends too early there is no number.
        number = int(line.group(1)) if line else file.text.count("\n") + 1
        raise RuleSetInvalid(file.name, [f"{file.name}:{number}: {sentence}"]) from None
    return _said(data, file, ())


def plain(said: Said) -> Plain:
    """Return the values alone, as TOML would give them."""
    if isinstance(said.value, dict):
        return {key: plain(inner) for key, inner in said.names.items()}
    if isinstance(said.value, list):
        return [plain(inner) for inner in said.items]
    value = said.value
    # TOML knows times of day too. No key takes one, and the reader of the text will say so.
    return value if isinstance(value, str | int | float | bool | date) else str(value)


def _said(value: object, file: RuleFile, path: KeyPath) -> Said:
    if isinstance(value, dict):
        inner = {key: _said(one, file, (*path, key)) for key, one in value.items()}
        return Said(inner, file, path)
    if isinstance(value, list):
        items = [_said(one, file, (*path, place)) for place, one in enumerate(value)]
        return Said(items, file, path)
    return Said(value, file, path)
