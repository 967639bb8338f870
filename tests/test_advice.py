"""Advice is given whole, counts when it was given in time, and every comment is answered."""

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from builders import a_document, a_site, add_person, consulted, opinion, today_is, under_review
from databases import case_in, entries, tasks_in
from refusals import Form, refused
from review_builders import COMMENT, OBJECTION, adopt, advised, read_draft

from models.advice import AdviceKind
from models.case import MatterType
from models.document import DocumentKind
from models.errors import BadInput, FormInvalid, MoveNotPossible, ReviewError
from models.moves import Move
from models.period import add_working_days
from models.task import TaskKind
from review_flows.desk import act
from review_flows.outside import advice_rows, opinions
from review_flows.outside.database import Row
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

OUTSIDER = {"outsider": "何教授", "question": "可行否"}
FAVOURABLE = {"kind": "favourable", "text": "可行"}


def comments(site: Site, number: str) -> list[Row]:
    with site.database.reading() as connection:
        return list(advice_rows.comments_of(connection, number))


def questions(site: Site, number: str) -> list[Row]:
    with site.database.reading() as connection:
        return list(opinions.consultations(connection, number))


def days_later(site: Site, days: int) -> None:
    today_is(site, add_working_days(day_of(site.clock.now()), days, site.calendar))


def answers(*adoptions: tuple[int, int, str, str]) -> dict[str, object]:
    names = ("consultation", "comment", "adoption", "reason")
    return {"answers": [dict(zip(names, one, strict=True)) for one in adoptions]}


def test_a_comment_is_kept_with_all_that_it_says(site: Site) -> None:
    number = advised(site, comments=[COMMENT])
    (row,) = comments(site, number)
    assert {name: row[name] for name in COMMENT} == COMMENT
    assert row["adoption"] is None


@pytest.mark.parametrize(
    ("kind", "severities"),
    [
        ("unfavourable", ["must_change"]),
        ("with_reservations", ["should_change"]),
        ("favourable", []),
        ("no_comment", []),
    ],
)
def test_an_objection_without_a_comment_is_one_on_the_whole_text(
    site: Site, kind: str, severities: list[str]
) -> None:
    number = advised(site, kind=kind)
    found = comments(site, number)
    assert [row["severity"] for row in found] == severities
    assert all((r["address"], r["problem"]) == ("全文", OBJECTION["text"]) for r in found)


def test_nobody_can_choose_that_nothing_was_given(site: Site) -> None:
    number = consulted(site, under_review(site))
    form = {"kind": "not_given", "text": "无"}
    refused(site, number, "gu", Move.ADVISE, form, FormInvalid, "nobody can choose it")


@pytest.mark.parametrize("kind", [DocumentKind.DRAFT, DocumentKind.BASES])
def test_advice_replaces_no_material_of_the_case(site: Site, kind: DocumentKind) -> None:
    number = consulted(site, under_review(site))
    form = {**FAVOURABLE, "documents": [a_document(site, kind, "顾问自己的文本")]}
    refused(site, number, "gu", Move.ADVISE, form, BadInput, f"given as {kind}")


def test_a_comment_stands_at_a_clause_of_the_draft_that_was_read(site: Site) -> None:
    number = read_draft(site, consulted(site, under_review(site)))
    wrong = [COMMENT, {**COMMENT, "address": "第十二条第九款"}]
    form = {**OBJECTION, "comments": wrong}
    says = "comments 2: 第十二条第九款 is no clause.*Did you mean 第十二条第"
    refused(site, number, "gu", Move.ADVISE, form, BadInput, says)


def test_an_answer_after_its_term_counts_until_an_opinion_is_proposed(site: Site) -> None:
    number = consulted(site, under_review(site))
    days_later(site, 4)
    act(site, "gu", number, Move.ADVISE, FAVOURABLE)
    assert '"late":true' in entries(site.database, number)[-1].body.decode()
    assert questions(site, number)[0]["kind"] == "favourable"


