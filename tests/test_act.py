"""act(): all of a move or nothing of it; every refusal says what now, and is in the log."""

import json
import threading
from collections.abc import Mapping

import pytest
from builders import (
    AN_ITEM,
    accepted,
    add_person,
    consulted,
    proposed,
    received,
    under_review,
)
from databases import case_in, content, entries, tasks_in

from models.case import CaseState
from models.errors import (
    BadInput,
    Conflict,
    FormInvalid,
    MoveNotPossible,
    NotAllowed,
    NotFound,
    ReviewError,
    TaskTaken,
    UnknownCode,
)
from models.event import SITE_CHAIN, EventResult
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import local_text

ACCEPTANCE = {"matter_type": "normative_document", "reason": "四项要件齐备"}


def test_a_move_writes_state_version_entry_task_letter_and_leg_together(site: Site) -> None:
    number = received(site)
    done = act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
    case = case_in(site.database, number)
    assert (case.state, case.version) == (done.state, done.version) == (CaseState.ACCEPTED, 2)
    last = entries(site.database, number)[-1]
    assert (last.seq, last.actor, last.move, last.result) == (2, "deng", "accept", "done")
    (task,) = tasks_in(site.database, number)
    assert (task.kind, task.due_on) == ("review", case.ceiling_on)
    with site.database.reading() as connection:
        letters = connection.rows("SELECT kind, event_seq FROM letters")
        legs = connection.rows("SELECT kind, event_seq FROM legs ORDER BY id")
    assert [tuple(row.values()) for row in letters] == [("acceptance_notice", 2)]
    assert [tuple(row.values()) for row in legs] == [("screen_case", 1), ("issue_letters", 2)]


def test_a_stale_version_is_told_who_did_what_and_when(site: Site) -> None:
    """Also where the move would still be possible: the person decided on another sight."""
    number = received(site)
    seen = case_in(site.database, number).version
    act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
    at = entries(site.database, number)[-1].at
    withdrawal = {"reason": "重新起草"}
    with pytest.raises(Conflict, match=f"already done: accept by 邓登记 at {local_text(at)}"):
        act(site, "lin", number, Move.WITHDRAW, withdrawal, version=seen)
    assert act(site, "lin", number, Move.WITHDRAW, withdrawal, version=seen + 1).version == 3


def test_what_the_machine_adds_makes_nothing_stale(site: Site) -> None:
    number = received(site)
    seen = case_in(site.database, number).version
    act(site, "system", number, Move.SCREEN)
    assert act(site, "deng", number, Move.ACCEPT, ACCEPTANCE, version=seen).version == seen + 1


def test_a_move_that_does_not_lead_on_names_what_does(site: Site) -> None:
    number = accepted(site)
    with pytest.raises(MoveNotPossible, match=r"is accepted .* cannot sign.*claim") as refused:
        act(site, "shen", number, Move.SIGN)
    assert refused.value.exit_code == 5
    assert "propose_opinion" not in refused.value.message


def test_a_taken_task_names_its_holder(site: Site) -> None:
    number = under_review(site)
    add_person(site, "zhao", "reviewer")
    with pytest.raises(TaskTaken, match=r"review of case .* already taken by 沈审核"):
        act(site, "zhao", number, Move.CLAIM)
    assert case_in(site.database, number).reviewer == "shen"


@pytest.mark.parametrize(
    ("attempt", "kind", "says"),
    [
        (("deng", "2026-0011", "accept", ACCEPTANCE), NotFound, "Did you mean 2026-0001"),
        (("dengg", "2026-0001", "accept", ACCEPTANCE), NotFound, "Did you mean deng"),
        (("deng", "2026-0001", "acept", ACCEPTANCE), UnknownCode, "Did you mean accept"),
        (
            ("deng", "2026-0001", "accept", {**ACCEPTANCE, "unit": "zhujain"}),
            UnknownCode,
            "Did you mean zhujian",
        ),
        (
            ("deng", "2026-0001", "accept", {**ACCEPTANCE, "matter_type": "normative"}),
            FormInvalid,
            "normative_document",
        ),
        (
            ("deng", "2026-0001", "accept", {**ACCEPTANCE, "resaon": "x"}),
            FormInvalid,
            "Did you mean reason",
        ),
    ],
    ids=["case", "person", "move", "unit", "type", "field"],
)
def test_an_unknown_code_names_the_nearest(
    site: Site,
    attempt: tuple[str, str, str, Mapping[str, object]],
    kind: type[ReviewError],
    says: str,
) -> None:
    received(site)
    actor, number, move, form = attempt
    with pytest.raises(kind, match=says) as refused:
        act(site, actor, number, move, form)
    assert refused.value.exit_code in (2, 4)


