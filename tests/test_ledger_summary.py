"""The summary of a ledger: what counts as what, medians, months, and that everything adds up."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import a_row

from models.case import MatterType
from models.clock import ClockBreach, ClockState
from models.clock_facts import BreachCause
from models.ledger import LedgerRow
from models.ledger_summary import PUNCTUALITY, BreachTally, Punctuality, Tally, month_of, summarize


@pytest.mark.parametrize(
    ("state", "counted_as"),
    [
        (ClockState.MET, "on_time"),
        (ClockState.FLOOR_BREACHED, "early"),
        (ClockState.EXEMPT, "early_exempt"),
        (ClockState.CEILING_BREACHED, "late"),
        (ClockState.RUNNING, "running"),
        (ClockState.PAUSED, "running"),
        (ClockState.NOT_STARTED, "not_started"),
        (ClockState.ENDED_WITHOUT_OPINION, "ended_without_opinion"),
    ],
)
def test_every_state_of_the_clock_counts_as_one_thing(state: ClockState, counted_as: str) -> None:
    counts = summarize([a_row(state)]).whole.counts
    assert {str(one): count for one, count in counts.items() if count} == {counted_as: 1}
    assert set(PUNCTUALITY) == set(ClockState)


def test_the_median_is_of_cases_with_an_opinion_only() -> None:
    rows = [
        a_row(used=4),
        a_row(used=9),
        a_row(ClockState.FLOOR_BREACHED, used=3),
        a_row(ClockState.CEILING_BREACHED, used=20, by_opinion=True),
        a_row(ClockState.CEILING_BREACHED, used=90, by_opinion=False, ended_on=None),
        a_row(ClockState.RUNNING, used=1, ended_on=None),
        a_row(ClockState.ENDED_WITHOUT_OPINION, used=2),
    ]
    assert summarize(rows).whole.median_working == 6.5  # of 3, 4, 9 and 20
    assert summarize(rows[5:]).whole.median_working is None


def test_a_month_is_that_of_the_end_and_what_waits_has_a_line_of_its_own() -> None:
    rows = [
        a_row(ClockState.RUNNING, ended_on=None),
        a_row(ended_on=date(2026, 4, 1)),
        a_row(ended_on=date(2026, 3, 31)),
        a_row(ClockState.ENDED_WITHOUT_OPINION, ended_on=date(2026, 4, 30)),
        a_row(ClockState.CEILING_BREACHED, ended_on=None),
    ]
    by_month = summarize(rows).by_month
    assert [(tally.group.code, tally.total) for tally in by_month] == [
        ("2026-03", 1),
        ("2026-04", 2),
        ("", 2),
    ]
    assert by_month[-1].counts[Punctuality.LATE] == 1


def test_people_of_one_name_are_not_counted_together() -> None:
    rows = [a_row(reviewer=code) for code in ("shen", "zhou", "shen")] + [a_row(reviewer=None)]
    tallies = summarize(rows).by_reviewer
    assert [(tally.group.code, tally.total) for tally in tallies] == [
        ("shen", 2),
        ("zhou", 1),
        ("", 1),
    ]


def test_breaches_are_told_with_their_matter_and_cause() -> None:
    rows = [
        a_row(ClockState.CEILING_BREACHED),
        a_row(ClockState.CEILING_BREACHED, late_for_meeting=True),
        a_row(ClockState.FLOOR_BREACHED, caused_by=BreachCause.MEETING_TIMETABLE),
        a_row(ClockState.MET),
    ]
    matter = MatterType.NORMATIVE_DOCUMENT
    # What comes too late before a meeting is the drafting side's, whoever is late afterwards.
    assert set(summarize(rows).breaches) == {
        BreachTally(matter, ClockBreach.CEILING_BREACHED, BreachCause.REVIEW_SIDE, 2),
        BreachTally(matter, ClockBreach.SUBMITTED_LATE, BreachCause.DRAFTING_SIDE, 1),
        BreachTally(matter, ClockBreach.FLOOR_BREACHED, BreachCause.MEETING_TIMETABLE, 1),
    }


def test_an_empty_ledger_has_a_summary_of_noughts() -> None:
    summary = summarize([])
    assert summary.whole.total == 0 and set(summary.whole.counts) == set(Punctuality)
    assert summary.by_unit == summary.by_month == ()
    assert summary.breaches == ()


some_rows = st.lists(
    st.builds(
        a_row,
        st.sampled_from(ClockState),
        unit=st.sampled_from([None, "zhujian", "shenji"]),
        reviewer=st.sampled_from([None, "shen", "zhou"]),
        matter_type=st.sampled_from(MatterType),
        ended_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        used=st.integers(0, 400),
        by_opinion=st.booleans(),
        late_for_meeting=st.booleans(),
        caused_by=st.sampled_from(BreachCause),
    ),
    max_size=40,
)


@given(some_rows)
def test_every_table_adds_up_to_the_whole(rows: list[LedgerRow]) -> None:
    summary = summarize(rows)
    assert summary.whole.total == len(rows)
    for tallies in (
        summary.by_unit,
        summary.by_reviewer,
        summary.by_month,
        summary.by_matter_type,
    ):
        assert added(tallies) == Counter(summary.whole.counts)
        assert len({tally.group for tally in tallies}) == len(tallies)
    assert sum(one.count for one in summary.breaches) == sum(len(r.term.breaches) for r in rows)


def added(tallies: tuple[Tally, ...]) -> Counter[Punctuality]:
    """What the lines of a table have together, noughts and all."""
    sums = Counter[Punctuality](dict.fromkeys(Punctuality, 0))
    for tally in tallies:
        sums.update(tally.counts)
    return sums


@given(some_rows)
def test_a_median_lies_between_the_least_and_the_most(rows: list[LedgerRow]) -> None:
    for tally in summarize(rows).by_month:
        days = [
            row.term.used_working or 0
            for row in rows
            if row.term.by_opinion and month_of(row) == tally.group.code
        ]
        if tally.median_working is None:
            assert days == []
        else:
            assert min(days) <= tally.median_working <= max(days)
            assert 2 * sum(day < tally.median_working for day in days) <= len(days)
            assert 2 * sum(day > tally.median_working for day in days) <= len(days)
