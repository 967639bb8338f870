"""A notice is read as it is meant, every year since 2008, and what is wrong in it is an error."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from calendar_builders import INVENTED_2027, LATER_NOTICES, NOTICES, a_notice, invented_2027
from hypothesis import given
from hypothesis import strategies as st

from models.calendar_notice import Notice, parse_notice
from models.calendar_year import CalendarYear, Holiday
from models.day_change import changed_days
from models.errors import BadInput
from review_flows.calendars import shipped_year
from review_flows.outside.calendar_source import library_year

READ: dict[int, Notice] = {year: parse_notice(text) for year, text in NOTICES.items()}


def as_ordered(year: int, *, with_later: bool = True) -> CalendarYear:
    """A year by its notice, what the next year's notice says of it, and what came in between."""
    held = READ[year].calendar_year(verified=True)
    following = READ.get(year + 1)
    if with_later and year in LATER_NOTICES:
        held = held.amended(LATER_NOTICES[year])
    return held.amended(following.before) if following and following.before else held


@pytest.mark.parametrize("year", NOTICES)
def test_the_notice_of_a_year_gives_the_days_that_the_library_has(year: int) -> None:
    held = as_ordered(year)
    rest = held.rest_days()
    wrong = [day for day in held.every_day() if (day in rest) == chinese_calendar.is_workday(day)]
    assert wrong == []


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2015, ["2015-09-03", "2015-09-04", "2015-09-06"]),  # 国发明电〔2015〕1号
        (2019, ["2019-04-28", "2019-05-02", "2019-05-03", "2019-05-05"]),  # 国办发明电〔2019〕3号
        (2020, ["2020-01-31", "2020-02-01"]),  # 国办发明电〔2020〕1号
    ],
)
def test_only_what_was_changed_within_the_year_is_missing_from_its_notice(
    year: int, days: list[str]
) -> None:
    library = library_year(year)
    assert library is not None
    missing = changed_days(as_ordered(year, with_later=False), library)
    assert [str(one.day) for one in missing] == days
    assert set(LATER_NOTICES) == {2015, 2019, 2020}


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_notices_of_the_shipped_years_give_the_shipped_tables(year: int) -> None:
    read, shipped = READ[year].calendar_year(verified=True), shipped_year(year)
    assert (read.days_off, read.workdays) == (shipped.days_off, shipped.workdays)
    assert (read.notice, read.notice_on) == (shipped.notice, shipped.notice_on)
    assert read.digest == shipped.digest


@pytest.mark.parametrize(
    ("year", "off", "worked"),
    [
        (2008, ["2007-12-30", "2007-12-31"], ["2007-12-29"]),
        (2012, [], ["2011-12-31"]),
        (2019, ["2018-12-30", "2018-12-31"], ["2018-12-29"]),  # 12月30日至次年1月1日
        (2023, ["2022-12-31"], []),
    ],
)
def test_days_of_the_year_before_are_kept_apart(
    year: int, off: list[str], worked: list[str]
) -> None:
    before = READ[year].before
    assert before is not None
    assert sorted(map(str, before.days_off)) == off
    assert sorted(map(str, before.workdays)) == worked
    assert all(day.year == year for one in READ[year].holidays for day in one.days_off())


def test_a_number_is_written_as_the_state_council_writes_it() -> None:
    assert READ[2011].number == "国办发明电〔2010〕40号"
    assert READ[2010].issued_on == date(2009, 12, 7)  # 二○○九年十二月七日


def test_two_holidays_may_share_an_item() -> None:
    (shared,) = [one for one in READ[2025].holidays if "中秋" in one.name]
    assert shared == Holiday(
        "国庆节、中秋节",
        date(2025, 10, 1),
        date(2025, 10, 8),
        (date(2025, 9, 28), date(2025, 10, 11)),
    )


def test_a_recommendation_is_told_and_orders_nothing() -> None:
    (remark,) = READ[2024].remarks
    assert "2月9日" in remark
    assert date(2024, 2, 9) not in READ[2024].calendar_year(verified=True).rest_days()


