"""How long a document may be in force: of its title and a rule, the last day that is allowed."""

import re
from calendar import monthrange
from datetime import date

from models.matter_rules import ValidityRule

_TRIAL = re.compile(r"暂行|试行")


def longest_until(title: str, effective_on: date, rule: ValidityRule) -> tuple[int, date]:
    """Return the years that a document of this title may be valid, and the day they end on.

    A title with 暂行 or 试行 has the shorter limit. Years end on the same day of their last year,
    and on its month's last where there is no such day (Civil Code, arts. 201 and 202).
    """
    years = rule.trial_max_years if _TRIAL.search(title) else rule.max_years
    return years, years_after(effective_on, years)


def remind_on(valid_until: date, rule: ValidityRule) -> date:
    """Return the day from which people are called to evaluate what is valid until a day."""
    return months_before(valid_until, rule.remind_months)


def months_before(day: date, months: int) -> date:
    """Return the same day so many calendar months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the day on which a period of years ends that begins with this day's event."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
