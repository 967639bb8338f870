"""What changed between two drafts: by clause, whatever was inserted before it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from counting_calls import calls_of
from hypothesis import given
from hypothesis import strategies as st
from word_builders import a_text

from models.chinese_number import chinese_number
from models.comparison.clause_diff import (
    OUTSIDE,
    ChangeKind,
    ClauseChange,
    clause_changes,
    differing_words,
    words_outside,
)
from models.document import clauses_of
from models.structure.clause import Clause, ClauseLevel

RULE = (
    "第一条　为了规范停放充电，制定本办法。",
    "第二条　住房和城乡建设部门负责监督管理。",
    "第三条　违反第二条规定的，处五百元罚款。",
    "第四条　本办法自公布之日起施行。",
)
TITLE = "青岚区停放充电管理办法"


def clauses(*lines: str) -> tuple[Clause, ...]:
    return clauses_of(a_text(TITLE, *lines))


def changes(before: Sequence[str], after: Sequence[str]) -> list[tuple[ChangeKind, str, str]]:
    found = clause_changes(clauses(*before), clauses(*after))
    return [(one.kind, one.address_before, one.address_after) for one in found]


def test_an_inserted_article_is_added_and_all_that_follow_are_renumbered() -> None:
    after = (
        *RULE[:1],
        "第二条　本办法适用于住宅小区。",
        "第三条　住房和城乡建设部门负责监督管理。",
        "第四条　违反第三条规定的，处五百元罚款。",
        "第五条　本办法自公布之日起施行。",
    )
    assert changes(RULE, after) == [
        (ChangeKind.ADDED, "", "第二条"),
        (ChangeKind.RENUMBERED, "第二条", "第三条"),
        # It cites the article under its new number, so its words changed.
        (ChangeKind.CHANGED, "第三条", "第四条"),
        (ChangeKind.RENUMBERED, "第四条", "第五条"),
    ]


def test_a_changed_amount_a_removed_article_and_a_moved_one_are_told_apart() -> None:
    after = (
        "第一条　住房和城乡建设部门负责监督管理。",
        "第二条　为了规范停放充电，制定本办法。",
        "第三条　违反第二条规定的，处五千元罚款。",
    )
    assert changes(RULE, after) == [
        (ChangeKind.RENUMBERED, "第二条", "第一条"),
        (ChangeKind.MOVED, "第一条", "第二条"),
        (ChangeKind.CHANGED, "第三条", "第三条"),
        (ChangeKind.REMOVED, "第四条", ""),
    ]


def test_an_article_that_gets_a_second_paragraph_keeps_its_first() -> None:
    after = (RULE[0], RULE[1], "区人民政府予以协调。", *RULE[2:])
    assert changes(RULE, after) == [
        (ChangeKind.RENUMBERED, "第二条", "第二条第一款"),
        (ChangeKind.ADDED, "", "第二条第二款"),
    ]


def test_a_change_knows_what_it_stands_under_as_the_earlier_draft_counts() -> None:
    before = ("第一章　总则", *RULE[:2], "区人民政府予以协调。", *RULE[2:])
    after = (
        "第一章　总则",
        "第一条　新的一条。",
        "第二条　为了规范停放充电，制定本办法。",
        "第三条　住房和城乡建设部门负责监督管理。",
        "区人民政府予以协调。",
        "另一款是新的。",
    )
    found = clause_changes(clauses(*before), clauses(*after))
    added = next(one for one in found if one.address_after == "第三条第三款")
    assert added.under == {"第一章", "第二条"}
    assert added.named == {"第一章", "第三条", "第三条第三款"}


def test_blanks_are_no_change() -> None:
    assert changes(RULE, [line.replace("负责", "负责 　") for line in RULE]) == []


def test_what_belongs_to_no_clause_is_compared_as_well() -> None:
    attachment = ("附件", "每小时收费二元")
    old = words_outside(a_text(TITLE, *RULE, *attachment))
    new = words_outside(a_text(TITLE, *RULE, "附件", "每小时收费二十元"))
    assert [one.address for one in old] == ["标题", OUTSIDE, OUTSIDE]
    found = clause_changes(old, new)
    assert [(one.kind, one.place) for one in found] == [(ChangeKind.CHANGED, OUTSIDE)]


def test_of_two_long_texts_the_words_that_differ_are_shown() -> None:
    lead = "对违反本办法规定的，由有关部门责令改正，并处"
    assert differing_words(f"{lead}五百元罚款", f"{lead}五千元罚款") == (
        "…改正，并处五百元罚款",
        "…改正，并处五千元罚款",
    )
    assert differing_words("", "新的一条") == ("", "新的一条")
    assert differing_words("甲" * 500, "乙" * 500) == ("甲" * 500, "乙" * 500)
    assert 40 <= len(differing_words("甲" * 500, "乙" * 500, longest=40)[0]) < 60


WORDS = st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=8)


def numbered(texts: Sequence[str]) -> tuple[Clause, ...]:
    """Articles that say these texts, numbered through."""
    numbers = [f"第{chinese_number(n)}条" for n in range(1, len(texts) + 1)]
    return tuple(
        Clause(n, ClauseLevel.ARTICLE, number, number, text)
        for n, (number, text) in enumerate(zip(numbers, texts, strict=True))
    )


DRAFTS = st.lists(WORDS, max_size=12).map(numbered)
MIRROR = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}


def mirrored(change: ClauseChange) -> tuple[ChangeKind, Clause | None, Clause | None]:
    return MIRROR.get(change.kind, change.kind), change.after, change.before


@given(DRAFTS)
def test_a_draft_does_not_differ_from_itself(draft: tuple[Clause, ...]) -> None:
    assert clause_changes(draft, draft) == ()


@given(DRAFTS, DRAFTS)
def test_seen_from_the_other_side_the_changes_are_the_same(
    one: tuple[Clause, ...], other: tuple[Clause, ...]
) -> None:
    there = Counter((c.kind, c.before, c.after) for c in clause_changes(one, other))
    assert Counter(map(mirrored, clause_changes(other, one))) == there


@given(st.lists(WORDS, max_size=12), WORDS, st.data())
def test_an_insertion_is_one_addition_and_else_numbers(
    texts: list[str], new: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(texts)))
    after = numbered([*texts[:place], new, *texts[place:]])
    kinds = Counter(one.kind for one in clause_changes(numbered(texts), after))
    assert kinds[ChangeKind.ADDED] == 1
    assert set(kinds) <= {ChangeKind.ADDED, ChangeKind.RENUMBERED}


@given(DRAFTS, DRAFTS)
def test_every_clause_is_spoken_of_at_most_once_and_none_that_differs_is_left_out(
    before: tuple[Clause, ...], after: tuple[Clause, ...]
) -> None:
    found = clause_changes(before, after)
    old = [one.before for one in found if one.before]
    new = [one.after for one in found if one.after]
    assert len(set(old)) == len(old) and len(set(new)) == len(new)
    silent = [(c.address, c.text) for c in before if c not in old]
    assert silent == [(c.address, c.text) for c in after if c not in new]


@pytest.mark.parametrize("how", ["changed", "reversed", "other"])
def test_four_hundred_clauses_take_less_than_half_a_million_calls(how: str) -> None:
    def text(n: int, salt: int) -> str:
        return "".join(
            chr(0x4E00 + (n * 131 + salt * 17 + k * k * (n + 7)) % 700) for k in range(90)
        )

    before = numbered([text(n, 0) for n in range(400)])
    after = {
        "changed": [replace(c, text=f"{c.text[:40]}另{c.text[42:]}") for c in before],
        "reversed": list(before[::-1]),
        "other": numbered([text(n, 5) for n in range(400)]),
    }[how]
    assert calls_of(lambda: clause_changes(before, after)) < 500_000
