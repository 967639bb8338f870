"""Asking for advice: who may be asked what, until when, and how a question is taken back."""

from datetime import date

import pytest
from builders import accepted, add_person, consulted, today_is, under_review
from databases import entries, tasks_in
from refusals import Form, refused

from models.errors import BadInput, MoveNotPossible, NotAllowed, NotFound, ReviewError
from models.moves import Move
from models.task import TaskKind
from review_flows.desk import act
from review_flows.outside import advice_rows, opinions
from review_flows.outside.database import Row
from review_flows.outside.site import Site

OUTSIDER = "北辰大学法学院 何教授"
QUESTION = {"question": "第十二条是否设定许可？"}
OF_GU = {"advisor": "gu", **QUESTION}
OF_OUTSIDER = {"outsider": OUTSIDER, **QUESTION}


def consultations(site: Site, number: str) -> list[Row]:
    with site.database.reading() as connection:
        return list(opinions.consultations(connection, number))


def letters(site: Site, number: str) -> list[Row]:
    sql = "SELECT kind, facts FROM letters WHERE case_number = :n AND kind = 'advice_request'"
    with site.database.reading() as connection:
        return list(connection.rows(sql, n=number))


def told(site: Site) -> list[Row]:
    with site.database.reading() as connection:
        return list(connection.rows("SELECT person, subject, text FROM notices ORDER BY key"))


def test_several_are_asked_at_once_each_with_a_term_of_working_days(site: Site) -> None:
    number = under_review(site)
    add_person(site, "he", "advisor", "hengshi")
    act(site, "shen", number, Move.CONSULT, {**OF_GU, "days": 5})  # from Monday 9 March
    act(site, "shen", number, Move.CONSULT, {"advisor": "he", "question": "程序如何？"})
    asked = [t for t in tasks_in(site.database, number) if t.kind is TaskKind.ADVISE]
    assert [(t.person, t.due_on) for t in asked] == [("gu", "2026-03-16"), ("he", "2026-03-12")]
    assert [row["answer_by"] for row in consultations(site, number)] == ["2026-03-16", "2026-03-12"]
    assert len(letters(site, number)) == 2


@pytest.mark.parametrize("form", [QUESTION, {**OF_GU, **OF_OUTSIDER}], ids=["nobody", "both"])
def test_either_an_advisor_or_somebody_outside_is_asked(site: Site, form: Form) -> None:
    refused(site, under_review(site), "shen", Move.CONSULT, form, BadInput, "name one of them")


def test_nobody_is_asked_twice_at_once_but_again_after_the_answer(site: Site) -> None:
    number = consulted(site, under_review(site))
    refused(site, number, "shen", Move.CONSULT, OF_GU, MoveNotPossible, "asked already.*2026-03-12")
    act(site, "shen", number, Move.CONSULT, OF_OUTSIDER)
    twice = "何教授 is being asked already"
    refused(site, number, "shen", Move.CONSULT, OF_OUTSIDER, MoveNotPossible, twice)
    act(site, "gu", number, Move.ADVISE, {"kind": "favourable", "text": "可行"})
    act(site, "shen", number, Move.CONSULT, {"advisor": "gu", "question": "那么第二十九条呢？"})
    kinds = [row["kind"] for row in consultations(site, number)]
    assert kinds == ["favourable", None, None]


def test_somebody_outside_is_written_to_by_name_and_the_reviewer_is_reminded(site: Site) -> None:
    number = under_review(site)
    act(site, "shen", number, Move.CONSULT, {**OF_OUTSIDER, "secret": True})
    (row,) = consultations(site, number)
    assert (row["outsider"], row["advisor"], row["advisor_name"]) == (OUTSIDER, "shen", OUTSIDER)
    assert row["secret"]
    (task,) = [t for t in tasks_in(site.database, number) if t.kind is TaskKind.ADVISE]
    assert (task.person, task.role, task.due_on) == ("shen", "reviewer", "2026-03-12")
    (letter,) = letters(site, number)
    assert f'"advisor":"{OUTSIDER}"' in letter["facts"]


def test_an_advisor_of_the_drafting_unit_is_not_asked(site: Site) -> None:
    number = under_review(site)
    add_person(site, "jia", "advisor", "zhujian")
    form = {"advisor": "jia", **QUESTION}
    refused(site, number, "shen", Move.CONSULT, form, MoveNotPossible, "his own unit")


def test_who_is_no_advisor_is_not_asked_and_the_advisors_are_named(site: Site) -> None:
    number = under_review(site)
    form = {"advisor": "guu", **QUESTION}
    refused(site, number, "shen", Move.CONSULT, form, NotFound, "Did you mean gu")
    refused(site, number, "shen", Move.CONSULT, {"advisor": "bei", **QUESTION}, NotFound, "gu")


