"""Leads cases to their ends whatever the database does: who is told to try again looks first."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from soak_lives import Step, steps_of_filing, steps_to_publication, submission

from models.errors import OutcomeUnknown, TryAgain
from models.moves import Move
from models.person import SYSTEM
from review_flows.desk import NEW_CASE, act
from review_flows.outside.site import Site

A_MOMENT = 0.1  # seconds until somebody tries again
PATIENCE = 60.0  # seconds for which one step may be tried
ENDS = {"filed": 0.8, "returned": 0.1, "withdrawn": 0.1}
RETURN = Step("deng", Move.RETURN_CASE, {"ground": "not_ripe", "reason": "条件不成熟"})
WITHDRAW = Step("lin", Move.WITHDRAW, {"reason": "重新起草"})
LAST = "SELECT move, actor FROM events WHERE chain = :n AND seq = :seq AND result = 'done'"


@dataclass(slots=True)
class Seen:
    """What the lives of a process met."""

    meant: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # end and moves
    acknowledged: list[tuple[str, int]] = field(default_factory=list)
    tried_again: Counter[str] = field(default_factory=Counter)
    made_unheard: list[str] = field(default_factory=list)  # they stood, and no answer came
    told: Counter[str] = field(default_factory=Counter)  # by the code of the error
    waits: list[float] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)

    def add(self, other: "Seen") -> None:
        """Take in what another process met."""
        self.meant |= other.meant
        self.tried_again += other.tried_again
        self.told += other.told
        for name in ("acknowledged", "made_unheard", "waits", "amiss"):
            getattr(self, name).extend(getattr(other, name))


class Living:
    """Leads cases to their ends, whatever the database does."""

    def __init__(self, site: Site, dice: Random, pause: tuple[float, float]) -> None:
        self.site, self.seen = site, Seen()
        self._dice, self._pause = dice, pause

    def lead(self, title: str) -> None:
        """Lead one case from receipt to its end."""
        end = self._dice.choices([*ENDS], [*ENDS.values()])[0]
        form = submission(self.site, title)
        number, seq = self._step("", 1, Step(SYSTEM.code, Move.RECEIVE, form), title)
        moves = [str(Move.RECEIVE)]
        for step in self._steps_to(end):
            seq += 1
            self._step(number, seq, step, title)
            moves.append(str(step.move))
        self.seen.meant[number] = end, tuple(moves)

    def _steps_to(self, end: str) -> Iterator[Step]:
        whole = (*steps_to_publication(self.site), *steps_of_filing(self.site))
        if end == "filed":
            return iter(whole)
        if end == "returned":
            return iter((RETURN,))
        return iter((*islice(whole, self._dice.randint(1, 3)), WITHDRAW))

    def _step(self, number: str, seq: int, step: Step, title: str) -> tuple[str, int]:
        """Make a step that has to be the `seq`th of its case; return the case and its place."""
        time.sleep(self._dice.uniform(*self._pause))
        began = time.monotonic()
        while True:
            try:
                done = act(self.site, step.actor, number or NEW_CASE, step.move, step.form)
                break
            except TryAgain as away:
                self.seen.tried_again[str(step.move)] += 1
                self.seen.told[away.code] += 1
                if found := self._stands(number, seq, step, title, began):
                    self.seen.made_unheard.append(f"{found} {step.move}")
                    if not isinstance(away, OutcomeUnknown):
                        self.seen.amiss.append(f"{found} stands: {away.message}")
                    return found, seq
                time.sleep(A_MOMENT)
        self.seen.waits.append(time.monotonic() - began)
        self.seen.acknowledged.append((done.number, done.seq))
        if done.seq != seq:
            self.seen.amiss.append(f"{done.number}: {step.move} is entry {done.seq}, not {seq}")
        return done.number, seq

    def _stands(self, number: str, seq: int, step: Step, title: str, began: float) -> str:
        """Return the case in which the step stands; empty where it does not stand.

        Looks until the database answers.
        """
        while time.monotonic() - began < PATIENCE:
            try:
                with self.site.database.reading() as connection:
                    if not number:
                        by_title = "SELECT number FROM cases WHERE title = :title"
                        return str(connection.value(by_title, title=title) or "")
                    row = connection.row(LAST, n=number, seq=seq)
                    stands = row is not None and (row["move"], row["actor"]) == (
                        str(step.move),
                        step.actor,
                    )
                    return number if stands else ""
            except TryAgain:
                time.sleep(A_MOMENT)
        raise TimeoutError(f"{number} {step.move}: the database did not come back")
