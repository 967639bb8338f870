"""What Word draws from the code of a field is read, commented and compared like other words."""

from datetime import datetime

import pytest
import word_field_builders as fields
from word_builders import a_docx, a_paragraph, a_run

from models.word_document import Spot, View
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.writing.agreement import agreeing, words_read
from review_flows.outside.word.writing.commenting import NewComment, write_comments
from review_flows.outside.word.writing.locator import paragraphs_of
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.redline import redline
from review_flows.outside.word.writing.settled import settle
from review_flows.outside.word.writing.tree import w

_BY = 'w:id="9" w:author="甲" w:date="2026-01-01T00:00:00Z"'
_CHOICE = ("甲级", "乙级", "丙级")
_BOX = "<w:ffData><w:checkBox>{}</w:checkBox></w:ffData>"


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r" EQ \o\ac(○,五)", "㊄"),
        (r"eq \o\ac(○,5)", "⑤"),
        (r"eq \o\ac(○,２１)", "㉑"),
        (r"EQ \* jc2 \* &quot;Font:宋体&quot; \o\ac(○,\s\up 1(8))", "⑧"),
        (r"eq \o\ac(50,○)", "㊿"),
        (r"eq \o\ac(○;A)", "Ⓐ"),
        (r"eq \o\ac(○,密)", "○密"),
        (r"eq \o\ac(□,五)", "□五"),
        (r"SYMBOL 252 \f &quot;Wingdings&quot; \s 10", "✓"),
        (r"SYMBOL 0x2460 \u", "①"),
        (r"symbol 8212 \h", "—"),
        (r"SYMBOL 150 \a", "–"),
        (r"SYMBOL 99999999999", ""),
        (r"EQ \f(1,2)", ""),
        (r"PAGE", ""),
    ],
)
def test_characters_that_a_code_draws_are_read(instruction: str, shown: str) -> None:
    content = a_docx(a_paragraph(a_run("前") + fields.a_field(instruction) + a_run("后")))
    assert read_whole(content).view(View.FINAL).text == f"前{shown}后"
    simple = f'<w:fldSimple w:instr="{instruction}"/>'
    content = a_docx(a_paragraph(a_run("前") + simple + a_run("后")))
    assert read_whole(content).view(View.FINAL).text == f"前{shown}后"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (fields.a_choice(_CHOICE, 2), "丙级"),
        (fields.a_choice(_CHOICE, None, 1), "乙级"),
        (fields.a_choice(_CHOICE), "甲级"),
        (fields.a_choice(_CHOICE, 7), ""),
    ],
)
def test_the_entry_that_was_chosen_in_an_old_form_is_read(form: str, shown: str) -> None:
    content = a_docx(a_paragraph(a_run("为") + fields.a_field("FORMDROPDOWN", form=form)))
    assert read_whole(content).view(View.FINAL).text == f"为{shown}"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:checked/>", "☒"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ("", "☐"),
    ],
)
def test_the_box_of_an_old_form_is_read_ticked_or_not(inside: str, shown: str) -> None:
    field = fields.a_field("FORMCHECKBOX", form=_BOX.format(inside))
    assert read_whole(a_docx(a_paragraph(field))).view(View.FINAL).text == shown


def test_what_word_draws_stands_in_place_of_the_result_that_the_file_has() -> None:
    field = fields.a_field(r"SYMBOL 252 \f Wingdings", "ü")
    read = read_whole(a_docx(a_paragraph(field)))
    assert (read.view(View.FINAL).text, read.unread) == ("✓", ())


def _changed_ring() -> str:
    gone = f"<w:del {_BY}>{fields.a_code('五', deleted=True)}</w:del>"
    come = f"<w:ins {_BY}>{fields.a_code('六')}</w:ins>"
    begin, end = fields.a_field_mark("begin"), fields.a_field_mark("end")
    return begin + fields.a_code(r"EQ \o\ac(○,") + gone + come + fields.a_code(")") + end


def test_a_change_inside_a_code_shows_in_each_view() -> None:
    content = a_docx(a_paragraph(_changed_ring() + a_run("后")))
    read = read_whole(content)
    assert read.view(View.FINAL).text == "㊅后"
    assert read.view(View.ORIGINAL).text == "㊄后"


def test_a_sign_from_a_field_inside_the_code_is_drawn() -> None:
    inner = fields.a_field("QUOTE 七", "七")
    begin, end = fields.a_field_mark("begin"), fields.a_field_mark("end")
    field = begin + fields.a_code(r"EQ \o\ac(○,") + inner + fields.a_code(")") + end
    assert read_whole(a_docx(a_paragraph(field))).view(View.FINAL).text == "㊆"


