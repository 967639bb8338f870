"""Every day of the shipped years is right; what is not known is refused or provisional."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput, CalendarTooShort, UnknownCode
from models.work_calendar import CalendarYear, DayKind, WorkCalendar, provisional_year
from review_flows.calendars import parse_year, shipped_year, shipped_year_numbers, shipped_years
from review_flows.outside.calendar_source import work_calendar

SHIPPED = WorkCalendar.of(*shipped_years())


def every_day_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


def a_year_file(**changes: object) -> dict[str, object]:
    holiday = {"name": "元旦", "first": date(2030, 1, 1), "last": date(2030, 1, 3)}
    return {
        "year": 2030,
        "notice": "国办发明电〔2029〕1号",
        "notice_on": date(2029, 11, 1),
        "source": "通知",
        "verified": True,
        "holiday": [holiday],
        **changes,
    }


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
    with pytest.raises(CalendarTooShort, match=r"2024 to 2026.*2027.*calendars/2027\.toml"):
        SHIPPED.is_working(date(2027, 1, 4))
    with pytest.raises(CalendarTooShort):
        SHIPPED.working_days_between(date(2026, 12, 30), date(2027, 1, 5))


def test_a_year_without_a_notice_is_provisional_and_knows_the_fixed_days() -> None:
    calendar = work_calendar(2026, 2030)
    assert calendar.is_provisional(date(2029, 3, 5))
    assert calendar.notice_of(date(2029, 3, 5)) == ""
    assert not calendar.is_provisional(date(2026, 12, 31))
    off = sorted(provisional_year(2029).days_off)
    assert [(day.month, day.day) for day in off] == [
        (1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)
    ]  # fmt: skip


def test_a_year_before_our_tables_comes_from_the_library_and_says_so() -> None:
    calendar = work_calendar(2020, 2020)
    assert all(
        calendar.is_working(day) == chinese_calendar.is_workday(day) for day in every_day_of(2020)
    )
    assert calendar.year(2020).source.startswith("chinesecalendar ")
    assert not calendar.is_provisional(date(2020, 2, 3))


def test_a_year_before_the_library_is_refused() -> None:
    with pytest.raises(CalendarTooShort, match="1999"):
        work_calendar(1999, 2026).is_working(date(1999, 3, 1))


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


def test_the_library_is_not_loaded_for_a_shipped_year() -> None:
    program = (
        "import sys; from datetime import date;"
        "from review_flows.outside.calendar_source import work_calendar;"
        "work_calendar(2004, 2060).is_working(date(2026, 3, 9));"
        "sys.exit('chinese_calendar' in sys.modules)"
    )
    root = Path(__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"notise": "x"}, "notise.*Did you mean notice"),
        ({"year": "2030"}, "`year` is '2030'"),
        ({"year": 2031}, "2030-01-01 is not a day of 2031"),
        ({"holiday": [{"name": "元旦", "frist": date(2030, 1, 1)}]}, "元旦.*frist.*first"),
        ({"holiday": [{"name": "元旦", "first": date(2030, 1, 1)}]}, "last is missing"),
    ],
)
def test_a_mistake_in_a_year_file_is_named(changes: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_year(a_year_file(**changes), "2030.toml")


def test_an_unknown_key_of_a_year_file_is_an_unknown_code() -> None:
    with pytest.raises(UnknownCode):
        parse_year(a_year_file(provisional=True), "2030.toml")


@pytest.mark.parametrize("worked", [date(2030, 1, 5), date(2030, 1, 9)])
def test_a_makeup_workday_must_be_a_free_weekend_day(worked: date) -> None:
    """The fifth of January is a Saturday but off by the same notice, the ninth a Wednesday."""
    holiday = {
        "name": "元旦",
        "first": date(2030, 1, 4),
        "last": date(2030, 1, 6),
        "workdays": [worked],
    }
    with pytest.raises(BadInput, match="cannot be worked in exchange"):
        parse_year(a_year_file(holiday=[holiday]), "2030.toml")


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(DAYS, DAYS)
def test_working_days_between_counts_one_day_after_the_other(after: date, until: date) -> None:
    days = [after + timedelta(n + 1) for n in range((until - after).days)]
    counted = sum(map(chinese_calendar.is_workday, days))
    if until < after:
        counted = -SHIPPED.working_days_between(until, after)
    assert SHIPPED.working_days_between(after, until) == counted