def test_a_co_reviewer_is_asked_without_a_letter_and_answers_in_his_own_move(site: Site) -> None:
    number = under_review(site)
    add_person(site, "zhao", "reviewer")
    act(site, "shen", number, Move.CO_REVIEW, {"person": "zhao", **QUESTION})
    (task,) = [t for t in tasks_in(site.database, number) if t.kind is TaskKind.CO_REVIEW]
    assert (task.person, task.role) == ("zhao", "reviewer")
    assert letters(site, number) == []
    nothing = {"kind": "no_comment", "text": "无"}
    refused(site, number, "zhao", Move.ADVISE, nothing, NotAllowed, "needs the role advisor")
    act(site, "zhao", number, Move.COUNTERSIGN, {"kind": "favourable", "text": "同意"})
    (row,) = consultations(site, number)
    assert (row["role"], row["kind"]) == ("reviewer", "favourable")


def co_reviewers_refused() -> list[tuple[str, str, str, type[ReviewError], str]]:
    return [
        ("shen", "reviewer", "sifaju", MoveNotPossible, "reviews it already"),
        ("jia", "reviewer", "zhujian", MoveNotPossible, "his own unit"),
        ("gu", "advisor", "hengshi", NotFound, "reviewer"),
        ("qian", "chief reviewer", "sifaju", MoveNotPossible, "the only chief who could sign"),
    ]


@pytest.mark.parametrize(("code", "roles", "unit", "kind", "says"), co_reviewers_refused())
def test_not_everybody_can_be_a_co_reviewer(
    site: Site, code: str, roles: str, unit: str, kind: type[ReviewError], says: str
) -> None:
    number = under_review(site)
    add_person(site, code, roles, unit)
    form = {"person": code, **QUESTION}
    refused(site, number, "shen", Move.CO_REVIEW, form, kind, says)


def test_a_chief_is_a_co_reviewer_where_another_chief_can_sign(site: Site) -> None:
    number = under_review(site)
    add_person(site, "qian", "chief reviewer")
    add_person(site, "sun", "chief")
    act(site, "shen", number, Move.CO_REVIEW, {"person": "qian", **QUESTION})


def test_a_recalled_question_is_neither_awaited_nor_heard_and_its_advisor_is_told(
    site: Site,
) -> None:
    number = consulted(site, under_review(site))
    act(site, "shen", number, Move.RECALL, {"reason": "问题已经解决"})
    (row,) = consultations(site, number)
    assert row["recalled_at"] and row["recall_reason"] == "问题已经解决" and row["kind"] is None
    assert not [t for t in tasks_in(site.database, number) if t.kind is TaskKind.ADVISE]
    (notice,) = told(site)
    assert notice["person"] == "gu" and number in notice["subject"]
    assert "问题已经解决" not in notice["text"]
    with site.database.reading() as connection:
        (question,) = advice_rows.questions_of(connection, number)
    assert not question.waits and not question.is_answered
    refused(
        site,
        number,
        "gu",
        Move.ADVISE,
        {"kind": "favourable", "text": "可行"},
        NotFound,
        "was not found",
    )


def test_of_several_questions_the_one_to_recall_is_named(site: Site) -> None:
    number = consulted(site, under_review(site))
    act(site, "shen", number, Move.CONSULT, OF_OUTSIDER)
    reason = {"reason": "不再需要"}
    refused(site, number, "shen", Move.RECALL, reason, BadInput, r"several.*\(gu\).*何教授")
    act(site, "shen", number, Move.RECALL, {**reason, "advisor": OUTSIDER})
    assert told(site) == []  # the reviewer himself would be told
    act(site, "shen", number, Move.RECALL, {**reason, "advisor": "gu"})
    says = "no such question"
    refused(site, number, "shen", Move.RECALL, reason, MoveNotPossible, says)


def test_the_reason_of_a_recall_stands_in_the_log(site: Site) -> None:
    number = consulted(site, under_review(site))
    act(site, "shen", number, Move.RECALL, {"reason": "问题已经解决"})
    last = entries(site.database, number)[-1]
    assert "问题已经解决" in last.body.decode() and '"recalled":"1 (gu)"' in last.body.decode()


def test_asking_needs_the_reviewer_of_the_case(site: Site) -> None:
    number = accepted(site)
    refused(site, number, "shen", Move.CONSULT, OF_GU, MoveNotPossible, "cannot consult")
    act(site, "shen", number, Move.CLAIM)
    add_person(site, "zhao", "reviewer")
    refused(site, number, "zhao", Move.CONSULT, OF_GU, NotFound, "was not found")


def test_a_term_spans_the_days_off(site: Site) -> None:
    number = under_review(site)
    today_is(site, date(2026, 3, 12))  # a Thursday
    act(site, "shen", number, Move.CONSULT, {**OF_GU, "days": 2})
    assert consultations(site, number)[0]["answer_by"] == "2026-03-16"
