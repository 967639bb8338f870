"""A redline: all changes accepted it reads as the second version, all rejected as the first."""

from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from office import Office
from word_builders import a_docx, a_docx_saying, a_paragraph, a_relationship, a_run
from word_edits import edited

from models.word_document import Revision, View
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.redline import job, redline
from review_flows.outside.word.writing.settled import settle
from review_flows.outside.word.writing.tree import w

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
_AT = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001
_EQUATION = "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>"


def _lines(content: bytes, view: View = View.FINAL) -> list[str]:
    return [one.text for one in read_whole(content).view(view).paragraphs]


def _redlined(old: bytes, new: bytes) -> bytes:
    """The redline of two versions, held against both in each way that a person can look at it."""
    done = redline(old, new, "版本比较", _AT)
    assert done.unshown == ()
    for view, version in ((View.ORIGINAL, old), (View.FINAL, new)):
        assert _lines(done.content, view) == _lines(version)
        assert _lines(settle(done.content, view), View.MARKED) == _lines(version)
    return done.content


def _changes(content: bytes) -> list[tuple[Revision, str]]:
    return [
        (piece.revision, piece.text)
        for one in read_whole(content).paragraphs
        for piece in one.pieces
        if piece.revision is not Revision.KEPT
    ]


def _cell(text: str) -> str:
    return f"<w:tc>{a_paragraph(a_run(text))}</w:tc>"


def _table(*rows: tuple[str, ...]) -> str:
    inside = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl>{inside}</w:tbl>"


def test_numbers_and_article_numbers_are_replaced_whole_and_characters_one_by_one() -> None:
    content = _redlined(
        a_docx_saying("第十二条　处五百元以上的罚款，期限20日，不得延长。"),
        a_docx_saying("第十三条　处五千元以上的罚款，期限30日，可以延长。"),
    )
    assert _changes(content) == [
        *((Revision.DELETED, "第十二条"), (Revision.INSERTED, "第十三条")),
        *((Revision.DELETED, "五百"), (Revision.INSERTED, "五千")),
        *((Revision.DELETED, "20"), (Revision.INSERTED, "30")),
        *((Revision.DELETED, "不得"), (Revision.INSERTED, "可以")),
    ]


def test_every_change_says_who_and_when() -> None:
    content = _redlined(a_docx_saying("甲", "乙", "丙"), a_docx_saying("甲", "新的一段", "丙丁"))
    found = read_whole(content).paragraphs
    pieces = [p for one in found for p in one.pieces if p.revision is not Revision.KEPT]
    assert {(p.author, p.at) for p in pieces} == {("版本比较", "2026-01-05T09:30:00Z")}


