"""Filing is an exchange: typed answers, typed replies, and a track that only an answer closes."""

import json
from datetime import date
from pathlib import Path

import pytest
from builders import a_document, a_site, add_person, deliver, published, today_is
from cli_running import run
from databases import case_in, entries, tasks_in
from exchange_builders import (
    BOTH,
    CONGRESS,
    OWN,
    SUPERIOR,
    UPPER,
    WAY_TO,
    A,
    R,
    S,
    answer,
    brought_to,
    delivered,
    go,
    hand_over,
    made_by,
    messages,
    publish,
    reply,
    track,
)

from models.case import CaseState
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, ReviewError, TaskTaken
from models.filing import ANSWERS, CLOSED, REPLIES, FilingAnswer, FilingReply, FilingState
from models.moves import Move
from models.task import TaskKind, TaskState
from review_flows.desk import act
from review_flows.outside import records
from review_flows.outside.people import import_people
from review_flows.outside.site import Site


def test_an_exchange_goes_to_and_fro_until_the_recipient_ends_it(site: Site) -> None:
    number = delivered(site)
    today_is(site, date(2026, 3, 31))
    answer(site, number, A.SUPPLEMENT_REQUIRED, number="法备〔2026〕1号")
    reply(site, number, R.SUPPLEMENT)
    hand_over(site, number, 3)
    go(site, number, (A.REGISTERED, A.INQUIRY, R.EXPLANATION, 6, A.CORRECTION_SUGGESTED))
    go(site, number, (R.CORRECTED, 8, A.REGISTERED, A.PASSED))

    found = messages(site, number)
    assert [(row["number"], row["direction"], row["kind"], row["answers"]) for row in found] == [
        (1, "out", "filing", None),
        (2, "in", "supplement_required", None),
        (3, "out", "supplement", 2),
        (4, "in", "registered", None),
        (5, "in", "inquiry", None),
        (6, "out", "explanation", 5),
        (7, "in", "correction_suggested", None),
        (8, "out", "corrected", 7),
        (9, "in", "registered", None),
        (10, "in", "passed", None),
    ]
    assert found[1]["their_number"] == "法备〔2026〕1号"
    assert (found[2]["via"], found[2]["delivery_id"], found[2]["acknowledgement"]) == (
        "folder",
        "id-3",
        "received",
    )
    assert track(site, number)["state"] == S.PASSED
    # The other recipient has said nothing so far.
    assert case_in(site.database, number).state is CaseState.PUBLISHED


@pytest.mark.parametrize("state", sorted(WAY_TO))
def test_only_the_answers_of_the_table_can_come_and_a_refusal_names_where_the_track_stands(
    site: Site, state: FilingState
) -> None:
    number = brought_to(site, state)
    before = messages(site, number), track(site, number)
    for kind in FilingAnswer:
        if kind in ANSWERS.get(state, {}):
            continue
        with pytest.raises(MoveNotPossible, match=rf"is {state}|closed \({state}\)") as no:
            answer(site, number, kind)
        if state not in CLOSED:
            assert all(str(possible) in no.value.message for possible in ANSWERS[state])
    assert (messages(site, number), track(site, number)) == before


@pytest.mark.parametrize(
    ("state", "kind"), [(state, kind) for state in WAY_TO for kind in ANSWERS.get(state, ())]
)
def test_each_answer_of_the_table_leads_where_it_says(
    tmp_path: Path, state: FilingState, kind: FilingAnswer
) -> None:
    site = a_site(tmp_path)
    number = brought_to(site, state)
    answer(site, number, kind)
    assert track(site, number)["state"] == ANSWERS[state][kind]
    last = messages(site, number)[-1]
    assert (last["direction"], last["kind"], last["person"]) == ("in", str(kind), "bei")


