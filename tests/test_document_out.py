"""A copy of the draft goes to who is asked: with what he may read, on the exact words, logged."""

import re
from pathlib import Path

import pytest
from builders import a_changed_draft, a_site, add_person
from cli_running import run
from document_builders import asked, document_of, handed_out, handings_out, in_review
from revision_builders import RULE, a_draft, read_draft, saying

from models.errors import BadInput
from models.moves import Move
from models.word_document import View, WordComment
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site

ON_FINE = {"address": "第三条", "problem": "罚款没有上位法依据", "quote": "五百元 罚款"}
ON_FILING = {"address": "第二条", "problem": "备案即许可", "replacement": "经营者应当告知。"}


@pytest.fixture
def office(tmp_path: Path) -> Site:
    """The sample office on SQLite."""
    return a_site(tmp_path)


def advised(site: Site, advisor: str, *comments: dict[str, str], **more: object) -> str:
    """A case on which somebody has answered with these comments."""
    add_person(site, advisor, "advisor", unit="hengshi")
    number = asked(site, in_review(site), advisor, **more)
    form = {"kind": "unfavourable", "text": "不同意", "comments": list(comments)}
    act(site, advisor, number, Move.ADVISE, form)
    return number


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"consultation": 7}, "consultation: 7 was never asked. Questions: 1"),
        ({"document_sha256": "0" * 64}, "document_sha256: 000000000000 is no document"),
        ({"sha256": "0" * 64}, "sha256: the copy 000000000000 is not in the store"),
    ],
)
def test_the_log_tells_of_no_copy_that_cannot_have_been_handed_out(
    office: Site, wrong: dict[str, object], says: str
) -> None:
    number = asked(office, in_review(office))
    with office.database.reading() as connection:
        draft = case_files.draft_sha256(connection, number)
    right = {"recipient": "gu", "consultation": 1, "document_sha256": draft, "sha256": draft}
    form: dict[str, object] = {**right, "comments": 0}
    with pytest.raises(BadInput, match=says):
        act(office, "shen", number, Move.HAND_OUT, form | wrong)
    assert act(office, "shen", number, Move.HAND_OUT, form).number == number


def answer(site: Site, number: str, comment: int) -> None:
    """Let the reviewer adopt a comment of the first question in part."""
    said = {"consultation": 1, "comment": comment, "adoption": "partly", "reason": "改为责令改正"}
    act(site, "shen", number, Move.ANSWER_ADVICE, {"answers": [said]})


def comments_in(content: bytes) -> list[WordComment]:
    """The comments of a file."""
    return list(document_of(content).comments)


def test_comments_stand_on_the_exact_words_with_their_answers(office: Site) -> None:
    number = advised(office, "ma", ON_FINE, ON_FILING)
    answer(office, number, 1)
    question, fine, reply, filing = comments_in(handed_out(office, asked(office, number)))
    assert question.quote == "示例办法" and "罚款有无依据" in question.text
    assert re.search(r"请于\d{4}年\d+月\d+日以前（含当日）答复。", question.text)
    assert (fine.quote, fine.author, fine.resolved) == ("五百元罚款", "ma者", True)
    assert ON_FINE["problem"] in fine.text
    assert reply.parent == fine.id and "改为责令改正" in reply.text
    assert (filing.quote, filing.resolved) == ("经营者应当备案。", False)
    assert ON_FILING["replacement"] in filing.text


def test_the_text_of_the_copy_is_the_text_of_the_draft(office: Site) -> None:
    copy = document_of(handed_out(office, asked(office, in_review(office))))
    assert copy.view(View.FINAL).text.split("\n") == list(RULE) and not copy.tracked_changes


def test_the_copy_says_which_draft_and_which_question_it_is_for(office: Site) -> None:
    number = asked(office, in_review(office))
    known = dict(document_of(handed_out(office, number)).properties)
    assert known["review-flows-case"] == number and known["review-flows-consultation"] == "1"
    (form,) = handings_out(office, number)
    assert known["review-flows-draft"] == form["document_sha256"]


def test_nobody_reads_what_others_said_in_secret(office: Site) -> None:
    number = advised(office, "ma", ON_FINE, secret=True)
    told = handed_out(office, asked(office, number))
    assert [one.quote for one in comments_in(told)] == ["示例办法"]


def test_somebody_outside_reads_only_the_own_question(office: Site) -> None:
    number = asked(office, advised(office, "ma", ON_FINE), "!何教授")
    told = handed_out(office, number, "何教授")
    assert [one.quote for one in comments_in(told)] == ["示例办法"]


def test_an_advisor_takes_the_own_copy_and_no_other(office: Site) -> None:
    add_person(office, "ma", "advisor", unit="hengshi")
    number = asked(office, asked(office, in_review(office), "ma"))
    assert handed_out(office, number, "gu", actor="gu")
    refused = run(office, "document", "out", number, "--for", "ma", "--as", "gu")
    assert refused.exit_code == 4 and "ma者" not in refused.stderr


def test_words_that_the_draft_no_longer_has_are_told_at_the_title(office: Site) -> None:
    number = advised(office, "ma", ON_FINE)
    with office.database.writing() as connection:
        changed = a_draft(office, saying(("处五百元罚款", "责令改正")))
        values = {"sha256": changed["sha256"], "size": changed["size"]}
        connection.update("documents", "kind = 'draft'", **values)  # type: ignore[arg-type]
    read_draft(office, number)
    asked(office, number)
    done = run(office, "document", "out", number, "--for", "gu", "--as", "shen")
    assert "1.1" in done.stderr and done.exit_code == 0
    _, fine = comments_in(handed_out(office, number))
    assert fine.quote == "示例办法" and "第三条“五百元 罚款”" in fine.text


def test_the_same_case_gives_the_same_bytes_and_each_handing_out_is_logged(office: Site) -> None:
    number = asked(office, in_review(office))
    assert handed_out(office, number) == handed_out(office, number)
    first, second = handings_out(office, number)
    assert first == second and first["recipient"] == "gu"
    assert office.store.has(str(first["sha256"]))


def test_nothing_is_written_over(office: Site, tmp_path: Path) -> None:
    number = asked(office, in_review(office))
    path = tmp_path / "稿.docx"
    path.write_bytes(b"mine")
    done = run(office, "document", "out", number, "--for", "gu", "--to", str(path), "--as", "shen")
    assert done.exit_code == 2 and path.read_bytes() == b"mine"
    assert not handings_out(office, number)


def test_a_draft_whose_changes_nobody_decided_on_stays_here(office: Site) -> None:
    number = asked(office, in_review(office))
    with office.database.writing() as connection:
        changed = a_changed_draft(office, "某办法")
        connection.update("documents", "kind = 'draft'", sha256=str(changed["sha256"]))
    done = run(office, "document", "out", number, "--for", "gu", "--as", "shen")
    assert done.exit_code == 5 and "choose_view" in done.stderr


def test_who_is_not_asked_gets_no_copy(office: Site) -> None:
    number = in_review(office)
    done = run(office, "document", "out", number, "--for", "gu", "--as", "shen")
    assert done.exit_code == 4 and "gu" in done.stderr
    done = run(office, "document", "out", asked(office, number), "--for", "gu", "--as", "lin")
    assert done.exit_code == 4
