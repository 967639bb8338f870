"""Which line of a TOML text says what: a text in, the line of each of its keys out.

`tomllib` tells the values and forgets where they stood. This reads only the structure of a text
that `tomllib` has taken already, so it need not judge it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache

KeyPath = tuple[str | int, ...]  # ("filing", 1, "days"): keys, and places in lists from 0

_TOKEN = re.compile(
    r"""
    (?P<blank> [ \t\r]+ | \#[^\n]* )
    | (?P<newline> \n )
    | (?P<text> \"\"\" (?: \\. | [^\\] )*? \"{3,5} | ''' .*? '{3,5}
              | " (?: \\. | [^"\\\n] )* " | ' [^'\n]* ' )
    | (?P<sign> [\[\]{}=,.] )
    | (?P<word> [^\s\[\]{}=,.\#"']+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_END = ("", "", 0)  # what follows the last token


@lru_cache(maxsize=64)
def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line, from 1, on which each key, table and list item of a TOML text begins.

    Raises tomllib.TOMLDecodeError for a text that is no TOML.
    """
    tomllib.loads(text)
    walk = _Walk(text)
    walk.read()
    return walk.lines


def line_of(text: str, path: KeyPath) -> int:
    """Return the line of a key, or of the nearest thing above it that stands in the text."""
    lines = key_lines(text)
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


class _Walk:
    """Goes through the tokens once and notes each key that it passes."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._items: dict[KeyPath, int] = {}  # how many [[tables]] of a list were opened
        self._tokens = _tokens(text)
        self._next = next(self._tokens, _END)

    def read(self) -> None:
        """Read every statement of the text."""
        table: KeyPath = ()
        while self._next is not _END:
            kind, said, _ = self._next
            if kind == "newline":
                self._take()
            elif said == "[":
                table = self._header()
            else:
                self._pair(table)

    def _take(self) -> str:
        said = self._next[1]
        self._next = next(self._tokens, _END)
        return said

    def _note(self, path: KeyPath, line: int) -> None:
        # A table may be opened below a name before its own header; its first line counts.
        self.lines.setdefault(path, line)

    def _header(self) -> KeyPath:
        line = self._next[2]
        self._take()
        is_list = self._next[1] == "["
        if is_list:
            self._take()
        path: KeyPath = ()
        for key in self._keys():
            # Below a list of tables a name belongs to the table that was opened last.
            path = (*self._innermost(path), key)
            self._note(path, line)
        while self._next[1] == "]":
            self._take()
        if is_list:
            self._items[path] = self._items.get(path, 0) + 1
        path = self._innermost(path)
        self._note(path, line)
        return path

    def _innermost(self, path: KeyPath) -> KeyPath:
        return (*path, self._items[path] - 1) if path in self._items else path

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._next[1] == ".":
            self._take()
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        kind, said, _ = self._next
        self._take()
        return str(tomllib.loads(f"key = {said}")["key"]) if kind == "text" else said

    def _pair(self, table: KeyPath) -> None:
        line, path = self._next[2], table
        for key in self._keys():
            path = (*path, key)
            self._note(path, line)
        self._take()  # the equals sign
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        said = self._next[1]
        if said in ("[", "{") and self._next[0] == "sign":
            self._take()
            self._list(path) if said == "[" else self._inline_table(path)
            return
        while self._next[0] != "newline" and self._next[1] not in ("", ",", "]", "}"):
            self._take()

    def _list(self, path: KeyPath) -> None:
        place = 0
        while self._next[1] != "]":
            if self._next[0] == "newline" or self._next[1] == ",":
                self._take()
                continue
            self._note((*path, place), self._next[2])
            self._value((*path, place))
            place += 1
        self._take()

    def _inline_table(self, path: KeyPath) -> None:
        while self._next[1] != "}":
            if self._next[0] == "newline" or self._next[1] == ",":
                self._take()
                continue
            self._pair(path)
        self._take()


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "blank":
            yield str(found.lastgroup), found.group(), line
        line += found.group().count("\n")
