"""Automatic numbers read as Word shows them: in each view those of the paragraphs that it has."""

import list_builders as lists
import marked_builders as mark
import pytest
from list_builders import a_definition, a_level, a_use, in_list, items
from marked_builders import a_line, both, read

from models.chinese_number import chinese_number
from models.word_document import View

_ARTICLES = a_definition(
    a_level(0, "chineseCountingThousand", "第%1章"),
    a_level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    a_level(2, "chineseCounting", "（%3）", '<w:suff w:val="nothing"/>'),
)


def _final(*blocks: str, numbering: str, **parts: str) -> list[str]:
    return both(read(*blocks, numbering=numbering, **parts))[1]


def test_articles_go_on_across_chapters_and_items_begin_anew() -> None:
    body = items("总则") + items("甲", "乙", level=1) + items("丙", "丁", level=2)
    more = items("附则") + items("戊", level=1) + items("己", level=2)

    assert _final(body, more, numbering=_ARTICLES + a_use()) == [
        *("第一章 总则", "第一条 甲", "第二条 乙", "（一）丙", "（二）丁"),
        *("第二章 附则", "第三条 戊", "（一）己"),
    ]


_SHAPES = {
    "chineseCountingThousand": ["一", "十", "二十一", "九十九"],
    "chineseCounting": ["一", "十", "二十一", "九十九"],
    "ideographTraditional": ["甲", "癸"],
    "ideographZodiac": ["子", "酉"],
    "chineseLegalSimplified": ["壹", "壹拾", "贰拾壹", "玖拾玖"],
    "decimalEnclosedCircleChinese": ["①", "⑩"],
    "ideographEnclosedCircle": ["㈠", "㈩"],
    "decimalEnclosedParen": ["⑴", "⑽"],
    "decimalFullWidth": ["１", "１０", "２１", "９９"],
}


@pytest.mark.parametrize("shape", list(_SHAPES))
def test_each_chinese_format_counts_in_its_own_signs(shape: str) -> None:
    found = _final(
        items(*[""] * 99),
        numbering=a_definition(a_level(0, shape, "%1", '<w:suff w:val="nothing"/>')) + a_use(),
    )
    picked = [found[n - 1] for n in (1, 10, 21, 99)]

    assert picked[: len(_SHAPES[shape])] == _SHAPES[shape]


def test_a_list_that_overrides_its_start_begins_there_once() -> None:
    numbering = _ARTICLES + a_use(1) + a_use(2, overrides=lists.starting_at(1, 10))
    body = items("甲", level=1) + items("乙", number=2, level=1) + items("丙", number=2, level=1)

    assert _final(body, numbering=numbering) == ["第一条 甲", "第十条 乙", "第十一条 丙"]


def test_a_list_can_replace_a_level_of_its_definition() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{a_level(0, "decimal", "%1.")}</w:lvlOverride>'

    assert _final(items("甲"), numbering=_ARTICLES + a_use(overrides=own)) == ["1. 甲"]


def test_a_legal_level_shows_all_its_numbers_in_arabic_figures() -> None:
    numbering = (
        a_definition(
            a_level(0, "chineseCountingThousand", "第%1章"),
            a_level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        )
        + a_use()
    )

    assert _final(items("甲") + items("乙", level=1), numbering=numbering)[1] == "1.1 乙"


def test_a_style_brings_its_list_and_the_level_that_names_it() -> None:
    numbering = a_definition(
        a_level(0, "decimal", "%1"), a_level(1, "decimal", "%1-%2", '<w:pStyle w:val="S"/>')
    )
    styles = (
        '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="S2"><w:basedOn w:val="S"/></w:style>'
    )
    body = a_line("甲", in_list(None, style="S")) + a_line("乙", in_list(None, style="S2"))
    off = a_line("丙", in_list(0, style="S"))

    assert _final(body, off, numbering=numbering + a_use(), styles=styles) == [
        "1-1 甲",
        "1-2 乙",
        "丙",
    ]


def test_a_definition_can_borrow_the_levels_of_a_numbering_style() -> None:
    numbering = (
        a_definition(a_level(0, "chineseCounting", "%1、"), more='<w:styleLink w:val="L"/>')
        + a_definition(code=1, more='<w:numStyleLink w:val="L"/>')
        + a_use(1, code=1)
    )

    assert _final(items("甲"), numbering=numbering) == ["一、 甲"]


_PLAIN = a_definition(a_level(0, "chineseCountingThousand", "第%1条")) + a_use()


def _changed_end(text: str, *names: str) -> str:
    changes = "".join(f"<w:{name} {mark.BY}/>" for name in names)
    return a_line(text, in_list(more=f"<w:rPr>{changes}</w:rPr>"))


def test_each_view_counts_the_paragraphs_that_it_has() -> None:
    document = read(
        *(items("甲"), _changed_end("", "ins"), items("乙"), _changed_end("", "del"), items("丙")),
        numbering=_PLAIN,
    )
    numbers = [(p.number_before, p.number) for p in document.paragraphs]

    assert numbers == [
        ("第一条 ", "第一条 "),
        ("", "第二条 "),
        ("第二条 ", "第三条 "),
        ("第三条 ", ""),
        ("第四条 ", "第四条 "),
    ]


def test_a_paragraph_in_neither_view_is_counted_in_neither() -> None:
    document = read(_changed_end("", "ins", "del"), items("甲"), numbering=_PLAIN)

    assert both(document) == (["第一条 甲"], ["第一条 甲"])


def test_with_the_marks_shown_a_deleted_paragraph_keeps_its_old_number() -> None:
    gone = _changed_end("旧", "del")

    assert mark.lines(read(gone, items("甲"), numbering=_PLAIN), View.MARKED) == [
        "第一条 旧",
        "第一条 甲",
    ]


_FORMER = f"<w:pPrChange {mark.BY}>{{}}</w:pPrChange>"


def test_a_number_put_on_or_taken_off_as_a_change_is_in_one_view_only() -> None:
    put_on = a_line("甲", in_list(more=_FORMER.format("<w:pPr/>")))
    taken_off = a_line("乙", in_list(None, more=_FORMER.format(in_list())))
    document = read(put_on, taken_off, numbering=_PLAIN)

    assert both(document) == (["甲", "第一条 乙"], ["第一条 甲", "乙"])
    assert document.tracked_changes == 2


def test_a_number_inserted_with_the_list_is_a_change_too() -> None:
    inside = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {mark.BY}/></w:numPr>'
    document = read(a_line("甲", f"<w:pPr>{inside}</w:pPr>"), numbering=_PLAIN)

    assert both(document) == (["甲"], ["第一条 甲"])


def test_a_change_of_format_alone_leaves_the_number_and_counts_for_nothing() -> None:
    document = read(a_line("甲", in_list(more=_FORMER.format(in_list()))), numbering=_PLAIN)

    assert both(document) == (["第一条 甲"], ["第一条 甲"])
    assert document.tracked_changes == 0


def test_numbers_and_patterns_beyond_all_measure_are_not_believed() -> None:
    endless = "%1" * 50_000
    definition = a_definition(a_level(0, "decimal", endless).replace('w:start w:val="1"', _HUGE))
    (line,) = _final(items("甲"), numbering=definition + a_use())

    assert len(line) < 2_000


_HUGE = f'w:start w:val="{"9" * 4300}"'


def test_a_hundred_is_counted_with_zeros() -> None:
    assert [chinese_number(n) for n in (100, 101, 110, 120)] == [
        *("一百", "一百零一", "一百一十", "一百二十"),
    ]
