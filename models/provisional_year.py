"""A year before its notice: weekends and the statutory days, the lunar ones given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.calendar_year import ONE_DAY, CalendarOrigin, CalendarYear, Holiday, runs, year_of

HOLIDAY_REGULATION = "《全国年节及纪念日放假办法》（2024年11月10日修订）第二条"


@dataclass(frozen=True, slots=True)
class LunarDays:
    """The days of one year that the lunar calendar and the sun set, and who computed them."""

    spring_festival: date  # 正月初一
    qingming: date
    dragon_boat: date
    mid_autumn: date
    source: str


def provisional_year(year: int, lunar: LunarDays) -> CalendarYear:
    """Return a year before its notice: weekends and the thirteen statutory days.

    Those are 1 January, 除夕 to 正月初三, Qingming, 1–2 May, the Dragon Boat and Mid-autumn days
    and 1–3 October (regulation on public holidays, 2024, art. 2). Missing are the substitute days
    of art. 6 and every exchanged weekend: a last day read from it may move either way.
    """
    festival = lunar.spring_festival
    statutory = (
        Holiday("元旦", date(year, 1, 1), date(year, 1, 1)),
        Holiday("春节", festival - ONE_DAY, festival + 2 * ONE_DAY),
        Holiday("清明节", lunar.qingming, lunar.qingming),
        Holiday("劳动节", date(year, 5, 1), date(year, 5, 2)),
        Holiday("端午节", lunar.dragon_boat, lunar.dragon_boat),
        Holiday("中秋节", lunar.mid_autumn, lunar.mid_autumn),
        Holiday("国庆节", date(year, 10, 1), date(year, 10, 3)),
    )
    return year_of(
        year,
        _each_day_once(statutory),
        source=f"{HOLIDAY_REGULATION}；农历与节气由 {lunar.source} 推算",
        provisional=True,
        origin=CalendarOrigin.PROVISIONAL,
    )


def _each_day_once(holidays: Iterable[Holiday]) -> list[Holiday]:
    """Return the holidays in order; a day that two share, as in 2028, bears both names."""
    names: dict[date, str] = {}
    for one in holidays:
        for day in one.days_off():
            names[day] = f"{names[day]}、{one.name}" if day in names else one.name
    found = [
        Holiday(name, *run)
        for name in set(names.values())
        for run in runs(day for day in names if names[day] == name)
    ]
    return sorted(found, key=lambda one: one.first)
