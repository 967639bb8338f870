"""Races of many at once over and over: one winner in each round, and every loser is told who won.

Each round sixteen processes make a move on one case at the same instant: all claim its task; half
sign its opinion while half withdraw it; half hand in what was missing while half return it. Then
the log is walked. Counts as a line of JSON for each race; ends with 1 where anything was amiss.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import a_document, a_site, add_person, proposed, received

from models.document import DocumentKind
from models.errors import Conflict, ReviewError
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import records
from review_flows.outside.log_walk import walk_log
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock

RACERS, ROUNDS = 16, 1_000
PATIENCE_SECONDS = 120
Form = Mapping[str, object]
Outcome = tuple[str, str, str, str]  # case, who, won or lost or amiss, what was said
EARLY = {"early_reason": "急需", "breach_cause": "drafting_side"}
GROUND = {"ground": "materials_incomplete", "reason": "逾期未补"}


@dataclass(frozen=True, slots=True)
class Race:
    """Who makes which move; the racers take turns in the two sides."""

    name: str
    sides: tuple[tuple[str, Move], tuple[str, Move]]  # (role, move)

    def racer(self, place: int) -> tuple[str, Move]:
        """Return the code and the move of the racer at a place."""
        role, move = self.sides[place % 2]
        return f"{role}{place}", move


RACES = (
    Race("claim", (("clerk", Move.CLAIM), ("clerk", Move.CLAIM))),
    Race("sign_or_withdraw", (("chief", Move.SIGN), ("drafter", Move.WITHDRAW))),
    Race("supplement_or_return", (("drafter", Move.SUPPLEMENT), ("clerk", Move.RETURN_CASE))),
)


def a_case(site: Site, race: Race, turn: int) -> str:
    """Return the number of a case that stands where the race begins."""
    title = f"{race.name} {turn}"
    if race.name == "sign_or_withdraw":
        return proposed(site, title=title)
    number = received(site, title=title)
    if race.name == "supplement_or_return":
        form = {"missing": ["fair_competition"], "reason": "缺少公平竞争审查意见"}
        act(site, "deng", number, Move.REQUEST_SUPPLEMENT, form)
    return number


def form_of(site: Site, move: Move, who: str, number: str) -> Form:
    """Return the filled form of a racer; each hands in bytes of his own."""
    if move is Move.SUPPLEMENT:
        text = f"{who} {number}"
        return {"documents": [a_document(site, DocumentKind.FAIR_COMPETITION, text)]}
    forms: dict[Move, Form] = {
        Move.SIGN: EARLY,
        Move.WITHDRAW: {"reason": "重新起草"},
        Move.RETURN_CASE: GROUND,
    }
    return forms.get(move, {})


def run_racer(
    settings: Settings,
    race: Race,
    place: int,
    seen: list[tuple[str, int]],
    start: Barrier,
    told: Any,
) -> None:
    """What each process does: one move on each case, at the same instant as the others."""
    site = open_site(settings, SimulatedClock(datetime(2026, 3, 9, 2, tzinfo=UTC)))
    who, move = race.racer(place)
    outcomes: list[Outcome] = []
    try:
        for number, version in seen:
            form = form_of(site, move, who, number)
            # Who claims is told by the task; the others decided on what they saw.
            sight = None if move is Move.CLAIM else version
            start.wait(PATIENCE_SECONDS)
            outcomes.append(attempt(site, who, number, move, form, sight))
    finally:
        site.database.close()
        told.put(outcomes)


def attempt(
    site: Site, who: str, number: str, move: Move, form: Form, version: int | None
) -> Outcome:
    """Make a move, and say what became of it."""
    try:
        act(site, who, number, move, form, version=version)
    except Conflict as lost:
        return number, who, "lost", lost.message
    except ReviewError as error:
        return number, who, "amiss", f"{type(error).__name__}: {error.message}"
    return number, who, "won", ""


def hold(site: Site, race: Race, rounds: int) -> list[Outcome]:
    """Hold a race so many times; return what became of every racer in each round."""
    numbers = [a_case(site, race, turn) for turn in range(rounds)]
    with site.database.reading() as connection:
        found = [records.find_case(connection, number) for number in numbers]
    seen = [(case.number, case.version) for case in found if case is not None]
    context = get_context("spawn")
    start, told = context.Barrier(RACERS), context.Queue()
    racers = [
        context.Process(target=run_racer, args=(site.settings, race, place, seen, start, told))
        for place in range(RACERS)
    ]
    for racer in racers:
        racer.start()
    outcomes = [one for _ in racers for one in told.get()]
    for racer in racers:
        racer.join()
    return outcomes


def faults(outcomes: list[Outcome], rounds: int, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is amiss: a round without its one winner, or a loser who was not told who won."""
    won = {number: who for number, who, result, _ in outcomes if result == "won"}
    winners = Counter(number for number, _, result, _ in outcomes if result == "won")
    yield from (f"{number}: {count} winners" for number, count in winners.items() if count > 1)
    if len(winners) != rounds or len(outcomes) != rounds * RACERS:
        yield f"{len(winners)} rounds of {rounds} were won, {len(outcomes)} moves made"
    for number, who, result, said in outcomes:
        if result == "amiss":
            yield f"{number} {who}: {said}"
        elif result == "lost" and names[won.get(number, who)] not in said:
            yield f"{number} {who} was not told that {won.get(number)} won: {said}"


