"""Every day of the shipped years is right; what is not known is refused or provisional."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from calendar_builders import a_year_file, invented_2027
from hypothesis import given
from hypothesis import strategies as st

from models.errors import CalendarTooShort
from models.work_calendar import (
    Amendment,
    CalendarYear,
    DayKind,
    NoticeWarning,
    WorkCalendar,
    changed_days,
    last_known_year,
    notice_warning,
    provisional_year,
)
from review_flows.calendars import parse_year, shipped_year, shipped_year_numbers, shipped_years
from review_flows.outside.lunar_days import lunar_days

SHIPPED = WorkCalendar.of(*shipped_years())


def every_day_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_shipped_year_is_as_the_library_has_it(year: int) -> None:
    ours = {day for day in every_day_of(year) if SHIPPED.is_working(day)}
    theirs = {day for day in every_day_of(year) if chinese_calendar.is_workday(day)}
    assert ours == theirs


@pytest.mark.parametrize(
    ("year", "notice", "notice_on", "named_off", "made_up"),
    [
        (2024, "国办发明电〔2023〕7号", date(2023, 10, 25), 28, 8),
        (2025, "国办发明电〔2024〕12号", date(2024, 11, 12), 28, 5),
        (2026, "国办发明电〔2025〕7号", date(2025, 11, 4), 33, 6),
    ],
)
def test_a_shipped_year_names_its_notice_and_all_its_days(
    year: int, notice: str, notice_on: date, named_off: int, made_up: int
) -> None:
    held = shipped_year(year)
    assert (held.notice, held.notice_on) == (notice, notice_on)
    assert (len(held.days_off), len(held.workdays)) == (named_off, made_up)
    assert not held.provisional


@pytest.mark.parametrize(
    ("day", "kind", "working"),
    [
        (date(2025, 9, 26), DayKind.WEEKDAY, True),
        (date(2025, 9, 27), DayKind.WEEKEND, False),
        (date(2025, 9, 28), DayKind.MAKEUP_WORKDAY, True),
        (date(2025, 10, 5), DayKind.HOLIDAY, False),  # a Sunday, but the notice names it
        (date(2025, 10, 8), DayKind.HOLIDAY, False),
        (date(2025, 10, 9), DayKind.WEEKDAY, True),
        (date(2024, 2, 9), DayKind.WEEKDAY, True),  # 除夕 2024: only encouraged to rest
    ],
)
def test_a_day_says_why_it_is_worked_or_not(day: date, kind: DayKind, working: bool) -> None:
    assert (SHIPPED.why(day), SHIPPED.is_working(day)) == (kind, working)


def test_a_day_outside_the_calendar_is_refused_with_what_to_do() -> None:
    with pytest.raises(CalendarTooShort, match=r"2024 to 2026.*2027.*calendar import FILE"):
        SHIPPED.is_working(date(2027, 1, 4))
    with pytest.raises(CalendarTooShort):
        SHIPPED.working_days_between(date(2026, 12, 30), date(2027, 1, 5))


def test_a_year_is_loaded_only_when_one_of_its_days_is_asked_for() -> None:
    asked: list[int] = []

    def load(year: int) -> CalendarYear:
        asked.append(year)
        return shipped_year(year)

    calendar = WorkCalendar(shipped_year_numbers(), load)
    assert asked == []
    calendar.is_working(date(2025, 9, 28))
    calendar.why(date(2025, 9, 28))
    assert asked == [2025]


def test_the_version_changes_with_a_single_day_and_with_nothing_else() -> None:
    plain = parse_year(a_year_file(), "2030.toml")
    same = parse_year(a_year_file(source="another text of the same notice"), "2030.toml")
    holiday = {"name": "元旦", "first": date(2030, 1, 1), "last": date(2030, 1, 2)}
    shorter = parse_year(a_year_file(holiday=[holiday]), "2030.toml")
    unverified = parse_year(a_year_file(verified=False), "2030.toml")
    versions = [WorkCalendar.of(year).version for year in (plain, same, shorter, unverified)]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


def test_the_version_of_some_years_does_not_depend_on_the_others() -> None:
    two = WorkCalendar.of(shipped_year(2025), shipped_year(2026))
    assert two.version == SHIPPED.version_of([2026, 2025])
    assert two.version != SHIPPED.version


def test_a_later_notice_replaces_what_was_said_of_its_days() -> None:
    plain = shipped_year(2026)
    off, worked, taken_back = date(2026, 2, 14), date(2026, 2, 7), date(2026, 2, 23)
    later = Amendment(
        notice="国办发明电〔2026〕1号",
        notice_on=date(2026, 1, 20),
        source="通知",
        days_off=frozenset({off}),  # until then a make-up workday
        workdays=frozenset({worked, taken_back}),
    )
    calendar = WorkCalendar.of(plain.amended(later))
    kinds = [calendar.why(day) for day in (off, worked, taken_back)]
    assert kinds == [DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY, DayKind.WEEKDAY]
    assert [change.day for change in changed_days(plain, calendar.year(2026))] == [
        worked, off, taken_back
    ]  # fmt: skip
    assert {calendar.notice_of(day) for day in (off, worked, taken_back)} == {later.notice}
    assert calendar.notice_of(date(2026, 2, 28)) == plain.notice
    assert calendar.version != WorkCalendar.of(plain).version


def test_of_two_later_notices_the_last_one_holds() -> None:
    day = date(2026, 2, 23)
    one = Amendment("甲", date(2026, 1, 20), "甲", frozenset(), frozenset({day}))
    other = Amendment("乙", date(2026, 1, 21), "乙", frozenset({day}), frozenset())
    calendar = WorkCalendar.of(shipped_year(2026).amended(one).amended(other))
    assert not calendar.is_working(day)
    assert calendar.notice_of(day) == "乙"


def test_a_calendar_with_one_year_changed_leaves_the_old_one_as_it_was() -> None:
    changed = WorkCalendar.of(*shipped_years()).with_year(invented_2027())
    assert changed.is_working(date(2027, 1, 31)) and changed.is_working(date(2026, 2, 14))
    with pytest.raises(CalendarTooShort):
        SHIPPED.is_working(date(2027, 1, 31))


KNOWN = WorkCalendar.of(*shipped_years(), provisional_year(2027, lunar_days(2027)))


def test_the_last_known_year_is_the_one_before_the_first_gap() -> None:
    assert last_known_year(KNOWN, date(2024, 5, 6)) == 2026
    assert last_known_year(SHIPPED, date(2026, 5, 6)) == 2026
    assert last_known_year(KNOWN, date(2027, 1, 4)) is None


@pytest.mark.parametrize(
    ("today", "warning"),
    [
        (date(2026, 11, 1), None),  # the year ends in sixty days
        (date(2026, 11, 2), NoticeWarning(2027, 60)),  # in fifty-nine
        (date(2026, 12, 31), NoticeWarning(2027, 1)),
        (date(2027, 1, 4), NoticeWarning(2027, -3)),
    ],
)
def test_a_missing_notice_is_warned_about_when_the_known_days_end_within_sixty(
    today: date, warning: NoticeWarning | None
) -> None:
    assert notice_warning(KNOWN, today) == warning
    assert notice_warning(KNOWN.with_year(invented_2027()), date(2026, 12, 31)) is None


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(DAYS, DAYS)
def test_working_days_between_counts_one_day_after_the_other(after: date, until: date) -> None:
    days = [after + timedelta(n + 1) for n in range((until - after).days)]
    counted = sum(map(chinese_calendar.is_workday, days))
    if until < after:
        counted = -SHIPPED.working_days_between(until, after)
    assert SHIPPED.working_days_between(after, until) == counted
