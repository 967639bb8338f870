"""The reader keeps what a Word file says once its changes are accepted, and nothing else."""

import pytest
import word_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import Place, WordText
from review_flows.outside.word.reading.reader import read_word
from review_flows.outside.word.safety import open_word

_TEXT = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)


def _read(
    *blocks: str, more: dict[str, bytes] | None = None, links: tuple[str, ...] = ()
) -> WordText:
    return read_word(build.a_docx(*blocks, links=links, more=more))


def _deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def test_a_changed_amount_reads_as_the_new_amount() -> None:
    inserted = f"<w:ins>{build.a_run('五千元')}</w:ins>"
    text = _read(
        build.a_paragraph(build.a_run("处") + _deleted("五百元") + inserted + build.a_run("罚款。"))
    )

    assert text.text == "处五千元罚款。"
    assert text.tracked_changes == 2


_RUN = build.a_run("文")
_BOX = f"<w:txbxContent>{build.a_paragraph(_RUN)}</w:txbxContent>"
_CONSTRUCTS = {
    "inserted": (f"<w:ins>{_RUN}</w:ins>", "文"),
    "moved here": (f"<w:moveTo>{_RUN}</w:moveTo>", "文"),
    "moved away": (f"<w:moveFrom>{_RUN}</w:moveFrom>", ""),
    "inserted, then deleted": (f"<w:ins>{_deleted('文')}</w:ins>", ""),
    "deleted by a run of plain text": (f"<w:del>{_RUN}</w:del>", ""),
    "hyperlink": (f"<w:hyperlink>{_RUN}</w:hyperlink>", "文"),
    "simple field": (f'<w:fldSimple w:instr="X">{_RUN}</w:fldSimple>', "文"),
    "content control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{_RUN}</w:sdtContent></w:sdt>",
        "文",
    ),
    "smart tag": (f"<w:smartTag>{_RUN}</w:smartTag>", "文"),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{build.a_run('wén')}</w:rt><w:rubyBase>{_RUN}</w:rubyBase></w:ruby></w:r>",
        "文",
    ),
    "equation": ("<m:oMath><m:r><m:t>文</m:t></m:r></m:oMath>", "文"),
    "soft break": ("<w:r><w:br/></w:r>", "\n"),
    "page break": ('<w:r><w:br w:type="page"/></w:r>', ""),
    "tab": ("<w:r><w:tab/></w:r>", "\t"),
    "no-break hyphen": ("<w:r><w:noBreakHyphen/></w:r>", "-"),
    "symbol": ('<w:r><w:sym w:char="F041"/></w:r>', "A"),
    "text box, told in two forms": (
        "<w:r><mc:AlternateContent><mc:Choice>"
        f"{_BOX}</mc:Choice><mc:Fallback>{_BOX}</mc:Fallback></mc:AlternateContent></w:r>",
        "后|文",
    ),
}


@pytest.mark.parametrize(("xml", "expected"), _CONSTRUCTS.values(), ids=list(_CONSTRUCTS))
def test_each_construct_is_read_once(xml: str, expected: str) -> None:
    text = _read(build.a_paragraph(build.a_run("前") + xml + build.a_run("后")))
    in_line, _, box = expected.partition("|")
    if box:
        assert [p.text for p in text.paragraphs] == ["前后", box]
    else:
        assert text.text == f"前{in_line}后"


def _field(instruction: str, result: str | None) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = mark.format("separate") + build.a_run(result) if result else ""
    inside = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{build.a_run('藏')}"
    return mark.format("begin") + inside + shown + mark.format("end")


def test_of_a_field_the_result_is_read_and_the_instruction_is_not() -> None:
    assert _read(build.a_paragraph(_field("PAGE", "3") + build.a_run("页"))).text == "3页"


def test_a_field_without_an_end_hides_nothing() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    text = _read(build.a_paragraph(begun + build.a_run("罚款")), build.a_paragraph(_RUN))

    assert text.text == "罚款\n文"


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    text = _read(build.a_paragraph(build.a_run("甲"), gone), build.a_paragraph(build.a_run("乙")))

    assert [p.text for p in text.paragraphs] == ["甲乙"]


def _table(*rows: str) -> str:
    return "<w:tbl>" + "".join(rows) + "</w:tbl>"


def _row(content: str, properties: str = "") -> str:
    return f"<w:tr>{properties}<w:tc>{content}</w:tc></w:tr>"


def test_nested_tables_are_read_and_deleted_rows_are_not() -> None:
    inner = _table(_row(build.a_paragraph(build.a_run("内"))))
    deleted = _row(build.a_paragraph(build.a_run("删")), "<w:trPr><w:del/></w:trPr>")
    text = _read(
        _table(_row(inner + build.a_paragraph(build.a_run("外"))), deleted),
        build.a_paragraph(build.a_run("文")),
    )

    assert [(p.text, p.place) for p in text.paragraphs] == [
        ("内", Place.TABLE),
        ("外", Place.TABLE),
        ("文", Place.BODY),
    ]


def test_comments_are_counted() -> None:
    comments = f'<w:comments xmlns:w="{build.W}"><w:comment/><w:comment/></w:comments>'
    text = _read(
        links=(build.a_relationship("comments", "comments.xml"),),
        more={"word/comments.xml": comments.encode()},
    )

    assert text.comments == 2


_LISTS = f"""<w:numbering xmlns:w="{build.W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%2）"/><w:suff w:val="nothing"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="10"/></w:lvlOverride></w:num></w:numbering>"""


def _numbered(text: str, level: int = 0, number: int = 1) -> str:
    properties = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )
    return build.a_paragraph(build.a_run(text), properties)


def test_automatic_numbers_are_written_out_as_word_counts_them() -> None:
    text = _read(
        *(_numbered("总则"), _numbered("甲", 1), _numbered("乙", 1), _numbered("规定")),
        *(_numbered("丙", 1), _numbered("另起", number=2), _numbered("续", number=1)),
        links=(build.a_relationship("numbering", "numbering.xml"),),
        more={"word/numbering.xml": _LISTS.encode()},
    )

    assert text.text.split("\n") == [
        *("第一条 总则", "（一）甲", "（二）乙", "第二条 规定"),
        *("（一）丙", "第十条 另起", "第十一条 续"),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "ins", "del", "moveTo", "moveFrom"]), _TEXT)))
def test_whatever_the_changes_only_deleted_words_are_missing(runs: list[tuple[str, str]]) -> None:
    content = "".join(
        f"<w:{change}>{build.a_run(text)}</w:{change}>" if change else build.a_run(text)
        for change, text in runs
    )
    kept = "".join(text for change, text in runs if change not in ("del", "moveFrom"))

    assert _read(build.a_paragraph(content)).text == kept


def test_what_was_inspected_is_what_is_read() -> None:
    content = build.a_docx_saying("某办法", "第一条 为了规范……")

    assert open_word(content).text == read_word(content)