def test_the_ids_of_changes_go_on_from_the_highest_of_the_file() -> None:
    marked = '<w:bookmarkStart w:id="41" w:name="b"/><w:bookmarkEnd w:id="41"/>'
    old = a_docx(a_paragraph(marked + a_run("罚款五百元")))
    content = _redlined(old, a_docx(a_paragraph(a_run("罚款五千元"))))
    body = WordParts(content).tree("word/document.xml")
    assert [one.get(w("id")) for one in body.iter(w("ins"), w("del"))] == ["42", "43"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("甲",), ("甲", "新增一段")),
        (("甲", "末段"), ("甲",)),
        (("首段", "甲"), ("甲",)),
        (("甲",), ("首段", "甲")),
        (("甲", "旧的末段"), ("甲", "全然不同", "又一段")),
        (("甲",), ("乙",)),
        (("",), ("乙",)),
        (("甲乙丙丁戊", "己庚辛壬癸"), ("己庚辛壬癸", "甲乙丙丁戊")),
    ],
)
def test_paragraphs_come_and_go_at_any_place(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    _redlined(a_docx_saying(*old), a_docx_saying(*new))


def test_the_last_paragraph_of_a_text_keeps_its_mark() -> None:
    for old, new in ((("甲",), ("甲", "乙")), (("甲", "乙"), ("甲",))):
        content = _redlined(a_docx_saying(*old), a_docx_saying(*new))
        assert read_whole(content).paragraphs[-1].end is Revision.KEPT


def test_cells_are_compared_and_rows_come_and_go() -> None:
    old = _table(("项目", "金额"), ("罚款", "五百元"), ("没收", "全部所得"))
    new = _table(("项目", "金额"), ("罚款", "五千元"), ("吊销许可证", "无"), ("没收", "全部所得"))
    tail = a_paragraph(a_run("尾"))
    content = _redlined(a_docx(old, tail), a_docx(new, tail))
    assert (Revision.INSERTED, "五千") in _changes(content)
    assert _redlined(a_docx(new, tail), a_docx(old, tail))
    assert _redlined(a_docx(tail), a_docx(old, tail))
    assert _redlined(a_docx(old, tail), a_docx(tail))
    _redlined(a_docx(_table(("甲", "乙")), tail), a_docx(_table(("甲", "乙", "丙")), tail))


def test_equations_go_with_their_paragraph_and_are_replaced_whole() -> None:
    with_one = a_paragraph(a_run("按公式") + _EQUATION.format("a+b") + a_run("计算"))
    other = a_paragraph(a_run("按公式") + _EQUATION.format("a-b") + a_run("计算"))
    head = a_paragraph(a_run("第一条"))
    _redlined(a_docx(head, with_one), a_docx(head))
    _redlined(a_docx(head), a_docx(head, with_one))
    content = _redlined(a_docx(head, with_one), a_docx(head, other))
    assert _changes(content) == [(Revision.DELETED, "a+b"), (Revision.INSERTED, "a-b")]


def test_text_boxes_are_compared_inside() -> None:
    def boxed(text: str) -> bytes:
        box = f"<w:txbxContent>{a_paragraph(a_run(text))}</w:txbxContent>"
        return a_docx(a_paragraph(a_run("外") + f"<w:r><w:pict>{box}</w:pict></w:r>"))

    assert _changes(_redlined(boxed("框内五百元"), boxed("框内五千元"))) == [
        *((Revision.DELETED, "五百"), (Revision.INSERTED, "五千")),
    ]


def _with_note(text: str | None, body: str = "正文") -> bytes:
    if text is None:
        return a_docx_saying(body)
    note = f'<w:footnote w:id="2">{a_paragraph(a_run(text))}</w:footnote>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return a_docx(
        a_paragraph(a_run(body) + mark),
        links=(a_relationship("footnotes", "footnotes.xml"),),
        more={"word/footnotes.xml": f"<w:footnotes {space}>{note}</w:footnotes>".encode()},
    )


@pytest.mark.parametrize(
    ("old", "new"), [("见五百元", "见五千元"), (None, "新的注"), ("旧的注", None), ("甲", "乙丙")]
)
def test_footnotes_are_compared_added_and_deleted(old: str | None, new: str | None) -> None:
    parts = WordParts(_redlined(_with_note(old), _with_note(new)))
    notes = parts.tree(parts.linked(parts.main, "footnotes") or "")
    ends = [end.tag for end in notes.iterfind(f".//{w('pPr')}/{w('rPr')}/*")]
    assert (w("ins") in ends) == (old is None or old == "甲")
    assert (w("del") in ends) == (new is None or old == "甲")


def test_a_picture_of_an_inserted_paragraph_comes_along() -> None:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    picture = f'<w:r><w:drawing><a:blip {space} r:embed="rId1"/></w:drawing></w:r>'
    shown = a_paragraph(a_run("附图如下") + picture)
    new = a_docx(
        a_paragraph(a_run("甲")),
        shown,
        links=(a_relationship("image", "media/a.png"),),
        more={"word/media/a.png": b"\x89PNG picture"},
    )
    parts = WordParts(_redlined(a_docx_saying("甲"), new))
    ((_, part),) = parts.links(parts.main, "image")
    assert parts.bytes_of(part) == b"\x89PNG picture"


def test_what_cannot_come_along_is_said() -> None:
    chart = '<w:r><w:drawing><w:chart r:id="rId9"/></w:drawing></w:r>'
    new = a_docx(a_paragraph(a_run("甲")), a_paragraph(a_run("统计图") + chart))
    assert redline(a_docx_saying("甲"), new, "某", _AT).unshown == ("object: 统计图",)


