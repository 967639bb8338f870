"""The figures of the statistics: what each counts, and what it leaves out."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_builders import (
    MAY,
    YEAR,
    a_document,
    counted,
    exchange,
    of,
    received_document,
    said,
)

from models.case import MatterType
from models.filing_review import ProblemType
from models.opinion import Adoption
from models.statistics.book import GROUP_OF, RATES, every_figure, every_rate, percent
from models.statistics.facts import Exchange, Item, ListedDocument, MakerRow, Matter, SiteFacts
from models.statistics.figure import FigureCode
from models.statistics.span import Span
from models.statistics.table import COLUMNS, TableLine, table
from models.words import phrase, word
from review_flows.letters.yearly_paragraph import YearFigures, paragraphs

C = FigureCode
RESULTS = (C.RESULT_CORRECTED, C.RESULT_REVOKED, C.RESULT_OTHER, C.RESULT_OPEN)
CORRECTED = ("registered", "correction_suggested", "corrected", "registered")


def year_figures(*matters: Matter) -> YearFigures:
    figures = every_figure(of(*matters), YEAR)
    return YearFigures(YEAR, figures, {one.code: one for one in every_rate(figures)})


def test_every_figure_is_counted_and_explained() -> None:
    assert set(GROUP_OF) == set(FigureCode)
    for code in (*FigureCode, *RATES):
        assert word(code, "zh") and phrase(f"statistics.definition.{code}", "zh")
    for group in set(GROUP_OF.values()):
        assert phrase(f"statistics.source.{group}", "zh")


def test_a_matter_counts_as_reviewed_once_on_the_day_of_its_first_opinion() -> None:
    one = a_document(reviewed_on=date(2025, 12, 31))
    other = a_document(reviewed_on=date(2026, 1, 1), number="2026-0002")
    waits = a_document(reviewed_on=None, ended_on=None, number="2026-0003")
    assert counted(C.REVIEWED, of(one, other, waits)) == 1
    assert counted(C.UNFINISHED, of(one, other, waits)) == 1
    contract = replace(other, matter_type=MatterType.CONTRACT)
    assert counted(C.REVIEWED, of(contract)) == counted(C.REVIEWED_CONTRACT, of(contract)) == 1
    assert counted(C.REVIEWED_NORMATIVE_DOCUMENT, of(contract)) == 0


def test_what_has_no_ceiling_is_neither_in_time_nor_late() -> None:
    free, late = a_document(has_ceiling=False), a_document(late=True)
    assert counted(C.REVIEWED_WITH_CEILING, of(free, late)) == 1
    assert counted(C.REVIEWED_LATE, of(free, late)) == 1
    assert counted(C.REVIEWED_IN_TIME, of(free, late)) == 0


def test_only_answered_items_of_the_time_count_for_the_adoption() -> None:
    days = [date(2026, 3, 1)] * 4 + [date(2025, 3, 1)]
    answers = (Adoption.ADOPTED, Adoption.PARTLY, Adoption.NOT_ADOPTED, None, Adoption.ADOPTED)
    given = zip(days, answers, strict=True)
    items = tuple(Item("审意1号", n, day, answer) for n, (day, answer) in enumerate(given))
    one = a_document(items=items)
    assert counted(C.ITEMS_ANSWERED, of(one)) == 3
    assert counted(C.ITEMS_ADOPTED, of(one)) == 2


LATE = {"delivered_on": date(2026, 5, 21)}
OPEN = {"delivered_on": None}


@pytest.mark.parametrize(
    ("exchanges", "counts"),
    [
        ([exchange()], {C.FILING_DUE, C.FILED, C.FILED_IN_TIME}),
        ([exchange(), exchange(**LATE)], {C.FILING_DUE, C.FILED, C.FILED_LATE}),
        ([exchange(), exchange(**OPEN)], {C.FILING_DUE, C.NOT_FILED}),
        ([exchange(**OPEN, due_on=date(2026, 12, 31))], {C.FILING_PENDING}),
        ([exchange(**OPEN, due_on=None)], {C.FILING_PENDING}),
        ([exchange(**LATE, due_on=None)], {C.FILING_DUE, C.FILED, C.FILED_IN_TIME}),
        ([exchange(**OPEN, awaited=False)], set()),
        ([], set()),
    ],
)
def test_a_document_is_filed_with_all_recipients_or_late_or_pending(
    exchanges: list[Exchange], counts: set[FigureCode]
) -> None:
    codes = {C.FILING_DUE, C.FILED, C.FILED_IN_TIME, C.FILED_LATE, C.NOT_FILED, C.FILING_PENDING}
    facts = of(a_document(*exchanges))
    assert {code for code in codes if counted(code, facts)} == counts
    assert counted(C.PUBLISHED, facts) == 1


def test_a_joint_document_counts_where_its_lead_is() -> None:
    one = a_document(exchange())
    assert one.issued is not None
    joint = replace(one, issued=replace(one.issued, led_elsewhere=True))
    assert counted(C.PUBLISHED, of(joint)) == counted(C.FILING_DUE, of(joint)) == 0
    assert counted(C.REVIEWED, of(joint)) == 1


def test_makers_count_once_by_name() -> None:
    documents = [a_document(number=f"2026-000{n}") for n in (1, 2)]
    assert counted(C.MAKERS, of(*documents)) == 1


def test_a_filing_is_in_due_form_when_everybody_registers_it_at_first_sight() -> None:
    good, poor = exchange("registered"), exchange("supplement_required", "supplement", "registered")
    assert counted(C.FORM_REGULAR, of(a_document(good, good))) == 1
    assert counted(C.FORM_REGULAR, of(a_document(good, poor))) == 0
    assert counted(C.FORM_CHECKED, of(a_document(good, poor))) == 1
    assert counted(C.FORM_CHECKED, of(a_document(good, exchange()))) == 0


@pytest.mark.parametrize(
    ("kinds", "result"),
    [
        (CORRECTED, C.RESULT_CORRECTED),
        (("registered", "review_opinion", "objection", "passed"), C.RESULT_OTHER),
        (("registered", "review_opinion", "objection"), C.RESULT_OPEN),
        (("registered", "revocation_decided"), C.RESULT_REVOKED),
        ((*CORRECTED, "revocation_decided"), C.RESULT_REVOKED),
    ],
)
@pytest.mark.parametrize("received", [False, True])
def test_each_document_with_a_problem_has_one_result_on_both_sides(
    kinds: tuple[str, ...], result: FigureCode, received: bool
) -> None:
    if received:
        facts = SiteFacts(received=(received_document(*kinds),))
    else:
        facts = of(a_document(exchange(*kinds)))
    assert counted(C.PROBLEM, facts) == 1
    assert {code for code in RESULTS if counted(code, facts)} == {result}


def test_a_kind_of_problem_counts_by_name_and_else_as_another() -> None:
    kinds = (ProblemType.CONTENT, ProblemType.PROCEDURE)
    named = replace(exchange(), said=(said("inquiry", MAY, *kinds),))
    assert counted(C.PROBLEM_CONTENT, of(a_document(named))) == 1
    assert counted(C.PROBLEM_PROCEDURE, of(a_document(named))) == 1
    assert counted(C.PROBLEM_OTHER, of(a_document(named))) == 0
    assert counted(C.PROBLEM_OTHER, of(a_document(exchange("review_opinion")))) == 1
    assert counted(C.PROBLEM, of(a_document(exchange("inquiry")))) == 0


def test_the_correction_rate_divides_what_was_corrected_by_what_ended() -> None:
    passed = exchange("registered", "passed")
    facts = of(a_document(exchange(*CORRECTED), passed), a_document(passed, number="2026-0002"))
    assert counted(C.REVIEW_ENDED, facts) == 3
    assert counted(C.REVIEW_CORRECTED, facts) == 1
    waiting = exchange("registered", "correction_suggested", "corrected")
    assert counted(C.REVIEW_ENDED, of(a_document(waiting))) == 0


def test_others_documents_are_counted_apart_from_ours() -> None:
    ours = of(a_document(exchange(*CORRECTED)))
    facts = replace(ours, received=(received_document("registered", "revocation_decided"),))
    figures = every_figure(facts, YEAR)
    assert figures[C.PROBLEM].value == figures[C.RESULT_CORRECTED].value == 1
    assert figures[C.RESULT_REVOKED].value == 0
    assert figures[C.TAKEN_IN].value == 1
    lines = {line.row: line for line in table(facts, YEAR)}
    assert _numbers(lines[MakerRow.RECEIVED]) == [None, None, None, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0]
    assert _numbers(lines[None]) == [1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0]


def _numbers(line: TableLine) -> list[int | None]:
    return [None if cell is None else cell.value for cell in line.cells]


def test_a_listed_document_counts_in_its_own_figure_only() -> None:
    facts = SiteFacts(listed=(ListedDocument("目录.xlsx", 7, "旧办法", "青政规〔2026〕9号", MAY),))
    assert counted(C.LISTED, facts) == 1
    assert counted(C.PUBLISHED, facts) == 0
    lines = {line.row: line for line in table(facts, YEAR)}
    assert lines[None].listed.value == 1


KINDS = ("registered", "inquiry", "review_opinion", "correction_suggested", "corrected")
EXCHANGES = st.builds(
    lambda kinds, delivered, awaited: exchange(*kinds, delivered_on=delivered, awaited=awaited),
    st.lists(st.sampled_from((*KINDS, "objection", "passed", "revocation_decided")), max_size=6),
    st.none() | st.dates(date(2026, 5, 4), date(2026, 12, 31)),
    st.booleans(),
)
DAYS = st.none() | st.dates(date(2025, 6, 1), date(2027, 6, 1))


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    """A matter in any of its ways."""
    one = a_document(*draw(st.lists(EXCHANGES, max_size=3)), number=draw(st.sampled_from(NUMBERS)))
    assert one.issued is not None
    row = draw(st.sampled_from([MakerRow.GOVERNMENT, MakerRow.DEPARTMENT, MakerRow.VERTICAL_BODY]))
    issued = replace(one.issued, maker_row=row, published_on=draw(DAYS))
    return replace(
        one,
        reviewed_on=draw(DAYS),
        matter_type=draw(st.sampled_from(MatterType)),
        late=draw(st.booleans()),
        issued=draw(st.none() | st.just(issued)),
    )


NUMBERS = tuple(f"2026-{n:04d}" for n in range(1, 9))
FACTS = st.lists(matters(), max_size=6).map(lambda found: SiteFacts(tuple(found)))


@given(FACTS)
def test_the_figures_add_up_whatever_happened(facts: SiteFacts) -> None:
    n = {code: figure.value for code, figure in every_figure(facts, YEAR).items()}
    assert n[C.REVIEWED] == sum(n[C(f"reviewed_{kind}")] for kind in MatterType)
    assert n[C.REVIEWED_WITH_CEILING] == n[C.REVIEWED_IN_TIME] + n[C.REVIEWED_LATE]
    assert n[C.FILING_DUE] == n[C.FILED] + n[C.NOT_FILED]
    assert n[C.FILED] == n[C.FILED_IN_TIME] + n[C.FILED_LATE]
    assert n[C.PROBLEM] == sum(n[code] for code in RESULTS)
    for rate in every_rate(every_figure(facts, YEAR)):
        assert set(rate.part.rows) <= set(rate.whole.rows)


@given(FACTS)
def test_the_lines_of_the_form_add_up_to_their_sum(facts: SiteFacts) -> None:
    lines = table(facts, YEAR)
    parts = [line for line in lines if line.row is not None]
    (total,) = (line for line in lines if line.row is None)
    for place, code in enumerate(COLUMNS):
        if code is not C.MAKERS:  # one body can make documents of two kinds
            assert _numbers(total)[place] == sum(_numbers(line)[place] or 0 for line in parts)


@given(FACTS)
def test_the_months_add_up_to_the_year(facts: SiteFacts) -> None:
    firsts = [date(2026, month, 1) for month in range(1, 13)] + [date(2027, 1, 1)]
    months = [
        Span(first, date.fromordinal(after.toordinal() - 1), YEAR.as_of)
        for first, after in pairwise(firsts)
    ]
    for code in FigureCode:
        if code not in (C.UNFINISHED, C.MAKERS):
            assert sum(counted(code, facts, month) for month in months) == counted(code, facts)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 0, "—"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1, 3, "33.3%"),
        (1, 16, "6.2%"),  # 6.25: half to even
        (3, 16, "18.8%"),  # 18.75
        (1999, 2000, "99.9%"),  # 99.95 is not everything
        (1, 100_000, "0.1%"),
    ],
)
def test_a_share_is_told_with_one_decimal(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


@given(st.integers(1, 10**6), st.data())
def test_a_share_is_near_and_never_whole_before_it_is(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    told = percent(part, whole)
    assert abs(Fraction(told.rstrip("%")) - Fraction(100 * part, whole)) <= Fraction(1, 10)
    assert (told == "100.0%") == (part == whole)
    assert (told == "0.0%") == (part == 0)


def test_the_yearly_paragraph_says_of_how_many_a_filing_was_in_due_form() -> None:
    good, poor = exchange("registered"), exchange("supplement_required", "supplement", "registered")
    checked = (a_document(good, number="2026-0001"), a_document(poor, number="2026-0002"))
    unchecked = a_document(exchange(), number="2026-0003")
    told = "".join(paragraphs(year_figures(*checked, unchecked)))
    assert re.search(r"全部备案机关均已准予登记\d+件。", told)
    assert "形式审查的2件中，报送规范1件，规范率50.0%。" in told
    assert "规范率" not in "".join(paragraphs(year_figures(unchecked)))


def test_nothing_counts_after_the_day_as_of_which_it_is_told() -> None:
    until = Span(YEAR.first_on, YEAR.last_on, date(2026, 3, 12))
    assert counted(C.REVIEWED, of(a_document()), until) == 1
    assert counted(C.REVIEWED, of(a_document()), replace(until, as_of=date(2026, 3, 11))) == 0
    later = replace(until, as_of=date(2027, 1, 31))
    assert counted(C.REVIEWED, of(a_document(reviewed_on=date(2027, 1, 2))), later) == 0
