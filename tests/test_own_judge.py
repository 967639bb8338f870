"""Nobody is judge of his own work: stand-ins, questions to oneself, slips, who changed the unit."""

from datetime import date

import pytest
from builders import (
    a_document,
    acceptance,
    accepted,
    add_person,
    consulted,
    opinion,
    proposed,
    received,
    today_is,
    under_review,
)
from databases import case_in, entries
from queue_builders import all_tasks, leave, rows, stands_in, task_in

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import MoveNotPossible, NotAllowed, NotFound, ReviewError
from models.moves import Move
from models.person import Role
from models.queue import Box
from models.separation import SeparationRule
from models.task import TaskKind, TaskState
from review_flows.desk import act
from review_flows.desk.people_change import PeopleDone, change_people
from review_flows.outside import persons
from review_flows.outside.people_file import lines_of_csv
from review_flows.outside.queue import tasks_in_box
from review_flows.outside.separation_faults import separation_faults
from review_flows.outside.site import Site

TO_ZHAO = {"person": "zhao", "reason": "工作调整"}
ADVICE = {"kind": "favourable", "text": "同意"}
PAUSE = {"ground": "expert_opinion", "reason": "论证"}
SIGNING_DAY = date(2026, 3, 20)
HEAD = "unit,unit_name,unit_kind,person,person_name,roles,since,until"
JUSTICE, HOUSING = "sifaju,青岚区司法局,review_office", "zhujian,青岚区住房城乡建设局,drafting_unit"
BARRED = "nobody signs his own review"


@pytest.fixture
def office(site: Site) -> Site:
    """The sample office with one more reviewer, and one more chief who reviews too."""
    add_person(site, "zhao", "reviewer advisor")
    add_person(site, "sun", "chief reviewer")
    return site


def change(site: Site, line: str) -> PeopleDone:
    """Take a line of a table of people."""
    return change_people(site, "", lines_of_csv(f"{HEAD}\n{line}"))


def box(site: Site, code: str, which: Box) -> list[str]:
    """The kinds of the tasks in a box of somebody."""
    with site.database.reading() as connection:
        person = persons.find_person(connection, code, "2026-03-20")
        assert person is not None
        return [one.kind for one in tasks_in_box(connection, person, which, "2026-03-20", 10)]