@pytest.mark.parametrize("state", sorted(WAY_TO))
def test_a_reply_is_sent_only_where_one_is_asked_for(site: Site, state: FilingState) -> None:
    number = brought_to(site, state)
    for kind in FilingReply:
        if kind not in REPLIES.get(state, {}):
            with pytest.raises(MoveNotPossible, match=f"{UPPER} is {state}"):
                reply(site, number, kind)
    for kind, after in list(REPLIES.get(state, {}).items())[-1:]:
        reply(site, number, kind)
        assert track(site, number)["state"] == after


def test_before_its_package_went_out_nothing_is_answered(site: Site) -> None:
    number = published(site)
    for kind in FilingAnswer:
        with pytest.raises(MoveNotPossible, match="is due, not delivered"):
            answer(site, number, kind)


def test_nobody_answers_a_reply_that_is_not_delivered(site: Site) -> None:
    number = brought_to(site, S.SUPPLEMENT_DUE)
    reply(site, number, R.SUPPLEMENT)
    with pytest.raises(MoveNotPossible, match=r"message 3 \(supplement\).*not delivered"):
        answer(site, number, A.REGISTERED)
    hand_over(site, number, 3)
    answer(site, number, A.REGISTERED)


def test_an_answer_of_somebody_with_whom_nothing_is_filed_is_refused_by_name(site: Site) -> None:
    number = delivered(site)
    with pytest.raises(BadInput, match=f"filed with {UPPER}, {CONGRESS}"):
        answer(site, number, A.RETURNED, "own_government")


def test_a_registration_belongs_to_its_own_move(site: Site) -> None:
    number = delivered(site)
    form = {"recipient": UPPER, "answer": "registered", "said_on": "2026-03-27"}
    with pytest.raises(BadInput, match="record_receipt"):
        act(site, "bei", number, Move.RECORD_ANSWER, form)


@pytest.mark.parametrize(
    ("state", "kind", "more", "said"),
    [
        (S.DELIVERED, A.RETURNED, {"said_on": "2026-03-26"}, r"between delivery \(2026-03-27\)"),
        (S.DELIVERED, A.RETURNED, {"said_on": "2026-03-28"}, "and today"),
        (S.DELIVERED, A.REGISTERED, {"registered_on": "2026-03-26"}, "registered_on: between"),
        (S.REGISTERED, A.PASSED, {"reply_by": "2026-04-01"}, "passed asks for no reply"),
        (S.REGISTERED, A.INQUIRY, {"reply_by": "2026-03-26"}, "not before their letter"),
        (S.REGISTERED, A.INQUIRY, {"text": ""}, "text: say what inquiry asks for"),
        (S.REGISTERED, A.PASSED, {"problems": ["content"]}, "passed finds none"),
    ],
)
def test_what_does_not_fit_in_an_answer_is_refused_with_its_field(
    site: Site, state: FilingState, kind: FilingAnswer, more: dict[str, object], said: str
) -> None:
    number = brought_to(site, state)
    with pytest.raises(BadInput, match=said):
        answer(site, number, kind, UPPER, **more)


def test_letters_of_a_recipient_follow_one_another(site: Site) -> None:
    number = brought_to(site, S.REGISTERED)
    today_is(site, date(2026, 4, 9))
    answer(site, number, A.INQUIRY)
    with pytest.raises(BadInput, match=r"their last letter \(2026-04-09\)"):
        answer(site, number, A.PASSED, said_on="2026-04-08")


def test_a_letter_comes_with_its_own_kind_and_a_draft_never_becomes_the_text(site: Site) -> None:
    number = delivered(site)
    draft = a_document(site, DocumentKind.DRAFT, "另一稿")
    with pytest.raises(BadInput, match=r"draft.docx \(draft\): only filing_answer"):
        answer(site, number, A.SUPPLEMENT_REQUIRED, documents=[draft])
    letter = a_document(site, DocumentKind.FILING_ANSWER, "补正通知")
    answer(site, number, A.SUPPLEMENT_REQUIRED, text="", documents=[letter], problems=["technique"])
    with pytest.raises(BadInput, match="only corrected_text, evidence, filing_reply"):
        reply(site, number, R.SUPPLEMENT, documents=[draft])
    last = messages(site, number)[-1]
    assert (last["documents"], last["problem_types"]) == (f'["{letter["sha256"]}"]', "technique")