def test_the_invented_notice_is_read_and_is_known_for_invented() -> None:
    year = invented_2027()
    assert (year.notice, year.provisional) == ("国办发明电〔2026〕99号", False)
    assert (len(year.days_off), len(year.workdays)) == (28, 5)
    assert "虚构" in INVENTED_2027


def test_until_a_person_compares_it_a_year_stays_provisional() -> None:
    assert parse_notice(INVENTED_2027).calendar_year(verified=False).provisional


def changed(old: str, new: str) -> str:
    assert old in INVENTED_2027
    return INVENTED_2027.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1月31日（周日）", "1月31日（周六）", "2027-01-31 is a 星期日, not 星期六"),
        ("至12日（农历正月初七、周五）", "至12日（周四）", "2027-02-12 is a 星期五"),
        ("共8天", "共9天", "counts 9 days, but these are 8"),
        ("放假1天，不调休", "放假2天，不调休", "counts 2 days, but these are 1"),
        ("5月8日（周六）上班", "5月7日上班", "2027-05-07 is a 星期五, no weekend day"),
        ("5月8日（周六）上班", "5月2日（周日）上班", "2027-05-02 is off and worked"),
        ("5月8日（周六）上班", "10月2日（周六）上班", "2027-10-02 is off and worked"),
        ("9月15日（周三）放假1天", "6月9日（周三）放假1天", "2027-06-09 is off by two items"),
        ("10月1日（周五）至7日（周四）", "10月2日至8日", "10-01 is none of the days off of 国庆节"),
        ("1月1日（周五）至3日", "2月30日至3日", "there is no 2月30日"),
        ("4月3日（周六）至5日", "4月5日至3日", "2027-04-03 is before 2027-04-05"),
        ("1月31日（周日）", "2026年1月31日", "2026-01-31 is no day of 2027"),
        ("不调休", "9月11日（周六）上班，不调休", "but 2027-09-11 is worked in exchange"),
        ("放假1天，不调休", "放假，与周末连休", "none of its days lies beside a weekend"),
        ("2月20日（周六）上班", "2月20日（周六）补班", "“补班” on it cannot be read"),
        ("2月20日（周六）上班", "2月20日（阴天、周六）上班", "阴天"),
        ("（农历除夕、周五）", "（周四、周五）", "names more days than stand before it"),
        ("2月20日（周六）上班", "2月20日（周六）上班，景区免费", "景区免费.*cannot be read"),
        ("2月20日（周六）上班。", "2月20日（周六）。", "“。” on it cannot be read"),
        ("4月3日（周六）至5日", "3日至5日", "the month of 3日 is missing"),
        ("端午节：6月9日", "龙舟节：6月9日", "龙舟节.*cannot be read"),
    ],
)
def test_a_disagreement_or_an_unknown_word_is_an_error_that_quotes_the_sentence(
    old: str, new: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said) as raised:
        parse_notice(changed(old, new))
    assert raised.value.message.startswith("The notice says “")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("六、中秋节：9月15日（周三）放假1天，不调休。\n", "", "says nothing of 中秋节"),
        ("六、中秋节", "六、端午节", "says nothing of 中秋节"),
        ("六、中秋节", "六、端午节、中秋节", "two items for 端午节"),
        ("国办发明电〔2026〕99号", "", "no number"),
        ("各地区、各部门", "参见国办发明电〔2025〕7号。各地区", "names several notices"),
        ("2026年11月10日", "", "not signed"),
        ("2026年11月10日", "2026年11月31日", "which is no day"),
        ("2026年11月10日", "2025年11月10日", "One of the two is wrong"),
        ("9月15日（周三）放假1天，不调休", "9月11日（周六）上班", "gives 中秋节 no day off"),
        ("现将2027年", "现将2028年", "several years: 2027, 2028"),
        ("并无此文。", "并无此文。2027年5月4日放假半天。", "after the last item"),
    ],
)
def test_what_is_missing_around_the_items_is_an_error(old: str, new: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_notice(changed(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("两个公休日调至2月11日", "三个公休日调至2月11日", "speaks of 3 days and names 2"),
        ("2月11日（星期一）、2月12日（星期二）", "2月11日（星期一）", "2 days are moved to 1"),
        ("2月11日（星期一）、2月12日（星期二）", "2月13日、14日", "none of the days off of 春节"),
        ("2月9日（星期六）、2月10日", "2月8日、2月10日", "2008-02-08 is a 星期五, no weekend day"),
        ("2月8日（正月初二）为", "2月13日为", "2008-02-13 is none of the days off of 春节"),
    ],
)
def test_the_details_of_an_exchange_have_to_agree(old: str, new: str, said: str) -> None:
    assert old in NOTICES[2008]
    with pytest.raises(BadInput, match=said):
        parse_notice(NOTICES[2008].replace(old, new, 1))


def test_a_notice_signed_when_its_year_is_over_is_refused() -> None:
    text = INVENTED_2027.replace("〔2026〕", "〔2027〕").replace("2026年11月10日", "2027年12月31日")
    with pytest.raises(BadInput, match="cannot be the one for 2027"):
        parse_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "关于延长2020年春节假期的通知\n国办发明电〔2020〕1号\n一、2020年春节假期延长到2月2日。",
        "关于调整2019年劳动节假期安排的通知\n一、2019年5月1日至4日放假调休，共4天。",
        "纪念日调休放假的通知\n国发明电〔2015〕1号\n9月3日至5日调休放假，共3天。",
    ],
)
def test_a_notice_that_changes_a_year_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadInput, match=r"(?s)read by a person.*\[\[amendment\]\]"):
        parse_notice(text)


