"""The mark of a stage is cut out of a file, and nothing else with it."""

from pathlib import Path

import pytest
from word_builders import a_docx, a_paragraph, a_run

from models.word_document import View
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.safety import open_word
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import written
from review_flows.outside.word.writing.unmarked import unmarked

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
MARK = "（送审稿）"
BODY = a_paragraph(a_run("第一条　为了规范停放，制定本办法（送审稿）。"))


def _lines(content: bytes) -> list[str]:
    return [one.text for one in read_whole(content).view(View.FINAL).paragraphs]


def _without(*blocks: str) -> list[str] | None:
    done = unmarked(a_docx(*blocks), MARK)
    return None if done is None else _lines(done)


def test_a_mark_behind_the_title_goes_and_the_title_stays() -> None:
    title = a_paragraph(a_run("停放管理办法（送审稿）"))
    assert _without(title, BODY) == ["停放管理办法", *_lines(a_docx(BODY))]


def test_a_mark_on_a_line_of_its_own_goes_with_its_line() -> None:
    title = a_paragraph(a_run("停放管理办法"))
    assert _without(title, a_paragraph(a_run(MARK)), BODY) == [
        "停放管理办法",
        *_lines(a_docx(BODY)),
    ]


def test_a_mark_in_several_runs_goes_and_the_words_around_it_stay() -> None:
    title = a_paragraph(a_run("停放办法（送") + a_run("审") + a_run("稿）（试行）"))
    assert _without(title, BODY) == ["停放办法（试行）", *_lines(a_docx(BODY))]


def test_the_line_that_ends_a_section_stays() -> None:
    ends = a_paragraph(a_run(MARK), "<w:pPr><w:sectPr/></w:pPr>")
    assert _without(a_paragraph(a_run("办法")), ends, BODY) == ["办法", "", *_lines(a_docx(BODY))]


@pytest.mark.parametrize(
    "title",
    [
        a_paragraph(a_run("停放管理办法")),
        a_paragraph("<w:r><w:t>办法（送</w:t><w:drawing/><w:t>审稿）</w:t></w:r>"),
        a_paragraph(
            '<w:fldSimple w:instr=" SYMBOL 40 "><w:r><w:t>（送审稿）</w:t></w:r></w:fldSimple>'
        ),
    ],
    ids=["no mark", "a picture inside", "part of a field"],
)
def test_what_cannot_be_cut_out_by_itself_stays_whole(title: str) -> None:
    plain = a_paragraph(a_run("第一条　为了规范停放，制定本办法。"))
    assert _without(title, plain) is None


def test_every_other_part_of_the_file_stays_to_the_byte() -> None:
    content = a_docx(a_paragraph(a_run("办法（送审稿）")), BODY)
    before, after = WordParts(content), WordParts(unmarked(content, MARK) or b"")
    names = set(before._parts) | set(after._parts)
    differ = {name for name in names if before._parts.get(name) != after._parts.get(name)}
    assert differ == {before.main}
    assert written(after.tree(after.main)).count("送审稿".encode()) == 1


def test_words_at_the_head_of_real_files_go_and_all_others_stay() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    cut = whole = 0
    for path in sorted(CORPUS.rglob("*.docx"))[::4]:
        opened = open_word(path.read_bytes())
        document = opened.document
        if document is None:
            continue
        content = opened.cleaned or path.read_bytes()
        marked = [one.words(View.MARKED).strip() for one in document.paragraphs]
        words = next((one[:4] for one in marked if len(one) > 5), "")
        done = unmarked(content, words) if words else None
        whole += bool(words) and done is None
        if done is not None:
            cut += 1
            assert _said(_lines(done)) == _said(_lines(content)).replace(words, "", 1), path.name
    assert cut > 10 * whole, (cut, whole)


def _said(lines: list[str]) -> str:
    """All words; the number that a list gives a line goes with the line."""
    return "".join(lines)
