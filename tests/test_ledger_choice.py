"""Which cases stand in a ledger, for whom, in which order, and in how few statements."""

from dataclasses import replace
from datetime import date

from builders import accepted, consulted, filed, proposed, received, today_is, under_review
from ledger_builders import ALL, JUNE, ledger, make_real

from models.case import MatterType
from models.clock import ClockState
from models.moves import Move
from models.person import Person, Role
from review_flows.desk import act
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.ledger_rows import Selection, read_ledger
from review_flows.outside.site import Site

EARLY = {"early_reason": "会期已定", "breach_cause": "meeting_timetable"}


def test_demonstrations_are_left_out_unless_asked_for(site: Site) -> None:
    number = filed(site)
    assert ledger(site, Selection()).rows == ()
    (row,) = ledger(site, ALL).rows
    assert row.entered.played and row.entered.number == number
    make_real(site)
    assert [row.entered.number for row in ledger(site, Selection()).rows] == [number]


def test_a_demonstration_is_read_on_the_last_day_of_its_play(site: Site) -> None:
    under_review(site)
    (row,) = ledger(site, ALL, JUNE).rows
    assert (row.term.state, row.term.used_working) == (ClockState.RUNNING, 0)


def test_days_choose_by_the_day_of_receipt_in_shanghai_both_included(site: Site) -> None:
    today_is(site, date(2026, 3, 10), hour=0)  # still the ninth in UTC
    first = received(site)
    today_is(site, date(2026, 3, 11), hour=23)
    last = received(site)

    def numbers(first_on: date | None, last_on: date | None) -> list[str]:
        wanted = Selection(first_on, last_on, played=True)
        return [row.entered.number for row in ledger(site, wanted).rows]

    assert numbers(None, None) == [first, last]
    assert numbers(date(2026, 3, 10), date(2026, 3, 11)) == [first, last]
    assert numbers(date(2026, 3, 11), None) == [last]
    assert numbers(None, date(2026, 3, 10)) == [first]
    assert numbers(None, date(2026, 3, 9)) == numbers(date(2026, 3, 12), None) == []


def test_midnight_belongs_to_the_day_that_it_begins(site: Site) -> None:
    number = received(site)
    midnight = "2026-03-11T16:00:00.000000Z"  # of the twelfth in Shanghai
    with site.database.writing() as connection:
        connection.update("cases", "number = :number", number=number, received_at=midnight)
    eleventh, twelfth = date(2026, 3, 11), date(2026, 3, 12)
    assert ledger(site, Selection(last_on=eleventh, played=True)).rows == ()
    (row,) = ledger(site, Selection(twelfth, twelfth, played=True)).rows
    assert row.entered.received_on == twelfth


def test_the_period_told_is_the_one_asked_for_else_that_of_the_rows(site: Site) -> None:
    received(site)
    assert (ledger(site).first_on, ledger(site).last_on) == (date(2026, 3, 9), JUNE)
    asked = ledger(site, Selection(date(2026, 1, 1), date(2026, 12, 31)))
    assert (asked.first_on, asked.last_on) == (date(2026, 1, 1), date(2026, 12, 31))


def test_every_choice_narrows_it(site: Site) -> None:
    early = proposed(site, "legal", title="甲")
    act(site, "qian", early, Move.SIGN, EARLY)
    other = accepted(site, title="乙", matter_type=MatterType.OTHER_DOCUMENT, unit="shenji")

    def numbers(**chosen: str) -> list[str]:
        wanted = replace(ALL, **chosen)  # type: ignore[arg-type]
        return [row.entered.number for row in ledger(site, wanted).rows]

    assert numbers(unit="shenji") == [other]
    assert numbers(matter_type="normative_document") == [early]
    assert numbers(state="accepted") == [other]
    assert numbers(reviewer="shen") == [early]
    assert numbers(breach="any") == numbers(breach="floor_breached") == [early]
    assert numbers(breach="ceiling_breached") == []


def test_serials_count_what_is_shown_in_the_order_of_receipt(site: Site) -> None:
    made = [received(site, title=str(n)) for n in range(3)]
    wanted = ledger(site)
    assert [row.entered.number for row in wanted.rows] == made
    assert [row.serial for row in wanted.rows] == [1, 2, 3]


def test_a_drafter_sees_his_units_cases_the_auditor_all_and_the_review_none(site: Site) -> None:
    own = under_review(site)
    consulted(site, own)
    other = received(site, unit="shenji")
    seen = {who: [r.entered.number for r in ledger(site, who=who).rows] for who in PEOPLE}
    assert seen == {"lin": [own], "gu": [], "shen": [], "qian": [own, other], "du": [own, other]}
    assert ledger(site, who="lin").chosen == (("played", ""), ("person", "lin"))


PEOPLE = ("lin", "gu", "shen", "qian", "du")


class Counting(Connection):
    """A connection that counts its statements."""

    statements = 0

    def rows(self, sql: str, /, **values: Value) -> "list[Row]":
        self.statements += 1
        return list(super().rows(sql, **values))

    def row(self, sql: str, /, **values: Value) -> Row | None:
        self.statements += 1
        return super().row(sql, **values)


def test_many_cases_take_as_many_statements_as_one(site: Site) -> None:
    def statements(who: Person | None) -> int:
        with site.database.reading() as connection:
            counting = Counting(connection._driver, connection.postgresql)
            read_ledger(site, counting, ALL, JUNE, who)
        return counting.statements

    advisor = Person("gu", "顾律师", "hengshi", frozenset({Role.ADVISOR}))
    consulted(site, under_review(site))
    alone = statements(None), statements(advisor)
    for _ in range(4):
        consulted(site, under_review(site))
    assert (statements(None), statements(advisor)) == alone
    assert max(alone) <= 13
