"""A year of an office, planned first and then played through the real desk, day by day.

The plan keeps its own counts, before anything is played: what the statistics say is held against
them, and not against what the database says.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, cycle
from pathlib import Path

from builders import AN_ITEM, MATERIALS, a_document, acceptance, opinion, sample_office, today_is

from models.case import MatterType
from models.document import DocumentKind
from models.filing_review import ProblemType
from models.moves import Move
from models.period import add_working_days
from review_flows.desk import NEW_CASE, act
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock

YEAR = 2025  # over, and its calendar settled
RECIPIENTS = ("upper_government", "npc_standing_committee")
NORMATIVE = MatterType.NORMATIVE_DOCUMENT
OTHERS = tuple(one for one in MatterType if one is not NORMATIVE)
REVIEW_DAYS = {NORMATIVE: 8, MatterType.MAJOR_DECISION: 9}  # working days; 3 of all others
LATE_DAYS = 20  # working days, more than every ceiling


@dataclass(frozen=True)
class Planned:
    """What is going to happen to one matter."""

    title: str
    matter_type: MatterType
    received_on: date
    end: str = "reviewed"  # or "withdrawn", "returned", "waiting"
    late: bool = False
    conclusion: str = "legal"
    adoption: str = ""  # of its one item
    walks_on: bool = False  # to publication and filing
    maker_kind: str = "government"
    filed_late: bool = False
    supplement: bool = False  # the congress wants more papers first
    problem: ProblemType | None = None  # found by the superior government
    outcome: str = ""  # of the problem: "corrected", "revoked", "passed", "open"


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
        return counts


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
    if one.walks_on:
        yield from _filing_counts(one)


def _filing_counts(one: Planned) -> Iterator[str]:
    yield from ("published", "filing_due", "filed", "filed_with_all", "form_checked")
    yield "filed_late" if one.filed_late else "filed_in_time"
    if not one.supplement:
        yield "form_regular"
    if one.problem is None:
        return
    yield from ("problem", f"problem_{one.problem}")
    results = {"corrected": "corrected", "revoked": "revoked", "passed": "other", "open": "open"}
    yield f"result_{results[one.outcome]}"
    if one.outcome != "open":
        yield "review_ended"
    if one.outcome == "corrected":
        yield "review_corrected"


def plan_of_year(total: int, normative: int) -> tuple[Planned, ...]:
    """A year of so many reviewed matters, of which so many are normative documents.

    Beside them some are withdrawn, some returned, and some still wait at its end.
    """
    days = _receipt_days(total)
    kinds = _spread(total, normative)
    planned = [_one(n, kind, day) for n, (kind, day) in enumerate(zip(kinds, days, strict=True))]
    beside = max(1, total // 40)
    ends = [("withdrawn", date(YEAR, 4, 7)), ("returned", date(YEAR, 5, 7))]
    ends.append(("waiting", date(YEAR, 12, 28)))
    planned += [
        Planned(f"{end}文件{n}", MatterType.OTHER_DOCUMENT, day, end=end)
        for end, day in ends
        for n in range(beside)
    ]
    return tuple(planned)


def _receipt_days(total: int) -> list[date]:
    """Days from 5 January to the middle of September: what is filed has its answers by the end."""
    first, last = date(YEAR, 1, 6), date(YEAR, 9, 15)
    width = (last - first).days
    return [first + timedelta(days=n * width // total) for n in range(total)]


def _spread(total: int, normative: int) -> list[MatterType]:
    """Normative documents all over the year, the other types by turns between them."""
    others = cycle(OTHERS)
    step = total / normative
    places = {int(n * step) for n in range(normative)}
    return [NORMATIVE if n in places else next(others) for n in range(total)]


def _one(n: int, kind: MatterType, day: date) -> Planned:
    reviewed = Planned(f"第{n}号{'办法' if kind is NORMATIVE else '事项'}", kind, day)
    if n % 11 == 5:
        reviewed = replace(reviewed, late=True)
    if kind is not NORMATIVE:
        revise = n % 3 == 1
        adoption = ("adopted", "partly", "not_adopted")[n // 3 % 3] if revise else ""
        return replace(reviewed, conclusion="revise" if revise else "legal", adoption=adoption)
    return _normative(n, reviewed)


def _normative(n: int, reviewed: Planned) -> Planned:
    nth = n % 10
    problem = {0: ("content", "corrected"), 3: ("technique", "passed"), 6: ("maker", "open")}
    found = problem.get(nth)
    if n % 40 == 9:
        found = ("content", "revoked")
    return replace(
        reviewed,
        walks_on=True,
        maker_kind="government",
        filed_late=n % 9 == 4,
        supplement=n % 7 == 2,
        problem=ProblemType(found[0]) if found else None,
        outcome=found[1] if found else "",
    )


def a_site_of_the_year(home: Path, database: str = "") -> Site:
    """A new site on 4 January, with the sample office."""
    settings = Settings(
        home=home,
        database=database or f"sqlite:///{home}/review.db",
        rule_set="datong_xinrong_2021",
        organ="青岚",
    )
    site = open_site(settings, SimulatedClock(datetime(YEAR, 1, 4, 1, tzinfo=UTC)))
    import_people(site.database, sample_office())
    return site


Step = Callable[[], None]


class YearPlayer:
    """Plays a plan: whatever comes next on the calendar, of whichever matter."""

    def __init__(self, site: Site, plan: tuple[Planned, ...]) -> None:
        self.site, self.played, self.moves = site, PlayedYear(plan), 0
        self._order = count()
        self._due: list[tuple[date, int, Step]] = []
        for one in plan:
            self._at(one.received_on, lambda one=one: self._receive(one))  # type: ignore[misc]

    def play(self) -> PlayedYear:
        """Play everything to the last step; return what was planned."""
        while self._due:
            day, _, step = heapq.heappop(self._due)
            today_is(self.site, day)
            step()
        return self.played

    def _at(self, day: date, step: Step) -> None:
        heapq.heappush(self._due, (day, next(self._order), step))

    def _act(self, who: str, one: Planned, move: Move, form: Mapping[str, object]) -> None:
        self.moves += 1
        act(self.site, who, self.played.numbers[one.title], move, form)

    def _receive(self, one: Planned) -> None:
        papers = [a_document(self.site, kind, f"{one.title} {kind}") for kind in MATERIALS]
        form: dict[str, object] = {
            "title": one.title,
            "matter_type": str(one.matter_type),
            "unit": "zhujian",
            "documents": papers,
        }
        done = act(self.site, "system", NEW_CASE, Move.RECEIVE, form)
        self.moves += 1
        self.played.numbers[one.title] = done.number
        if one.end == "returned":
            reason = {"ground": "out_of_scope", "reason": "不属审核范围"}
            self._act("deng", one, Move.RETURN_CASE, reason)
            return
        self._act("deng", one, Move.ACCEPT, acceptance(one.matter_type))
        self._act("shen", one, Move.CLAIM, {})
        if one.end == "withdrawn":
            self._act("lin", one, Move.WITHDRAW, {"reason": "不再制定"})
        elif one.end == "reviewed":
            days = LATE_DAYS if one.late else REVIEW_DAYS.get(one.matter_type, 3)
            day = add_working_days(one.received_on, days, self.site.calendar)
            self._at(day, lambda: self._review(one, day))

    def _review(self, one: Planned, day: date) -> None:
        if one.matter_type is MatterType.MAJOR_DECISION:
            self._act("shen", one, Move.CONSULT, {"advisor": "gu", "question": "可行否"})
            self._act("gu", one, Move.ADVISE, {"kind": "favourable", "text": "可行"})
        form = opinion(one.conclusion, one.matter_type)
        if one.conclusion != "legal":
            form["items"] = [AN_ITEM]
        self._act("shen", one, Move.PROPOSE_OPINION, form)
        late = {"late_reason": "情况复杂", "breach_cause": "review_side"} if one.late else {}
        self._act("qian", one, Move.SIGN, dict(late))
        self._answer(one)
        if one.walks_on:
            self._at(day + timedelta(days=5), lambda: self._issue(one, day + timedelta(days=5)))

    def _answer(self, one: Planned) -> None:
        told = {"item": 1, "adoption": one.adoption, "wording": "已改", "reason": "见说明"}
        told["basis"] = "上位法"
        answers = [told] if one.adoption else []
        if one.adoption in ("adopted", "partly"):
            text = a_document(self.site, DocumentKind.DRAFT, f"{one.title} 修改稿")
            form: dict[str, object] = {"answers": answers, "documents": [text]}
            self._act("lin", one, Move.SUBMIT_REVISION, form)
            confirmed = {"reason": "已按意见修改", "confirmed": ["全文"]}
            self._act("shen", one, Move.CONFIRM_REVISION, confirmed)
        else:
            self._act("lin", one, Move.REPORT_ADOPTION, {"answers": answers})

    def _issue(self, one: Planned, day: date) -> None:
        held = {"result": "passed", "meeting": f"{day}常务会议", "held_on": str(day)}
        self._act("guan", one, Move.DELIBERATE, held)
        signed = {"signer": "区长", "signed_on": str(day), "maker_kind": one.maker_kind}
        self._act("yin", one, Move.ISSUE, signed)
        self._at(day + timedelta(days=2), lambda: self._publish(one, day + timedelta(days=2)))

    def _publish(self, one: Planned, day: date) -> None:
        form = {
            "place": "政府门户网站",
            "published_on": str(day),
            "effective_on": str(day + timedelta(days=45)),
            "valid_until": str(day + timedelta(days=1000)),
        }
        self._act("yin", one, Move.PUBLISH, form)
        wait = {"upper_government": 20 if one.filed_late else 4, "npc_standing_committee": 6}
        for recipient in RECIPIENTS:
            self._deliver_at(day + timedelta(days=wait[recipient]), one, recipient)

    def _deliver_at(self, day: date, one: Planned, recipient: str) -> None:
        def first() -> None:
            self._deliver(one, recipient, 1, day)
            self._at(day + timedelta(days=3), lambda: self._check_form(one, recipient))

        self._at(day, first)

    def _deliver(self, one: Planned, recipient: str, message: int, day: date) -> None:
        form = {
            "recipient": recipient,
            "package_sha256": "0" * 64,
            "delivered_on": str(day),
            "message": message,
        }
        self._act("system", one, Move.DELIVER_FILING, form)

    def _today(self) -> date:
        return self.site.clock.now().date()

    def _check_form(self, one: Planned, recipient: str) -> None:
        if one.supplement and recipient == RECIPIENTS[1]:
            self._say(one, recipient, "supplement_required")
            self._reply(one, recipient, "supplement", 3)
        self._register(one, recipient)
        if one.problem and recipient == RECIPIENTS[0]:
            self._at(self._today() + timedelta(days=20), lambda: self._find(one))

    def _register(self, one: Planned, recipient: str) -> None:
        form = {"receipt_number": "备1号", "registered_on": str(self._today())}
        self._act("bei", one, Move.RECORD_RECEIPT, {"recipient": recipient, **form})

    def _say(self, one: Planned, recipient: str, answer: str, *problems: str) -> None:
        form: dict[str, object] = {"recipient": recipient, "answer": answer}
        form |= {"said_on": str(self._today()), "problems": list(problems)}
        if answer != "passed":
            form["text"] = "请见来函"
        self._act("bei", one, Move.RECORD_ANSWER, form)

    def _reply(self, one: Planned, recipient: str, reply: str, message: int) -> None:
        form: dict[str, object] = {"recipient": recipient, "reply": reply, "text": "答复如下"}
        if reply == "corrected":
            kind = DocumentKind.CORRECTED_TEXT
            form["documents"] = [a_document(self.site, kind, f"{one.title} 更正")]
        self._act("bei", one, Move.REPLY_TO_RECIPIENT, form)
        self._deliver(one, recipient, message, self._today())

    def _find(self, one: Planned) -> None:
        """The superior government finds a problem; what comes of it is the plan's."""
        assert one.problem is not None
        upper, kind = RECIPIENTS[0], str(one.problem)
        if one.outcome == "revoked":
            self._say(one, upper, "revocation_decided", kind)
        elif one.outcome == "open":
            self._say(one, upper, "correction_suggested", kind)
        elif one.outcome == "passed":
            self._say(one, upper, "review_opinion", kind)
            self._reply(one, upper, "objection", 4)
            self._say(one, upper, "passed")
        else:
            self._say(one, upper, "correction_suggested", kind)
            self._reply(one, upper, "corrected", 4)
            self._register(one, upper)
            self._say(one, upper, "passed")
