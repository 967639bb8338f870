"""What is going to happen in a year of an office, and what its statistics have to say of it.

The counts come from the plan alone, before anything is played: what the statistics say is held
against them, and not against what the database says.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import cycle

from models.case import MatterType
from models.filing_review import ProblemType

YEAR = 2025  # over, and its calendar settled
GOVERNMENT, NEIGHBOUR = "青岚区人民政府", "白河县人民政府"
UNITS = {"zhujian": "青岚区住房和城乡建设局", "minzheng": "青岚区民政局"}
RECIPIENTS = {
    "government": ("upper_government", "npc_standing_committee"),
    "department": ("own_government",),
    "vertical_body": ("superior_department",),
}
INFORMED = {"vertical_body": ("own_government",)}  # 抄送: nothing is answered
NORMATIVE = MatterType.NORMATIVE_DOCUMENT
OTHERS = tuple(one for one in MatterType if one is not NORMATIVE)
RESULTS = {"corrected": "corrected", "revoked": "revoked", "passed": "other", "open": "open"}
MANY = 12  # normative documents in a year, of which some are then left lying at its end
RUNNER_RESTS = (date(YEAR, 12, 29), date(YEAR + 1, 1, 4))  # first and last day; legs wait
LAST_ENTRIES = date(YEAR + 1, 1, 8)  # when people write down what they left lying in December


@dataclass(frozen=True)
class Planned:
    """What is going to happen to one matter, and to its document where it becomes one."""

    title: str
    matter_type: MatterType
    received_on: date
    unit: str = "zhujian"
    end: str = "reviewed"  # or "withdrawn", "returned", "waiting"
    late: bool = False
    conclusion: str = "legal"
    adoption: str = ""  # of its one item
    walks_on: bool = False  # to publication and filing
    maker_kind: str = "government"
    makers: tuple[str, ...] = ()  # of a joint document, the lead first
    led_elsewhere: bool = False
    issued_on: date | None = None  # where it is not some days after the review
    entered_late: bool = False  # its publication, so that it is filed late
    supplement: bool = False  # a recipient wants more papers first
    sent_back: bool = False  # a recipient holds it to be out of scope
    problem: ProblemType | None = None  # found by the first recipient
    outcome: str = ""  # of the problem: "corrected", "revoked", "passed", "open"
    at_year_end: str = ""  # "not_entered", "not_packed", "not_answered"

    @property
    def recipients(self) -> tuple[str, ...]:
        """Whose answer is awaited."""
        return () if self.led_elsewhere else RECIPIENTS[self.maker_kind]

    @property
    def lead(self) -> str:
        """The name of the body that makes it, of several the first."""
        alone = GOVERNMENT if self.maker_kind == "government" else UNITS[self.unit]
        return self.makers[0] if self.makers else alone

    @property
    def packages(self) -> int:
        """How many packages go out, copies to be known and replies among them."""
        if not self.walks_on or self.led_elsewhere:
            return 0
        replies = self.supplement + (self.outcome in ("corrected", "passed"))
        return len(self.recipients) + len(INFORMED.get(self.maker_kind, ())) + replies


@dataclass
class PlayedYear:
    """A plan, and what its statistics have to say."""

    plan: tuple[Planned, ...]
    numbers: dict[str, str] = field(default_factory=dict)  # by title

    def expected(self) -> Counter[str]:
        """How often each figure has to count, from the plan alone."""
        counts: Counter[str] = Counter()
        for one in self.plan:
            counts.update(_counts(one))
        counts["makers"] = len({one.lead for one in self.published()})
        return counts

    def published(self, maker_kind: str = "") -> tuple[Planned, ...]:
        """What is this site's own to publish and to file; of one kind of makers, or of all."""
        return tuple(
            one
            for one in self.plan
            if one.walks_on and not one.led_elsewhere and maker_kind in ("", one.maker_kind)
        )

    def packages(self) -> int:
        """How many packages go out until the last entry is made."""
        return sum(one.packages for one in self.plan)


def _counts(one: Planned) -> Iterator[str]:
    yield "received"
    if one.end == "waiting":
        yield "unfinished"
    if one.end in ("withdrawn", "returned"):
        yield "ended_without_opinion"
    if one.end != "reviewed":
        return
    yield from ("reviewed", f"reviewed_{one.matter_type}", f"concluded_{one.conclusion}")
    if one.matter_type is not MatterType.MAJOR_DECISION:
        yield from ("reviewed_with_ceiling", "reviewed_late" if one.late else "reviewed_in_time")
    if one.adoption:
        yield "items_answered"
    if one.adoption in ("adopted", "partly"):
        yield "items_adopted"
    if one.walks_on and not one.led_elsewhere:
        yield from _filing_counts(one)


def _filing_counts(one: Planned) -> Iterator[str]:
    yield "published"
    if one.at_year_end == "not_packed":
        yield "filing_pending"
        return
    yield "filing_due"
    if one.at_year_end == "not_entered":
        yield "not_filed"
        return
    yield from ("filed", "filed_late" if one.entered_late else "filed_in_time")
    if one.at_year_end == "not_answered":
        return
    yield "form_checked"
    if not one.sent_back:
        yield "filed_with_all"
    if not (one.supplement or one.sent_back):
        yield "form_regular"
    yield from _problem_counts(one)


