"""Races of processes: one winner, a loser who hears who won, numbers without gap or double."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from builders import add_person, proposed, received
from databases import TABLE_NAMES, content, entries, tasks_in

from models.errors import Conflict, TaskTaken
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import records
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock

CLAIMS = 200
PATIENCE_SECONDS = 60
Outcome = tuple[str, ...]
Work = Callable[[Site, str, Barrier], list[Outcome]]


def process(work: Work, settings: Settings, name: str, start: Barrier, told: Any) -> None:
    """What each process runs: open the site anew, do its work, tell what came of it."""
    site = open_site(settings, SimulatedClock(datetime(2026, 3, 9, 2, tzinfo=UTC)))
    try:
        told.put([(name, *outcome) for outcome in work(site, name, start)])
    except BaseException as error:
        told.put([(name, "broken", repr(error))])
        raise
    finally:
        site.database.close()


def race(settings: Settings, work: Work, names: tuple[str, ...]) -> list[Outcome]:
    """Let processes, one for each name, do the same work side by side."""
    context = get_context("spawn")
    start, told = context.Barrier(len(names)), context.Queue()
    runners = [
        context.Process(target=process, args=(work, settings, name, start, told)) for name in names
    ]
    for runner in runners:
        runner.start()
    outcomes = [outcome for _ in runners for outcome in told.get(timeout=PATIENCE_SECONDS)]
    for runner in runners:
        runner.join(PATIENCE_SECONDS)
    assert [runner.exitcode for runner in runners] == [0] * len(names), outcomes
    return outcomes


def claim_every_case(site: Site, name: str, start: Barrier) -> list[Outcome]:
    """Claim the clerk's task of each case at the same instant as the other process."""
    with site.database.reading() as connection:
        numbers = sorted(case.number for case in records.latest_cases(connection))
    outcomes: list[Outcome] = []
    for number in numbers:
        start.wait(PATIENCE_SECONDS)
        try:
            act(site, name, number, Move.CLAIM)
            outcomes.append((number, "won", ""))
        except TaskTaken as lost:
            outcomes.append((number, "lost", lost.message))
    return outcomes


def holder(site: Site, number: str) -> str | None:
    """Who holds the one open task of a case."""
    (task,) = tasks_in(site.database, number)
    return task.person


def test_of_two_who_claim_a_task_200_times_one_wins_each_and_the_other_hears_who(
    site: Site,
) -> None:
    add_person(site, "zhao", "clerk")
    numbers = [received(site, title=f"示例办法{n}") for n in range(CLAIMS)]
    outcomes = race(site.settings, claim_every_case, ("deng", "zhao"))
    names = {"deng": "邓登记", "zhao": "zhao者"}
    winners = {number: name for name, number, result, _ in outcomes if result == "won"}
    losers = [(name, number, says) for name, number, result, says in outcomes if result == "lost"]
    assert sorted(winners) == numbers
    assert len(outcomes) == 2 * CLAIMS
    for name, number, says in losers:
        assert winners[number] != name
        assert f"already taken by {names[winners[number]]} ({winners[number]}) since" in says
    assert {number: holder(site, number) for number in numbers} == winners
    for number in numbers[::20]:
        tries = [e.result for e in entries(site.database, number) if e.move == "claim"]
        assert sorted(tries) == ["done", "refused"]
    assert len(losers) == CLAIMS


NUMBERS_EACH = 40


class GivenUp(Exception):
    """A move that fails after it took a number."""


def take_numbers(site: Site, name: str, start: Barrier) -> list[Outcome]:
    """Take numbers as fast as can be; every fifth is given back by a rollback."""
    start.wait(PATIENCE_SECONDS)
    taken: list[Outcome] = []
    for turn in range(NUMBERS_EACH * 5 // 4):
        try:
            with site.database.writing() as connection:
                number = records.next_number(connection, "document_number", 2026)
                if turn % 5 == 4:
                    raise GivenUp
        except GivenUp:
            continue
        taken.append((str(number),))
    return taken


def test_four_processes_get_numbers_without_gap_or_double(site: Site) -> None:
    outcomes = race(site.settings, take_numbers, ("a", "b", "c", "d"))
    taken = sorted(int(number) for _, number in outcomes)
    assert taken == list(range(1, 4 * NUMBERS_EACH + 1))
    assert len({name for name, _ in outcomes}) == 4


def withdraw_or_sign(site: Site, name: str, start: Barrier) -> list[Outcome]:
    """Two people decide on what both saw: the unit withdraws, the chief signs."""
    moves = {"lin": (Move.WITHDRAW, {"reason": "重新起草"}), "qian": (Move.SIGN, EARLY)}
    move, form = moves[name]
    with site.database.reading() as connection:
        cases = sorted((case.number, case.version) for case in records.latest_cases(connection))
    outcomes: list[Outcome] = []
    for number, version in cases:
        start.wait(PATIENCE_SECONDS)
        try:
            act(site, name, number, move, form, version=version)
            outcomes.append((number, "won", ""))
        except Conflict as lost:
            outcomes.append((number, "lost", lost.message))
    return outcomes


EARLY = {"early_reason": "急需", "breach_cause": "drafting_side"}


def test_of_two_decisions_on_the_same_sight_one_stands_and_the_other_is_told(site: Site) -> None:
    numbers = [proposed(site, title=f"示例办法{n}") for n in range(8)]
    outcomes = race(site.settings, withdraw_or_sign, ("lin", "qian"))
    won = {number: name for name, number, result, _ in outcomes if result == "won"}
    assert sorted(won) == numbers
    says = {
        "lin": r"already done: withdraw by 林起草 at 2026",
        "qian": r"already done: sign by 钱审批 at 2026",
    }
    for _, number, result, message in outcomes:
        if result == "lost":
            assert re.search(says[won[number]], message)
    with site.database.reading() as connection:
        signed = connection.value("SELECT count(*) FROM opinions WHERE state = 'signed'")
    assert signed == list(won.values()).count("qian")


def open_at_once(site: Site, name: str, start: Barrier) -> list[Outcome]:
    """The site is open already when this runs: only say what is in it."""
    start.wait(PATIENCE_SECONDS)
    return [(str(len(content(site.database))),)]


def test_processes_that_open_a_new_site_together_build_it_once(
    empty_url: str, tmp_path: Path
) -> None:
    settings = Settings(tmp_path, empty_url, "datong_xinrong_2021", "青岚")
    outcomes = race(settings, open_at_once, ("a", "b", "c"))
    assert sorted(outcomes) == [(name, str(len(TABLE_NAMES))) for name in ("a", "b", "c")]