def test_what_somebody_outside_answered_is_recorded_with_its_paper(site: Site) -> None:
    number = under_review(site)
    act(site, "shen", number, Move.CONSULT, OUTSIDER)
    refused(site, number, "shen", Move.RECORD_ADVICE, OBJECTION, FormInvalid, "documents: missing")
    paper = a_document(site, DocumentKind.ADVICE)
    act(site, "shen", number, Move.RECORD_ADVICE, {**OBJECTION, "documents": [paper]})
    assert questions(site, number)[0]["kind"] == "unfavourable"
    assert len(comments(site, number)) == 1
    with site.database.reading() as connection:
        ended = connection.value("SELECT state FROM tasks WHERE kind = 'advise'")
    assert ended == "done"


def test_only_the_answer_of_somebody_outside_is_recorded_by_the_reviewer(site: Site) -> None:
    number = consulted(site, under_review(site))
    paper = a_document(site, DocumentKind.ADVICE)
    form = {**FAVOURABLE, "documents": [paper]}
    refused(site, number, "shen", Move.RECORD_ADVICE, form, MoveNotPossible, "no such question")


def test_every_comment_is_answered_before_an_opinion_is_proposed(site: Site) -> None:
    number = advised(site, comments=[COMMENT, {**COMMENT, "address": "第十三条"}])
    says = r"comments are not answered: 1.1 \(第十二条第二款\), 1.2 \(第十三条\)"
    form = opinion()
    refused(site, number, "shen", Move.PROPOSE_OPINION, form, MoveNotPossible, says)
    adopt(site, number)
    says = r"not answered: 1.2 \(第十三条\)"
    refused(site, number, "shen", Move.PROPOSE_OPINION, form, MoveNotPossible, says)
    act(site, "shen", number, Move.ANSWER_ADVICE, answers((1, 2, "not_adopted", "另有依据")))
    act(site, "shen", number, Move.PROPOSE_OPINION, form)


def test_everything_wrong_with_the_answers_is_said_at_once(site: Site) -> None:
    number = advised(site, comments=[COMMENT])
    form = answers((1, 1, "partly", ""), (1, 1, "adopted", ""), (9, 1, "adopted", ""))
    with pytest.raises(BadInput) as error:
        act(site, "shen", number, Move.ANSWER_ADVICE, form)
    for fault in ("no comment 9.1", "1.1 is answered twice", "1.1: what is not fully adopted"):
        assert fault in error.value.message
    assert "Comments of this case: 1.1." in error.value.message


def test_an_answer_can_be_replaced_while_the_review_lasts(site: Site) -> None:
    number = advised(site)
    adopt(site, number)
    act(site, "shen", number, Move.ANSWER_ADVICE, answers((1, 1, "not_adopted", "理由不成立")))
    (row,) = comments(site, number)
    assert (row["adoption"], row["adoption_reason"]) == ("not_adopted", "理由不成立")


def test_questions_are_numbered_within_their_case(site: Site) -> None:
    first, second = advised(site), advised(site)
    for number in (first, second):
        adopt(site, number)
        assert [row["adoption"] for row in comments(site, number)] == ["adopted"]
    act(site, "shen", second, Move.CONSULT, {"advisor": "gu", "question": "再问"})
    assert [row["number"] for row in questions(site, second)] == [1, 2]
    act(site, "gu", second, Move.ADVISE, {**OBJECTION, "consultation": 2})
    form = answers((3, 1, "adopted", ""))
    refused(site, second, "shen", Move.ANSWER_ADVICE, form, BadInput, "no comment 3.1")


def test_no_opinion_is_proposed_while_an_answer_is_awaited_in_its_term(site: Site) -> None:
    number = consulted(site, under_review(site))
    days_later(site, 3)  # the last day of the term is part of it
    says = r"advice of 1 \(gu\) until 2026-03-12 is still awaited"
    refused(site, number, "shen", Move.PROPOSE_OPINION, opinion(), MoveNotPossible, says)


def test_a_question_whose_term_passed_is_closed_with_the_proposal(site: Site) -> None:
    number = consulted(site, under_review(site))
    days_later(site, 4)
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    (row,) = questions(site, number)
    assert (row["kind"], row["text"], row["recalled_at"]) == (AdviceKind.NOT_GIVEN, None, None)
    assert '"not_given":["1 (gu)"]' in entries(site.database, number)[-1].body.decode()
    assert not [t for t in tasks_in(site.database, number) if t.kind is TaskKind.ADVISE]
    with site.database.reading() as connection:
        assert connection.value("SELECT count(*) FROM notices") == 0


