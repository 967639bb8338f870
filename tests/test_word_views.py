"""A draft with unaccepted changes is read in both its views, with who made each change and when."""

import marked_builders as mark
import pytest
import word_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_builders import a_cell, a_line, a_row, a_table, both, deleted, inserted, read

from models.word_document import Revision, View
from models.word_text import Place
from review_flows.outside.word.reading.reader import read_whole

_RUN = build.a_run


def test_a_changed_amount_reads_as_both_amounts() -> None:
    document = read(
        build.a_paragraph(_RUN("处") + deleted("五百元") + inserted(_RUN("五千元")) + _RUN("罚款"))
    )

    assert both(document) == (["处五百元罚款"], ["处五千元罚款"])
    assert mark.lines(document, View.MARKED) == ["处五百元五千元罚款"]
    assert document.tracked_changes == 2


def test_a_change_is_told_with_its_author_and_time_as_the_file_states_them() -> None:
    document = read(
        build.a_paragraph(_RUN("处") + inserted(_RUN("五") + _RUN("千")) + deleted("百"))
    )
    first, second = document.changes()

    assert (first.revision, first.text, first.author) == (Revision.INSERTED, "五千", "李审核")
    assert first.at == "2025-03-01T09:00:00Z"
    assert (first.spot.offset, second.spot.offset) == (1, 3)
    assert (second.revision, second.text) == (Revision.DELETED, "百")


def test_the_end_of_a_paragraph_is_a_change_without_words() -> None:
    document = read(a_line("甲", mark.marked_end("ins")), a_line("乙"))
    (change,) = document.changes()

    assert (change.revision, change.text, change.spot.offset) == (Revision.INSERTED, "", 1)
    assert both(document) == (["甲乙"], ["甲", "乙"])


_IN_LINE = {
    "inserted": (inserted(_RUN("文")), "前后", "前文后"),
    "deleted": (deleted("文"), "前文后", "前后"),
    "moved here": (inserted(_RUN("文"), "moveTo"), "前后", "前文后"),
    "moved away": (deleted("文", "moveFrom"), "前文后", "前后"),
    "inserted, then deleted": (inserted(deleted("文")), "前后", "前后"),
    "moved here, then deleted": (inserted(deleted("文"), "moveTo"), "前后", "前后"),
    "deleted around an insertion": (
        f"<w:del {mark.BY}>{inserted(_RUN('文'))}</w:del>",
        "前后",
        "前后",
    ),
    "inserted twice": (inserted(inserted(_RUN("文"))), "前后", "前文后"),
    "deleted words that nothing around calls deleted": (
        "<w:r><w:delText>文</w:delText></w:r>",
        "前文后",
        "前后",
    ),
    "a deleted instruction": (
        f"<w:del {mark.BY}><w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del>",
        "前后",
        "前后",
    ),
    "inserted inside a hyperlink": (
        f"<w:hyperlink>{inserted(_RUN('文'))}</w:hyperlink>",
        "前后",
        "前文后",
    ),
    "an inserted content control": (
        inserted(f"<w:sdt><w:sdtContent>{_RUN('文')}</w:sdtContent></w:sdt>"),
        "前后",
        "前文后",
    ),
    "an inserted equation": (
        inserted("<m:oMath><m:r><m:t>文</m:t></m:r></m:oMath>"),
        "前后",
        "前文后",
    ),
    "a former format": (
        f"<w:r><w:rPr><w:rPrChange {mark.BY}><w:rPr><w:del/></w:rPr></w:rPrChange></w:rPr>"
        "<w:t>文</w:t></w:r>",
        "前文后",
        "前文后",
    ),
}


@pytest.mark.parametrize(("xml", "original", "final"), _IN_LINE.values(), ids=list(_IN_LINE))
def test_each_change_in_a_line_shows_in_the_view_it_belongs_to(
    xml: str, original: str, final: str
) -> None:
    assert both(read(build.a_paragraph(_RUN("前") + xml + _RUN("后")))) == ([original], [final])


