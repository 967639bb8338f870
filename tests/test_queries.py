"""The lists and queues show what is there, to whom it may be seen, with the nearest last day."""

from pathlib import Path

from builders import (
    a_site,
    accepted,
    add_person,
    consulted,
    filed,
    published,
    received,
    under_review,
)

from models.action import Action
from models.moves import Move
from models.person import Role
from review_flows.desk import act
from review_flows.outside import persons, queries, records
from review_flows.outside.case_view import case_view, entry_lines
from review_flows.outside.queries import CaseFilter, CaseLine
from review_flows.outside.sight import where_may
from review_flows.outside.site import Site

ALL = CaseFilter()


def listed(site: Site, wanted: CaseFilter = ALL, today: str = "2026-03-09") -> list[CaseLine]:
    with site.database.reading() as connection:
        return queries.case_lines(connection, wanted, today)


def test_a_filter_lets_through_what_it_names(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    first, second = received(site, title="甲办法"), accepted(site, title="乙办法")
    assert [c.number for c in listed(site)] == [second, first]
    assert [c.number for c in listed(site, CaseFilter(state="accepted"))] == [second]
    assert [c.number for c in listed(site, CaseFilter(matter_type="other_document"))] == []
    assert [c.number for c in listed(site, CaseFilter(unit="zhujian", played=True))] == [
        second,
        first,
    ]
    assert listed(site, CaseFilter(played=False)) == []


def test_a_case_is_overdue_on_the_day_after_its_ceiling_and_not_on_it(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    accepted(site)
    (line,) = listed(site)
    assert line.due_on == line.ceiling_on == "2026-03-30"
    assert not listed(site, today="2026-03-30")[0].overdue
    assert listed(site, today="2026-03-31")[0].overdue


def test_a_paused_case_has_no_last_day(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    act(site, "shen", number, Move.PAUSE, {"ground": "expert_opinion", "reason": "论证"})
    (line,) = listed(site, today="2027-01-01")
    assert line.due_on is None and not line.overdue


def test_after_publication_the_last_day_of_filing_counts_and_after_it_none(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = published(site)
    (line,) = listed(site)
    with site.database.reading() as connection:
        days = [
            row["due_on"]
            for row in connection.rows(
                "SELECT due_on FROM filings WHERE case_number = :n", n=number
            )
        ]
    assert line.due_on == min(day for day in days if day)
    other = a_site(tmp_path / "other")
    filed(other)
    assert listed(other)[0].due_on is None


def test_a_drafter_sees_the_cases_of_the_own_unit_and_an_advisor_those_asked_about(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    add_person(site, "he", "drafter", unit="shenji")
    received(site, title="甲办法")
    asked = consulted(site, under_review(site, title="乙办法"))

    def seen(code: str) -> list[str]:
        with site.database.reading() as connection:
            person = persons.find_person(connection, code)
            assert person is not None
            seen = where_may(person, Action.SEE_CASE)
            lines = queries.case_lines(connection, ALL, "2026-03-09", seen)
            return [line.number for line in lines]

    assert seen("he") == []
    assert len(seen("lin")) == 2
    assert seen("gu") == [asked]
    assert len(seen("deng")) == 2


def test_the_page_of_a_case_holds_all_that_hangs_on_it(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = filed(site)
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
        assert case is not None
        view = case_view(connection, case)
        entries = entry_lines(connection, number)
    assert len(view.documents) == 5 and len(view.filings) == 2
    assert view.deliberation is not None and view.issuance is not None
    assert [opinion["state"] for opinion in view.opinions] == ["signed"]
    assert len(view.letters) >= 5
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[1].reason == "四项要件已逐一核对" and entries[1].role == Role.CLERK


def test_people_are_listed_with_all_their_roles_and_units_without_people_too(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    add_person(site, "zhao", "clerk reviewer")
    with site.database.reading() as connection:
        lines = queries.person_lines(connection)
    assert {line.code: line.roles for line in lines}["zhao"] == ("clerk", "reviewer")
    assert "zhengfu" in {line.unit for line in lines if not line.code}