def test_every_missing_field_is_listed_at_once(site: Site) -> None:
    number = proposed(site)
    back = {"to": "under_review", "reason": "第十二条再议"}
    act(site, "qian", number, Move.SEND_BACK, back)
    item = {key: value for key, value in AN_ITEM.items() if key not in ("basis", "severity")}
    with pytest.raises(FormInvalid) as refused:
        act(site, "shen", number, Move.PROPOSE_OPINION, {"items": [item]})
    assert set(refused.value.problems) == {
        "conclusion: missing",
        "summary: missing",
        "items.0.basis: missing",
        "items.0.severity: missing",
    }


def test_who_may_not_see_a_case_hears_what_he_hears_of_no_case(site: Site) -> None:
    number = received(site)
    add_person(site, "tang", "drafter", unit="shenji")
    with pytest.raises(NotFound) as hidden:
        act(site, "tang", number, Move.WITHDRAW, {"reason": "试试"})
    with pytest.raises(NotFound) as absent:
        act(site, "tang", "1999-0001", Move.WITHDRAW, {"reason": "试试"})
    assert hidden.value.message.replace(number, "…") == absent.value.message.replace(
        "1999-0001", "…"
    )


def test_who_sees_a_case_but_may_not_act_is_told_why(site: Site) -> None:
    number = received(site)
    with pytest.raises(NotAllowed, match="it needs the role clerk"):
        act(site, "du", number, Move.ACCEPT, ACCEPTANCE)


@pytest.mark.parametrize(
    ("attempt", "reason", "chained_in_case"),
    [
        (("qian", "2026-0001", "sign", {}), "move_not_possible", True),
        (("du", "2026-0001", "accept", ACCEPTANCE), "not_allowed", True),
        (("deng", "2026-0001", "accept", {}), "form_invalid", True),
        (("nobody", "2026-0001", "accept", ACCEPTANCE), "not_found", True),
        (("deng", "1999-0001", "accept", ACCEPTANCE), "not_found", False),
        (("deng", "2026-0001", "没有这一步", {}), "unknown_code", True),
    ],
)
def test_a_refused_attempt_is_an_entry_and_changes_nothing_else(
    site: Site,
    attempt: tuple[str, str, str, Mapping[str, object]],
    reason: str,
    chained_in_case: bool,
) -> None:
    number = received(site)
    before = content(site.database, without="events")
    actor, case, move, form = attempt
    with pytest.raises(ReviewError):
        act(site, actor, case, move, form)
    assert content(site.database, without="events") == before
    entry = entries(site.database, number if chained_in_case else SITE_CHAIN)[-1]
    said = json.loads(entry.body)
    assert (entry.result, entry.actor, entry.move) == (EventResult.REFUSED, actor, move)
    assert (said["reason"], said["from"], said["to"]) == (
        reason,
        entry.from_state,
        entry.from_state,
    )


def test_two_tasks_for_one_person_have_to_be_told_apart(site: Site) -> None:
    add_person(site, "gu", "advisor reviewer", unit="hengshi")
    number = consulted(site, under_review(site))
    act(site, "shen", number, Move.RELEASE)
    with pytest.raises(BadInput, match="Several tasks wait for gu"):
        act(site, "gu", number, Move.CLAIM)
    review = next(task for task in tasks_in(site.database, number) if task.kind == "review")
    act(site, "gu", number, Move.CLAIM, {"task": review.id})
    assert case_in(site.database, number).reviewer == "gu"


def test_threads_of_one_process_act_on_their_own_connections(site: Site) -> None:
    numbers = [received(site, title=f"示例办法{n}") for n in range(4)]
    failed: list[BaseException] = []

    def accept(number: str) -> None:
        try:
            act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
        except BaseException as error:
            failed.append(error)
        finally:
            site.database.close()

    threads = [threading.Thread(target=accept, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {case_in(site.database, number).version for number in numbers} == {2}
