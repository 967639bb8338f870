"""Any life of a case: whoever tries whatever, on whatever day, what must hold always holds."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from shutil import copy
from tempfile import TemporaryDirectory, mkdtemp

from builders import a_site, today_is
from databases import case_in, entries, sqlite_template, tasks_in
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from random_walk import PEOPLE, RandomWalk
from test_index import index_equals_function, tasks_fit_the_state

from models.case import ENDED, CaseState
from models.event import FIRST, faults_of
from models.moves import Move, rule_for
from models.permission import possible_moves
from models.person import SYSTEM
from review_flows.outside import persons, records
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.wall_clock import day_of

RECEIVED_ONCE = frozenset(Move) - {Move.RECEIVE}
# These end by themselves on a day: the flows' move waits for nobody.
BY_THE_DAY = frozenset({Move.TAKE_EFFECT, Move.LAPSE})
UNANSWERED = (
    "SELECT count(*) FROM advice_comments m JOIN consultations c ON c.id = m.consultation "
    "JOIN opinions o ON o.case_number = c.case_number AND o.state = 'signed' "
    "WHERE c.case_number = :number AND c.answered_at <= o.signed_at AND m.adoption IS NULL"
)
SIGNED_BY_A_HAND_IN_IT = (
    "SELECT count(*) FROM opinions o JOIN tasks t ON t.case_number = o.case_number "
    "AND t.person = o.signer AND t.kind IN ('review', 'co_review') AND t.opened_at < o.signed_at "
    "AND (t.kind = 'co_review' OR t.state <> 'cancelled' OR t.claimed_at IS NOT NULL) "
    "WHERE o.case_number = :number AND o.state = 'signed'"
)


@cache
def template() -> Path:
    """The SQLite file of a new site, built once."""
    return sqlite_template(Path(mkdtemp()))


class AnyLife(RuleBasedStateMachine):
    """One case, and an office that does whatever comes into its head."""

    @initialize(random=st.randoms(use_true_random=False))
    def begin(self, random: Random) -> None:
        self.folder = TemporaryDirectory()
        copy(template(), f"{self.folder.name}/review.db")
        self.site = a_site(Path(self.folder.name))
        self.walk = RandomWalk(self.site, random.randrange(1000))

    @precondition(lambda self: hasattr(self, "walk"))
    @rule(random=st.randoms(use_true_random=False))
    def a_likely_move_is_tried(self, random: Random) -> None:
        if self._state() not in ENDED:
            self.walk.random = random
            self.walk.step()

    @precondition(lambda self: hasattr(self, "walk"))
    @rule(
        who=st.sampled_from((*PEOPLE, SYSTEM.code)),
        move=st.sampled_from(sorted(RECEIVED_ONCE)),
        days=st.integers(0, 3),
        random=st.randoms(use_true_random=False),
    )
    def anybody_tries_anything(self, who: str, move: Move, days: int, random: Random) -> None:
        self.walk.random = random
        today_is(self.site, day_of(self.site.clock.now()) + timedelta(days=days))
        self.walk.try_move(who, move)

    @precondition(lambda self: hasattr(self, "walk"))
    @invariant()
    def the_due_days_are_the_clocks(self) -> None:
        index_equals_function(self.site, self.walk.number)

    @precondition(lambda self: hasattr(self, "walk"))
    @invariant()
    def the_case_waits_for_whom_its_state_says(self) -> None:
        tasks_fit_the_state(self.site, self.walk.number)
        for task in tasks_in(self.site.database, self.walk.number):
            assert (task.person is not None) is (task.state != "open")

    @precondition(lambda self: hasattr(self, "walk"))
    @invariant()
    def somebody_can_go_on_or_it_has_ended(self) -> None:
        case = case_in(self.site.database, self.walk.number)
        if case.state not in ENDED:
            assert self._moves_of_somebody(), f"nobody can move a case that is {case.state}"

    @precondition(lambda self: hasattr(self, "walk"))
    @invariant()
    def nothing_is_signed_that_may_not_be(self) -> None:
        with self.site.database.reading() as connection:
            assert connection.value(UNANSWERED, number=self.walk.number) == 0
            assert connection.value(SIGNED_BY_A_HAND_IN_IT, number=self.walk.number) == 0

    def _state(self) -> CaseState:
        return case_in(self.site.database, self.walk.number).state

    def _moves_of_somebody(self) -> set[Move]:
        with self.site.database.reading() as connection:
            case = records.find_case(connection, self.walk.number)
            assert case is not None
            found: set[Move] = set()
            for code in PEOPLE:
                person = persons.find_person(connection, code)
                assert person is not None
                standing = persons.standing_of(connection, person, case)
                found |= set(possible_moves(case, standing))
        rules = {move: rule_for(move, case.state, case.matter_type) for move in RECEIVED_ONCE}
        leading = {move for move, line in rules.items() if line is not None and line.leads_to}
        return (found & leading) | (leading & BY_THE_DAY)

    def teardown(self) -> None:
        if not hasattr(self, "walk"):
            return
        previous = FIRST
        for entry in entries(self.site.database, self.walk.number):
            assert faults_of(entry, previous) == []
            previous = (entry.seq, entry.hash)
        faults: list[LogFault] = []
        walk_log(self.site.database, faults.append)
        assert faults == []
        self.site.database.close()
        self.folder.cleanup()


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
