"""A year comes from the most trusted source that has it, is read strictly and written as read."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from calendar_builders import LATER_NOTICES, NOTICES, a_year_file, invented_2027
from docx import Document
from holidays.calendars.chinese import _ChineseLunisolar
from hypothesis import assume, given
from hypothesis import strategies as st

from models.calendar_notice import parse_notice
from models.errors import BadInput, CalendarTooShort, DocumentRefused, NotFound, UnknownCode
from models.work_calendar import (
    Amendment,
    CalendarOrigin,
    CalendarYear,
    DayKind,
    WorkCalendar,
    provisional_year,
)
from review_flows.calendars import parse_year, read_year, shipped_years, year_toml
from review_flows.outside.calendar_source import (
    folder_state,
    known_year,
    library_year,
    site_calendar,
    work_calendar,
)
from review_flows.outside.lunar_days import lunar_days
from review_flows.outside.notice_file import read_notice_file

CHECKOUT = Path(__file__).parent.parent


# Reading.


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"notise": "x"}, "notise.*Did you mean notice"),
        ({"year": "2030"}, "`year` is '2030'"),
        ({"year": True}, "`year` is True"),
        ({"year": 2031}, "2030-01-01 is not a day of 2031"),
        ({"holiday": [{"name": "元旦", "frist": date(2030, 1, 1)}]}, "元旦.*frist.*first"),
        ({"holiday": [{"name": "元旦", "first": date(2030, 1, 1)}]}, "last is missing"),
        ({"holiday": {"name": "元旦"}}, "`holiday` is"),
        ({"holiday": ["元旦"]}, r"Write \[\[holiday\]\]"),
        (
            {"holiday": [{"name": "元旦", "first": date(2030, 1, 2), "last": date(2030, 1, 1)}]},
            "it ends on 2030-01-01, before it begins",
        ),
        ({"amendment": ["x"]}, r"Write \[\[amendment\]\]"),
    ],
)
def test_a_mistake_in_a_year_file_is_named(changes: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=rf"2030\.toml.*{said}"):
        parse_year(a_year_file(**changes), "2030.toml")


def test_an_unknown_key_of_a_year_file_is_an_unknown_code() -> None:
    with pytest.raises(UnknownCode):
        parse_year(a_year_file(provisional=True), "2030.toml")


def test_the_day_of_a_notice_may_be_missing_only_where_no_notice_is_known() -> None:
    unknown = a_year_file(notice="")
    del unknown["notice_on"]
    assert parse_year(unknown, "2030.toml").notice_on is None
    with pytest.raises(BadInput, match="notice_on is missing"):
        parse_year({**unknown, "notice": "国办发明电〔2029〕1号"}, "2030.toml")


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


def test_a_day_stands_in_one_holiday_only() -> None:
    one = {"name": "元旦", "first": date(2030, 1, 1), "last": date(2030, 1, 3)}
    other = {"name": "另", "first": date(2030, 1, 3), "last": date(2030, 1, 4)}
    with pytest.raises(BadInput, match="2030-01-03 stands in two holidays"):
        parse_year(a_year_file(holiday=[one, other]), "2030.toml")


def an_amendment(**changes: object) -> dict[str, object]:
    said = {
        "notice": "国办发明电〔2030〕1号",
        "notice_on": date(2030, 1, 15),
        "source": "通知",
        "off": [date(2030, 2, 1)],
    }
    return {key: value for key, value in {**said, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"off": None}, "it changes no day"),
        ({"of": []}, "key “of” is not known. Did you mean off"),
        ({"source": None}, "source is missing"),
        ({"notice": ""}, "`notice` is empty"),
        ({"notice_on": date(2029, 1, 1)}, "is before 2029-11-01"),
        ({"off": [date(2031, 2, 1)]}, "2031-02-01 is not a day of 2030"),
        ({"off": "2030-02-01"}, "`off` is '2030-02-01'"),
        ({"off": ["2030-02-01"]}, "`off` holds '2030-02-01'"),
        ({"off": [date(2030, 2, 1)] * 2}, "`off` names a day twice"),
        ({"workdays": [date(2030, 2, 1)]}, "2030-02-01 stands in `off` and in `workdays`"),
        ({"workdays": [date(2030, 2, 5)]}, "2030-02-05, which is worked anyway"),
    ],
)
def test_a_mistake_in_an_amendment_is_named(changes: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=rf"2030\.toml, amendment.*{said}"):
        parse_year(a_year_file(amendment=[an_amendment(**changes)]), "2030.toml")


def test_an_amendment_holds_over_the_first_notice() -> None:
    taken_back = date(2030, 1, 2)
    later = an_amendment(workdays=[taken_back])
    year = parse_year(a_year_file(amendment=[later]), "2030.toml")
    assert year.kind_of(taken_back) is DayKind.WEEKDAY
    assert year.kind_of(date(2030, 2, 1)) is DayKind.HOLIDAY
    assert year.notice_of(taken_back) == "国办发明电〔2030〕1号"
    assert year.notice_of(date(2030, 1, 1)) == "国办发明电〔2029〕1号"
    assert year.digest != parse_year(a_year_file(), "2030.toml").digest


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("2027.toml", "year = \n", r"2027\.toml: this is not TOML.*line 1"),
        ("2028.toml", year_toml(invented_2027()), r"2028\.toml.*about 2027"),
    ],
)
def test_a_file_that_is_no_year_is_named(name: str, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_year(text, name)


# Writing.


@st.composite
def years(draw: st.DrawFn) -> CalendarYear:
    """Any year that a file may hold, with up to three later notices."""
    number = draw(st.integers(2008, 2060))
    every = st.dates(date(number, 1, 1), date(number, 12, 31))
    off = draw(st.frozensets(every, max_size=20))
    worked = {day for day in draw(st.frozensets(every, max_size=8)) if day.weekday() >= 5}
    issued_on = draw(st.none() | st.dates(date(number - 1, 1, 1), date(number, 1, 1)))
    year = CalendarYear(
        year=number,
        notice=draw(st.text(min_size=1)) if issued_on else "",
        notice_on=issued_on,
        days_off=off,
        workdays=frozenset(worked - off) if off else frozenset(),
        provisional=draw(st.booleans()),
        source=draw(st.text()),
    )
    for place in range(draw(st.integers(0, 3))):
        off = draw(st.frozensets(every, max_size=5))
        back = draw(st.frozensets(every | st.sampled_from(sorted(year.days_off | off | {min(
            year.every_day())})), max_size=5))  # fmt: skip
        back = frozenset(d for d in back - off if year.kind_of(d) is not DayKind.WEEKDAY)
        if off | back:
            day = date(number, 2, 1) + timedelta(place)
            text = draw(st.text(min_size=1))
            year = year.amended(Amendment(text, day, draw(st.text()), off, back))
    return year


@given(years())
def test_a_year_is_read_as_it_was_written(year: CalendarYear) -> None:
    assume(year.days_off or not year.workdays)  # no notice lets a weekend be worked for nothing
    again = read_year(year_toml(year), f"{year.year}.toml")
    assert again == year
    assert again.digest == year.digest


@pytest.mark.parametrize("year", [*shipped_years(), invented_2027()], ids=lambda year: year.year)
def test_a_written_year_keeps_the_names_of_its_holidays(year: CalendarYear) -> None:
    again = read_year(year_toml(year), f"{year.year}.toml")
    assert again == year and again.holidays == year.holidays


@pytest.mark.parametrize("number", [2011, 2015, 2019, 2020])
def test_a_year_of_the_library_can_be_written_and_amended(number: int) -> None:
    year = known_year(number)
    assert year.origin is CalendarOrigin.LIBRARY
    later = LATER_NOTICES[2020]
    day = date(number, 12, 29)
    year = year.amended(replace(later, days_off=frozenset({day}), workdays=frozenset()))
    again = read_year(year_toml(year), f"{number}.toml")
    assert again == year and again.holidays == year.holidays
    assert again.notice_of(day) == later.notice


# The order of trust.


def put(folder: Path, year: CalendarYear) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{year.year}.toml"
    path.write_text(year_toml(year), "utf-8")
    return path


def test_the_site_is_trusted_over_our_tables_those_over_the_library_and_that_over_the_law(
    tmp_path: Path,
) -> None:
    own = replace(known_year(2025), days_off=frozenset(), holidays=(), workdays=frozenset())
    put(tmp_path, own)
    calendar = site_calendar(tmp_path, 2004, 2060)
    origins = [calendar.origin_of(year) for year in (2025, 2026, 2020, 2040)]
    assert origins == list(CalendarOrigin)
    assert calendar.is_working(date(2025, 10, 1)) and not calendar.is_working(date(2026, 10, 1))
    assert work_calendar(2004, 2060).origin_of(2025) is CalendarOrigin.SHIPPED


def test_an_imported_year_is_no_longer_provisional(tmp_path: Path) -> None:
    assert site_calendar(tmp_path / "none", 2004, 2060).is_provisional(date(2027, 1, 31))
    put(tmp_path, invented_2027())
    calendar = site_calendar(tmp_path, 2004, 2060)
    assert calendar.is_working(date(2027, 1, 31)) and not calendar.is_provisional(date(2027, 1, 31))
    put(tmp_path, replace(invented_2027(), provisional=True))
    assert site_calendar(tmp_path, 2004, 2060).is_provisional(date(2027, 1, 31))


def not_utf8(path: Path) -> None:
    path.write_bytes("year = 2026 # 年".encode("gb18030"))


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.write_text("year = 2026\n"), "missing"),
        (lambda path: path.write_text("year = \n"), "not TOML"),
        (not_utf8, "not UTF-8"),
        (a_folder, "cannot be read"),
    ],
)
def test_a_broken_file_of_the_site_is_an_error_and_never_passed_over(
    tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / "2026.toml"
    spoil(path)
    calendar = site_calendar(tmp_path, 2004, 2060)
    assert calendar.is_working(date(2025, 9, 28))  # another year is none the worse
    with pytest.raises(BadInput, match=rf"{path}.*{said}"):
        calendar.is_working(date(2026, 3, 9))


@pytest.mark.parametrize("name", ["2O27.toml", "2027 (1).toml", "next.toml"])
def test_a_file_whose_name_is_no_year_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    with pytest.raises(BadInput, match="call it by its year"):
        site_calendar(tmp_path, 2004, 2060)


def test_the_state_of_the_folder_changes_with_every_file_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    assert folder_state(tmp_path / "none") == ()
    path = put(tmp_path, invented_2027())
    before = folder_state(tmp_path)
    assert [name for name, _, _ in before] == ["2027.toml"]
    (tmp_path / ".2028.toml").write_text("left by an editor")
    (tmp_path / "2027.toml.bak").write_text("")
    assert folder_state(tmp_path) == before
    path.write_text(path.read_text("utf-8") + "# looked at\n", "utf-8")
    assert folder_state(tmp_path) != before
    path.unlink()
    assert folder_state(tmp_path) == ()


def test_a_year_before_our_tables_comes_from_the_library_and_says_so() -> None:
    calendar = work_calendar(2020, 2020)
    every = calendar.year(2020).every_day()
    assert all(calendar.is_working(day) == chinese_calendar.is_workday(day) for day in every)
    assert calendar.year(2020).source.startswith("chinesecalendar ")
    assert not calendar.is_provisional(date(2020, 2, 3))
    assert [one.name for one in calendar.year(2020).holidays][:2] == ["元旦", "春节"]


def test_a_year_before_the_library_is_refused() -> None:
    with pytest.raises(CalendarTooShort, match="1999"):
        work_calendar(1999, 2026).is_working(date(1999, 3, 1))


@pytest.mark.parametrize("library", ["chinese_calendar", "borax", "holidays"])
def test_no_library_is_loaded_for_a_year_with_a_table(tmp_path: Path, library: str) -> None:
    put(tmp_path, invented_2027())
    program = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from review_flows.outside.calendar_source import site_calendar;"
        "calendar = site_calendar(Path(sys.argv[1]), 2004, 2060);"
        "calendar.working_days_between(date(2026, 3, 9), date(2027, 3, 9));"
        f"sys.exit({library!r} in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=CHECKOUT, check=False, timeout=60
    )
    assert done.returncode == 0


# Provisional years.


def test_a_provisional_year_has_the_thirteen_statutory_days_and_names_the_law() -> None:
    year = work_calendar(2027, 2027).year(2027)
    assert [f"{day:%m-%d}" for day in sorted(year.days_off)] == [
        "01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15",
        "10-01", "10-02", "10-03",
    ]  # fmt: skip
    assert (year.provisional, year.notice, year.workdays) == (True, "", frozenset())
    assert "全国年节及纪念日放假办法" in year.source and "borax" in year.source
    assert year.origin is CalendarOrigin.PROVISIONAL


@pytest.mark.parametrize("number", range(2004, 2061))
def test_no_year_lacks_one_of_the_thirteen_days(number: int) -> None:
    year = provisional_year(number, lunar_days(number))
    named = [day for one in year.holidays for _ in one.name.split("、") for day in one.days_off()]
    assert len(named) == 13 and {day.year for day in named} == {number}
    assert read_year(year_toml(year), f"{number}.toml").holidays == year.holidays


def test_a_day_that_is_two_holidays_bears_both_names() -> None:
    days = provisional_year(2028, lunar_days(2028)).holidays
    assert [(one.name, str(one.first)) for one in days][-2:] == [
        ("国庆节", "2028-10-01"), ("中秋节、国庆节", "2028-10-03")
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(2004, 2061))
def test_the_lunar_days_are_those_of_another_library(year: int) -> None:
    """The tables of holidays are taken from the Hong Kong Observatory, not computed."""
    other, ours = _ChineseLunisolar(), lunar_days(year)
    theirs = [
        other.lunar_new_year_date(year)[0],
        other.qingming_date(year)[0],
        other.dragon_boat_date(year)[0],
        other.mid_autumn_date(year)[0],
    ]
    assert theirs == [ours.spring_festival, ours.qingming, ours.dragon_boat, ours.mid_autumn]


@pytest.mark.parametrize("year", range(2008, 2027))
def test_the_lunar_days_were_days_off_since_they_are_statutory(year: int) -> None:
    """Since the regulation of 2007; 除夕 was none of them in 2014 to 2024."""
    named = holidays.country_holidays("CN", years=year)
    ours = lunar_days(year)
    for day, name in (
        (ours.spring_festival, "Chinese New Year (Spring Festival)"),
        (ours.qingming, "Tomb-Sweeping Day"),
        (ours.dragon_boat, "Dragon Boat Festival"),
        (ours.mid_autumn, "Mid-Autumn Festival"),
    ):
        assert name in named[day]
        assert chinese_calendar.is_holiday(day)
    library = library_year(year)
    assert library is not None and ours.qingming in library.days_off


# The notice's file.


def a_word_file(path: Path, text: str) -> Path:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_notice_is_read_alike_from_word_and_from_text_in_either_encoding(tmp_path: Path) -> None:
    text = NOTICES[2026]
    paths = [a_word_file(tmp_path / "通知.docx", text)]
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        paths.append(tmp_path / f"{encoding}.txt")
        paths[-1].write_bytes(text.encode(encoding))
    read = [parse_notice(read_notice_file(path)) for path in paths]
    assert all(one == parse_notice(text) for one in read)


def test_what_is_no_notice_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    utf16, pdf, big = tmp_path / "a.txt", tmp_path / "a.pdf", tmp_path / "b.txt"
    utf16.write_bytes(NOTICES[2026].encode("utf-16"))
    pdf.write_bytes(b"%PDF-1.7")
    big.write_bytes(b"1" * 1_000_001)
    (tmp_path / "c.docx").write_bytes(b"%PDF-1.7")
    for path, said in ((utf16, "Save it as UTF-8"), (pdf, "as .txt or .docx"), (big, "1000001")):
        with pytest.raises(BadInput, match=said):
            read_notice_file(path)
    (tmp_path / "e.txt").mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        read_notice_file(tmp_path / "e.txt")
    with pytest.raises(DocumentRefused):
        read_notice_file(tmp_path / "c.docx")
    with pytest.raises(NotFound, match=r"b\.txt"):
        read_notice_file(tmp_path / "d.txt")


def test_a_year_is_asked_of_its_source_once() -> None:
    asked: list[int] = []

    def load(year: int) -> CalendarYear:
        asked.append(year)
        return known_year(year)

    calendar = WorkCalendar(range(2004, 2061), load)
    assert asked == []
    calendar.is_working(date(2026, 2, 14))
    calendar.working_days_between(date(2026, 1, 5), date(2026, 3, 9))
    assert asked == [2026]