def test_a_correction_is_filed_with_its_text_and_the_text_with_nothing_else(site: Site) -> None:
    number = brought_to(site, S.CORRECTION_DUE)
    with pytest.raises(BadInput, match="a correction is filed anew with its text"):
        reply(site, number, R.CORRECTED, documents=[])
    text = a_document(site, DocumentKind.CORRECTED_TEXT)
    with pytest.raises(BadInput, match="goes with corrected alone"):
        reply(site, number, R.OBJECTION, documents=[text])


def test_the_first_registration_is_the_day_of_filing_also_after_a_correction(site: Site) -> None:
    number = brought_to(site, S.CORRECTION_DUE)
    today_is(site, date(2026, 4, 10))
    reply(site, number, R.CORRECTED)
    hand_over(site, number, 4)
    answer(site, number, A.REGISTERED, receipt_number="备2号")
    row = track(site, number)
    assert (row["receipt_number"], row["registered_on"]) == ("备1号", "2026-03-27")
    assert row["delivered_on"] == "2026-03-27"
    assert messages(site, number)[-1]["their_number"] == "备2号"


# The case.


def test_a_case_is_filed_when_each_recipient_has_said_whether_it_takes_the_document(
    site: Site,
) -> None:
    number = delivered(site)
    assert answer(site, number, A.REGISTERED).state is CaseState.PUBLISHED
    assert answer(site, number, A.RETURNED, CONGRESS).state is CaseState.FILED
    assert list(tasks_in(site.database, number)) == []


def test_a_supplement_holds_the_case_back_and_an_inquiry_does_not(site: Site) -> None:
    number = delivered(site)
    go(site, number, (A.REGISTERED, A.INQUIRY))
    answer(site, number, A.SUPPLEMENT_REQUIRED, CONGRESS)
    assert case_in(site.database, number).state is CaseState.PUBLISHED
    reply(site, number, R.SUPPLEMENT, CONGRESS)
    hand_over(site, number, 3, CONGRESS)
    assert answer(site, number, A.REGISTERED, CONGRESS).state is CaseState.FILED


def test_a_registration_after_a_correction_leaves_a_document_in_force(site: Site) -> None:
    number = delivered(site)
    for recipient in BOTH:
        answer(site, number, A.REGISTERED, recipient)
    answer(site, number, A.REVIEW_OPINION)
    today_is(site, date(2026, 5, 1))
    act(site, "system", number, Move.TAKE_EFFECT)
    reply(site, number, R.CORRECTED)
    hand_over(site, number, 4)
    assert answer(site, number, A.REGISTERED).state is CaseState.IN_FORCE


@pytest.mark.parametrize(
    ("maker", "tracks", "state"),
    [
        ("government", {UPPER: "due", CONGRESS: "due"}, CaseState.PUBLISHED),
        ("department", {OWN: "due"}, CaseState.PUBLISHED),
        ("vertical_body", {SUPERIOR: "due", OWN: "due"}, CaseState.PUBLISHED),
    ],
)
def test_each_kind_of_maker_files_with_its_recipients(
    site: Site, maker: str, tracks: dict[str, str], state: CaseState
) -> None:
    knows_everybody(site)
    number = made_by(site, maker)
    assert publish(site, number).state is state
    with site.database.reading() as connection:
        rows = connection.rows("SELECT recipient, state FROM filings")
    assert {row["recipient"]: row["state"] for row in rows} == tracks


def knows_everybody(site: Site) -> None:
    import_people(
        site.database,
        "unit,unit_name,unit_kind,person,person_name\n"
        "qu,青岚区人民政府（本级）,own_government,,\n"
        "shiju,云中市住房和城乡建设局,superior_department,,\n",
    )


