"""One sentence of a holiday notice → what it says of which days, word for word, or an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from models.calendar_year import ONE_DAY
from models.errors import BadInput

DAYS_OF_WEEK = "一二三四五六日"


class Order(Enum):
    """What a clause says of its days."""

    OFF = auto()  # 放假
    SUBSTITUTE = auto()  # 补休: a further day off
    WORKED = auto()  # 上班
    STATUTORY = auto()  # 为法定节假日
    WEEKEND = auto()  # 照常公休
    EXCHANGED = auto()  # 公休日调至 …
    COUNTED = auto()  # 共N天
    JOINED = auto()  # 与周末连休
    NOT_EXCHANGED = auto()  # 不调休


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said of some days; `number` is a stated count of them, `to` where they are moved."""

    order: Order
    days: tuple[date, ...] = ()
    number: int | None = None
    to: tuple[date, ...] = ()


_BETWEEN = re.compile(r"(?:[,、:]|其中|同时|另外|并|将)+")
_DAY = re.compile(
    r"(?:(?:(?P<year>20\d\d)|(?P<which>次|翌|当|同|今|上|去))年)?"
    r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})(?:[日号]|(?=至\d))"
)
_REMARK = re.compile(r"\(([^()]*)\)")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)([一二三四五六日天])")
# What a bracket may hold beside the day of the week: a day of the lunar calendar or a holiday.
_LUNAR = re.compile(
    r"[即为农阴历大年新正腊冬月日初一二三四五六七八九十廿\d除夕至到春清明节端午"
    r"中秋国庆际劳动当、,]*"
)
_AND = re.compile(r"[、和及](?=(?:\d{1,2}月)?\d{1,2}[日号]|\d{4}年)")
_COMMA = re.compile(rf"{_AND.pattern}|,(?=(?:\d{{1,2}}月)?\d{{1,2}}[日号])")
_TO = re.compile(r"[至到]")
_EXCHANGE = re.compile(
    r"(?:(?P<many>\d|[两二三四五六])个)?公休日(?P<more>及中秋节|及国庆节)?(?:分别|依次)?调(?:整)?[至到]"
)
_ORDERS = (
    (Order.WEEKEND, re.compile(r"照常公休|为公休日|公休")),
    (
        Order.STATUTORY,
        re.compile(r",?为(?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)?法定节?假日"),
    ),
    (Order.WORKED, re.compile(r"(?:照常|正常)?上班")),
    (Order.SUBSTITUTE, re.compile(r"补休|调休(?!放假)")),
    (Order.OFF, re.compile(r"(?:放假调休|放假公休|调休放假|放假)(?:(\d+)天)?")),
)
_ALONE = (
    (Order.COUNTED, re.compile(r"共(?:计)?(\d+)天")),
    (Order.JOINED, re.compile(r"[与和]周末连休")),
    (Order.NOT_EXCHANGED, re.compile(r"不调休")),
)
_MANY = {"两": 2, **{sign: n for n, sign in enumerate("一二三四五六", 1)}}


def fault(sentence: str, why: str) -> BadInput:
    """Return the error that quotes a sentence of the notice and says what is wrong with it."""
    return BadInput(f"The notice says “{sentence}”: {why}")


def day_of_week(day: date) -> str:
    """Return 星期六 for a Saturday."""
    return f"星期{DAYS_OF_WEEK[day.weekday()]}"


