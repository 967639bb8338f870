"""The text of a file as Word shows it: both views, who changed what, what is concealed."""

import json
from pathlib import Path

import pytest
from builders import a_changed_draft, a_site, add_person, received
from cli_running import run
from document_builders import BY, asked, handed_out, in_review, saved, with_comment
from revision_builders import RULE
from word_builders import a_docx, a_docx_saying, a_paragraph, a_run

from models.moves import Move
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site

CHANGED = a_docx(
    a_paragraph(a_run("某办法")),
    a_paragraph(
        a_run("第一条　处")
        + f"<w:del {BY}><w:r><w:delText>五百元</w:delText></w:r></w:del>"
        + f"<w:ins {BY}>{a_run('五千元')}</w:ins>"
        + a_run("罚款。")
    ),
)


@pytest.fixture
def office(tmp_path: Path) -> Site:
    """The sample office on SQLite."""
    return a_site(tmp_path)


def test_the_marked_view_says_who_changed_what_and_when(office: Site, tmp_path: Path) -> None:
    done = run(office, "document", "text", saved(tmp_path, CHANGED))
    stated = "(顾某 2026-03-10T09:00:00Z)"
    assert f"第一条　处[-五百元-][+五千元+]{stated}罚款。" in done.stdout
    assert "2 tracked changes (顾某)" in done.stderr


@pytest.mark.parametrize(("view", "words"), [("original", "五百元"), ("final", "五千元")])
def test_each_view_shows_its_own_words(office: Site, tmp_path: Path, view: str, words: str) -> None:
    done = run(office, "document", "text", saved(tmp_path, CHANGED), "--view", view)
    assert done.stdout == f"某办法\n第一条　处{words}罚款。\n"


def test_comments_stand_below_with_their_clause_their_words_and_their_answers(
    office: Site, tmp_path: Path
) -> None:
    content = with_comment(a_docx_saying(*RULE), "应当备案", "备案即许可", resolved=True)
    content = with_comment(content, "应当备案", "并非许可", parent="0")
    lines = run(office, "document", "text", saved(tmp_path, content), "--view", "marked").stdout
    assert "1. 第二条 “应当备案” (顾某 2026-03-10T09:00:00Z) [resolved] 备案即许可" in lines
    assert "└ (顾某 2026-03-10T09:00:00Z) 并非许可" in lines


def test_hidden_words_are_flagged_in_every_view(office: Site, tmp_path: Path) -> None:
    hidden = a_run("不收费", "<w:rPr><w:vanish/></w:rPr>")
    path = saved(tmp_path, a_docx(a_paragraph(a_run("按规定收费") + hidden + a_run("\u202e。"))))
    marked = run(office, "document", "text", path, "--view", "marked")
    assert "⟦hidden text: 不收费⟧" in marked.stdout and "<U+202E>" in marked.stdout
    for view in ("original", "final"):
        assert (
            "hidden text (1): 不收费"
            in run(office, "document", "text", path, "--view", view).stderr
        )


def test_json_gives_every_piece_and_every_comment(office: Site, tmp_path: Path) -> None:
    content = with_comment(CHANGED, "五千元", "过高")
    shown = run(office, "document", "text", saved(tmp_path, content), "--json").stdout
    *paragraphs, comment = map(json.loads, shown.splitlines())
    revisions = [part["revision"] for part in paragraphs[1]["parts"]]
    assert revisions == ["kept", "deleted", "inserted", "kept"]
    assert (comment["address"], comment["quote"]) == ("第一条", "五千元")


def test_a_clerk_sees_both_texts_of_an_undecided_draft(office: Site) -> None:
    number = received(office)
    with office.database.writing() as connection:
        changed = str(a_changed_draft(office, "某办法")["sha256"])
        connection.update("documents", "kind = 'draft'", sha256=changed)
    done = run(office, "document", "text", number, "--as", "deng")
    assert "[+某办法+]" in done.stdout and "choose_view" in done.stderr


def test_of_a_case_another_document_can_be_named(office: Site) -> None:
    number = in_review(office)
    shown = run(office, "document", "text", number, "--name", "draft.docx").stdout
    assert shown.split("\n")[: len(RULE)] == list(RULE)
    done = run(office, "document", "text", number, "--name", "无此文件.docx")
    assert done.exit_code == 4 and "explanation.docx" in done.stderr


def test_who_may_not_read_the_documents_reads_no_text(office: Site) -> None:
    number = in_review(office)
    assert run(office, "document", "text", number, "--as", "lin").exit_code == 0
    assert run(office, "document", "text", number, "--as", "gu").exit_code == 4
    assert run(office, "document", "text", number, "--as", "du").exit_code == 4
    # Who had a hand in the review sees the case among what he has done, and reads nothing of it.
    add_person(office, "kong", "reviewer")
    act(office, "shen", number, Move.TRANSFER, {"person": "kong", "reason": "轮岗"})
    for command in (("document", "text", number), ("diff", number)):
        done = run(office, *command, "--as", "shen")
        assert done.exit_code == 4 and not done.stdout
        assert "may not read the documents" in done.stderr