def test_a_copy_to_be_known_is_closed_by_its_delivery_and_holds_nothing_back(site: Site) -> None:
    knows_everybody(site)
    number = made_by(site, "vertical_body")
    publish(site, number)
    deliver(site, number, SUPERIOR)
    assert answer(site, number, A.REGISTERED, SUPERIOR).state is CaseState.FILED
    deliver(site, number, OWN)
    row = track(site, number, OWN)
    assert (row["state"], row["answer_by"]) == (S.INFORMED, None)
    with pytest.raises(MoveNotPossible, match="closed"):
        answer(site, number, A.REGISTERED, OWN)


def test_a_recipient_of_which_no_unit_is_known_is_told_at_the_publication(site: Site) -> None:
    number = made_by(site, "department")
    with pytest.raises(MoveNotPossible, match=r"own_government \(.*people import"):
        publish(site, number)
    assert case_in(site.database, number).state is CaseState.ISSUED


def test_what_another_maker_files_is_filed_with_its_publication(site: Site) -> None:
    number = made_by(site, "government", elsewhere=True)
    assert publish(site, number).state is CaseState.FILED
    assert tasks_in(site.database, number) == []
    with pytest.raises(MoveNotPossible, match="filed with nobody"):
        answer(site, number, A.REGISTERED)
    today_is(site, date(2026, 5, 1))
    assert act(site, "system", number, Move.TAKE_EFFECT).state is CaseState.IN_FORCE


# Deliveries.


def test_a_message_is_delivered_once(site: Site) -> None:
    number = brought_to(site, S.REPLIED)
    for message, what in ((1, "the package for"), (4, "the message 4 for")):
        with pytest.raises(MoveNotPossible, match=f"{what} {UPPER} was delivered already"):
            hand_over(site, number, message)
    with pytest.raises(BadInput, match="what goes there: 1, 4"):
        hand_over(site, number, 3)


def test_nothing_is_delivered_before_it_was_said(site: Site) -> None:
    number = published(site)
    form = {"recipient": UPPER, "package_sha256": "0" * 64, "delivered_on": "2026-03-26"}
    with pytest.raises(BadInput, match=r"delivered_on: between the message \(2026-03-27\)"):
        act(site, "system", number, Move.DELIVER_FILING, form)


# Tasks.


def reply_tasks(site: Site, number: str) -> dict[str, tuple[str, str | None, str | None]]:
    """The replies that wait, by recipient: state, holder, last day."""
    return {
        str(task.recipient): (task.state, task.person, task.due_on)
        for task in tasks_in(site.database, number)
        if task.kind is TaskKind.REPLY_TO_RECIPIENT
    }


def test_each_track_that_asks_has_its_own_task_until_the_reply(site: Site) -> None:
    number = brought_to(site, S.SUPPLEMENT_DUE)
    answer(site, number, A.SUPPLEMENT_REQUIRED, CONGRESS, reply_by="2026-04-02")
    assert reply_tasks(site, number) == {
        UPPER: ("open", None, "2026-04-13"),  # fifteen days end on a Saturday
        CONGRESS: ("open", None, "2026-04-02"),
    }
    reply(site, number, R.SUPPLEMENT)
    assert set(reply_tasks(site, number)) == {CONGRESS}
    assert ended(site, number) == [(UPPER, TaskState.DONE, "bei")]


def ended(site: Site, number: str) -> list[tuple[str | None, TaskState, str | None]]:
    with site.database.reading() as connection:
        tasks = records.tasks_of(connection, number)
    return [
        (task.recipient, task.state, task.ended_by)
        for task in tasks
        if task.kind is TaskKind.REPLY_TO_RECIPIENT and not task.waits
    ]


