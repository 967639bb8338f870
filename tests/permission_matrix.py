"""Read the written expectation of who ought to be allowed what, and in which situation."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict, cast

from models.action import Action
from models.case import CaseState
from models.moves import MOVES, Move
from models.person import Membership, Person, Role
from models.relation import Standing

FILE = Path(__file__).with_name("permission_matrix.toml")
NOBODY = "."
EVERY = "all"

DRAFTING_UNIT, ELSEWHERE = "DRAFTING", "ELSEWHERE"
ME, ANOTHER, ABSENT = "me", "another", "absent"
SUBMITTED_ON = "2026-03-10"
TODAY = "2026-03-20"
LAST_DAY = {"now": None, "then": SUBMITTED_ON, "before": "2026-03-09", "left": "2026-03-19"}

Entry = Move | Action


class Facts(TypedDict, total=False):
    """How a person stands to a case, in the words of the file."""

    belongs: Literal["now", "then", "before", "left"]
    review: Literal["me", "absent", "nobody"]
    drafting_unit: Literal["unknown"]
    asked: bool
    hand: bool


class _Text(TypedDict):
    situations: dict[str, Facts]
    sets: dict[str, list[str]]
    states: dict[str, list[str]]
    words: dict[str, list[str]]
    columns: dict[str, str]
    matrix: dict[Literal["moves", "actions"], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of the walk, with the answer that is expected."""

    entry: Entry
    role: Role
    situation: str
    state: CaseState
    ought: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The file. `rows` holds what its tables say, by the code of the move or action and the role;
    `twice` the codes that have more than one row.
    """

    situations: dict[str, Facts]
    sets: dict[str, list[str]]
    states: dict[str, list[str]]
    words: dict[str, list[str]]
    rows: dict[str, dict[str, str]]
    twice: list[str]

    def cells(self) -> Iterator[Cell]:
        """Go through every role, move and action, situation, and state in which it is asked."""
        for entry in (*Move, *Action):
            for role in Role:
                allowed = self.allowed(self.rows[entry.value][role.value])
                for situation in self.situations:
                    for state in states_of(entry):
                        ought = (situation, state.value) in allowed
                        yield Cell(entry, role, situation, state, ought)

    def allowed(self, cell: str) -> frozenset[tuple[str, str]]:
        """Return the pairs of situation and state in which a cell says yes."""
        return frozenset(
            (situation, state)
            for term in self.terms(cell)
            for situation in self.sets[term.partition("@")[0]]
            for state in self.states[term.partition("@")[2] or EVERY]
        )

    def terms(self, cell: str) -> list[str]:
        """Return the `set` or `set@states` that a cell is made of."""
        return [] if cell == NOBODY else self.words.get(cell, [cell])


def read_matrix() -> Matrix:
    """Read the file as it stands; what in it is unknown or missing is for the test to say."""
    text = cast(_Text, tomllib.loads(FILE.read_text("utf-8")))
    rows = [row for table in text["matrix"].values() for row in _rows(table, text["columns"])]
    return Matrix(
        situations=text["situations"],
        sets=text["sets"] | {EVERY: list(text["situations"])},
        states=text["states"] | {EVERY: [state.value for state in CaseState]},
        words=text["words"],
        rows=dict(rows),
        twice=[code for code, times in Counter(code for code, _ in rows).items() if times > 1],
    )


def _rows(table: str, columns: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    lines = [line.split() for line in table.splitlines() if line and not line.startswith("#")]
    heads = [columns[head] for head in lines[0]]
    for code, *cells in lines[1:]:
        if len(cells) != len(heads):
            raise ValueError(f"{FILE.name}: {code} has {len(cells)} cells, not {len(heads)}")
        yield code, dict(zip(heads, cells, strict=True))


def states_of(entry: Entry) -> list[CaseState]:
    """Return the states in which a move starts; an action is asked in all that are stored."""
    if isinstance(entry, Action):
        return [state for state in CaseState if state is not CaseState.NEW]
    starts = frozenset().union(*(rule.starts_in for rule in MOVES if rule.move is entry))
    return [state for state in CaseState if state in starts]


def standing(facts: Facts, state: CaseState, *roles: Role) -> Standing:
    """Build the standing of a person with these roles to a case, out of a situation of the file."""
    review, belongs = facts.get("review", ANOTHER), facts.get("belongs")
    memberships = (
        (Membership(DRAFTING_UNIT, since="2020-01-01", until=LAST_DAY[belongs]),) if belongs else ()
    )
    person = Person(
        code=ME,
        name="某人",
        unit=DRAFTING_UNIT if belongs in ("now", "left") else ELSEWHERE,
        roles=frozenset(roles),
        memberships=memberships,
        stands_in_for=frozenset({ABSENT}) if review == ABSENT else frozenset(),
        as_of=TODAY,
    )
    return Standing(
        person=person,
        unit=None if facts.get("drafting_unit") == "unknown" else DRAFTING_UNIT,
        reviewer=None if review == "nobody" else review,
        state=state,
        received_on=SUBMITTED_ON,
        asked=facts.get("asked", False),
        reviewed=facts.get("hand", False),
    )
