"""The lunar calendar: a year in, its Spring Festival, Qingming, Dragon Boat and Mid-autumn days.

Computed by borax (MIT, a wheel, nothing beside it): lunar_python comes as a source archive, whose
build would fetch what no lock file pins; lunardate is GPL and knows no solar terms; holidays keeps
its tables to itself and weighs 14 MB. It is imported only when a provisional year is asked for.
"""

from models.provisional_year import LunarDays


def lunar_days(year: int) -> LunarDays:
    """Return the statutory days of a year that the lunar calendar and the sun set."""
    from importlib.metadata import version

    from borax.calendars.lunardate import LunarDate, TermUtils

    return LunarDays(
        spring_festival=LunarDate(year, 1, 1).to_solar_date(),
        qingming=TermUtils.nth_term_day(year, term_name="清明"),
        dragon_boat=LunarDate(year, 5, 5).to_solar_date(),
        mid_autumn=LunarDate(year, 8, 15).to_solar_date(),
        source=f"borax {version('borax')}",
    )