@pytest.fixture
def answered(office: Site, tmp_path: Path) -> tuple[str, str]:
    """A case with a secret answer of gu and an open one of ma; and the hash of gu's file."""
    add_person(office, "ma", "advisor", unit="hengshi")
    number = asked(office, asked(office, in_review(office), secret=True), "ma")
    for code, secret in (("gu", "罚款畸重，密"), ("ma", "备案即许可")):
        copy = with_comment(handed_out(office, number, code), "应当备案", secret)
        path = saved(tmp_path, copy, f"{code}_advice.docx")
        assert run(office, "document", "in", path, "--send", "--as", code).exit_code == 0
    # Who has answered sees the case no more until he is asked again.
    asked(office, asked(office, number), "ma")
    with office.database.reading() as connection:
        rows = case_files.documents(connection, number)
    return number, next(str(row["sha256"]) for row in rows if row["name"] == "gu_advice.docx")


READERS: dict[str, set[str]] = {
    "lin": set(),  # the drafting unit
    "ma": {"ma_advice.docx"},
    "gu": {"gu_advice.docx", "ma_advice.docx"},
    "deng": set(),  # the clerk
    "shen": {"gu_advice.docx", "ma_advice.docx"},
    "": {"gu_advice.docx", "ma_advice.docx"},  # nobody named: who runs the site
}


@pytest.mark.parametrize("code", READERS)
def test_advice_is_read_by_those_to_whom_the_case_shows_it(
    office: Site, answered: tuple[str, str], code: str
) -> None:
    number, sha256 = answered
    by = ("--as", code) if code else ()
    for name in ("gu_advice.docx", "ma_advice.docx"):
        done = run(office, "document", "text", number, "--name", name, "--view", "marked", *by)
        assert (done.exit_code == 0) is (name in READERS[code]), (code, name, done.stderr)
        assert bool(done.stdout) is (name in READERS[code])
    by_hash = run(office, "document", "text", number, "--name", sha256[:12], *by)
    assert (by_hash.exit_code == 0) is ("gu_advice.docx" in READERS[code])
    page = json.loads(run(office, "show", number, "--json", *by).stdout)
    shown = {one["name"] for one in page["documents"] if one["kind"] == "advice"}
    assert shown == READERS[code]


@pytest.mark.parametrize("code", READERS)
def test_only_what_somebody_may_read_is_named_as_near(
    office: Site, answered: tuple[str, str], code: str
) -> None:
    by = ("--as", code) if code else ()
    done = run(office, "document", "text", answered[0], "--name", "advice.docx", *by)
    named = {name for name in ("gu_advice.docx", "ma_advice.docx") if name in done.stderr}
    assert done.exit_code == 4 and named == READERS[code], done.stderr
    assert (answered[1][:8] in done.stderr) is ("gu_advice.docx" in READERS[code])


def test_without_a_name_the_draft_is_meant_whoever_reads(
    office: Site, answered: tuple[str, str]
) -> None:
    for code in ("lin", "ma", "shen"):
        for command in ("text", "outline"):
            done = run(office, "document", command, answered[0], "--as", code)
            assert done.exit_code == 0 and "备案" in done.stdout, (code, command, done.stderr)
            assert "即许可" not in done.stdout and "畸重" not in done.stdout


def test_a_path_into_the_store_is_no_way_round_the_permissions(
    office: Site, tmp_path: Path, answered: tuple[str, str]
) -> None:
    _, sha256 = answered
    stored = office.store.path_of(sha256)
    assert stored.is_file()
    (tmp_path / "way").symlink_to(stored.parent)
    around = stored.parent.parent / "zz" / ".." / stored.parent.name / sha256
    for path in (stored, tmp_path / "way" / sha256, around, stored.with_name("0" * 64)):
        for command in ("text", "outline", "in"):
            done = run(office, "document", command, str(path), "--as", "ma")
            assert done.exit_code == 4 and not done.stdout, (path, command)
            assert str(path) in done.stderr and "document text CASE --name" in done.stderr
        for more in (("compare", str(path), str(path)), ("check", str(path))):
            done = run(office, "document", *more, "--as", "ma")
            assert done.exit_code == 4 and not done.stdout, (path, more)


def test_nothing_of_the_store_is_handed_in_or_looked_at(
    office: Site, answered: tuple[str, str]
) -> None:
    number, sha256 = answered
    stored = office.store.path_of(sha256)
    for given in (stored, stored.with_name("0" * 64), f"{stored}:draft", stored.parent):
        form = ("--field", "kind=no_comment", "--file", str(given))
        done = run(office, "act", number, "advise", *form, "--as", "ma")
        assert done.exit_code == 4 and "belongs to the program" in done.stderr, given
    # The home of the site has the store in it; only what lies beside it is looked at.
    done = run(office, "document", "check", str(office.settings.home))
    assert "gu_advice.docx" in done.stdout and str(stored) not in done.stdout


@pytest.mark.parametrize("command", ["text", "outline"])
def test_a_case_is_meant_though_a_folder_has_its_number(
    office: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    number = in_review(office)
    monkeypatch.chdir(tmp_path)
    saved(tmp_path, a_docx_saying("另一文件"), number)
    assert "另一文件" not in run(office, "document", command, number).stdout
    assert "备案" in run(office, "document", command, number).stdout
    assert "备案" not in run(office, "document", command, f"./{number}").stdout


def test_what_is_neither_a_file_nor_a_case_is_named(office: Site) -> None:
    assert "2026-0099" in run(office, "document", "text", "2026-0099").stderr
    assert "无.docx" in run(office, "document", "text", "无.docx").stderr
    done = run(office, "document", "text", "2026-0001", "--view", "clean")
    assert done.exit_code == 2 and "final" in done.stderr