class SentenceReader:
    """Reads the sentences of one item; a month or year once named holds for the days after it.

    `new_year` says that the item is about 元旦, whose days may begin in the year before.
    """

    def __init__(self, year: int, *, new_year: bool) -> None:
        self._year, self._new_year = year, new_year
        self._last: date | None = None
        self._text, self._at = "", 0

    def read(self, sentence: str) -> list[Clause]:
        """Return the clauses of a sentence. Raises BadInput for what it cannot read."""
        self._text, self._at = sentence, 0
        clauses = []
        self._take(_BETWEEN)
        while self._at < len(sentence):
            clauses.append(self._clause())
            self._take(_BETWEEN)
        return clauses

    def _clause(self) -> Clause:
        for order, pattern in _ALONE:
            if found := self._take(pattern):
                return Clause(order, number=int(found[1]) if found.groups() else None)
        days = self._days(_COMMA)
        if exchange := self._take(_EXCHANGE):
            return self._exchange(days, exchange)
        for order, pattern in _ORDERS:
            if found := self._take(pattern):
                number = found[1] if found.groups() else None
                return Clause(order, days, int(number) if number else None)
        raise self._unread()

    def _exchange(self, days: tuple[date, ...], found: re.Match[str]) -> Clause:
        many, to = found["many"], self._days(_AND)
        stated = _MANY.get(many) or int(many) if many else len(days)
        if stated != len(days):
            raise fault(self._text, f"it speaks of {stated} days and names {len(days)}.")
        if len(days) + bool(found["more"]) != len(to):
            raise fault(self._text, f"{len(days)} days are moved to {len(to)}.")
        return Clause(Order.EXCHANGED, days, to=to)

    def _days(self, joint: re.Pattern[str]) -> tuple[date, ...]:
        days: list[date] = []
        days += self._one_or_range(())
        while self._take(joint):
            days += self._one_or_range(tuple(days))
        return tuple(days)

    def _one_or_range(self, earlier: tuple[date, ...]) -> Iterator[date]:
        first = last = self._day()
        if self._take(_TO):
            last = self._day()
        if last < first:
            raise fault(self._text, f"{last} is before {first}.")
        if remark := self._take(_REMARK):
            self._check_remark(remark[1], (first, last) if first < last else (*earlier, last))
        while first <= last:
            yield first
            first += ONE_DAY

    def _day(self) -> date:
        found = self._take(_DAY)
        if not found:
            raise self._unread()
        day = self._date(found)
        if self._followed_by_range() and (remark := self._take(_REMARK)):
            self._check_remark(remark[1], (day,))
        self._last = day
        return day

    def _followed_by_range(self) -> bool:
        return bool(re.compile(r"\([^()]*\)[至到]").match(self._text, self._at))

    def _date(self, found: re.Match[str]) -> date:
        month = int(found["month"]) if found["month"] else None
        if month is None and self._last is None:
            raise fault(self._text, f"the month of {found[0]} is missing.")
        month = month or (self._last.month if self._last else 0)
        year = self._year_of(found, month)
        try:
            return date(year, month, int(found["day"]))
        except ValueError:
            raise fault(self._text, f"there is no {found[0]} in {year}.") from None

    def _year_of(self, found: re.Match[str], month: int) -> int:
        if found["year"]:
            return int(found["year"])
        if found["which"]:
            before = self._last.year if self._last else self._year
            steps = {"次": before + 1, "翌": before + 1, "上": self._year - 1, "去": self._year - 1}
            return steps.get(found["which"], self._year)
        if not found["month"] and self._last:
            return self._last.year
        # A notice for 2019 says 12月30日至1月1日 of the days around its New Year.
        return self._year - 1 if self._new_year and month >= 10 else self._year

    def _check_remark(self, remark: str, days: tuple[date, ...]) -> None:
        named = [sign.replace("天", "日") for sign in _WEEKDAY.findall(remark)]
        spare = _WEEKDAY.sub("", remark)
        if not _LUNAR.fullmatch(spare):
            raise fault(self._text, f"“({remark})” cannot be read.")
        if len(named) > len(days):
            raise fault(self._text, f"“({remark})” names more days than stand before it.")
        for sign, day in zip(reversed(named), reversed(days), strict=False):
            if sign != DAYS_OF_WEEK[day.weekday()]:
                raise fault(self._text, f"{day} is a {day_of_week(day)}, not 星期{sign}.")

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()
        return found

    def _unread(self) -> BadInput:
        return fault(self._text, f"from “{self._text[self._at :] or '。'}” on it cannot be read.")
