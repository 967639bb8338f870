"""A code → its rule set: the site's own folder beside the shipped ones, and what cases froze."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models.case import ENDED, Case
from models.errors import RuleSetInvalid, UnknownCode
from models.house_style import USUAL, HouseStyle
from models.rule_merge import Merged, digest_of, merged_rules
from models.rule_tree import RuleFile
from review_flows.outside.database import Connection
from review_flows.outside.rule_files import FolderState, folder_state, is_own, rule_file
from review_flows.outside.settings import read_settings
from review_flows.rule_sets import rule_set as shipped_rule_set
from review_flows.rule_sets import rule_set_codes, shipped_file, shipped_rules

if TYPE_CHECKING:
    from models.rule_set import RuleSet


@dataclass(slots=True)
class _Held:
    """What was read while the folder was in one state."""

    folder: FolderState
    merged: dict[str, Merged] = field(default_factory=dict)
    rule_sets: dict[str, "RuleSet"] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    unverified: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangedRules:
    """A rule set that no longer says what open cases were accepted under."""

    code: str
    cases: int  # open cases that were
    unfrozen: int  # of these, cases from before rule sets were kept: they follow the file


class RuleSource:
    """The rule sets that a site can use: `<home>/rule_sets/*.toml` beside the shipped ones.

    What was read is kept for as long as no file of the folder is added, changed or removed, so
    a process that runs for weeks follows the folder without being told.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder  # it need not exist
        self._held = _Held(folder_state(folder))
        self._frozen: dict[str, RuleSet] = {}

    def codes(self) -> tuple[str, ...]:
        """Return the codes of every rule set that has a file here or in the package."""
        return tuple(sorted({*self.own_codes(), *rule_set_codes()}))

    def own_codes(self) -> tuple[str, ...]:
        """Return the codes of the files in the site's own folder."""
        return tuple(sorted(name.removesuffix(".toml") for name, *_ in self._now().folder))

    def rule_set(self, code: str) -> "RuleSet":
        """Return a rule set by its code, with what it extends.

        Raises `UnknownCode`, which names the nearest code, and `RuleSetInvalid` for a faulty file.
        """
        return self._rule_set(self._now(), code)

    def digest(self, code: str) -> str:
        """Return the digest of a rule set, in hex; it changes with any value of it.

        Raises `UnknownCode`, and `RuleSetInvalid` for a file that cannot be read at all.
        """
        held = self._now()
        if code not in held.digests:
            held.digests[code] = digest_of(self._content(held, code))
        return held.digests[code]

    def unverified(self, code: str) -> tuple[str, ...]:
        """Return the key paths of a rule set's values that nobody has verified (未核实)."""
        held = self._now()
        if code not in held.unverified:
            held.unverified[code] = self.rule_set(code).unverified()
        return held.unverified[code]

    def of_case(self, connection: Connection, case: Case) -> "RuleSet":
        """Return the rules of a case: as frozen when it was accepted, whatever the file says now.

        A case that is not accepted yet, or was before rule sets were frozen, follows the file.
        Raises `RuleSetInvalid` where the frozen copy is damaged.
        """
        frozen = case.rule_set_digest
        if frozen is None:
            return self.rule_set(case.rule_set)
        if frozen not in self._frozen:
            content = connection.value(FROZEN, digest=frozen)
            if content is None:
                return self.rule_set(case.rule_set)
            self._frozen[frozen] = _thawed(str(content), frozen, case.rule_set)
        return self._frozen[frozen]

    def house_style(self, case: Case) -> HouseStyle:
        """Return how the letters of a case look: as its rule set says today, for it is no law.

        Where the file is gone or broken, which `doctor` tells, letters look as everywhere: a case
        in hand must not wait for a file.
        """
        try:
            return self.rule_set(case.rule_set).letters.style
        except (RuleSetInvalid, UnknownCode):
            return USUAL

    def freeze(self, connection: Connection, code: str, at: str) -> str:
        """Keep a rule set as it is now for the cases accepted under it; return its digest."""
        held = self._now()
        self._rule_set(held, code)  # what cannot be used is never frozen
        content = self._content(held, code)
        digest = digest_of(content)
        connection.run(FREEZE, digest=digest, code=code, content=content, frozen_at=at)
        return digest

    def file(self, code: str) -> RuleFile:
        """Return the file of a code: the site's own, or the shipped one.

        Raises `UnknownCode`, and `RuleSetInvalid` for a code that both have, or no text.
        """
        if not is_own(self._now().folder, code):
            if code in rule_set_codes():
                return shipped_file(code)
            raise UnknownCode("The rule set", code, self.codes())
        path = self.folder / f"{code}.toml"
        if code in rule_set_codes():
            problem = f"{path}:1: the code {code} is taken by a shipped rule set; rename the file"
            raise RuleSetInvalid(str(path), [problem])
        return rule_file(path)

    def _now(self) -> _Held:
        folder = folder_state(self.folder)
        if folder != self._held.folder:
            self._held = _Held(folder)
        return self._held

    def _rule_set(self, held: _Held, code: str) -> "RuleSet":
        if code not in held.rule_sets:
            # Imported here: reading the values comes with pydantic, which most commands do without.
            from models.rule_reading import read_rule_set

            if _is_shipped(held, code):
                held.rule_sets[code] = shipped_rule_set(code)
            else:
                held.rule_sets[code] = read_rule_set(self._merged(held, code), code)
        return held.rule_sets[code]

    def _merged(self, held: _Held, code: str) -> Merged:
        if code not in held.merged:
            shipped = _is_shipped(held, code)
            held.merged[code] = shipped_rules(code) if shipped else merged_rules(code, self.file)
        return held.merged[code]

    def _content(self, held: _Held, code: str) -> str:
        if code not in held.contents:
            merged = self._merged(held, code)
            if merged.problems:
                raise RuleSetInvalid(merged.tree.file.name, merged.problems)
            held.contents[code] = merged.content
        return held.contents[code]


