"""What a person adds to a copy comes back whole: on its clause, or on the whole text."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which

import pytest
from builders import a_site, add_person
from cli_running import run
from document_builders import (
    asked,
    document_of,
    handed_out,
    in_review,
    saved,
    with_change,
    with_comment,
    with_part,
    with_words,
    without_properties,
)
from revision_builders import RULE, a_draft, read_draft
from word_builders import a_docx_saying

from models.forms import DocumentForm
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.form_drafts import keep_form, kept_form
from review_flows.outside import advice_rows, case_files
from review_flows.outside.database import Row
from review_flows.outside.site import Site

AIM = ("制定本办法", "目的条款缺依据")
RENUMBERED = (
    RULE[0],
    RULE[1],
    "第二条　本办法所称经营者，是指从事经营的单位。",
    RULE[2].replace("第二条", "第三条"),
    "第四条　违反第三条规定的，处一千元罚款。",
    *RULE[4:],
)


@pytest.fixture
def office(tmp_path: Path) -> Site:
    """The sample office on SQLite."""
    return a_site(tmp_path)


@pytest.fixture
def number(office: Site) -> str:
    """A case in which the advisor gu is asked."""
    return asked(office, in_review(office))


def taken_in(
    site: Site, tmp_path: Path, content: bytes, *args: str, actor: str = "gu"
) -> list[dict[str, str]]:
    """What the command reads from the file."""
    path = saved(tmp_path, content)
    done = run(site, "document", "in", path, "--json", "--as", actor, *args)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(site: Site, tmp_path: Path, content: bytes, *args: str, actor: str = "gu") -> str:
    """What the command says of a file that it does not take."""
    done = run(site, "document", "in", saved(tmp_path, content), "--as", actor, *args)
    assert done.exit_code != 0 and not done.stdout, done.stdout
    return done.stderr


def kept(site: Site, number: str, name: str) -> list[dict[str, str]]:
    """The comments, or the documents, of the answer that gu keeps."""
    listed = kept_form(site, "gu", number, Move.ADVISE)[name]
    assert isinstance(listed, list)
    return listed


def comments(site: Site, number: str) -> list[Row]:
    with site.database.reading() as connection:
        return list(advice_rows.comments_of(connection, number))


def test_a_comment_comes_back_on_its_clause_and_words(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_comment(handed_out(office, number), *AIM)
    (one,) = taken_in(office, tmp_path, copy)
    assert (one["address"], one["quote"], one["problem"]) == ("第一条", *AIM)
    assert (one["origin"], one["stated_author"]) == ("word_comment", "顾某")
    assert one["stated_at"].startswith("2026-03-10") and one["unplaced"] is None


def test_a_replacement_is_one_item_with_old_and_new_words(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_change(handed_out(office, number), "备案", "告知", after="应当")
    (one,) = taken_in(office, tmp_path, copy)
    assert (one["address"], one["quote"], one["replacement"]) == ("第二条", "备案", "告知")
    assert one["origin"] == "tracked_change" and "“备案”改为“告知”" in one["problem"]


def test_words_put_in_are_told_with_those_beside_them(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_change(handed_out(office, number), "", "及时", after="经营者应当")
    (one,) = taken_in(office, tmp_path, copy)
    assert one["quote"] in "第二条　经营者应当" and one["quote"].endswith("应当")
    assert one["replacement"] == one["quote"] + "及时"


def test_words_taken_out_say_so(office: Site, tmp_path: Path, number: str) -> None:
    copy = with_change(handed_out(office, number), "五百元罚款", "", after="处")
    (one,) = taken_in(office, tmp_path, copy)
    assert (one["quote"], one["suggestion"]) == ("五百元罚款", "删去")
    assert "replacement" not in one


def test_a_reply_stands_where_what_it_answers_stands(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = handed_out(office, number)
    (question,) = document_of(copy).comments
    copy = with_comment(copy, "示例办法", "没有依据", parent=question.id)
    (one,) = taken_in(office, tmp_path, copy)
    assert one["address"] == "标题" and one["quote"] == "示例办法"
    assert one["problem"].startswith("回复“〔征询1〕") and one["problem"].endswith("没有依据")


def commented_by_another(office: Site) -> str:
    """A case in which another advisor has commented on 第三条; return its number."""
    add_person(office, "ma", "advisor", unit="hengshi")
    number = asked(office, in_review(office), "ma")
    said = {"address": "第三条", "problem": "罚款没有依据", "quote": "五百元罚款"}
    form = {"kind": "unfavourable", "text": "不", "comments": [said]}
    act(office, "ma", number, Move.ADVISE, form)
    return number


def test_what_was_handed_out_does_not_come_back(office: Site, tmp_path: Path) -> None:
    number = commented_by_another(office)
    copy = handed_out(office, asked(office, number))
    # The reviewer answers while the copy is away: the comment in it is still no new one.
    answer = {"consultation": 1, "comment": 1, "adoption": "adopted"}
    act(office, "shen", number, Move.ANSWER_ADVICE, {"answers": [answer]})
    assert len(taken_in(office, tmp_path, with_comment(copy, *AIM))) == 1
    assert "Nothing was added" in refused(office, tmp_path, copy)


def test_a_comment_that_is_resolved_by_its_reader_is_told(office: Site, tmp_path: Path) -> None:
    number = commented_by_another(office)
    copy = handed_out(office, asked(office, number))
    copy = with_part(
        copy, "word/commentsExtended.xml", lambda xml: xml.replace('done="0"', 'done="1"')
    )
    path = saved(tmp_path, copy)
    done = run(office, "document", "in", path, "--as", "gu")
    assert "标为已解决：〔意见1.1〕" in done.stderr
    assert "标为已解决" in str(kept_form(office, "gu", number, Move.ADVISE)["text"])


def test_the_form_is_kept_and_sent_with_the_file_attached(
    office: Site, tmp_path: Path, number: str
) -> None:
    taken_in(office, tmp_path, with_comment(handed_out(office, number), *AIM))
    assert not comments(office, number)
    sent = run(office, "act", number, "advise", "--kept", "--as", "gu")
    assert sent.exit_code == 0, sent.stderr
    (row,) = comments(office, number)
    assert (row["address"], row["origin"], row["stated_author"]) == (
        "第一条",
        "word_comment",
        "顾某",
    )
    page = json.loads(run(office, "show", number, "--json").stdout)
    assert [one["kind"] for one in page["documents"]][-1] == "advice"


def test_what_was_kept_before_stays(office: Site, tmp_path: Path, number: str) -> None:
    typed = {"address": "第二条", "problem": "手工填写"}
    fields = [f"comments={json.dumps([typed], ensure_ascii=False)}", "text=另见"]
    run(office, "act", number, "advise", "--keep", "--as", "gu", "--field", fields[0],
        "--field", fields[1])  # fmt: skip
    copy = with_comment(handed_out(office, number), *AIM)
    for _ in range(2):
        taken_in(office, tmp_path, copy)
    kept = kept_form(office, "gu", number, Move.ADVISE)
    assert isinstance(kept["comments"], list) and isinstance(kept["documents"], list)
    assert [one["problem"] for one in kept["comments"]] == ["手工填写", AIM[1]]
    assert kept["text"] == "另见" and len(kept["documents"]) == 1


def test_a_file_that_was_mended_takes_the_place_of_what_was_read_before(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = handed_out(office, number)
    both = with_comment(with_comment(copy, *AIM), "应当备案", "写错了不要发")
    run(office, "document", "in", saved(tmp_path, both, "一.docx"), "--as", "gu")
    # Word writes the time anew when a comment is touched.
    later = with_part(
        with_comment(copy, *AIM),
        "word/comments.xml",
        lambda xml: xml.replace('w:date="2026-03-10T09:00', 'w:date="2026-03-10T10:30'),
    )
    path = saved(tmp_path, later, "二.docx")
    done = run(office, "document", "in", path, "--send", "--as", "gu")
    assert "Sent 1 comments" in done.stderr and "1 comments and 1 files" in done.stderr
    assert [row["problem"] for row in comments(office, number)] == [AIM[1]]
    page = json.loads(run(office, "show", number, "--json").stdout)
    assert [one["name"] for one in page["documents"] if one["kind"] == "advice"] == ["二.docx"]
    assert page["consultations"][0]["text"] == "意见见所附文件：批注1条，修订0处。"


def test_what_was_typed_stays_when_a_file_is_read_again(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = handed_out(office, number)
    wrong = with_comment(with_comment(copy, *AIM), "应当备案", "写错了不要发")
    taken_in(office, tmp_path, wrong)
    form = kept_form(office, "gu", number, Move.ADVISE)
    first, *_ = kept(office, number, "comments")
    own = a_docx_saying(*RULE[:-1], "另有建议。")
    paper = {
        "name": "意见书.docx",
        "kind": "advice",
        "sha256": office.store.put(own),
        "size": len(own),
    }
    typed = {"address": "第二条", "problem": "手工填写"}
    keep_form(
        office,
        "gu",
        number,
        Move.ADVISE,
        {
            **form,
            "comments": [typed, {**first, "basis": "《立法法》"}],
            "text": f"{form['text']}\n另见意见书。",
            "documents": [*kept(office, number, "documents"), paper],
        },
    )
    untracked = with_words(with_comment(copy, *AIM), "五百元罚款", "警告")
    taken_in(office, tmp_path, untracked)
    said = [(one["problem"][:4], one.get("basis")) for one in kept(office, number, "comments")]
    assert said == [("手工填写", None), (AIM[1][:4], "《立法法》"), ("直接改动", None)]
    assert [one["name"] for one in kept(office, number, "documents")] == [
        "意见书.docx",
        "交回.docx",
    ]
    assert kept_form(office, "gu", number, Move.ADVISE)["text"] == (
        "意见见所附文件：批注1条，修订0处，未留痕的改动1处，另填写1条。\n另见意见书。"
    )


def test_a_mended_file_that_lost_its_marks_is_known_by_its_text(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = handed_out(office, number)
    for text in ("写错了不要发", "目的条款缺依据"):
        taken_in(office, tmp_path, without_properties(with_comment(copy, AIM[0], text)))
    assert [one["problem"] for one in kept(office, number, "comments")] == ["目的条款缺依据"]
    assert len(kept(office, number, "documents")) == 1


def test_an_answer_can_be_sent_at_once(office: Site, tmp_path: Path, number: str) -> None:
    copy = with_comment(handed_out(office, number), *AIM)
    taken_in(office, tmp_path, copy, "--send", "--kind", "unfavourable", "--text", "不可行")
    (row,) = comments(office, number)
    assert row["problem"] == AIM[1]


def test_the_reviewer_records_what_somebody_outside_marked(office: Site, tmp_path: Path) -> None:
    number = asked(office, in_review(office), "!何教授")
    copy = with_comment(handed_out(office, number, "何教授"), *AIM)
    taken_in(office, tmp_path, copy, "--send", actor="shen")
    (row,) = comments(office, number)
    assert row["problem"] == AIM[1]


def test_a_co_reviewer_countersigns_with_the_file(office: Site, tmp_path: Path) -> None:
    add_person(office, "kong", "reviewer")
    number = in_review(office)
    act(office, "shen", number, Move.CO_REVIEW, {"person": "kong", "question": "可否"})
    copy = with_comment(handed_out(office, number, "kong"), *AIM)
    taken_in(office, tmp_path, copy, "--send", actor="kong")
    assert [row["problem"] for row in comments(office, number)] == [AIM[1]]


def test_remarks_on_an_earlier_draft_are_carried_over(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_comment(handed_out(office, number), "应当备案", "备案即许可")
    copy = with_comment(copy, "五百元罚款", "数额无依据")
    copy = with_comment(copy, *AIM)
    later(office, number, RENUMBERED)
    filing, fine, aim = sorted(
        taken_in(office, tmp_path, copy), key=lambda one: one["problem"][:1] != "备"
    )[:3]
    assert (filing["address"], filing["quote"]) == ("第三条", "应当备案")
    assert (fine["address"], fine["unplaced"]) == ("第四条", "words_gone")
    assert "quote" not in fine and "五百元罚款" in fine["problem"]
    assert aim["address"] == "第一条"


def test_what_has_no_place_any_more_is_a_comment_on_the_whole_text(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_comment(handed_out(office, number), "应当备案", "备案即许可")
    later(office, number, [line for line in RULE if "备案" not in line])
    (one,) = taken_in(office, tmp_path, copy, "--send")
    assert (one["address"], one["unplaced"]) == ("全文", "clause_gone")
    assert "第二条“应当备案”" in one["problem"] and one["problem"].endswith("备案即许可")
    assert [row["problem"] for row in comments(office, number)] == [one["problem"]]


def later(site: Site, number: str, lines: Sequence[str]) -> None:
    """Let the case have a later draft, which was read."""
    form = DocumentForm.model_validate(a_draft(site, lines))
    with site.database.writing() as connection:
        case_files.add_documents(connection, number, [form], "2026-03-09T02:00:00.000000Z")
    read_draft(site, number)


def test_changes_without_a_mark_are_found(office: Site, tmp_path: Path, number: str) -> None:
    copy = with_words(handed_out(office, number), "五百元罚款", "警告")
    (one,) = taken_in(office, tmp_path, copy)
    assert one["address"] == "第三条" and "未留修订痕迹" in one["problem"]
    assert one["origin"] == "untracked_change"
    assert "五百元罚款" in one["quote"] and "警告" in one["replacement"]


def test_a_file_that_lost_its_marks_is_told_by_its_text(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = without_properties(with_comment(handed_out(office, number), *AIM))
    assert not document_of(copy).properties
    (one,) = taken_in(office, tmp_path, copy)
    assert one["address"] == "第一条"


def test_a_file_that_says_neither_case_nor_text_needs_the_case(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_words(handed_out(office, number), "每小时二元", "每小时三元")
    copy = without_properties(with_comment(copy, *AIM))
    assert "--case NUMBER" in refused(office, tmp_path, copy)
    assert len(taken_in(office, tmp_path, copy, "--case", number)) == 2


def test_a_file_of_something_else_is_refused(office: Site, tmp_path: Path, number: str) -> None:
    other = a_docx_saying("某通知", "第一条　本区实行网格化管理。", "第二条　各街道应当落实责任。")
    assert "no copy of a draft" in refused(office, tmp_path, other, "--case", number)
    copy = with_comment(handed_out(office, number), *AIM)
    assert f"case {number}, not of 2026-0009" in refused(
        office, tmp_path, copy, "--case", "2026-0009"
    )
    assert "No question 3" in refused(office, tmp_path, copy, "--consultation", "3")
    assert "was not found" in refused(office, tmp_path, copy, actor="lin2")


def test_who_is_not_asked_prints_items_for_an_opinion(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_comment(handed_out(office, number), *AIM)
    assert "--items" in refused(office, tmp_path, copy, actor="shen")
    (one,) = taken_in(office, tmp_path, copy, "--items", actor="shen")
    assert (one["address"], one["quote"], one["issue"]) == ("第一条", *AIM)


@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not installed")
def test_a_copy_that_libreoffice_saved_brings_back_what_was_added(
    office: Site, tmp_path: Path, number: str
) -> None:
    copy = with_change(handed_out(office, number), "备案", "告知", after="应当")
    path = saved(tmp_path, with_comment(copy, *AIM))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, str(tmp_path / "saved"), path], check=True, capture_output=True)
    found = taken_in(office, tmp_path, (tmp_path / "saved" / Path(path).name).read_bytes())
    assert [(one["address"], one["quote"]) for one in found] == [
        ("第一条", AIM[0]),
        ("第二条", "备案"),
    ]


def test_a_missing_file_is_named(office: Site) -> None:
    done = run(office, "document", "in", "/nowhere/稿.docx", "--as", "gu")
    assert done.exit_code == 4 and "/nowhere/稿.docx" in done.stderr