def test_a_stand_in_who_worked_on_the_review_does_not_sign_it(office: Site) -> None:
    number = under_review(office)
    stands_in(office, "sun", "shen", until="2026-03-09")
    act(office, "sun", number, Move.PAUSE, PAUSE)
    act(office, "sun", number, Move.RESUME)
    own = [task for task in all_tasks(office, number) if task.person == "sun"]
    assert [(task.kind, task.ended_by) for task in own] == [(TaskKind.REVIEW, "sun")]
    assert task_in(office, number).person == "shen"
    today_is(office, SIGNING_DAY)
    act(office, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    with pytest.raises(NotAllowed, match=BARRED):
        act(office, "sun", number, Move.SIGN)
    assert [box(office, "sun", one) for one in (Box.TO_DO, Box.IN_HAND, Box.DONE)] == [[], [], []]
    with office.database.writing() as connection:
        connection.run("UPDATE opinions SET signer = 'sun', signed_at = :at", at="2026-03-21")
        (fault,) = separation_faults(connection)
    assert (fault.rule, fault.person) == (SeparationRule.SIGNATURE, "sun")


def test_a_stand_in_who_only_took_the_task_or_gave_it_back_may_sign(office: Site) -> None:
    number = accepted(office)
    act(office, "deng", number, Move.ASSIGN, {"person": "shen"})
    stands_in(office, "sun", "shen", until="2026-03-09")
    act(office, "sun", number, Move.CLAIM)
    act(office, "sun", number, Move.RELEASE)
    act(office, "shen", number, Move.CLAIM)
    today_is(office, SIGNING_DAY)
    act(office, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    act(office, "sun", number, Move.SIGN)


def test_what_a_stand_in_ended_stands_once_among_what_he_has_done(office: Site) -> None:
    number = under_review(office)
    stands_in(office, "zhao", "shen")
    act(office, "zhao", number, Move.PAUSE, PAUSE)
    assert (box(office, "zhao", Box.IN_HAND), box(office, "zhao", Box.DONE)) == (["review"], [])
    act(office, "zhao", number, Move.RESUME)
    act(office, "zhao", number, Move.PROPOSE_OPINION, opinion("legal"))
    assert (box(office, "zhao", Box.IN_HAND), box(office, "zhao", Box.DONE)) == ([], ["review"])


@pytest.mark.parametrize(
    ("asking", "form", "answering", "absent"),
    [
        (Move.CO_REVIEW, {"person": "shen"}, Move.COUNTERSIGN, "shen"),
        (Move.CONSULT, {"advisor": "gu"}, Move.ADVISE, "gu"),
    ],
)
def test_the_reviewer_does_not_answer_himself_for_somebody_absent(
    office: Site, asking: Move, form: dict[str, str], answering: Move, absent: str
) -> None:
    number = accepted(office)
    act(office, "zhao", number, Move.CLAIM)
    act(office, "zhao", number, asking, {**form, "question": "可行否"})
    stands_in(office, "zhao", absent)
    with pytest.raises(NotAllowed, match="being asked, and does not review the case, may answer"):
        act(office, "zhao", number, answering, ADVICE)


@pytest.mark.parametrize(
    ("asking", "form"), [(Move.CO_REVIEW, {"person": "zhao"}), (Move.CONSULT, {"advisor": "zhao"})]
)
@pytest.mark.parametrize("way", [Move.TRANSFER, Move.ASSIGN, Move.CLAIM])
def test_what_the_new_reviewer_was_asked_is_recalled(
    office: Site, asking: Move, form: dict[str, str], way: Move
) -> None:
    number = under_review(office)
    act(office, "shen", number, asking, {**form, "question": "可行否"})
    act(office, "shen", number, Move.CONSULT, {"advisor": "gu", "question": "可行否"})
    if way is Move.TRANSFER:
        act(office, "shen", number, way, TO_ZHAO)
    else:
        act(office, "shen", number, Move.RELEASE)
        review = {"task": task_in(office, number).id}
        if way is Move.ASSIGN:
            act(office, "deng", number, way, {"person": "zhao", **review})
        else:
            act(office, "zhao", number, way, review)
    assert case_in(office.database, number).reviewer == "zhao"
    asked = rows(office, "SELECT advisor, recalled_at FROM consultations ORDER BY number")
    assert [(one["advisor"], one["recalled_at"] is None) for one in asked] == [
        ("zhao", False),
        ("gu", True),
    ]
    assert '"recalled":["1 (zhao)"]' in entries(office.database, number)[-1].body.decode()


def test_a_chief_who_takes_over_answers_nothing_himself(office: Site) -> None:
    number = under_review(office)
    act(office, "shen", number, Move.CO_REVIEW, {"person": "sun", "question": "请会签"})
    act(office, "sun", number, Move.TAKE_OVER, {"reason": "重大"})
    (asked,) = rows(office, "SELECT recalled_at FROM consultations")
    assert asked["recalled_at"] is not None


def test_what_a_reviewer_asked_outside_goes_on_when_he_comes_back(office: Site) -> None:
    number = under_review(office)
    act(office, "shen", number, Move.CONSULT, {"outsider": "某大学教授", "question": "可行否"})
    act(office, "shen", number, Move.TRANSFER, TO_ZHAO)
    act(office, "zhao", number, Move.TRANSFER, {"person": "shen", "reason": "工作调整"})
    document = a_document(office, DocumentKind.ADVICE)
    act(office, "shen", number, Move.RECORD_ADVICE, {**ADVICE, "documents": [document]})


def test_a_review_given_by_a_slip_and_never_begun_is_no_hand_in_it(office: Site) -> None:
    number = accepted(office)
    act(office, "deng", number, Move.ASSIGN, {"person": "sun"})
    act(office, "deng", number, Move.ASSIGN, {"person": "shen"})
    act(office, "shen", number, Move.CLAIM)
    act(office, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    today_is(office, SIGNING_DAY)
    act(office, "sun", number, Move.SIGN)
    with office.database.reading() as connection:
        assert separation_faults(connection) == []


@pytest.mark.parametrize("way", [Move.CLAIM, Move.ASSIGN, Move.TRANSFER])
def test_the_only_chief_does_not_become_the_reviewer(site: Site, way: Move) -> None:
    add_person(site, "qian", "chief reviewer")
    number = under_review(site) if way is Move.TRANSFER else accepted(site)
    actor = {Move.CLAIM: "qian", Move.ASSIGN: "deng", Move.TRANSFER: "shen"}[way]
    forms = {
        Move.CLAIM: {},
        Move.ASSIGN: {"person": "qian"},
        Move.TRANSFER: {**TO_ZHAO, "person": "qian"},
    }
    with pytest.raises(MoveNotPossible, match="no other active chief could sign then"):
        act(site, actor, number, way, forms[way])
    add_person(site, "sun", "chief")
    act(site, actor, number, way, forms[way])
    assert case_in(site.database, number).reviewer == "qian"


def test_a_chief_whose_review_comes_back_to_him_goes_on_with_it(office: Site) -> None:
    number = accepted(office)
    act(office, "sun", number, Move.CLAIM)
    act(office, "sun", number, Move.PROPOSE_OPINION, opinion("legal"))
    act(office, "qian", number, Move.SEND_BACK, {"reason": "再议", "to": "under_review"})
    leave(office, "qian")
    act(office, "sun", number, Move.CLAIM)
    assert task_in(office, number).state is TaskState.CLAIMED


def test_what_somebody_had_who_is_gone_is_assigned_by_a_clerk(site: Site) -> None:
    add_person(site, "qian", "chief", unit="zhujian")  # may not transfer it
    for code in ("wu", "zhao"):
        add_person(site, code, "clerk")
    number = received(site)
    act(site, "deng", number, Move.CLAIM)
    with pytest.raises(MoveNotPossible, match="use transfer"):
        act(site, "wu", number, Move.ASSIGN, {"person": "zhao"})
    leave(site, "deng")
    act(site, "wu", number, Move.ASSIGN, {"person": "zhao"})
    act(site, "zhao", number, Move.CLAIM)
    add_person(site, "zhao", "auditor")  # who lost the role has lost the task
    act(site, "wu", number, Move.ASSIGN, {"person": "wu"})
    assert task_in(site, number).person == "wu"


def test_who_has_left_the_drafting_unit_acts_for_it_no_more(site: Site) -> None:
    number = received(site)
    act(site, "lin", number, Move.URGE)
    change(site, f"{HOUSING},lin,林起草,drafter,,2026-03-10")
    today_is(site, date(2026, 3, 10))
    act(site, "lin", number, Move.URGE)  # the last day
    today_is(site, date(2026, 3, 11))
    for move, form in ((Move.WITHDRAW, {"reason": "撤回"}), (Move.URGE, {})):
        with pytest.raises(NotFound):
            act(site, "lin", number, move, form)
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, {"missing": ["bases"], "reason": "缺"})
    with pytest.raises(MoveNotPossible, match="lin may not have it"):
        act(site, "deng", number, Move.ASSIGN, {"person": "lin"})


def test_an_opinion_of_somebody_who_went_to_the_drafting_unit_is_sent_back(office: Site) -> None:
    number = proposed(office)
    change(office, f"{HOUSING},shen,沈审核,reviewer,,")
    today_is(office, SIGNING_DAY)
    with pytest.raises(MoveNotPossible, match=r"\(shen\) reviewed it .* send it back"):
        act(office, "qian", number, Move.SIGN)
    act(office, "qian", number, Move.SEND_BACK, {"reason": "回避", "to": "under_review"})
    act(office, "zhao", number, Move.CLAIM)
    act(office, "zhao", number, Move.PROPOSE_OPINION, opinion("legal"))
    act(office, "qian", number, Move.SIGN)


def test_so_is_one_of_somebody_who_belonged_to_it_when_the_draft_came(office: Site) -> None:
    number = proposed(office)
    change(office, f"{HOUSING},shen,沈审核,reviewer,2026-03-01,2026-03-09")
    leave(office, "shen")
    with pytest.raises(ReviewError, match="send it back"):
        act(office, "qian", number, Move.SIGN)
    assert case_in(office.database, number).state is CaseState.OPINION_PROPOSED


def test_an_import_names_what_its_holder_may_not_do_any_more(office: Site) -> None:
    number = consulted(office, under_review(office))
    own = under_review(office, unit="shenji")  # of another unit
    assert change(office, f"{JUSTICE},wu,吴,clerk,,").stranded == ()
    done = change(office, f"{HOUSING},shen,沈审核,reviewer,,")
    assert [(one.case, one.kind, one.person) for one in done.stranded] == [
        (number, "review", "shen")
    ]
    act(office, "deng", number, Move.ASSIGN, {"person": "zhao"})
    assert case_in(office.database, own).reviewer == "shen"


def test_a_review_does_not_go_back_to_who_belongs_to_the_unit_now_entered(site: Site) -> None:
    add_person(site, "ma", "reviewer", unit="shenji")
    number = accepted(site)
    act(site, "ma", number, Move.CLAIM)
    act(site, "ma", number, Move.SEND_BACK, {"reason": "单位有误"})
    form = acceptance(MatterType.NORMATIVE_DOCUMENT) | {"unit": "shenji"}
    act(site, "deng", number, Move.ACCEPT, form)
    task = task_in(site, number)
    assert (task.state, task.person, task.role) == (TaskState.OPEN, None, Role.REVIEWER)
    act(site, "shen", number, Move.CLAIM)
