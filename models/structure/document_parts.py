"""A file in, its parts out: cover notice, the rule, further texts, attachments; with clauses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.chinese_number import chinese_number
from models.structure.clause import Clause, ClauseLevel, outline_mark_of
from models.structure.contents_list import without_contents
from models.structure.decimal_clauses import decimal_clauses, is_decimal
from models.structure.document_part import DocumentPart, NumberFamily, PartKind
from models.structure.glued_lines import is_broken, repeated_paragraphs, unglued
from models.structure.issuing_words import is_below, is_date, signature_at
from models.structure.line import Line, is_page_number, lines_of
from models.structure.outline import outline_clauses
from models.structure.part_cuts import Cut, cuts_of, issues, names
from models.structure.rule_clauses import rule_clauses
from models.structure.title import title_in
from models.word_text import WordText

_OUTLINE_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_FEWEST_DECIMALS = 3  # 1.1, 1.2 …: below this they are amounts or versions
_COVER_LABELS = (("令", "公布令"), ("公告", "公布公告"), ("决定", "公布决定"))
_COVER = "印发通知"


@dataclass(frozen=True, slots=True)
class _Slice:
    """The lines of one text, and what is known of it from where it begins."""

    lines: tuple[Line, ...]
    label: str
    title: str


def parts_of(text: WordText) -> tuple[DocumentPart, ...]:
    """Return the texts of a file in reading order; one of them is the main text.

    The clauses of all others carry the label of their part: 附件1 第三条, 印发通知 二、（一）.
    """
    every = unglued(tuple(lines_of(text)))
    again = repeated_paragraphs(every)
    lines = tuple(
        line for line in every if not is_page_number(line.text) and line.position not in again
    )
    broken = is_broken(every)
    slices = _slices(lines)
    kinds = _kinds(slices)
    labels = _labels(slices, kinds)
    firsts = [0, *(one.lines[0].position for one in slices[1:])]
    lasts = [*(max(0, first - 1) for first in firsts[1:]), max(0, len(text.paragraphs) - 1)]
    parts = (
        _part(one, kind, label, (first, max(first, last)), broken)
        for one, kind, label, first, last in zip(slices, kinds, labels, firsts, lasts, strict=True)
    )
    return tuple(_unique(parts))


def article_count(lines: Iterable[Line]) -> int:
    """Return how many lines open an article (第X条)."""
    marks = (line.mark for line in lines)
    return sum(mark is not None and mark.level is ClauseLevel.ARTICLE for mark in marks)


def _slices(lines: tuple[Line, ...]) -> list[_Slice]:
    cuts: Sequence[Cut] = cuts_of(lines)
    ends = [*(cut.line for cut in cuts[1:]), len(lines)]
    pairs = zip(cuts, ends, strict=True)
    found = [_Slice(lines[cut.line : end], cut.label, cut.title) for cut, end in pairs]
    first, *others = found
    return [replace(first, title=title_in(first.lines)), *(one for one in others if one.lines)]


def _kinds(slices: Sequence[_Slice]) -> list[PartKind]:
    """Return what each part is; the main text is the rule that a notice issues, or the first."""
    main = _main(slices)
    kinds: list[PartKind] = []
    for i, one in enumerate(slices):
        if i == main:
            kinds.append(PartKind.MAIN)
        elif i < main and not one.label:
            kinds.append(PartKind.COVER)
        else:
            kinds.append(PartKind.ATTACHMENT if one.label else PartKind.FURTHER)
    return kinds


def _main(slices: Sequence[_Slice]) -> int:
    first, *others = slices
    words = "".join(line.text for line in first.lines)
    below = next((i for i, one in enumerate(others, start=1) if not one.label), None)
    if not issues(first.title, words) or family_of(first.lines) is NumberFamily.ARTICLES:
        return 0
    if below == 1:
        return below
    named = (i for i, one in enumerate(others, 1) if one.title and _issued(first, one.title))
    return next(named, _only_rule(first, others))


def _issued(cover: _Slice, title: str) -> bool:
    bare = re.sub(r"[《》\s]", "", cover.title)
    return names(cover.title, title) or re.sub(r"[《》\s]", "", title) in bare


def _only_rule(first: _Slice, others: Sequence[_Slice]) -> int:
    """Return the one attachment that is in articles, where the notice has no clauses."""
    if family_of(first.lines) is not NumberFamily.NONE:
        return 0
    rules = [i for i, one in enumerate(others, 1) if family_of(one.lines) is NumberFamily.ARTICLES]
    return rules[0] if len(rules) == 1 else 0


def _labels(slices: Sequence[_Slice], kinds: Sequence[PartKind]) -> list[str]:
    return [_label(one, kind) for one, kind in zip(slices, kinds, strict=True)]


def _label(one: _Slice, kind: PartKind) -> str:
    if kind is PartKind.COVER:
        ends = (label for ending, label in _COVER_LABELS if one.title.endswith(ending))
        return next(ends, _COVER)
    if kind is PartKind.FURTHER:
        return f"《{one.title}》"
    return one.label if kind is PartKind.ATTACHMENT else ""


def _part(
    one: _Slice, kind: PartKind, label: str, where: tuple[int, int], broken: bool
) -> DocumentPart:
    lines = _text_lines(one.lines[1:] if one.label else one.lines)
    family = family_of(lines)
    clauses = tuple(_clauses(lines, family, broken))
    if label:
        clauses = tuple(replace(one, address=f"{label} {one.address}") for one in clauses)
    return DocumentPart(kind, label, one.label, one.title, *where, family, clauses)


def family_of(lines: Sequence[Line]) -> NumberFamily:
    """Return how the lines number their clauses; a text with articles is in articles."""
    articles = article_count(lines)
    outlined = any(_OUTLINE_HEADING.match(line.text) for line in lines)
    if articles >= 2 or (articles and not outlined):
        return NumberFamily.ARTICLES
    if not outlined and sum(is_decimal(line.text) for line in lines) >= _FEWEST_DECIMALS:
        return NumberFamily.DECIMAL
    numbered = any(outline_mark_of(line.text) for line in lines)
    return NumberFamily.OUTLINE if numbered else NumberFamily.NONE


def _clauses(lines: Sequence[Line], family: NumberFamily, broken: bool) -> Iterator[Clause]:
    if family is NumberFamily.ARTICLES:
        return rule_clauses(lines, broken)
    if family is NumberFamily.DECIMAL:
        return decimal_clauses(lines)
    return outline_clauses(lines)


def _text_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines without contents, signature and what stands below it."""
    text = without_contents(lines)
    marked = (i for i, one in enumerate(text) if one.mark or outline_mark_of(one.text))
    begun = next(marked, len(text))
    words = [line.text for line in text]
    signed: set[int] = set()
    for dated in (i for i, line in enumerate(words) if i > begun and is_date(line)):
        signed.update(range(max(begun + 1, signature_at(words, dated)), dated + 1))
    signed.update(i for i, line in enumerate(words) if i > begun and is_below(line))
    return tuple(line for i, line in enumerate(text) if i not in signed)


def _unique(parts: Iterable[DocumentPart]) -> Iterator[DocumentPart]:
    """Yield the parts with addresses that occur once: a second 第五条 is 第五条（第二处）."""
    seen: dict[str, int] = {}
    for part in parts:
        yield replace(part, clauses=tuple(_told_apart(part.clauses, seen)))


def _told_apart(clauses: Iterable[Clause], seen: dict[str, int]) -> Iterator[Clause]:
    above: list[tuple[Clause, str]] = []  # what the clause stands under, and how it is now called
    for clause in clauses:
        while above and not above[-1][0].may_hold(clause):
            above.pop()
        address = _below(clause.address, above)
        seen[address] = seen.get(address, 0) + 1
        if seen[address] > 1:
            address = f"{address}（第{chinese_number(seen[address])}处）"
        above.append((clause, address))
        yield replace(clause, address=address) if address != clause.address else clause


def _below(address: str, above: Sequence[tuple[Clause, str]]) -> str:
    """Return the address with what it begins with as that is called now."""
    for clause, called in reversed(above):
        if address.startswith(clause.address):
            return called + address.removeprefix(clause.address)
    return address