_DELETED_ROW = "<w:trPr><w:del/></w:trPr>"
_INSERTED_ROW = "<w:trPr><w:ins/></w:trPr>"
_BLOCKS = {
    "a deleted row": (
        a_table(a_row(a_cell(a_line("一"))), a_row(a_cell(a_line("二")), properties=_DELETED_ROW)),
        ["一", "二"],
        ["一"],
    ),
    "an inserted row": (
        a_table(a_row(a_cell(a_line("一"))), a_row(a_cell(a_line("二")), properties=_INSERTED_ROW)),
        ["一"],
        ["一", "二"],
    ),
    "an inserted row with a deleted word": (
        a_table(
            a_row(a_cell(build.a_paragraph(_RUN("二") + deleted("三"))), properties=_INSERTED_ROW),
            a_row(a_cell(a_line("一"))),
        ),
        ["一"],
        ["二", "一"],
    ),
    "a deleted and an inserted cell": (
        a_table(
            a_row(
                a_cell(a_line("旧"), "<w:tcPr><w:cellDel/></w:tcPr>"),
                a_cell(a_line("新"), "<w:tcPr><w:cellIns/></w:tcPr>"),
            )
        ),
        ["旧"],
        ["新"],
    ),
    "inserted blocks": (inserted(a_line("甲")) + a_line("乙"), ["乙"], ["甲", "乙"]),
    "a mark deleted and inserted": (
        a_line("甲", mark.marked_end("ins", "del")) + a_line("乙"),
        ["甲乙"],
        ["甲乙"],
    ),
    "a paragraph moved away": (
        build.a_paragraph(deleted("甲", "moveFrom"), mark.marked_end("moveFrom")) + a_line("乙"),
        ["甲", "乙"],
        ["乙"],
    ),
    "a deleted mark at the end of a cell": (
        a_table(a_row(a_cell(a_line("甲", mark.marked_end("del"))))) + a_line("乙"),
        ["甲", "乙"],
        ["甲", "乙"],
    ),
    "a deleted mark before a table": (
        a_line("甲", mark.marked_end("del")) + a_table(a_row(a_cell(a_line("表")))) + a_line("乙"),
        ["甲", "表", "乙"],
        ["甲", "表", "乙"],
    ),
    "a deleted text box": (
        build.a_paragraph(
            _RUN("甲")
            + f"<w:del {mark.BY}><w:r><w:pict><w:txbxContent>{a_line('框')}</w:txbxContent>"
            "</w:pict></w:r></w:del>"
        ),
        ["甲", "框"],
        ["甲"],
    ),
}


@pytest.mark.parametrize(("xml", "original", "final"), _BLOCKS.values(), ids=list(_BLOCKS))
def test_each_change_of_blocks_shows_in_the_view_it_belongs_to(
    xml: str, original: list[str], final: list[str]
) -> None:
    assert both(read(xml)) == (original, final)


def test_a_file_in_which_words_only_moved_here_counts_as_changed() -> None:
    assert read(build.a_paragraph(inserted(_RUN("文"), "moveTo"))).tracked_changes == 1


def _field(begin: str, instruction: str, end: str) -> str:
    return begin + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + _RUN("中") + end


_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_a_field_that_was_deleted_hides_nothing_in_the_view_without_it() -> None:
    gone = (f"<w:del {mark.BY}>{xml}</w:del>" for xml in (_BEGIN, _END))
    document = read(build.a_paragraph(_field(next(gone), "X", next(gone))))

    assert both(document)[1] == ["中"]
    assert both(read(build.a_paragraph(_field(_BEGIN, "X", _END))))[1] == [""]


def test_text_boxes_follow_their_paragraph_whatever_closes_first() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{a_line('框')}</w:txbxContent></w:pict></w:r>"
    document = read(build.a_paragraph(box + _RUN("甲")), a_line("乙"))

    assert [(p.words(View.FINAL), p.place) for p in document.paragraphs] == [
        ("甲", Place.BODY),
        ("框", Place.TEXT_BOX),
        ("乙", Place.BODY),
    ]
    assert [p.container for p in document.paragraphs][::2] == [0, 0]


def test_of_two_forms_the_first_that_word_understands_is_read() -> None:
    unknown = f'<mc:Choice Requires="zz">{a_line("甲")}</mc:Choice>'
    fallback = f"<mc:Fallback>{a_line('乙')}</mc:Fallback>"
    forms = f'<mc:AlternateContent xmlns:zz="urn:zz">{unknown}{fallback}</mc:AlternateContent>'

    assert both(read(forms))[1] == ["乙"]
    assert both(read(forms.replace("urn:zz", mark.W14)))[1] == ["甲"]


def test_signs_of_symbol_fonts_are_read_as_they_are_drawn() -> None:
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    alpha = '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'

    assert both(read(build.a_paragraph(ticked + alpha)))[1] == ["☑α"]


_NOTES = (
    '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    + "".join(
        f'<w:footnote w:id="{n}">{a_line(text)}</w:footnote>' for n, text in ((1, "一"), (2, "二"))
    )
    + f'<w:footnote w:id="3">{a_line("无")}</w:footnote>'
)


