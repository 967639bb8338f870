"""Fifteen working days from each day since 2004: what each way of counting takes and finds.

Ours beside the two libraries that know Chinese holidays, in one process. Each is held against
chinesecalendar, counted day by day: wrong only on 2005-12-31, where holidays is right.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import chinese_calendar
import holidays

from models.period import add_working_days
from review_flows.outside.calendar_source import work_calendar

FIRST, LAST, DAYS = date(2004, 1, 1), date(2026, 12, 4), 15  # the last that ends in 2026
CALENDAR = work_calendar(2004, 2027)
CHINA = holidays.country_holidays("CN", years=range(2004, 2027))
Count = Callable[[date], date]


def starts() -> list[date]:
    """Every day on which a term can begin."""
    return [FIRST + timedelta(days) for days in range((LAST - FIRST).days + 1)]


def by_day(is_worked: Callable[[date], bool]) -> Count:
    """Count on the fingers, as whoever has only a list of days must."""

    def last_day(event_on: date) -> date:
        day, missing = event_on, DAYS
        while missing:
            day += timedelta(1)
            missing -= is_worked(day)
        return day

    return last_day


WAYS: dict[str, Count] = {
    "chinesecalendar, day by day": by_day(chinese_calendar.is_workday),
    "review-flows": lambda day: add_working_days(day, DAYS, CALENDAR),
    "holidays, its own nth working day": lambda day: CHINA.get_nth_working_day(day, DAYS),
    "holidays, days off only": by_day(lambda day: day.weekday() < 5 and day not in CHINA),
    "weekends only": by_day(lambda day: day.weekday() < 5),
}


def main() -> None:
    """Print a line for each way: microseconds a term, and how many last days are others."""
    days = starts()
    right = [WAYS["chinesecalendar, day by day"](day) for day in days]
    for name, last_day in WAYS.items():
        last_day(days[0])
        began = time.process_time()
        found = [last_day(day) for day in days]
        used = time.process_time() - began
        differ = sum(one != other for one, other in zip(found, right, strict=True))
        line = {
            "way": name,
            "terms": len(days),
            "us_a_term": round(used / len(days) * 1e6, 1),
            "differ": differ,
            "differ_percent": round(100 * differ / len(days), 1),
        }
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
