"""The fifty people of users_soak: each looks into the own queue, acts on what waits, and thinks."""

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from builders import sample_office
from soak_lives import Step, forms_of_today, steps_of_filing, submission

from models.errors import Conflict, NotFound, ReviewError, TryAgain
from models.moves import Move
from models.person import SYSTEM
from models.queue import Box
from models.task import TaskKind, TaskState
from review_flows.desk import NEW_CASE, act
from review_flows.outside import persons, records
from review_flows.outside.case_view import case_view
from review_flows.outside.queue import TaskLine, tasks_in_box
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

OFFICE = {  # role: how many of the fifty, in which unit
    "drafter": (10, "zhujian"),
    "clerk": (6, "sifaju"),
    "reviewer": (12, "sifaju"),
    "chief": (6, "sifaju"),
    "office": (5, "zhengfuban"),
    "registrar": (8, "zhengfuban"),
    "filing_clerk": (3, "zhengfuban"),
}
USERS = [f"{role}{n}" for role, (count, _) in OFFICE.items() for n in range(count)]
THINKING = (0.2, 2.0)  # seconds between two looks
SEEN_AT_ONCE = 20  # lines of a box
SLOWEST = 8  # writes that are told one by one
MOVE_OF_TASK = {
    TaskKind.CHECK_FORM: Move.ACCEPT,
    TaskKind.REVIEW: Move.PROPOSE_OPINION,
    TaskKind.SIGN: Move.SIGN,
    TaskKind.REPORT_ADOPTION: Move.REPORT_ADOPTION,
    TaskKind.DELIBERATE: Move.DELIBERATE,
    TaskKind.ISSUE: Move.ISSUE,
    TaskKind.PUBLISH: Move.PUBLISH,
}


def people() -> str:
    """The sample office with the fifty as a people file."""
    lines = sample_office().splitlines()
    for role, (count, unit) in OFFICE.items():
        of_unit = next(line for line in lines if line.startswith(f"{unit},"))
        head = ",".join(of_unit.split(",")[:3])
        lines += [f"{head},{role}{n},{role}{n}者,{role}," for n in range(count)]
    return "\n".join(lines) + "\n"


@dataclass(slots=True)
class Seen:
    """What people met: milliseconds of each write and look, what was acknowledged, what failed."""

    writes: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    acknowledged: list[tuple[str, int]] = field(default_factory=list)  # case, place in its log
    slowest: list[tuple[float, str, float]] = field(default_factory=list)  # ms, move, second
    made: Counter[str] = field(default_factory=Counter)
    slower: Counter[str] = field(default_factory=Counter)  # somebody else was first
    locked: list[str] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)

    def add(self, other: "Seen") -> None:
        """Take in what somebody else met."""
        for name in ("writes", "looks", "acknowledged", "slowest", "locked", "amiss"):
            getattr(self, name).extend(getattr(other, name))
        self.slowest = sorted(self.slowest, reverse=True)[:SLOWEST]
        self.made += other.made
        self.slower += other.slower


class User:
    """Somebody at work; a thread of a process that serves several."""

    def __init__(self, site: Site, code: str, seed: int) -> None:
        self.site, self.code, self.seen = site, code, Seen()
        self._dice = Random(f"{seed}.{code}")
        self._turn, self._began = 0, time.monotonic()

    def work(self, until: float) -> None:
        """Look, act and think until it is late (seconds of the monotonic clock)."""
        try:
            while time.monotonic() < until:
                time.sleep(self._dice.uniform(*THINKING))
                try:
                    self._take_a_turn()
                except TryAgain as locked:
                    self.seen.locked.append(f"{self.code}: {locked.message}")
        except Exception as error:
            self.seen.amiss.append(f"{self.code}: {type(error).__name__}: {error}")
        finally:
            self.site.database.close()  # of this thread

    def _take_a_turn(self) -> None:
        line = self._look()
        if self.code.startswith("drafter") and (line is None or self._dice.random() < 0.5):
            self._turn += 1
            form = submission(self.site, f"{self.code}第{self._turn}号办法")
            self._act(NEW_CASE, Step(SYSTEM.code, Move.RECEIVE, form))
        elif line is not None:
            for step in self._steps(line):
                self._act(line.case_number, step)

    def _look(self) -> TaskLine | None:
        """Read the queue, and the page of one case that waits in it."""
        began = time.perf_counter()
        today = day_of(self.site.clock.now()).isoformat()
        with self.site.database.reading() as connection:
            person = persons.find_person(connection, self.code, today)
            assert person is not None
            boxes = (Box.IN_HAND, Box.TO_DO)
            lines = [
                line
                for box in boxes
                for line in tasks_in_box(connection, person, box, today, SEEN_AT_ONCE)
            ]
            chosen = self._dice.choice(lines) if lines else None
            case = records.find_case(connection, chosen.case_number) if chosen else None
            if case is not None:
                case_view(connection, case)
        self.seen.looks.append(time.perf_counter() - began)
        return chosen

    def _steps(self, line: TaskLine) -> list[Step]:
        if line.kind == TaskKind.FOLLOW_FILING:
            return [
                Step(self.code if step.actor == "bei" else step.actor, step.move, step.form)
                for step in steps_of_filing(self.site)
            ]
        untaken = line.kind == TaskKind.REVIEW and line.state != TaskState.CLAIMED
        move = Move.CLAIM if untaken else MOVE_OF_TASK[TaskKind(line.kind)]
        return [Step(self.code, move, forms_of_today(self.site)[move])]

    def _act(self, number: str, step: Step) -> None:
        began = time.perf_counter()
        try:
            done = act(self.site, step.actor, number, step.move, step.form)
        except (Conflict, NotFound) as first:
            self.seen.slower[first.code] += 1
        except TryAgain:
            raise
        except ReviewError as error:
            self.seen.amiss.append(f"{self.code} {step.move} {number}: {error.message}")
        else:
            self.seen.made[str(step.move)] += 1
            self.seen.acknowledged.append((done.number, done.seq))
        finally:
            took, at = time.perf_counter() - began, time.monotonic() - self._began
            self.seen.writes.append(took)
            self.seen.slowest.append((round(took * 1000), str(step.move), round(at, 1)))
