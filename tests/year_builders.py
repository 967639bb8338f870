"""A planned year played through the real desk, day by day; whoever plays it runs the legs."""

import heapq
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from builders import AN_ITEM, MATERIALS, acceptance, opinion, sample_office, today_is
from word_builders import a_docx_saying
from year_plan import (
    LAST_ENTRIES,
    RUNNER_RESTS,
    UNITS,
    YEAR,
    Planned,
    PlayedYear,
)

from models.case import MatterType
from models.document import DocumentKind
from models.moves import Move
from models.period import add_working_days
from review_flows.desk import NEW_CASE, act
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock

REVIEW_DAYS = {MatterType.NORMATIVE_DOCUMENT: 8, MatterType.MAJOR_DECISION: 9}  # working days
OTHER_REVIEW_DAYS = 3
LATE_DAYS = 20  # working days, more than every ceiling
ENTERED_AFTER = 20  # days after its publication, where that is entered late: more than 15, not 30
DRAFTER_OF = {"zhujian": "lin", "minzheng": "min"}
MORE_PEOPLE = f"""unit,unit_name,unit_kind,person,person_name,roles
minzheng,{UNITS["minzheng"]},drafting_unit,min,闵起草,drafter
qu,青岚区人民政府（本级）,own_government,,,
shiju,云中市住房和城乡建设局,superior_department,,,
"""


def a_site_of_the_year(home: Path, database: str = "") -> Site:
    """A new site on 4 January, with the sample office, one more unit, and every recipient."""
    settings = Settings(
        home=home,
        database=database or f"sqlite:///{home}/review.db",
        rule_set="datong_xinrong_2021",
        organ="青岚",
    )
    site = open_site(settings, SimulatedClock(datetime(YEAR, 1, 4, 1, tzinfo=UTC)))
    import_people(site.database, sample_office())
    import_people(site.database, MORE_PEOPLE)
    return site


def a_paper(site: Site, kind: DocumentKind, *lines: str) -> dict[str, object]:
    """A Word file in the store, as forms name it."""
    content = a_docx_saying(*lines)
    digest = site.store.put(content)
    return {"name": f"{kind}.docx", "kind": str(kind), "sha256": digest, "size": len(content)}


def a_draft(title: str, twelfth: str) -> tuple[str, ...]:
    """The lines of a draft; its twelfth article has two paragraphs, and the second is given.

    That second one is what AN_ITEM finds fault with.
    """
    numbers = "一二三四五六七八九十"
    plain = [f"第{n}条　{title}第{n}条所称事项，由主管部门负责。" for n in numbers]
    plain.append("第十一条　主管部门应当公开办事指南。")
    return (title, *plain, "第十二条　经营者应当备案。", twelfth)


Step = Callable[[], None]


