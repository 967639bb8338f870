"""The State Council's yearly holiday notice: its text in, the year's days out, each one checked.

Read are the notices for 2007 and later. A sentence that cannot be read is an error and so is every
disagreement inside the notice: a wrong calendar would move every term that it covers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from models.calendar_year import (
    ONE_DAY,
    SATURDAY,
    Amendment,
    CalendarYear,
    Holiday,
    runs,
    year_of,
)
from models.errors import BadInput
from models.notice_sentence import Clause, Order, SentenceReader, day_of_week, fault
from models.notice_text import NoticeItem, NoticeText, read_text

# Art. 2 of the regulation on public holidays; before its revision of 14 December 2007 there were
# four holidays of all citizens.
HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
HOLIDAYS_BEFORE_2008 = ("元旦", "春节", "劳动节", "国庆节")
FIXED = {"元旦": ((1, 1),), "劳动节": ((5, 1),), "国庆节": ((10, 1), (10, 2), (10, 3))}
ORDERING_WORDS = ("放假", "上班", "补休", "调休", "公休")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a yearly notice orders. `before` are days of the year before; `remarks` order nothing.

    A remark is a sentence like 鼓励…除夕休息: people are to see that no day was read from it.
    """

    number: str
    issued_on: date
    year: int
    holidays: tuple[Holiday, ...]
    before: Amendment | None
    remarks: tuple[str, ...]

    @property
    def source(self) -> str:
        """The title of the notice."""
        return _source(self.year)

    def calendar_year(self, *, verified: bool) -> CalendarYear:
        """Return the year. It stays provisional until a person has compared it with the notice."""
        return year_of(
            self.year,
            self.holidays,
            notice=self.number,
            notice_on=self.issued_on,
            source=self.source,
            provisional=not verified,
        )


def parse_notice(text: str) -> Notice:
    """Read the text of a yearly notice. Raises BadInput, which quotes the sentence.

    A notice that changes a year later on (2015, 2019, 2020) is refused with what to write instead.
    """
    read = read_text(text)
    parts = [_Part(item, read.year) for item in read.items]
    for number, part in enumerate(parts, 1):
        part.read(last=number == len(parts))
    _check_all(parts, read.year)
    orders = [order for part in parts for order in part.holidays(read.year)]
    return Notice(
        number=read.number,
        issued_on=read.issued_on,
        year=read.year,
        holidays=tuple(sorted(orders, key=lambda one: one.first)),
        before=_before(parts, read),
        remarks=tuple(remark for part in parts for remark in part.remarks),
    )


def _source(year: int) -> str:
    return f"《国务院办公厅关于{year}年部分节假日安排的通知》"


def _before(parts: Iterable["_Part"], read: NoticeText) -> Amendment | None:
    off = {day for part in parts for day in part.off if day.year < read.year}
    worked = {day for part in parts for day in part.worked if day.year < read.year}
    if not off | worked:
        return None
    days = frozenset(off), frozenset(worked)
    return Amendment(read.number, read.issued_on, _source(read.year), *days)


