"""Every cell of the permission matrix is as the independently written expectation says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

import pytest
from permission_matrix import EVERY, ME, Cell, Entry, Matrix, read_matrix, standing, states_of

from models.action import Action
from models.case import CaseState
from models.moves import Move
from models.permission import acting_role, may, may_see
from models.person import BUSINESS_ROLES, GIVEN_ROLES, Role
from models.relation import Relation, Standing

MATRIX = read_matrix()
ENTRIES: tuple[Entry, ...] = (*Move, *Action)
ROLES = [role for role in Role if role in BUSINESS_ROLES]  # Only these can be held together.
EVERY_FIFTH = 5  # Of the states, where pairs of roles are tried: a sample.


def is_allowed(standing: Standing, entry: Entry) -> bool:
    """Ask the program."""
    if isinstance(entry, Action):
        return may(standing, entry)
    return acting_role(standing, entry) is not None


def passes_the_desk(standing: Standing, entry: Entry) -> bool:
    """Ask as the desk does: a case that is not to be seen cannot be moved either."""
    unseen = isinstance(entry, Move) and entry is not Move.RECEIVE and not may_see(standing)
    return not unseen and is_allowed(standing, entry)


def differs(cell: Cell) -> bool:
    """Say whether the program answers otherwise, to a person who has this role only."""
    asking = standing(MATRIX.situations[cell.situation], cell.state, cell.role)
    return is_allowed(asking, cell.entry) is not cell.ought


def unknown_names(matrix: Matrix) -> Iterator[str]:
    """Name what the file says and nothing knows, and what it defines and nothing uses."""
    used = {cell for row in matrix.rows.values() for cell in row.values()}
    terms = {term for cell in used for term in matrix.terms(cell)}
    sets = {term.partition("@")[0] for term in terms}
    groups = {group for term in terms if (group := term.partition("@")[2])}
    named = {situation for members in matrix.sets.values() for situation in members}
    states = {state for members in matrix.states.values() for state in members}
    yield from (f"situation {one}: unknown" for one in sorted(named - set(matrix.situations)))
    yield from (f"state {one}: unknown" for one in sorted(states - set(CaseState)))
    yield from (f"set {one}: unknown" for one in sorted(sets - set(matrix.sets)))
    yield from (f"states {one}: unknown" for one in sorted(groups - set(matrix.states)))
    yield from (f"word {one}: not used" for one in sorted(set(matrix.words) - used))
    yield from (f"set {one}: not used" for one in sorted(set(matrix.sets) - sets - {EVERY}))
    yield from (f"states {one}: not used" for one in sorted(set(matrix.states) - groups - {EVERY}))


def short(members: Iterable[str], names: dict[str, list[str]]) -> str:
    """Say it by the name that the file has for exactly these, or one by one."""
    found = [name for name, those in names.items() if set(those) == set(members)]
    return found[0] if found else ", ".join(members)


def differences(cells: list[Cell]) -> str:
    """Say for each role and entry where it may and ought not, or ought to and may not."""
    found: dict[tuple[Entry, Role, bool], dict[str, list[str]]] = defaultdict(dict)
    for cell in cells:
        places = found[cell.entry, cell.role, cell.ought]
        places.setdefault(cell.situation, []).append(cell.state.value)
    lines = [f"{len(cells)} cells differ from tests/permission_matrix.toml"]
    for (entry, role, ought), places in found.items():
        names = MATRIX.states | {EVERY: [state.value for state in states_of(entry)]}
        by_states: dict[str, list[str]] = defaultdict(list)
        for situation, states in places.items():
            by_states[short(states, names)].append(situation)
        verb = "ought to, but may not" if ought else "may, but ought not"
        where = [f"{short(who, MATRIX.sets)} @ {states}" for states, who in by_states.items()]
        lines.append(f"{role} {verb}: {entry} ({'; '.join(where)})")
    return "\n".join(lines)


def test_every_role_move_and_action_has_its_place_in_the_file_and_nothing_else() -> None:
    assert set(MATRIX.rows) == {entry.value for entry in ENTRIES}
    assert len({entry.value for entry in ENTRIES}) == len(ENTRIES)
    for row in MATRIX.rows.values():
        assert set(row) == {role.value for role in Role}
    assert MATRIX.twice == []


def test_the_file_names_nothing_unknown_and_defines_nothing_in_vain() -> None:
    assert list(unknown_names(MATRIX)) == []


def test_the_situations_bring_about_every_relation_and_its_absence() -> None:
    met = {
        (relation, standing(facts, CaseState.ACCEPTED, Role.REVIEWER).holds(relation))
        for facts in MATRIX.situations.values()
        for relation in Relation
    }

    assert met == {(relation, holds) for relation in Relation for holds in (True, False)}


def test_no_two_situations_are_the_same() -> None:
    built = {standing(facts, CaseState.ACCEPTED) for facts in MATRIX.situations.values()}

    assert len(built) == len(MATRIX.situations)
    assert {one.person.code for one in built} == {ME}


def test_every_cell_is_as_expected() -> None:
    different = [cell for cell in MATRIX.cells() if differs(cell)]

    if different:
        pytest.fail(differences(different), pytrace=False)


def test_the_file_lets_a_person_move_only_what_it_lets_him_see() -> None:
    sees = MATRIX.rows[Action.SEE_CASE.value]
    blind = {
        f"{role} {move}"
        for move in frozenset(Move) - {Move.RECEIVE}  # before which there is nothing to see
        for role in GIVEN_ROLES
        for situation, state in MATRIX.allowed(MATRIX.rows[move.value][role.value])
        if state in states_of(move) and (situation, state) not in MATRIX.allowed(sees[role.value])
    }

    assert not blind


def test_a_second_role_gives_nothing_that_neither_role_has_alone() -> None:
    gained: dict[str, list[str]] = defaultdict(list)
    for (name, facts), entry in product(MATRIX.situations.items(), ENTRIES):
        for state in states_of(entry)[::EVERY_FIFTH]:
            alone = {one for one in ROLES if passes_the_desk(standing(facts, state, one), entry)}
            for pair in combinations([one for one in ROLES if one not in alone], 2):
                if passes_the_desk(standing(facts, state, *pair), entry):
                    gained[f"{entry} as {' and '.join(pair)}"].append(f"{name} @ {state}")

    if gained:
        lines = (f"{what}: {len(where)} times, as {where[0]}" for what, where in gained.items())
        pytest.fail("\n".join(lines), pytrace=False)


def test_who_has_two_roles_acts_in_one_that_may_do_it_alone() -> None:
    mixed: list[str] = []
    for (name, facts), move in product(MATRIX.situations.items(), Move):
        state = states_of(move)[0]
        for pair in combinations(ROLES, 2):
            role = acting_role(standing(facts, state, *pair), move)
            if role and acting_role(standing(facts, state, role), move) is not role:
                mixed.append(f"{move} as {' and '.join(pair)}, {name}: as {role}")

    assert not mixed