_RING = fields.a_field(r"EQ \o\ac(○,五)")
_OTHER = fields.a_field(r"EQ \o\ac(○,六)")
_FIELDS = {
    "ring": _RING,
    "deleted": f"<w:del {_BY}>{_RING.replace('instrText', 'delInstrText')}</w:del>",
    "inserted": f"<w:ins {_BY}>{_RING}</w:ins>",
    "changed": _changed_ring(),
    "with a result": fields.a_field(r"EQ \o\ac(○,五)", "六"),
    "simple": r'<w:fldSimple w:instr="EQ \o\ac(○,五)"/>',
    "simple with a result": rf'<w:fldSimple w:instr="EQ \o\ac(○,五)">{a_run("六")}</w:fldSimple>',
    "a choice": fields.a_field("FORMDROPDOWN", form=fields.a_choice(_CHOICE, 1)),
    "inside another": fields.a_field_mark("begin")
    + fields.a_code("X ")
    + _RING
    + fields.a_field_mark("separate")
    + _RING
    + fields.a_field_mark("end"),
    "ended by nothing": _RING.replace('"end"', '"other"'),
    "in one run": _RING.replace("</w:r><w:r>", ""),
    "in a link": f"<w:hyperlink>{_RING}</w:hyperlink>",
    "begun in a link": _RING.replace("</w:r>", "</w:r></w:hyperlink>", 1).join(
        ("<w:hyperlink>", "")
    ),
}


@pytest.mark.parametrize("field", _FIELDS.values(), ids=list(_FIELDS))
def test_reading_and_locating_agree_on_drawn_fields(field: str) -> None:
    content = a_docx(a_paragraph(a_run("前") + field + a_run("后")), a_paragraph(a_run("末")))
    located = paragraphs_of(WordParts(content))
    assert agreeing(located, words_read(content)) == {0, 1}


@pytest.mark.parametrize("name", ["ring", "inserted", "simple", "in one run", "in a link"])
def test_a_comment_on_a_drawn_sign_goes_around_its_whole_field(name: str) -> None:
    content = a_docx(a_paragraph(a_run("前") + _FIELDS[name] + a_run("后")))
    at = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001
    for start, end in ((0, 1), (1, 2), (2, 3), (0, 3)):
        spots = Spot(0, start), Spot(0, end)
        comment = NewComment(*spots, text="问", author="丁", initials="丁", at=at, key="k")
        done = write_comments(content, [comment])
        after = read_whole(done.content)
        assert after.paragraphs[0].words(View.MARKED) == "前㊄后"
        assert after.comments[-1].quote == "前㊄后"[start:end]
        parts = WordParts(done.content)
        inside = False
        for one in parts.tree(parts.main).iter(w("fldChar"), w("commentRangeStart")):
            if one.tag == w("fldChar"):
                inside = one.get(w("fldCharType")) == "begin"
            else:
                assert not inside  # A range that starts within a code is lost when Word saves it.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ring", "a choice"),
        ("a choice", "ring"),
        ("ring", ""),
        ("", "ring"),
        ("in one run", "ring"),
        ("", "simple"),
        ("ring", "simple"),
        ("simple", ""),
        ("simple with a result", "a choice"),
    ],
)
def test_a_redline_replaces_a_drawn_sign_with_its_whole_field(old: str, new: str) -> None:
    before, after = (
        a_docx(a_paragraph(a_run("对前款规定的") + _FIELDS.get(one, "") + a_run("情形给予处罚")))
        for one in (old, new)
    )
    done = redline(before, after, "版本比较", datetime(2026, 1, 5, 9, 30))  # noqa: DTZ001
    marked = WordParts(done.content)
    for change in marked.tree(marked.main).iter(w("ins"), w("del")):
        assert change.find(w("fldSimple")) is None  # The schema has runs in a change, no fields.
    for view, version in ((View.ORIGINAL, before), (View.FINAL, after)):
        wanted = read_whole(version).view(View.FINAL).text
        assert read_whole(done.content).view(view).text == wanted
        settled = settle(done.content, view)
        assert read_whole(settled).view(View.FINAL).text == wanted
        parts = WordParts(settled)
        marks = [one.get(w("fldCharType")) for one in parts.tree(parts.main).iter(w("fldChar"))]
        assert marks.count("begin") == marks.count("end")


def test_two_rings_with_other_signs_in_them_are_a_change() -> None:
    old, new = (a_docx(a_paragraph(a_run("见") + one + a_run("款"))) for one in (_RING, _OTHER))
    done = redline(old, new, "版本比较", datetime(2026, 1, 5, 9, 30))  # noqa: DTZ001
    assert read_whole(done.content).view(View.ORIGINAL).text == "见㊄款"
    assert read_whole(done.content).view(View.FINAL).text == "见㊅款"
