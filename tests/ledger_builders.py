"""Ledgers for the tests: read from a site, and rows of their own without a database."""

from dataclasses import replace
from datetime import date

from models.case import CaseState, MatterType
from models.clock import ClockBreach, ClockState
from models.clock_facts import BreachCause
from models.ledger import Entered, GivenOpinion, Ledger, LedgerRow, Proof, Sequel, Term
from models.ledger_remark import LedgerRemark
from models.ledger_summary import summarize
from models.opinion import Conclusion
from models.period import DayUnit
from models.words import Language
from review_flows.outside import persons
from review_flows.outside.ledger_rows import Selection, read_ledger
from review_flows.outside.ledgers.report import Report
from review_flows.outside.site import Site

BREACH_OF = {
    ClockState.FLOOR_BREACHED: (ClockBreach.FLOOR_BREACHED,),
    ClockState.CEILING_BREACHED: (ClockBreach.CEILING_BREACHED,),
}
WITH_OPINION = (ClockState.MET, ClockState.EXEMPT, ClockState.FLOOR_BREACHED)


def a_row(
    state: ClockState = ClockState.MET,
    *,
    unit: str | None = "zhujian",
    reviewer: str | None = "shen",
    matter_type: MatterType = MatterType.NORMATIVE_DOCUMENT,
    ended_on: date | None = date(2026, 3, 20),
    used: int = 9,
    by_opinion: bool | None = None,
    late_for_meeting: bool = False,
    caused_by: BreachCause = BreachCause.REVIEW_SIDE,
    title: str = "示例办法",
) -> LedgerRow:
    """A row whose clock stands like this; `used` are working days."""
    breaches = BREACH_OF.get(state, ())
    if late_for_meeting:
        breaches = (*breaches, ClockBreach.SUBMITTED_LATE)
    term = Term(
        state=state,
        unit=DayUnit.WORKING,
        used_working=used,
        ended_on=ended_on,
        by_opinion=state in WITH_OPINION if by_opinion is None else by_opinion,
        breaches=breaches,
        caused_by=caused_by if breaches else None,
        ceiling_on=date(2026, 3, 30),
    )
    entered = Entered(
        number="2026-0001",
        title=title,
        matter_type=matter_type,
        state=CaseState.OPINION_SIGNED,
        received_on=date(2026, 3, 9),
        accepted_on=date(2026, 3, 9),
        unit=unit,
        unit_name=f"{unit}局" if unit else "",
        reviewer=reviewer,
        reviewer_name=f"{reviewer}者" if reviewer else "",
        advisors=("顾律师", "方律师"),
    )
    opinion = GivenOpinion("青岚司审意〔2026〕1号", ended_on, Conclusion.REVISE, 4, 1, 1, 2)
    remarks = (LedgerRemark.REVIEWED_AGAIN, LedgerRemark.OPINION_VOID)
    return LedgerRow(1, entered, term, opinion, Sequel(), Proof("x 1", True, "2026 1"), remarks)


def a_ledger(*rows: LedgerRow) -> Ledger:
    """A ledger of the year 2026 with these rows."""
    return Ledger(
        first_on=date(2026, 1, 1),
        last_on=date(2026, 12, 31),
        as_of=date(2026, 6, 30),
        changed_at="2026-06-29T01:02:03.000004Z",
        rows=tuple(replace(row, serial=place) for place, row in enumerate(rows, start=1)),
    )


def a_report(*rows: LedgerRow, language: Language = "zh", only_summary: bool = False) -> Report:
    """What a file of these rows is written from."""
    return Report(a_ledger(*rows), summarize(rows), language, only_summary)


JUNE = date(2026, 6, 30)
ALL = Selection(played=True)  # the simulated clock of the tests makes every case a demonstration


def ledger(site: Site, wanted: Selection = ALL, today: date = JUNE, who: str = "") -> Ledger:
    with site.database.reading() as connection:
        person = persons.find_person(connection, who) if who else None
        return read_ledger(site, connection, wanted, today, person)


def row_of(site: Site, number: str, today: date = JUNE) -> LedgerRow:
    """The row of a case. A demonstration is read on its own last day, so it is made real first."""
    make_real(site)
    found = [row for row in ledger(site, today=today).rows if row.entered.number == number]
    assert len(found) == 1
    return found[0]


def make_real(site: Site) -> None:
    with site.database.writing() as connection:
        connection.run("UPDATE cases SET played = :played", played=False)


def ruled_by(site: Site, code: str) -> None:
    """Let the next cases come under another rule set."""
    site.settings = replace(site.settings, rule_set=code)