class YearPlayer:
    """Plays a plan: whatever comes next on the calendar, of whichever matter."""

    def __init__(self, site: Site, plan: tuple[Planned, ...]) -> None:
        self.site, self.played, self.moves = site, PlayedYear(plan), 0
        self._order = count()
        self._due: list[tuple[date, int, Step]] = []
        for one in plan:
            self._at(one.received_on, lambda one=one: self._receive(one))  # type: ignore[misc]
        # The runner is there again, and finds what waits, before anybody makes the next move.
        self._at(RUNNER_RESTS[1] + timedelta(days=1), lambda: None)

    def play(self, run_legs: Callable[[], object]) -> PlayedYear:
        """Play everything to the last step, the legs of each day with it; return the plan."""
        for _ in self.days_with_legs():
            run_legs()
        return self.played

    def days_with_legs(self) -> Iterator[date]:
        """Play day by day; yield each day on which the runner is there, after its steps."""
        while self._due:
            day = self._due[0][0]
            today_is(self.site, day)
            while self._due and self._due[0][0] == day:
                heapq.heappop(self._due)[2]()
            if not RUNNER_RESTS[0] <= day <= RUNNER_RESTS[1]:
                yield day

    def _at(self, day: date, step: Step) -> None:
        heapq.heappush(self._due, (day, next(self._order), step))

    def _in(self, days: int, step: Step) -> None:
        self._at(self._today() + timedelta(days=days), step)

    def _today(self) -> date:
        return self.site.clock.now().date()

    def _act(self, who: str, one: Planned, move: Move, form: Mapping[str, object]) -> None:
        self.moves += 1
        act(self.site, who, self.played.numbers[one.title], move, form)

    def _receive(self, one: Planned) -> None:
        papers = [
            a_paper(self.site, kind, f"{one.title}的说明", f"第一条　{kind}。")
            for kind in MATERIALS
            if kind is not DocumentKind.DRAFT
        ]
        draft = a_draft(one.title, "未经备案的，不得投入运营。")
        form: dict[str, object] = {
            "title": one.title,
            "matter_type": str(one.matter_type),
            "unit": one.unit,
            "documents": [a_paper(self.site, DocumentKind.DRAFT, *draft), *papers],
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
            withdrawn = {"reason": "不再制定"}
            self._in(2, lambda: self._act(self._drafter(one), one, Move.WITHDRAW, withdrawn))
        elif one.end == "reviewed":
            usual = REVIEW_DAYS.get(one.matter_type, OTHER_REVIEW_DAYS)
            days = LATE_DAYS if one.late else usual
            day = add_working_days(one.received_on, days, self.site.calendar)
            self._at(day, lambda: self._review(one))

    def _drafter(self, one: Planned) -> str:
        return DRAFTER_OF[one.unit]

    def _review(self, one: Planned) -> None:
        if one.matter_type is MatterType.MAJOR_DECISION:
            self._act("shen", one, Move.CONSULT, {"advisor": "gu", "question": "可行否"})
            self._act("gu", one, Move.ADVISE, {"kind": "favourable", "text": "可行"})
        form = opinion(one.conclusion, one.matter_type)
        if one.conclusion != "legal":
            form["items"] = [AN_ITEM]
        self._act("shen", one, Move.PROPOSE_OPINION, form)
        late = {"late_reason": "情况复杂", "breach_cause": "review_side"} if one.late else {}
        self._act("qian", one, Move.SIGN, dict(late))
        self._in(2, lambda: self._answer(one))
        if one.walks_on:
            assert one.issued_on is None or one.issued_on >= self._today() + timedelta(days=5)
            issued_on = one.issued_on or self._today() + timedelta(days=5)
            self._at(issued_on, lambda: self._issue(one))

    def _answer(self, one: Planned) -> None:
        told = {"item": 1, "adoption": one.adoption, "wording": "已改", "reason": "见说明"}
        told["basis"] = "上位法"
        answers = [told] if one.adoption else []
        if one.adoption in ("adopted", "partly"):
            changed = a_draft(one.title, "备案不是投入运营的条件。")
            text = a_paper(self.site, DocumentKind.DRAFT, *changed)
            form: dict[str, object] = {"answers": answers, "documents": [text]}
            self._act(self._drafter(one), one, Move.SUBMIT_REVISION, form)
            # A flow reads the changed text first.
            self._in(1, lambda: self._confirm(one))
        else:
            self._act(self._drafter(one), one, Move.REPORT_ADOPTION, {"answers": answers})

    def _confirm(self, one: Planned) -> None:
        self._act("shen", one, Move.CONFIRM_REVISION, {"reason": "已按意见修改"})

    def _issue(self, one: Planned) -> None:
        day = self._today()
        held = {"result": "passed", "meeting": f"{day}常务会议", "held_on": str(day)}
        self._act("guan", one, Move.DELIBERATE, held)
        signed: dict[str, object] = {
            "signer": "区长",
            "signed_on": str(day),
            "maker_kind": one.maker_kind,
            "makers": list(one.makers),
            "led_elsewhere": one.led_elsewhere,
        }
        if one.led_elsewhere:
            signed["document_number"] = f"白政规〔{YEAR}〕{self.played.numbers[one.title][-4:]}号"
        self._act("yin", one, Move.ISSUE, signed)
        public_on = day + timedelta(days=2)
        entered_on = public_on
        if one.entered_late:
            entered_on += timedelta(days=ENTERED_AFTER)
        if one.at_year_end == "not_entered":
            entered_on = LAST_ENTRIES
        self._at(entered_on, lambda: self._publish(one, public_on))

    def _publish(self, one: Planned, day: date) -> None:
        form = {
            "place": "政府门户网站",
            "published_on": str(day),
            "effective_on": str(day + timedelta(days=45)),
            "valid_until": str(day + timedelta(days=1000)),
        }
        self._act("yin", one, Move.PUBLISH, form)
        if one.at_year_end == "not_answered":
            self._at(LAST_ENTRIES, lambda: self._register_with_all(one))
            return
        for n, recipient in enumerate(one.recipients):
            self._in(8 + 3 * n, lambda recipient=recipient: self._check_form(one, recipient))  # type: ignore[misc]

    def _register_with_all(self, one: Planned) -> None:
        for recipient in one.recipients:
            self._register(one, recipient)

    def _check_form(self, one: Planned, recipient: str) -> None:
        """The recipient looks at the form; the last of them may want more, or send it back."""
        last = recipient == one.recipients[-1]
        if last and one.sent_back:
            self._say(one, recipient, "returned")
        elif last and one.supplement:
            self._say(one, recipient, "supplement_required")
            self._in(2, lambda: self._reply(one, recipient, "supplement"))
            self._in(4, lambda: self._take_in(one, recipient))
        else:
            self._take_in(one, recipient)

    def _take_in(self, one: Planned, recipient: str) -> None:
        self._register(one, recipient)
        if one.problem and recipient == one.recipients[0]:
            self._in(20, lambda: self._find(one, recipient))

    def _register(self, one: Planned, recipient: str) -> None:
        form = {"receipt_number": "备1号", "registered_on": str(self._today())}
        self._act("bei", one, Move.RECORD_RECEIPT, {"recipient": recipient, **form})

    def _say(self, one: Planned, recipient: str, answer: str, *problems: str) -> None:
        form: dict[str, object] = {"recipient": recipient, "answer": answer}
        form |= {"said_on": str(self._today()), "problems": list(problems)}
        if answer != "passed":
            form["text"] = "请见来函"
        self._act("bei", one, Move.RECORD_ANSWER, form)

    def _reply(self, one: Planned, recipient: str, reply: str) -> None:
        """Say it; a flow packs and delivers it."""
        form: dict[str, object] = {"recipient": recipient, "reply": reply, "text": "答复如下"}
        if reply == "corrected":
            kind = DocumentKind.CORRECTED_TEXT
            form["documents"] = [a_paper(self.site, kind, *a_draft(one.title, "（更正）删去。"))]
        self._act("bei", one, Move.REPLY_TO_RECIPIENT, form)

    def _find(self, one: Planned, recipient: str) -> None:
        """The recipient finds a problem; what comes of it is the plan's."""
        assert one.problem is not None
        said = {"revoked": "revocation_decided", "passed": "review_opinion"}
        self._say(one, recipient, said.get(one.outcome, "correction_suggested"), str(one.problem))
        if one.outcome == "passed":
            self._in(3, lambda: self._reply(one, recipient, "objection"))
            self._in(5, lambda: self._say(one, recipient, "passed"))
        elif one.outcome == "corrected":
            self._in(3, lambda: self._reply(one, recipient, "corrected"))
            self._in(5, lambda: self._register(one, recipient))
            self._in(6, lambda: self._say(one, recipient, "passed"))
