"""Legs: in order, one at a time for a case, lost by who is late, and never in the way for ever."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from builders import accepted, received, under_review
from databases import another, case_in, content, entries

from models.moves import Move
from models.outbox import MOST_ATTEMPTS, HeldLeg, Leg, LegKind
from review_flows.desk import act
from review_flows.outside import legs
from review_flows.outside.legs import FIRST_PAUSE, LEASE, RESEND, LegLost
from review_flows.outside.site import Site


def now(site: Site, later: timedelta = timedelta()) -> datetime:
    """The site's time, or some time after it."""
    return site.clock.now() + later


def sendable(site: Site, later: timedelta = timedelta()) -> list[Leg]:
    return legs.sendable(site.database, now(site, later), 100)


def claim(site: Site, leg: Leg) -> HeldLeg:
    """The leg, held; it has to be free."""
    taken = legs.claim(site.database, leg.id, now(site))
    assert taken is not None
    assert taken[0].id == leg.id
    return taken[1]


def finish(site: Site, held: HeldLeg) -> None:
    with site.database.writing() as connection:
        legs.finish(connection, held)


def status(site: Site, leg_id: int) -> str:
    with site.database.reading() as connection:
        return str(connection.value("SELECT status FROM legs WHERE id = :id", id=leg_id))


def test_the_legs_of_a_case_run_in_the_order_of_its_moves(site: Site) -> None:
    number = accepted(site)
    ran = []
    while queue := sendable(site):
        (leg,) = queue
        ran.append((leg.case_number, leg.kind, leg.event_seq))
        finish(site, claim(site, leg))
    assert ran == [(number, LegKind.SCREEN_CASE, 1), (number, LegKind.ISSUE_LETTERS, 2)]
    assert legs.waiting(site.database) == 0


def test_a_later_leg_cannot_be_taken_before_the_earlier_is_done(site: Site) -> None:
    accepted(site)
    (first,) = sendable(site)
    assert legs.claim(site.database, first.id + 1, now(site)) is None
    held = claim(site, first)
    assert legs.claim(site.database, first.id + 1, now(site)) is None
    finish(site, held)
    assert legs.claim(site.database, first.id + 1, now(site)) is not None


def test_a_held_leg_is_not_given_to_another(site: Site) -> None:
    received(site)
    (leg,) = sendable(site)
    claim(site, leg)
    assert legs.claim(site.database, leg.id, now(site)) is None
    assert sendable(site) == []


def test_the_database_itself_lets_one_leg_of_a_case_run(site: Site) -> None:
    accepted(site)
    with (
        pytest.raises(Exception, match=r"(?i)unique"),
        site.database.writing() as connection,
    ):
        connection.run("UPDATE legs SET status = 'running'")


def test_legs_of_different_cases_run_side_by_side(site: Site) -> None:
    received(site)
    received(site, title="另一办法")
    first, second = sendable(site)
    claim(site, first)
    claim(site, second)
    assert {status(site, first.id), status(site, second.id)} == {"running"}


def test_a_holder_that_renews_stays_the_holder(site: Site) -> None:
    received(site)
    (leg,) = sendable(site)
    held = claim(site, leg)
    legs.renew(site.database, held, now(site, LEASE / 2))
    assert legs.reap(site.database, now(site, LEASE * 1.4)) == 0
    finish(site, held)
    assert status(site, leg.id) == "done"


def test_a_holder_that_is_dead_loses_the_leg_after_its_lease(site: Site) -> None:
    received(site)
    (leg,) = sendable(site)
    claim(site, leg)
    assert legs.reap(site.database, now(site, LEASE / 2)) == 0
    assert legs.reap(site.database, now(site, LEASE * 1.1)) == 1
    assert [again.id for again in sendable(site)] == [leg.id]


def test_a_holder_that_comes_back_late_cannot_finish_renew_or_put_back(site: Site) -> None:
    received(site)
    (leg,) = sendable(site)
    late = claim(site, leg)
    legs.reap(site.database, now(site, LEASE * 1.1))
    claim(site, leg)
    with pytest.raises(LegLost, match="taken over"):
        finish(site, late)
    with pytest.raises(LegLost):
        legs.renew(site.database, late, now(site))
    legs.put_back(site.database, late, 1, "too late", now(site))
    assert status(site, leg.id) == "running"


