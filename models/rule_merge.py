"""A rule set over all that it extends: files in, one tree and its content and digest out.

Besides its values a file may say, in a table, `without = ["floor"]`: what it does not take over;
and of a type of matter `like = "other_document"`: it holds for this type too, but for what is said.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from models.errors import RuleSetInvalid, UnknownCode, nearest
from models.rule_tree import LIST_KEYS, RuleFile, Said, plain, read_tree

# A table with such a key is a value of law, or an instrument: it is replaced whole, so that its
# number, unit and source never come from two files.
WHOLE = ("source", "title")
# What a file says of itself, and of no file that extends it.
OWN = ("code", "name", "since", "extends")
# How letters look is no law: no case keeps it, and a new letterhead puts no case under new rules.
LETTERS = "letters"
TYPES, LIKE, WITHOUT = "matter_types", "like", "without"

Shelf = Callable[[str], RuleFile]  # a code → its file; raises UnknownCode


@dataclass(frozen=True, slots=True)
class Merged:
    """A rule set with all that it extends, before its values were looked at."""

    tree: Said
    problems: tuple[str, ...]  # of merging: each with its file, line and key

    @property
    def content(self) -> str:
        """Every value of law as JSON, in the one way to write it: what is frozen for a case."""
        law = {key: plain(said) for key, said in self.tree.names.items() if key != LETTERS}
        return json.dumps(law, ensure_ascii=False, sort_keys=True, default=str)


def digest_of(content: str) -> str:
    """Return the SHA-256 in hex over the content of a rule set."""
    return sha256(content.encode()).hexdigest()


def merged_rules(code: str, shelf: Shelf) -> Merged:
    """Return what a rule set says, over all that it extends.

    Raises `UnknownCode` for a code without a file, and `RuleSetInvalid` for what is no TOML,
    extends an unknown rule set, or extends itself by way of others.
    """
    merging = _Merging(shelf)
    tree = merging.whole(code, shelf(code), {})
    return Merged(tree, tuple(merging.problems))


@dataclass(slots=True)
class _Merging:
    """Merges files, and gathers what is wrong with how they rest on one another."""

    shelf: Shelf
    problems: list[str] = field(default_factory=list)

    def whole(self, code: str, file: RuleFile, above: dict[str, Said]) -> Said:
        """Return a file over what it extends; `above` are the files that extend it."""
        own = read_tree(file)
        base = own.names.get("extends")
        if base is None or not isinstance(base.value, str):
            return self.with_likes(own, own)
        chain = above | {code: base}
        if base.value in chain:
            circle = " → ".join(one.place for one in chain.values())
            raise RuleSetInvalid(file.name, [f"{base.place}: extends: goes in a circle: {circle}"])
        below = self.whole(base.value, self.base_file(base, base.value), chain)
        return self.with_likes(self.tables(_inherited(below, own), own), own)

    def base_file(self, base: Said, code: str) -> RuleFile:
        """Return the file that `extends` names."""
        try:
            return self.shelf(code)
        except UnknownCode as error:
            problem = f"{base.place}: extends: {error.message}"
            raise RuleSetInvalid(base.file.name, [problem]) from None

    def one(self, base: Said, over: Said) -> Said:
        """Return what holds where both say something."""
        if base.names and isinstance(over.value, dict):
            whole = any(key in said.names for said in (base, over) for key in WHOLE)
            is_law = over.path[:1] != (LETTERS,)  # [letters.fonts] has a title that is no value
            return over if whole and is_law else self.tables(base, over)
        if isinstance(base.value, list) and isinstance(over.value, list):
            return _lists(base, over)
        return over

    def tables(self, base: Said, over: Said) -> Said:
        """Return a table over another one, key by key."""
        left_out = set(self.left_out(base, over))
        names = {key: inner for key, inner in base.names.items() if key not in left_out}
        for key, inner in over.names.items():
            if key != WITHOUT:
                names[key] = self.one(names[key], inner) if key in names else inner
        return Said(names, over.file, over.path)

    def left_out(self, base: Said, over: Said) -> Iterator[str]:
        """Yield the keys that a table does not take over."""
        without = over.names.get(WITHOUT)
        for said in without.items if without else ():
            if said.value in base.names:
                yield str(said.value)
            else:
                near = nearest(str(said.value), base.names)
                self.problem(said, f"“{said.value}” is not there to be left out. {near}")

    def with_likes(self, tree: Said, own: Said) -> Said:
        """Return the tree with each type of matter that its file calls like another one."""
        likes = _likes(own)
        if not likes:
            return tree
        types = own.names[TYPES]
        known = dict(tree.names[TYPES].names)
        for name in likes:
            known[name] = self.alike(name, types, likes, known, ())
        merged_types = Said(known, own.file, types.path)
        return Said({**tree.names, TYPES: merged_types}, tree.file, tree.path)

    def alike(
        self,
        name: str,
        types: Said,
        likes: dict[str, Said],
        known: dict[str, Said],
        chain: tuple[str, ...],
    ) -> Said:
        """Return one type of matter, over the one that it is like."""
        if name not in likes:
            return known[name]
        like, own = likes[name], types.names[name]
        said = Said({k: v for k, v in own.names.items() if k != LIKE}, own.file, own.path)
        other = like.value
        if not isinstance(other, str) or other not in known:
            others = [one for one in known if one != name]
            self.problem(
                like, f"“{other}” is no type of matter here. {nearest(str(other), others)}"
            )
            return said
        if other == name or other in chain:
            self.problem(like, f"goes in a circle: {' → '.join((*chain, name, other))}")
            return said
        return self.tables(self.alike(other, types, likes, known, (*chain, name)), said)

    def problem(self, said: Said, sentence: str) -> None:
        """Note what is wrong at a place, once."""
        told = f"{said.place}: {'.'.join(str(step) for step in said.path)}: {sentence}"
        if told not in self.problems:
            self.problems.append(told)


def _likes(own: Said) -> dict[str, Said]:
    types = own.names.get(TYPES)
    named = types.names if types else {}
    return {name: said.names[LIKE] for name, said in named.items() if LIKE in said.names}


def _inherited(below: Said, own: Said) -> Said:
    """Return what a file takes over: a type that it calls like another one is told anew."""
    names = {key: inner for key, inner in below.names.items() if key not in OWN}
    likes, types = _likes(own), names.get(TYPES)
    if likes and types is not None:
        kept = {name: inner for name, inner in types.names.items() if name not in likes}
        names[TYPES] = Said(kept, types.file, types.path)
    return Said(names, below.file, below.path)


def _lists(base: Said, over: Said) -> Said:
    both = [*base.items, *over.items]
    key = next((key for key in LIST_KEYS if all(key in item.names for item in both)), None)
    if key is None:
        return over
    left = {id(item): item for item in over.items}
    merged: list[Said] = []
    for item in base.items:
        name = item.names[key].value
        same = next((one for one in left.values() if one.names[key].value == name), None)
        merged.append(item if same is None else left.pop(id(same)))
    # A name that one file gives twice stays twice: the reader of the values tells it.
    return Said([*merged, *left.values()], over.file, over.path)