@dataclass(slots=True)
class _Part:
    """One item while it is read, and the checks that it has to stand."""

    item: NoticeItem
    year: int
    off: set[date] = field(default_factory=set)
    worked: set[date] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    said: dict[date, str] = field(default_factory=dict)  # the sentence that names a day
    clauses: list[tuple[Clause, str]] = field(default_factory=list)

    def read(self, *, last: bool) -> None:
        """Read every sentence; after the last item come sentences that are about no day."""
        reader = SentenceReader(self.year, new_year="元旦" in self.item.names)
        over = False
        for sentence in self.item.sentences:
            if sentence.startswith("鼓励"):
                self.remarks.append(sentence)
            elif over or (last and _is_closing(sentence)):
                over = True
                _check_closing(sentence)
            else:
                self.clauses += [(clause, sentence) for clause in reader.read(sentence)]
        for clause, sentence in self.clauses:
            self._take(clause, sentence)
        for clause, sentence in self.clauses:
            self._check(clause, sentence)

    def _take(self, clause: Clause, sentence: str) -> None:
        for day in (*clause.days, *clause.to):
            self.said.setdefault(day, sentence)
            if not self._may_order(day):
                raise fault(sentence, f"{day} is no day of {self.year}.")
        if clause.order in (Order.OFF, Order.SUBSTITUTE):
            self.off |= set(clause.days)
        if clause.order is Order.WORKED:
            self.worked |= set(clause.days)
        if clause.order is Order.EXCHANGED:
            # A moved weekend day is worked, unless the holiday itself lies on it.
            self.worked |= set(clause.days) - self.off

    def _may_order(self, day: date) -> bool:
        return day.year == self.year or (day.year == self.year - 1 and "元旦" in self.item.names)

    def _check(self, clause: Clause, sentence: str) -> None:
        match clause.order:
            case Order.STATUTORY:
                self.require_off(clause.days, sentence)
            case Order.WEEKEND:
                _all_weekend(clause.days, sentence)
                self.require_off(clause.days, sentence)
            case Order.WORKED:
                _all_weekend(clause.days, sentence)
            case Order.EXCHANGED:
                _all_weekend(clause.days, sentence)
                self.require_off(clause.to, sentence)
            case Order.JOINED:
                self._joined(sentence)
            case Order.NOT_EXCHANGED if self.worked:
                raise fault(sentence, f"but {min(self.worked)} is worked in exchange.")
        if clause.number is not None:
            self._counted(clause.number, sentence)

    def require_off(self, days: Iterable[date], sentence: str) -> None:
        for day in days:
            if day not in self.off:
                raise fault(sentence, f"{day} is none of the days off of {self.name()}.")

    def _joined(self, sentence: str) -> None:
        beside = {day + step for day in self.off for step in (-ONE_DAY, ONE_DAY)} | self.off
        if not any(day.weekday() >= SATURDAY for day in beside):
            raise fault(sentence, "but none of its days lies beside a weekend.")

    def _counted(self, number: int, sentence: str) -> None:
        joined = any(clause.order in (Order.JOINED, Order.SUBSTITUTE) for clause, _ in self.clauses)
        counted = {len(self.off), len(self._with_weekends())} if joined else {len(self.off)}
        if number not in counted:
            raise fault(sentence, f"it counts {number} days, but these are {max(counted)}.")

    def _with_weekends(self) -> set[date]:
        """Return the days off with the free weekend days that join them."""
        days, edge = set(self.off), set(self.off)
        while edge:
            beside = {day + step for day in edge for step in (-ONE_DAY, ONE_DAY)}
            edge = {d for d in beside - days - self.worked if d.weekday() >= SATURDAY}
            days |= edge
        return days

    def holidays(self, year: int) -> Iterator[Holiday]:
        """Return the runs of days off of the year itself; the first one has the days worked."""
        worked = tuple(sorted(day for day in self.worked if day.year == year))
        for first, last in runs(day for day in self.off if day.year == year):
            yield Holiday(self.name(), first, last, worked)
            worked = ()

    def name(self) -> str:
        return "、".join(self.item.names)


def _is_closing(sentence: str) -> bool:
    return sentence.startswith("国务院") or not any(sign.isdigit() for sign in sentence)


def _check_closing(sentence: str) -> None:
    if any(sign.isdigit() for sign in sentence) and any(w in sentence for w in ORDERING_WORDS):
        raise fault(sentence, "it stands after the last item. Remove what is not of the notice.")


def _all_weekend(days: Iterable[date], sentence: str) -> None:
    for day in days:
        if day.weekday() < SATURDAY:
            raise fault(sentence, f"{day} is a {day_of_week(day)}, no weekend day.")


def _check_all(parts: Sequence[_Part], year: int) -> None:
    wanted = HOLIDAYS if year >= 2008 else HOLIDAYS_BEFORE_2008
    named = [name for part in parts for name in part.item.names]
    if missing := [name for name in wanted if name not in named]:
        raise BadInput(f"The notice for {year} says nothing of {'、'.join(missing)}.")
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise BadInput(f"The notice for {year} has two items for {'、'.join(twice)}.")
    for part in parts:
        for name in part.item.names:
            days = [date(year, month, day) for month, day in FIXED.get(name, ())]
            part.require_off(days, f"{part.name()}:{'。'.join(part.item.sentences)}")
        if not part.off:
            raise BadInput(f"The notice for {year} gives {part.name()} no day off.")
    for one, other in combinations(parts, 2):
        if both := one.off & other.off:
            raise fault(other.said[min(both)], f"{min(both)} is off by two items.")
    off = {day for part in parts for day in part.off}
    for part in parts:
        if both := part.worked & off:
            raise fault(part.said[min(both)], f"{min(both)} is off and worked at once.")