def test_neither_silence_nor_a_recall_nor_a_colleague_counts_as_an_advisor_heard(
    site: Site,
) -> None:
    decision = MatterType.MAJOR_DECISION
    number = consulted(site, under_review(site, matter_type=decision))
    add_person(site, "zhao", "reviewer")
    act(site, "shen", number, Move.RECALL, {"reason": "不再需要"})
    act(site, "shen", number, Move.CO_REVIEW, {"person": "zhao", "question": "可行否"})
    act(site, "zhao", number, Move.COUNTERSIGN, FAVOURABLE)
    act(site, "shen", number, Move.CONSULT, {"advisor": "gu", "question": "可行否"})
    days_later(site, 4)
    form = opinion("legal", decision)
    says = "no advisor was heard.*第二十八条"
    refused(site, number, "shen", Move.PROPOSE_OPINION, form, MoveNotPossible, says)
    act(site, "gu", number, Move.ADVISE, {"kind": "no_comment", "text": "无意见"})
    act(site, "shen", number, Move.PROPOSE_OPINION, form)


def test_nothing_unanswered_is_signed_even_where_it_slipped_in(site: Site) -> None:
    number = advised(site)
    adopt(site, number)
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion())
    days_later(site, 9)
    with site.database.writing() as connection:
        connection.run("UPDATE advice_comments SET adoption = NULL")
    refused(site, number, "qian", Move.SIGN, {}, MoveNotPossible, "1 comments are not answered")


def test_whatever_happens_nothing_is_unanswered_in_a_signed_opinion(tmp_path: Path) -> None:
    """Questions, answers, recalls and proposals in any order; what is refused changes nothing."""
    site = a_site(tmp_path)
    add_person(site, "zhao", "reviewer")
    add_person(site, "he", "advisor", "hengshi")
    walks = [_comments_when_signed(site, Random(seed)) for seed in range(10)]
    signed = [comments for comments in walks if comments is not None]
    assert len(signed) >= 3 and sum(signed) >= 3, walks  # or the walks would prove nothing


def _comments_when_signed(site: Site, random: Random) -> int | None:
    number = under_review(site, title=f"示例办法{random.random()}")
    for _ in range(45):
        who, move, form = _something(site, number, random)
        with suppress(ReviewError):
            act(site, who, number, move, form)
        if random.random() < 0.2:
            days_later(site, 1)
        if case_in(site.database, number).state == "opinion_signed":
            with site.database.reading() as connection:
                asked = advice_rows.questions_of(connection, number)
            assert not any(one.waits for one in asked)
            comments = [comment for one in asked for comment in one.comments]
            assert all(comment.answered for comment in comments)
            return len(comments)
    return None


def _something(site: Site, number: str, random: Random) -> tuple[str, Move, Form]:
    with site.database.reading() as connection:
        asked = advice_rows.questions_of(connection, number)
    left = [(one.number, c.number) for one in asked for c in one.comments if not c.answered]
    which, comment = random.choice(left or [(0, 1)])
    answer = {
        "kind": random.choice(("no_comment", "unfavourable", "unfavourable")),
        "text": "见附件",
    }
    late = {"early_reason": "急", "late_reason": "忙", "breach_cause": "review_side"}
    moves: dict[tuple[str, Move], Form] = {
        ("shen", Move.CONSULT): {"advisor": random.choice(("gu", "he")), "question": "可行否"},
        ("shen", Move.CO_REVIEW): {"person": "zhao", "question": "可行否"},
        ("gu", Move.ADVISE): answer,
        ("he", Move.ADVISE): answer,
        ("zhao", Move.COUNTERSIGN): answer,
        ("shen", Move.RECALL): {"advisor": "gu", "reason": "不再需要"},
        ("shen", Move.ANSWER_ADVICE): answers((which, comment, "partly", "已有规定")),
        ("shen", Move.PROPOSE_OPINION): opinion(),
        ("qian", Move.SEND_BACK): {"reason": "再议", "to": "under_review"},
        ("qian", Move.SIGN): late,
    }
    # Answers are more frequent than questions, or nothing would ever be signed.
    weights = (2, 1, 4, 4, 3, 1, 9 if left else 0, 1, 1, 4)
    (who, move) = random.choices(list(moves), weights)[0]
    return who, move, moves[who, move]