def site_rules() -> RuleSource:
    """Return the rule sets of this process's site; its database is not opened."""
    return RuleSource(read_settings().home / "rule_sets")


def changed_since_frozen(connection: Connection, source: RuleSource) -> list[ChangedRules]:
    """Return the rule sets whose files differ from what open cases were accepted under.

    A rule set in force is never edited: a new one gets a new file, and cases are put under it
    with `review-flows rules rebase`. A file that is gone or broken differs too.
    """
    found: dict[str, ChangedRules] = {}
    for row in connection.rows(IN_USE):
        code, cases = row["rule_set"], row["cases"]
        if row["rule_set_digest"] == _digest_or_none(source, code):
            continue
        before = found.get(code, ChangedRules(code, 0, 0))
        unfrozen = 0 if row["frozen"] else cases
        found[code] = ChangedRules(code, before.cases + cases, before.unfrozen + unfrozen)
    return [found[code] for code in sorted(found)]


def _digest_or_none(source: RuleSource, code: str) -> str | None:
    try:
        return source.digest(code)
    except (RuleSetInvalid, UnknownCode):
        return None


def _is_shipped(held: _Held, code: str) -> bool:
    return code in rule_set_codes() and not is_own(held.folder, code)


def _thawed(content: str, digest: str, code: str) -> "RuleSet":
    from models.rule_reading import frozen_rule_set

    origin = f"{code} ({digest[:12]})"
    if digest_of(content) != digest:
        problem = "the frozen copy is not what was frozen; restore frozen_rule_sets from a backup"
        raise RuleSetInvalid(origin, [problem])
    return frozen_rule_set(content, origin)


FROZEN = "SELECT content FROM frozen_rule_sets WHERE digest = :digest"
FREEZE = (
    "INSERT INTO frozen_rule_sets (digest, code, content, frozen_at) "
    "VALUES (:digest, :code, :content, :frozen_at) ON CONFLICT (digest) DO NOTHING"
)
_ENDS = ", ".join(f"'{state}'" for state in sorted(ENDED))
IN_USE = (
    "SELECT c.rule_set, c.rule_set_digest, f.digest AS frozen, COUNT(*) AS cases FROM cases c "
    "LEFT JOIN frozen_rule_sets f ON f.digest = c.rule_set_digest "
    f"WHERE c.rule_set_digest IS NOT NULL AND c.state NOT IN ({_ENDS}) "
    "GROUP BY c.rule_set, c.rule_set_digest, f.digest"
)
