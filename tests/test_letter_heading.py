"""A long title breaks into lines of like length, and neither inside a word nor in brackets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_flows.outside.paper.heading import heading_lines, width_of


@given(st.text("办法规定管理安全《》（）、的A1", max_size=70))
def test_a_heading_loses_no_character_and_fits_its_lines(text: str) -> None:
    lines = heading_lines(text)

    assert "".join(lines) == text
    assert all(width_of(line) <= 20 for line in lines) or len(lines) == 1
    assert not any(line[0] in "》）、的" for line in lines[1:] if len(lines) > 1)


def test_a_heading_does_not_break_inside_a_word_it_knows() -> None:
    lines = heading_lines(
        "关于《青岚区电动自行车停放充电安全管理办法（试行）（送审稿）》的合法性审核意见书"
    )

    assert len(lines) == 3
    assert not any(a.endswith("办") and b.startswith("法") for a, b in pairwise(lines))


@pytest.mark.parametrize(
    "title",
    [
        "关于《青岚区电动自行车停放充电管理暂行办法（送审稿）》的合法性审核意见书",
        "关于《青岚区国有土地上房屋征收与补偿办法（修订）（送审稿）》的合法性审核意见采纳情况的说明",
        "关于《青岚区人民政府关于进一步加强停放充电工作的若干意见（送审稿）》的合法性审核意见书",
        "关于《甲甲甲甲甲甲甲甲办法（二〇二六年版本）》的合法性审核意见书",
        "关于报送《青岚区行政规范性文件制定和备案审查工作办法（试行）》备案的报告",
    ],
)
def test_a_heading_breaks_neither_in_brackets_nor_in_a_word(title: str) -> None:
    heads = ["".join(heading_lines(title)[:n]) for n in range(1, len(heading_lines(title)))]
    parted = [
        word
        for word in ("加强", "补偿", "修订", "行政规范性文件")
        for head in heads
        for n in range(1, len(word))
        if head.endswith(word[:n]) and title[len(head) :].startswith(word[n:])
    ]

    assert parted == []
    assert all(head.count("（") == head.count("）") for head in heads)


def test_brackets_that_fill_more_than_a_line_are_broken_all_the_same() -> None:
    title = "关于（" + "甲" * 45 + "）的意见"
    assert "".join(heading_lines(title)) == title
    assert all(width_of(line) <= 20 for line in heading_lines(title))