def test_a_text_that_is_no_notice_is_refused() -> None:
    with pytest.raises(BadInput, match="no yearly notice"):
        parse_notice("关于开展消防检查的通知\n国务院办公厅\n2026年1月5日")


@given(st.integers(1, len(INVENTED_2027) - 1), st.sampled_from(["\n", " ", "\r\n　", "\u200b\t"]))
def test_where_the_lines_are_broken_does_not_matter(place: int, broken: str) -> None:
    text = INVENTED_2027[:place] + broken + INVENTED_2027[place:]
    assert parse_notice(text).holidays == parse_notice(INVENTED_2027).holidays


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
HALF_WIDTH = str.maketrans("：，（）；", ":,();")


def test_full_and_half_width_signs_are_the_same() -> None:
    plain = parse_notice(INVENTED_2027).holidays
    assert parse_notice(INVENTED_2027.translate(HALF_WIDTH)).holidays == plain
    assert parse_notice(INVENTED_2027.translate(FULL_WIDTH)).holidays == plain


@given(st.integers(0, 6), st.integers(-3, 3), st.sampled_from(["first", "last"]))
def test_a_range_moved_by_a_slip_is_never_taken(item: int, slip: int, end: str) -> None:
    """Each range of the notice states its count, so a wrong first or last day shows."""
    holidays = parse_notice(INVENTED_2027).holidays
    one = holidays[item]
    if slip == 0 or one.first == one.last:
        return
    first = one.first + timedelta(slip if end == "first" else 0)
    last = one.last + timedelta(slip if end == "last" else 0)
    items = [
        f"{held.name}：{told(held.first)}至{told(held.last)}放假，共{days_of(held)}天。"
        if held is not one
        else f"{one.name}：{told(first)}至{told(last)}放假，共{days_of(one)}天。"
        for held in holidays
    ]
    with pytest.raises(BadInput):
        parse_notice(a_notice(2027, "国办发明电〔2026〕99号", "2026年11月10日", *items))


def told(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def days_of(holiday: Holiday) -> int:
    return len(list(holiday.days_off()))