def people(site: Site) -> dict[str, str]:
    """Add the racers to the sample office; return all names by their codes."""
    for race in RACES:
        for place in range(RACERS):
            who, _ = race.racer(place)
            role = who.rstrip("0123456789")
            add_person(site, who, role, unit="zhujian" if role == "drafter" else "sifaju")
    with site.database.reading() as connection:
        found = connection.rows("SELECT code, name FROM persons")
    return {row["code"]: row["name"] for row in found}


def soak(site: Site, rounds: int) -> int:
    """Hold every race, walk the log; print the counts, and return how much was amiss."""
    names, amiss = people(site), 0
    for race in RACES:
        began = time.perf_counter()
        outcomes = hold(site, race, rounds)
        wrong = list(faults(outcomes, rounds, names))
        amiss += len(wrong)
        moves = Counter(
            who.rstrip("0123456789") for _, who, result, _ in outcomes if result == "won"
        )
        line = {
            "race": race.name,
            "database": "postgresql" if site.database.postgresql else "sqlite",
            "rounds": rounds,
            "racers": RACERS,
            "results": dict(Counter(result for _, _, result, _ in outcomes)),
            "won_by": dict(moves),
            "amiss": wrong[:5],
            "seconds": round(time.perf_counter() - began, 1),
        }
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    broken: list[object] = []
    walk = walk_log(site.database, broken.append)
    told = {"log": {"chains": walk.chains, "entries": walk.entries, "faults": len(broken)}}
    sys.stdout.write(json.dumps(told) + "\n")
    return amiss + len(broken)


def main() -> None:
    """Build a site of its own, soak it, and end with 1 where anything was amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=ROUNDS)
    parser.add_argument("--database", default="", help="postgresql://… of an empty database")
    parser.add_argument("--postgresql", action="store_true", help="start a server for this run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        if asked.postgresql:
            from databases import postgresql_server

            with postgresql_server() as server:
                amiss = run_in(Path(home), server.fresh(), asked.rounds)
        else:
            amiss = run_in(Path(home), asked.database, asked.rounds)
    sys.exit(1 if amiss else 0)


def run_in(home: Path, database: str, rounds: int) -> int:
    """Soak a new site; return how much was amiss."""
    site = a_site(home, database)
    try:
        return soak(site, rounds)
    finally:
        site.database.close()


if __name__ == "__main__":
    main()
