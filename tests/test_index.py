"""Due days in tables are an index over the clock: after every move of a walk they equal it."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_site
from databases import case_in, entries, tasks_in
from random_walk import RandomWalk

from models.case import ENDED, ON_THE_CLOCK, CaseState
from models.clock import read_clock
from models.event import FIRST, faults_of
from models.moves import ASKING, Move
from models.task import ASKED_TASKS, LASTING_TASKS, TASK_OF_STATE, TaskKind
from review_flows.desk.timekeeping import TIMED_TASKS, clock_events, iso
from review_flows.outside.clock_index import clock_events_of
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

# Between them these walks make every move; the others are as good as any.
SEEDS = (152, 154, 197, 210, 214, 231, 237, 240, 288, 290, 291)
STEPS = 100


def index_equals_function(site: Site, number: str) -> None:
    """The days of the case and of its tasks are what read_clock says from the log, today."""
    case = case_in(site.database, number)
    with site.database.reading() as connection:
        events = clock_events(connection, number)
        indexed = clock_events_of(connection, number)
        rules = site.rules.of_case(connection, case).matter_types[case.matter_type].review
    assert indexed == [replace(event, reason="") for event in events]
    clock = read_clock(events, rules.clock, site.calendar, day_of(site.clock.now()))
    due = [task.due_on for task in tasks_in(site.database, number) if task.kind in TIMED_TASKS]
    # While time stands nobody knows the last day, and a second review has none.
    unknown = clock.paused or (clock.ended_on is not None and case.state in ON_THE_CLOCK)
    floor_on, ceiling_on = (None, None) if unknown else (clock.floor_on, clock.ceiling_on)
    assert (case.floor_on, case.ceiling_on, case.provisional, case.meeting_on) == (
        iso(floor_on),
        iso(ceiling_on),
        clock.provisional and not unknown,
        iso(clock.meeting_on),
    )
    assert (case.accepted_on is not None) is ("accepted" in [event.kind for event in events])
    assert due in ([], [iso(ceiling_on)])


def tasks_fit_the_state(site: Site, number: str) -> None:
    """The case waits for exactly whom its state says, and for advisors only during review."""
    state = case_in(site.database, number).state
    kinds = [task.kind for task in tasks_in(site.database, number)]
    expected = [TASK_OF_STATE[state][0]] if state in TASK_OF_STATE else []
    # What is in force waits for nobody until people are called to evaluate it.
    if state is CaseState.IN_FORCE and TaskKind.EVALUATE in kinds:
        expected = [TaskKind.EVALUATE]
    aside = ASKED_TASKS | LASTING_TASKS
    if state in (CaseState.IN_FORCE, CaseState.EVALUATED):  # a recipient may not have answered yet
        aside |= {TaskKind.FOLLOW_FILING}
    assert [kind for kind in kinds if kind not in aside] == expected
    assert ASKED_TASKS.isdisjoint(kinds) or state in ASKING


@pytest.mark.parametrize("seed", SEEDS)
def test_after_every_move_of_a_walk_the_index_equals_the_function(site: Site, seed: int) -> None:
    walk = RandomWalk(site, seed)
    for _ in range(STEPS):
        made = walk.step()
        index_equals_function(site, walk.number)
        if made:
            tasks_fit_the_state(site, walk.number)
        if case_in(site.database, walk.number).state in ENDED:
            break
    assert len(walk.made) > 1
    log_tells_the_walk(site, walk)


def log_tells_the_walk(site: Site, walk: RandomWalk) -> None:
    """The log is whole, and its done entries are the moves that were made."""
    previous = FIRST
    log = entries(site.database, walk.number)
    for entry in log:
        assert faults_of(entry, previous) == []
        previous = (entry.seq, entry.hash)
    assert [entry.move for entry in log if entry.result == "done"] == walk.made
    assert log[-1].to_state == case_in(site.database, walk.number).state


def test_the_walks_together_make_every_move_but_one(tmp_path: Path) -> None:
    """Walks that hide in a corner would prove nothing. The same seeds walk on both databases."""
    made: set[Move] = set()
    for seed in SEEDS:
        site = a_site(tmp_path / str(seed))
        walk = RandomWalk(site, seed)
        for _ in range(STEPS):
            walk.step()
            if case_in(site.database, walk.number).state in ENDED:
                break
        made |= set(walk.made)
    assert set(Move) - made == {Move.REPROJECT}, "no calendar changes during a walk"
