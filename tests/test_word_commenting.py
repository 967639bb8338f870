"""Comments go onto the exact words, and nothing else in the file changes."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest
from office import Office
from word_builders import a_docx, a_paragraph, a_run

from models.word_document import Spot, View
from models.word_text import Place
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.safety import open_word
from review_flows.outside.word.writing.agreement import agreeing, words_read
from review_flows.outside.word.writing.commenting import NewComment, job, write_comments
from review_flows.outside.word.writing.custom_properties import with_properties
from review_flows.outside.word.writing.locator import paragraphs_of
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import w

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
_AT = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001
_BY = 'w:id="9" w:author="甲" w:date="2026-01-01T00:00:00Z"'


def _on(
    start: int, end: int, paragraph: int = 0, last: int | None = None, **more: object
) -> NewComment:
    spots = Spot(paragraph, start), Spot(paragraph if last is None else last, end)
    values = {"text": "请明确", "author": "顾问", "initials": "顾", "at": _AT, "key": "k", **more}
    return NewComment(*spots, **values)  # type: ignore[arg-type]


def _quote(content: bytes, comment: NewComment) -> str:
    done = write_comments(content, [comment])
    before, after = read_whole(content), read_whole(done.content)
    assert [p.words(View.MARKED) for p in after.paragraphs] == [
        p.words(View.MARKED) for p in before.paragraphs
    ]
    assert after.tracked_changes == before.tracked_changes
    return after.comments[-1].quote


@pytest.mark.parametrize(
    "inside",
    [
        "{}",
        '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
        f"<w:ins {_BY}>{{}}</w:ins>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="TITLE">{}</w:fldSimple>',
        "<w:smartTag>{}</w:smartTag>",
    ],
)
def test_a_comment_takes_exactly_its_words_wherever_they_stand(inside: str) -> None:
    shown = "<w:t>罚款</w:t><w:tab/><w:t>五百元</w:t><w:br/><w:t>以上</w:t>"
    run = f"<w:r><w:rPr><w:b/></w:rPr>{shown}</w:r>"
    content = a_docx(a_paragraph(a_run("处") + inside.format(run) + a_run("。")))
    words = "处罚款\t五百元\n以上。"
    for start in range(len(words)):
        for end in range(start, len(words) + 1):
            assert _quote(content, _on(start, end)) == words[start:end]


def test_deleted_words_can_be_commented_and_the_comment_is_not_deleted_with_them() -> None:
    deleted = f"<w:del {_BY}><w:r><w:delText>五百元</w:delText></w:r></w:del>"
    content = a_docx(a_paragraph(a_run("处") + deleted + a_run("罚款")))
    assert _quote(content, _on(2, 3)) == "百"
    written = WordParts(write_comments(content, [_on(2, 3)]).content)
    (reference,) = written.tree(written.main).iter(w("commentReference"))
    assert not list(reference.iterancestors(w("del")))


def test_splitting_keeps_the_looks_of_a_run() -> None:
    content = a_docx(a_paragraph(a_run("第一条", "<w:rPr><w:b/></w:rPr>")))
    written = WordParts(write_comments(content, [_on(1, 2)]).content)
    shown = [run for run in written.tree(written.main).iter(w("r")) if run.find(w("t")) is not None]
    assert [run.findtext(w("t")) for run in shown] == ["第", "一", "条"]
    assert all(run.find(f"{w('rPr')}/{w('b')}") is not None for run in shown)


def test_a_range_may_span_paragraphs_but_not_leave_the_body() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{a_paragraph(a_run('框内'))}</w:txbxContent></w:pict></w:r>"
    content = a_docx(a_paragraph(a_run("甲乙")), a_paragraph(a_run("丙丁") + box))
    assert _quote(content, _on(1, 1, 0, 1)) == "乙\n丙"
    assert _quote(content, _on(0, 1, 2)) == "框"
    done = write_comments(content, [_on(0, 1, 1, 2), _on(5, 6, key="beyond"), _on(0, 1, key="ok")])
    assert done.unplaced == ("k", "beyond")
    assert [key for key, _ in done.ids] == ["ok"]


def test_an_equation_is_taken_whole_and_the_caller_is_told() -> None:
    equation = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    content = a_docx(a_paragraph(a_run("按") + equation + a_run("计算")))
    done = write_comments(content, [_on(2, 3), _on(1, 4, key="all")])
    assert done.widened == ("k",)
    assert [one.quote for one in read_whole(done.content).comments] == ["a+b", "a+b"]


def test_threads_resolved_marks_and_earlier_comments_are_read_back() -> None:
    content = a_docx(a_paragraph(a_run("第一条 本办法自发布之日起施行")))
    first = write_comments(content, [_on(0, 3, text="一\n二", key="a")]).content
    (old,) = read_whole(first).comments
    second = write_comments(
        first,
        [
            _on(0, 3, text="回复", parent=old.id, key="b"),
            _on(4, 6, key="c", resolved=True),
            _on(4, 6, key="d", parent="c"),
            _on(4, 6, key="e", parent="nothing"),
        ],
    )
    ids = dict(second.ids)
    read = {one.id: one for one in read_whole(second.content).comments}
    assert second.unplaced == ("e",)
    assert read[old.id] == old and old.text == "一\n二" and old.at.startswith("2026-01-05T09:30")
    assert read[ids["b"]].parent == old.id
    assert read[ids["c"]].resolved and read[ids["d"]].parent == ids["c"]
    assert not read[ids["d"]].resolved


def test_the_same_comments_give_the_same_bytes_and_no_character_breaks_the_file() -> None:
    content = a_docx(a_paragraph(a_run("第一条")))
    comment = _on(0, 1, text="甲\x0b<乙> & 丙\ud800")
    assert write_comments(content, [comment]).content == write_comments(content, [comment]).content
    assert read_whole(write_comments(content, [comment]).content).comments[0].text == "甲<乙> & 丙"


def test_the_job_takes_json_and_writes_what_the_function_writes() -> None:
    content = a_docx(a_paragraph(a_run("第一条")))
    given = {"start": [0, 0], "end": [0, 1], "text": "请明确", "author": "顾问", "initials": "顾"}
    params = json.loads(json.dumps({"comments": [{**given, "at": _AT.isoformat(), "key": "k"}]}))
    result, (written,) = job(params, [content])
    assert written == write_comments(content, [_on(0, 1)]).content
    assert json.loads(json.dumps(result)) == {"ids": [["k", "0"]], "unplaced": [], "widened": []}


def test_custom_properties_are_added_and_replaced() -> None:
    content = with_properties(a_docx(), {"case": "审〔2026〕1号", "sha256": "ab"})
    again = with_properties(content, {"Case": "审〔2026〕2号"})
    assert dict(read_whole(content).properties) == {"case": "审〔2026〕1号", "sha256": "ab"}
    assert dict(read_whole(again).properties) == {"sha256": "ab", "Case": "审〔2026〕2号"}
    assert read_whole(again).paragraphs == read_whole(a_docx()).paragraphs


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus is not here")
def test_the_locator_sees_in_real_files_what_the_reader_sees() -> None:
    differing = []
    for path, content in _real_files():
        read = [
            one.words(View.MARKED)
            for one in read_whole(content).paragraphs
            if one.place not in (Place.HEADER, Place.FOOTER)
        ]
        if read != [one.words for one in paragraphs_of(WordParts(content))]:
            differing.append(path.name)
    assert differing == []


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus is not here")
def test_random_phrases_of_some_real_files_are_quoted_exactly() -> None:
    hand = Random(7)
    for _, content in hand.sample(_real_files(), 12):
        paragraphs = read_whole(content).paragraphs
        places = [i for i, one in enumerate(paragraphs) if len(one.words(View.MARKED)) > 2]
        places = [i for i in places if paragraphs[i].place not in (Place.HEADER, Place.FOOTER)]
        for place in hand.choices(places, k=2) if places else []:
            words = paragraphs[place].words(View.MARKED)
            start = hand.randrange(len(words) - 1)
            assert _quote(content, _on(start, start + 2, place)) == words[start : start + 2]


@pytest.mark.skipif(not Office.is_here(), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_keeps_and_returns_the_comments(tmp_path: Path) -> None:
    content = a_docx(a_paragraph(a_run("第一条　处五百元罚款。")), a_paragraph(a_run("第二条")))
    written = write_comments(content, [_on(5, 8, key="a"), _on(1, 2, 0, 1, key="b", resolved=True)])
    returned = read_whole(Office(tmp_path).saved(written.content)).comments
    assert {(one.quote, one.text, one.resolved) for one in returned} == {
        ("五百元", "请明确", False),
        ("一条　处五百元罚款。\n第二", "请明确", True),
    }


@cache
def _real_files() -> list[tuple[Path, bytes]]:
    """Every third file; tests/bench/word_comments_report.py takes them all."""
    opened = [
        (path, content, open_word(content))
        for path in sorted(CORPUS.rglob("*.docx"))[::3]
        for content in [path.read_bytes()]
    ]
    return [(path, one.cleaned or content) for path, content, one in opened if one.report.accepted]


_WNE = 'xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"'


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:r><w:pict><wne:txbxContent {_WNE}>{{}}</wne:txbxContent></w:pict></w:r>",
        "{}",
        "<w:r><w:pict>{}</w:pict></w:r>",
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    ],
    ids=["a box of a strict file", "a paragraph", "a paragraph in a picture", "a table"],
)
def test_what_stands_inside_a_paragraph_is_a_paragraph_to_reader_and_writer(inside: str) -> None:
    content = a_docx(
        a_paragraph(a_run("甲") + inside.format(a_paragraph(a_run("框内"))) + a_run("乙")),
        a_paragraph(a_run("罚款五千元")),
    )
    assert words_read(content) == ["甲乙", "框内", "罚款五千元"]
    assert _quote(content, _on(2, 5, 2)) == "五千元"
    assert _quote(content, _on(0, 1, 1)) == "框"


def test_a_paragraph_that_was_read_otherwise_gets_no_comment() -> None:
    parts = WordParts(a_docx(*[a_paragraph(a_run(text)) for text in ("甲", "乙", "丙")]))
    located = paragraphs_of(parts)
    assert agreeing(located, ["甲", "乙", "丙"]) == {0, 1, 2}
    assert agreeing(located, ["甲", "他", "丙"]) == {0, 2}
    assert agreeing(located, ["甲", "他", "丙", "丁"]) == {0}


def test_a_comment_on_words_that_the_tree_does_not_show_has_no_place() -> None:
    cut = a_paragraph('<w:r><w:t>五<x xmlns=""/>千元</w:t></w:r>')  # The tree has 五 alone.
    content = a_docx(a_paragraph(a_run("五百元")), cut)
    assert words_read(content) == ["五百元", "五千元"]
    done = write_comments(content, [_on(0, 3), _on(0, 1, 1, key="other")])
    assert done.unplaced == ("other",) and [key for key, _ in done.ids] == ["k"]


def test_a_box_of_a_strict_file_is_a_text_box() -> None:
    box = f"<w:r><w:pict><wne:txbxContent {_WNE}>{{}}</wne:txbxContent></w:pict></w:r>"
    content = a_docx(a_paragraph(a_run("甲") + box.format(a_paragraph(a_run("框")))))
    assert [one.place for one in read_whole(content).paragraphs] == [Place.BODY, Place.TEXT_BOX]
    done = write_comments(content, [_on(0, 1, 0, 1)])
    assert done.unplaced == ("k",)  # A range must not leave the box.
