"""Tracked changes settled: what a view shows stays, exactly, and nothing else."""

from itertools import product
from pathlib import Path

import pytest
from word_builders import a_docx, a_paragraph, a_run

from models.word_document import View
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.settled import job, settle
from review_flows.outside.word.writing.tree import w

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
_BY = 'w:id="9" w:author="甲" w:date="2026-01-01T00:00:00Z"'
_GONE = f"<w:del {_BY}/>"
_NEW = f"<w:ins {_BY}/>"


def _inserted(text: str) -> str:
    return f"<w:ins {_BY}>{a_run(text)}</w:ins>"


def _deleted(text: str) -> str:
    return f"<w:del {_BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def _end(mark: str, more: str = "") -> str:
    return f"<w:pPr>{more}<w:rPr>{mark}</w:rPr></w:pPr>"


def _lines(content: bytes, view: View = View.FINAL) -> list[str]:
    return [one.text for one in read_whole(content).view(view).paragraphs]


def _both(*blocks: str) -> tuple[list[str], list[str]]:
    """What is left when all is rejected, and when all is accepted."""
    content = a_docx(*blocks)
    return tuple(_lines(settle(content, view)) for view in (View.ORIGINAL, View.FINAL))  # type: ignore[return-value]


def test_inserted_and_deleted_words_go_or_stay() -> None:
    before, after = _both(
        a_paragraph(a_run("处") + _deleted("五百元") + _inserted("五千元") + a_run("罚款"))
    )
    assert (before, after) == (["处五百元罚款"], ["处五千元罚款"])


def test_words_inserted_and_deleted_again_stay_in_neither() -> None:
    undone = f"<w:ins {_BY}>{_deleted('草稿')}</w:ins>"
    assert _both(a_paragraph(a_run("正文") + undone)) == (["正文"], ["正文"])


def test_moved_words_stand_in_one_place() -> None:
    gone = (
        f'<w:moveFromRangeStart w:id="1" w:name="m"/><w:moveFrom {_BY}>{a_run("移")}</w:moveFrom>'
    )
    came = f"<w:moveTo {_BY}>{a_run('移')}</w:moveTo>"
    assert _both(a_paragraph(gone + a_run("甲")), a_paragraph(a_run("乙") + came)) == (
        ["移甲", "乙"],
        ["甲", "乙移"],
    )


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next_and_takes_its_properties() -> None:
    style = '<w:jc w:val="center"/>'
    content = a_docx(
        a_paragraph(a_run("甲"), _end(_GONE, style)),
        a_paragraph(a_run("乙"), f"<w:pPr>{style * 0}</w:pPr>"),
    )
    settled = settle(content, View.FINAL)
    assert _lines(settled) == ["甲乙"]
    assert not list(_tree(settled).iter(w("jc")))
    assert _lines(settle(content, View.ORIGINAL)) == ["甲", "乙"]


def test_words_before_a_table_do_not_vanish_with_their_mark() -> None:
    table = f"<w:tbl><w:tr><w:tc>{a_paragraph(a_run('格'))}</w:tc></w:tr></w:tbl>"
    before, after = _both(a_paragraph(a_run("甲"), _end(_GONE)), table)
    assert before == ["甲", "格"]
    assert sorted(after) == ["格", "甲"]


def test_rows_and_cells_go_and_no_cell_is_left_without_a_paragraph() -> None:
    def row(text: str, mark: str = "") -> str:
        cell = f"<w:tc>{a_paragraph(_inserted(text) if 'ins' in mark else a_run(text))}</w:tc>"
        return f"<w:tr>{f'<w:trPr>{mark}</w:trPr>' if mark else ''}{cell}</w:tr>"

    table = f"<w:tbl>{row('一')}{row('二', _NEW)}{row('三', _GONE)}</w:tbl>"
    assert _both(table, a_paragraph(a_run("尾"))) == (["一", "三", "尾"], ["一", "二", "尾"])
    inner = f"<w:tbl>{row('内', _NEW)}</w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    settled = settle(a_docx(outer, a_paragraph(a_run("尾"))), View.ORIGINAL)
    assert [cell[-1].tag for cell in _tree(settled).iter(w("tc"))] == [w("p")]


def test_former_properties_come_back_on_reject_and_only_then() -> None:
    bold = f"<w:rPr><w:b/><w:rPrChange {_BY}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
    jc = (
        f'<w:jc w:val="center"/><w:pPrChange {_BY}><w:pPr><w:jc w:val="end"/></w:pPr></w:pPrChange>'
    )
    content = a_docx(a_paragraph(a_run("甲", bold), f"<w:pPr>{jc}</w:pPr>"))
    kept, back = (_tree(settle(content, view)) for view in (View.FINAL, View.ORIGINAL))
    assert [one.tag for one in kept.iter(w("b"), w("i"))] == [w("b")]
    assert [one.tag for one in back.iter(w("b"), w("i"))] == [w("i")]
    assert [one.get(w("val")) for one in back.iter(w("jc"))] == ["end"]


def test_a_comment_on_words_that_go_stays_as_a_point() -> None:
    reference = '<w:r><w:commentReference w:id="3"/></w:r>'
    marked = (
        f'<w:commentRangeStart w:id="3"/>{_deleted("删")}<w:commentRangeEnd w:id="3"/>{reference}'
    )
    inside = f"<w:ins {_BY}>{a_run('增')}{reference}</w:ins>"
    for words, view in ((marked, View.FINAL), (inside, View.ORIGINAL)):
        tree = _tree(settle(a_docx(a_paragraph(a_run("甲") + words)), view))
        assert len(list(tree.iter(w("commentReference")))) == 1


def test_the_marked_view_is_refused_and_the_job_settles_as_the_function_does() -> None:
    content = a_docx(a_paragraph(_inserted("增") + a_run("甲")))
    with pytest.raises(ValueError, match="final or as its original"):
        settle(content, View.MARKED)
    assert job({"view": "original"}, [content]) == ({}, [settle(content, View.ORIGINAL)])


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus is not here")
def test_real_files_read_in_all_views_as_the_view_they_were_settled_to() -> None:
    wrong = []
    for path, view in product(_tracked_files(), (View.ORIGINAL, View.FINAL)):
        content = path.read_bytes()
        wanted = read_whole(content).view(view).paragraphs
        settled = read_whole(settle(content, view))
        seen = {settled.view(one).paragraphs for one in View}
        if seen != {wanted} or settled.tracked_changes:
            wrong.append((path.name, view))
    assert wrong == []


def _tracked_files() -> list[Path]:
    found = [path for path in sorted(CORPUS.rglob("*.docx")) if _reads(path)]
    assert len(found) > 20
    return found


def _reads(path: Path) -> bool:
    try:
        return read_whole(path.read_bytes()).tracked_changes > 0
    except Exception:
        return False


def _tree(content: bytes):  # type: ignore[no-untyped-def]
    parts = WordParts(content)
    return parts.tree(parts.main)


def test_tab_stops_keep_no_inserted_paragraph_at_the_end() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'
    new = a_paragraph(_inserted("新"), _end(_NEW, stops))
    assert _both(a_paragraph(a_run("甲")), new) == (["甲"], ["甲", "新"])