def _problem_counts(one: Planned) -> Iterator[str]:
    if one.problem is None:
        return
    yield from ("problem", f"problem_{one.problem}", f"result_{RESULTS[one.outcome]}")
    if one.outcome != "open":
        yield "review_ended"
    if one.outcome == "corrected":
        yield "review_corrected"


def plan_of_year(total: int, normative: int) -> tuple[Planned, ...]:
    """A year of so many reviewed matters, of which so many are normative documents.

    Beside them some are withdrawn, some returned, and some still wait at its end.
    """
    days = _receipt_days(total)
    nth = iter(range(normative))
    planned = [
        _normative(n, next(nth), normative, _reviewed(n, kind, day))
        if kind is NORMATIVE
        else _other(n, _reviewed(n, kind, day))
        for n, (kind, day) in enumerate(zip(_spread(total, normative), days, strict=True))
    ]
    beside = max(1, total // 40)
    ends = [("withdrawn", date(YEAR, 4, 7)), ("returned", date(YEAR, 5, 7))]
    ends.append(("waiting", date(YEAR, 12, 26)))
    planned += [
        Planned(f"{end}文件{n}", MatterType.OTHER_DOCUMENT, day, end=end)
        for end, day in ends
        for n in range(beside)
    ]
    return tuple(planned)


def _receipt_days(total: int) -> list[date]:
    """Days from 6 January to the end of August: what is filed has its answers by the year's end."""
    first, last = date(YEAR, 1, 6), date(YEAR, 8, 31)
    width = (last - first).days
    return [first + timedelta(days=n * width // total) for n in range(total)]


def _spread(total: int, normative: int) -> list[MatterType]:
    """Normative documents all over the year, the other types by turns between them."""
    others = cycle(OTHERS)
    step = total / normative
    places = {int(n * step) for n in range(normative)}
    return [NORMATIVE if n in places else next(others) for n in range(total)]


def _reviewed(n: int, kind: MatterType, day: date) -> Planned:
    title = f"第{n}号{'办法' if kind is NORMATIVE else '事项'}"
    unit = "minzheng" if n % 5 == 2 else "zhujian"
    return Planned(title, kind, day, unit=unit, late=n % 11 == 5)


def _other(n: int, reviewed: Planned) -> Planned:
    if n % 3 != 1:
        return reviewed
    adoption = ("adopted", "partly", "not_adopted")[n // 3 % 3]
    # An unlawful decision cannot go on: only what no meeting decides on ends with such an opinion.
    unlawful = adoption == "not_adopted" and reviewed.matter_type is not MatterType.MAJOR_DECISION
    conclusion = "illegal" if unlawful and n % 2 else "revise"
    return replace(reviewed, conclusion=conclusion, adoption=adoption)


# By turns, so that each comes with every kind of maker: what a recipient finds, and its outcome.
PROBLEMS: dict[int, tuple[str, str]] = {
    0: ("content", "corrected"),
    3: ("technique", "passed"),
    6: ("maker", "open"),
    9: ("procedure", "revoked"),
}


def _normative(n: int, nth: int, all_of_them: int, reviewed: Planned) -> Planned:
    """The document of a turn; the last ones of a year with many are left lying at its end."""
    adoption = {1: "adopted", 4: "partly"}.get(nth % 6, "")
    document = replace(
        reviewed,
        walks_on=True,
        conclusion="revise" if adoption else "legal",
        adoption=adoption,
        maker_kind={2: "department", 7: "department", 11: "vertical_body"}.get(
            nth % 12, "government"
        ),
    )
    if nth % 12 == 5:
        return replace(document, makers=(NEIGHBOUR, GOVERNMENT), led_elsewhere=True)
    if nth % 12 == 8:
        document = replace(document, makers=(GOVERNMENT, NEIGHBOUR))
    left = _left_lying(all_of_them - nth) if all_of_them >= MANY else None
    if left is not None:
        return replace(document, **left)  # type: ignore[arg-type]
    return _exchanged(nth, document)


def _left_lying(from_the_end: int) -> dict[str, object] | None:
    """Return what is issued in December: not answered, not packed, not even entered by its end."""
    ways: dict[int, tuple[str, date]] = {
        1: ("not_packed", date(YEAR, 12, 29)),
        2: ("not_answered", date(YEAR, 12, 15)),
        3: ("not_entered", date(YEAR, 12, 8)),
        4: ("not_packed", date(YEAR, 12, 28)),
    }
    if from_the_end not in ways:
        return None
    way, day = ways[from_the_end]
    return {"at_year_end": way, "issued_on": day}


def _exchanged(nth: int, document: Planned) -> Planned:
    """Return a document with what its recipients say to it."""
    found = PROBLEMS.get(nth % 10)
    sent_back = found is None and nth % 15 == 8
    return replace(
        document,
        entered_late=nth % 9 == 4 and document.maker_kind != "vertical_body",
        supplement=nth % 7 in (0, 2) and not sent_back,
        sent_back=sent_back,
        problem=ProblemType(found[0]) if found else None,
        outcome=found[1] if found else "",
    )