def test_a_later_answer_takes_the_place_of_what_was_asked_and_its_holder_keeps_it(
    site: Site,
) -> None:
    add_person(site, "bian", "filing_clerk", "zhengfuban")
    number = brought_to(site, S.EXPLANATION_DUE)
    (task,) = [t for t in tasks_in(site.database, number) if t.recipient]
    act(site, "bian", number, Move.CLAIM, {"task": str(task.id)})
    answer(site, number, A.REVIEW_OPINION)
    assert reply_tasks(site, number) == {UPPER: ("assigned", "bian", "2026-04-27")}
    assert ended(site, number) == [(UPPER, TaskState.CANCELLED, "bei")]
    with pytest.raises(TaskTaken):
        reply(site, number, R.OBJECTION)
    answer(site, number, A.PASSED)
    assert reply_tasks(site, number) == {}


def test_a_reply_that_is_handed_on_or_given_back_stays_that_of_its_track(site: Site) -> None:
    add_person(site, "bian", "filing_clerk", "zhengfuban")
    number = brought_to(site, S.EXPLANATION_DUE)
    answer(site, number, A.SUPPLEMENT_REQUIRED, CONGRESS)
    task = next(t for t in tasks_in(site.database, number) if t.recipient == UPPER)
    act(site, "bei", number, Move.CLAIM, {"task": str(task.id)})
    handed_on = {"task": str(task.id), "person": "bian", "reason": "分工调整"}
    act(site, "bei", number, Move.TRANSFER, handed_on)
    assert reply_tasks(site, number)[UPPER] == ("assigned", "bian", "2026-04-13")
    assert act(site, "bian", number, Move.REPLY_TO_RECIPIENT, EXPLAINED).number == number
    assert ended(site, number)[-1] == (UPPER, TaskState.DONE, "bian")


EXPLAINED = {"recipient": UPPER, "reply": "explanation", "text": "说明如下"}


def test_the_reply_outlasts_the_states_of_the_case_and_ends_with_it(site: Site) -> None:
    number = brought_to(site, S.EXPLANATION_DUE)
    answer(site, number, A.REGISTERED, CONGRESS)
    assert case_in(site.database, number).state is CaseState.FILED
    assert set(reply_tasks(site, number)) == {UPPER}
    today_is(site, date(2026, 5, 1))
    act(site, "system", number, Move.TAKE_EFFECT)
    assert set(reply_tasks(site, number)) == {UPPER}
    act(site, "lin", number, Move.REPEAL, {"reason": "已被取代"})
    assert reply_tasks(site, number) == {}


def test_the_log_says_which_message_it_was_and_where_the_track_stands_then(site: Site) -> None:
    number = brought_to(site, S.SUPPLEMENT_DUE)
    body = json.loads(entries(site.database, number)[-1].body)
    assert body["message"] == {"number": 2, "state": "supplement_due", "reply_by": "2026-04-13"}


def test_a_refused_answer_leaves_no_file_no_message_and_no_task(site: Site) -> None:
    number = delivered(site)
    letter = a_document(site, DocumentKind.FILING_ANSWER)
    before = messages(site, number)
    with pytest.raises(ReviewError):
        answer(site, number, A.INQUIRY, documents=[letter])
    with site.database.reading() as connection:
        kept = connection.value("SELECT count(*) FROM documents WHERE kind = 'filing_answer'")
    assert (kept, reply_tasks(site, number)) == (0, {})
    assert messages(site, number) == before


def test_the_queue_says_to_whom_a_reply_is_owed(site: Site) -> None:
    number = brought_to(site, S.SUPPLEMENT_DUE)
    answer(site, number, A.SUPPLEMENT_REQUIRED, CONGRESS)

    for whose in (("--as", "bei"), ()):
        shown = run(site, "queue", "--lang", "zh", *whose).stdout
        assert "答复备案机关（上级政府）" in shown
        assert "答复备案机关（本级人大常委会）" in shown
    found = [json.loads(line) for line in run(site, "queue", "--json").stdout.splitlines()]
    owed = {one["recipient"] for one in found if one["kind"] == TaskKind.REPLY_TO_RECIPIENT}
    assert owed == set(BOTH)
    page = run(site, "show", number, "--lang", "zh").stdout
    assert "本级人大常委会" in page.split("待办任务")[1].split("送审材料")[0]