def test_a_late_holders_move_is_undone(site: Site) -> None:
    number = received(site)
    (leg,) = sendable(site)
    late = claim(site, leg)
    legs.reap(site.database, now(site, LEASE * 1.1))
    held = claim(site, leg)
    before = content(site.database, without="events")
    finding = {"check": "x", "severity": "warn", "address": "全文", "message": "迟到"}
    with pytest.raises(LegLost):
        act(site, "system", number, Move.SCREEN, {"findings": [finding]}, leg=late)
    assert content(site.database, without="events") == before
    act(site, "system", number, Move.SCREEN, {"findings": [finding]}, leg=held)
    done = [e.move for e in entries(site.database, number) if e.result == "done"]
    assert done == ["receive", "screen"]
    assert status(site, leg.id) == "done"


def test_what_was_sent_and_never_began_is_sent_again(site: Site) -> None:
    received(site)
    (leg,) = sendable(site)
    legs.mark_sent(site.database, leg, "run-1", now(site))
    assert sendable(site) == []
    assert legs.reap(site.database, now(site, RESEND / 2)) == 0
    assert legs.reap(site.database, now(site, RESEND * 1.1)) == 1
    (again,) = sendable(site)
    assert (again.id, again.attempt) == (leg.id, 1)


def test_a_sent_leg_can_begin_once(site: Site) -> None:
    received(site)
    (leg,) = sendable(site)
    legs.mark_sent(site.database, leg, "run-1", now(site))
    finish(site, claim(site, leg))
    assert legs.claim(site.database, leg.id, now(site)) is None


@pytest.mark.parametrize("attempt", range(1, MOST_ATTEMPTS))
def test_each_error_waits_twice_as_long_as_the_one_before(site: Site, attempt: int) -> None:
    received(site)
    (leg,) = sendable(site)
    held = claim(site, leg)
    failed_at = now(site)
    legs.put_back(site.database, held, attempt, "no connection", failed_at)
    pause = FIRST_PAUSE * 2 ** (attempt - 1)
    early = failed_at + pause - timedelta(seconds=1)
    assert legs.sendable(site.database, early, 1) == []
    assert [leg.id for leg in legs.sendable(site.database, failed_at + pause, 1)] == [leg.id]


def test_a_leg_that_failed_for_good_does_not_block_its_case(site: Site) -> None:
    number = accepted(site)
    first = sendable(site)[0]
    for attempt in range(1, MOST_ATTEMPTS + 1):
        (leg,) = sendable(site, timedelta(days=attempt))
        assert leg.id == first.id
        legs.mark_sent(site.database, leg, f"run-{attempt}", now(site))
        held = claim(site, leg)
        legs.put_back(site.database, held, attempt, "damaged", now(site))
    assert status(site, first.id) == "failed"
    (later,) = sendable(site)
    assert (later.case_number, later.kind) == (number, LegKind.ISSUE_LETTERS)
    finish(site, claim(site, later))


def test_a_leg_that_kills_every_holder_is_given_up(site: Site) -> None:
    """No error comes back from a process that is killed; only the leases run out."""
    received(site)
    for attempt in range(MOST_ATTEMPTS):
        (leg,) = sendable(site, timedelta(days=attempt))
        legs.mark_sent(site.database, leg, f"run-{attempt}", now(site))
        claim(site, leg)
        legs.reap(site.database, now(site, LEASE * 1.1))
    assert status(site, leg.id) == "failed"
    assert sendable(site, timedelta(days=99)) == []


def test_two_executors_that_claim_one_leg_have_one_winner(site: Site) -> None:
    under_review(site)
    for _ in range(10):
        received(site, title="另一办法")
    queue = sendable(site)
    won: list[int] = []

    def executor() -> None:
        database = another(site.database)
        for leg in queue:
            if legs.claim(database, leg.id, now(site)) is not None:
                won.append(leg.id)
        database.close()

    threads = [Thread(target=executor) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [leg.id for leg in queue]
    assert len(queue) == 11


def test_legs_are_queued_with_the_move_and_vanish_with_it(site: Site) -> None:
    number = received(site)
    with pytest.raises(KeyboardInterrupt), site.database.writing() as connection:
        legs.enqueue(connection, number, 99, [LegKind.FILE_DOCUMENT])
        raise KeyboardInterrupt
    assert legs.waiting(site.database) == 1
    assert case_in(site.database, number).version == 1