def _reference(n: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{n}"/></w:r>'


def test_notes_follow_the_body_in_the_order_in_which_it_refers_to_them() -> None:
    document = read(build.a_paragraph(_RUN("甲") + _reference(2) + _reference(1)), footnotes=_NOTES)

    assert [(p.words(View.FINAL), p.note) for p in document.paragraphs] == [
        ("甲", ""),
        ("二", "1"),
        ("一", "2"),
    ]
    assert document.paragraphs[1].place is Place.FOOTNOTE


def test_a_note_is_read_once_however_its_kind_is_written_and_often_it_is_named() -> None:
    notes = f'<w:footnote w:id="1" w:type="normal">{a_line("一")}</w:footnote>'
    document = read(build.a_paragraph(_reference(1) + _reference(1)), footnotes=notes)

    assert both(document)[1] == ["", "一"]


def test_a_tab_stop_is_no_tab() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>'

    assert both(read(a_line("甲", stops)))[1] == ["甲"]


def test_a_note_goes_with_the_words_that_refer_to_it() -> None:
    document = read(
        build.a_paragraph(f"<w:del {mark.BY}>{_reference(1)}</w:del>" + _reference(2)),
        footnotes=_NOTES,
    )

    assert both(document) == (["", "一", "二"], ["", "二"])
    assert [p.note for p in document.paragraphs[1:]] == ["1", "1"]


def test_notes_are_numbered_in_the_format_that_the_file_sets() -> None:
    shape = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    document = read(build.a_paragraph(_reference(1)), footnotes=_NOTES, settings=shape)

    assert document.paragraphs[1].note == "①"


def test_headers_are_read_once_and_stand_in_no_view() -> None:
    document = read(a_line("甲"), header=a_line("密件"), footer=a_line("— 1 —"))

    assert both(document)[1] == ["甲"]
    assert [(p.words(View.MARKED), p.place) for p in document.paragraphs[1:]] == [
        ("密件", Place.HEADER),
        ("— 1 —", Place.FOOTER),
    ]


def test_a_key_that_two_paragraphs_have_is_none() -> None:
    keyed = '<w:p xmlns:w14="{}" w14:paraId="{}"/>'
    document = read(*(keyed.format(mark.W14, key) for key in ("AA", "BB", "AA")))

    assert [paragraph.key for paragraph in document.paragraphs] == ["", "BB", ""]


def test_custom_properties_that_are_texts_are_read() -> None:
    properties = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="version"><vt:lpwstr>a&amp;b</vt:lpwstr></property>'
        '<property name="count"><vt:i4>3</vt:i4></property></Properties>'
    )
    parts = build.some_parts()
    parts["_rels/.rels"] = build.some_relationships(
        build.a_relationship("officeDocument", "word/document.xml"),
        build.a_relationship("custom-properties", "docProps/custom.xml", n=2),
    )
    parts["docProps/custom.xml"] = properties.encode()

    assert read_whole(build.zipped(parts)).properties == (("version", "a&b"),)


_CHANGES = ["", "ins", "del", "moveTo", "moveFrom"]
_TEXTS = st.text("甲乙丙丁", min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(_CHANGES), st.sampled_from(_CHANGES), _TEXTS),
        min_size=1,
        max_size=8,
    )
)
def test_a_piece_is_in_a_view_only_where_no_change_around_it_takes_it_out(
    runs: list[tuple[str, str, str]],
) -> None:
    def wrapped(change: str, content: str) -> str:
        return f"<w:{change} {mark.BY}>{content}</w:{change}>" if change else content

    def kept(*out: str) -> str:
        return "".join(text for a, b, text in runs if a not in out and b not in out)

    content = "".join(wrapped(a, wrapped(b, _RUN(text))) for a, b, text in runs)
    document = read(build.a_paragraph(content))

    assert both(document) == ([kept("ins", "moveTo")], [kept("del", "moveFrom")])
    assert mark.lines(document, View.MARKED) == [kept()]


def test_a_prefix_stands_for_what_is_declared_here_not_for_what_was_declared_before() -> None:
    """Word shows the first form; a run before gave the prefix another meaning and ended."""
    before = '<w:r xmlns:wps="urn:x"><w:t>罚款</w:t></w:r>'
    forms = (
        "<mc:AlternateContent><mc:Choice Requires='wps'>"
        f"{build.a_run('五千元')}</mc:Choice><mc:Fallback>{build.a_run('五百元')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    around = f'<w:sdt xmlns:wps="{shape}"><w:sdtContent>{{}}</w:sdtContent></w:sdt>'

    document = read(around.format(build.a_paragraph(before + forms)))

    assert both(document) == (["罚款五千元"], ["罚款五千元"])