def _numbered(*lines: str, fmt: str = "chineseCounting") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="第%1条"/>'
    level = f'<w:lvl w:ilvl="0">{counted}</w:lvl>'
    numbering = (
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return a_docx(
        *(a_paragraph(a_run(line), listed) for line in lines),
        links=(a_relationship("numbering", "numbering.xml"),),
        more={"word/numbering.xml": numbering.encode()},
    )


def test_inserted_articles_are_counted_where_the_list_is_the_same() -> None:
    content = _redlined(
        _numbered("总则内容", "附则内容"), _numbered("总则内容", "新增内容", "附则内容")
    )
    assert _lines(content)[2].startswith("第三条")


def test_a_number_that_the_old_file_cannot_count_is_written_out_and_said() -> None:
    done = redline(_numbered("总则内容"), _numbered("总则内容", fmt="decimal"), "某", _AT)
    assert _lines(done.content) == _lines(_numbered("总则内容", fmt="decimal"))
    assert _lines(done.content, View.ORIGINAL) == _lines(_numbered("总则内容"))
    assert [one.partition(":")[0] for one in done.unshown] == ["number_as_text"]


def test_changes_that_the_files_hold_are_accepted_first() -> None:
    pending = '<w:ins w:id="1" w:author="乙">' + a_run("增") + "</w:ins>"
    content = _redlined(a_docx(a_paragraph(a_run("甲") + pending)), a_docx_saying("甲增补"))
    assert _changes(content) == [(Revision.INSERTED, "补")]


def test_the_same_versions_give_the_same_bytes_and_the_job_gives_them_too() -> None:
    old, new = a_docx_saying("甲乙", "丙"), a_docx_saying("甲丁", "戊")
    done = redline(old, new, "某", _AT)
    assert done == redline(old, new, "某", _AT)
    assert job({"author": "某", "at": _AT.isoformat()}, [old, new]) == (
        {"unshown": []},
        [done.content],
    )


def test_two_equal_versions_have_no_changes() -> None:
    assert read_whole(_redlined(a_docx_saying("甲"), a_docx_saying("甲"))).tracked_changes == 0


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus is not here")
def test_some_real_files_with_seeded_edits_are_exact() -> None:
    paths = sorted(CORPUS.rglob("*lawyerAgents/*.docx")) + sorted(CORPUS.rglob("*elec/*.docx"))
    for seed, path in enumerate(Random(3).sample(paths, 6)):
        old = settle(path.read_bytes(), View.FINAL)
        new = edited(old, seed)
        done = redline(old, new, "某", _AT)
        assert _lines(done.content, View.FINAL) == _lines(new), path.name
        assert _lines(done.content, View.ORIGINAL) == _lines(old), path.name


@pytest.mark.skipif(not Office.is_here(), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_both_versions_out_of_a_redline(tmp_path: Path) -> None:
    old = a_docx_saying("第一条　处五百元罚款。", "第二条　旧的一条。", "第三条")
    new = a_docx_saying("第一条　处五千元罚款。", "第三条", "第四条　新的末条。")
    saved = Office(tmp_path).saved(_redlined(old, new))
    assert _lines(saved, View.FINAL) == _lines(new)
    assert _lines(saved, View.ORIGINAL) == _lines(old)


def test_paragraphs_of_which_only_the_looks_changed_are_counted_and_runs_are_no_look() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    old = a_docx(a_paragraph(a_run("第一条　甲乙。")), a_paragraph(a_run("第二条")))
    new = a_docx(
        a_paragraph(a_run("第一条　甲") + a_run("乙。", bold)), a_paragraph(a_run("第二条"))
    )
    again = a_docx(a_paragraph(a_run("第一条　") + a_run("甲乙。")), a_paragraph(a_run("第二条")))
    assert redline(old, new, "某", _AT).unshown == ("look: 1",)
    assert redline(old, again, "某", _AT).unshown == ()


def test_a_link_of_which_only_the_words_came_along_is_said() -> None:
    old = a_docx(a_paragraph(a_run("见网站。")))
    link = f'<w:hyperlink w:anchor="a">{a_run("政府")}</w:hyperlink>'
    new = a_docx(a_paragraph(a_run("见") + link + a_run("网站。")))
    assert redline(old, new, "某", _AT).unshown == ("plain: 政府",)
