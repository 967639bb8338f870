"""The cross-check: what was issued, against what was reviewed, registered and filed."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from builders import proposed, published, received, today_is
from catalogue_builders import HEAD, a_workbook
from cli_running import run
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]

from models.case import CaseState, MatterType
from models.catalogue.days import CatalogueDays
from models.catalogue.document_number import DocumentNumber
from models.catalogue.line import NormativeClaim
from models.cross_check.checking import cross_check
from models.cross_check.finding import CrossCheckFinding, CrossCheckList, CrossCheckResult
from models.cross_check.finding import CrossCheckList as L
from models.cross_check.finding import CrossCheckReason as R
from models.cross_check.material import (
    CheckedCase,
    CheckedCatalogue,
    CrossCheckMaterial,
    FilingTrack,
    IssuedDocumentOfCase,
    ListedDocument,
)
from models.cross_check.similar import (
    near_numbers,
    near_titles,
    nearest_titles,
    pairs_of_near_numbers,
    within_edits,
)
from models.cross_check.title_key import title_key
from models.moves import Move
from models.opinion import Conclusion
from models.period import DayUnit, Period
from review_flows.desk import act
from review_flows.desk.catalogue_import import HandedInCatalogue, import_catalogue
from review_flows.outside.calendar_source import site_calendar
from review_flows.outside.catalogue_file import sheets_of
from review_flows.outside.cross_check import cross_check_material
from review_flows.outside.site import Site

TODAY = date(2026, 9, 1)
TERM = Period(30, DayUnit.CALENDAR, "某条例第十条", False)
ALWAYS = CatalogueDays(TODAY)
TITLE, NUMBER = "青岚区养犬管理办法", "青政规〔2026〕3号"


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return site_calendar(tmp_path_factory.mktemp("calendar"), 2004, 2060)


def a_line(**other: Any) -> ListedDocument:
    """A normative document of a catalogue, filed in time."""
    facts: dict[str, Any] = {
        "catalogue": 1,
        "place": "目录 2",
        "title": f"关于印发《{TITLE}》的通知",
        "document_number": NUMBER,
        "issued_on": date(2026, 3, 25),
        "published_on": date(2026, 3, 27),
        "unit": "青岚区人民政府",
        "normative": "yes",
        "filed_on": date(2026, 4, 10),
    }
    return ListedDocument(**facts | other)


def an_issue(**other: Any) -> IssuedDocumentOfCase:
    facts: dict[str, Any] = {
        "document_number": NUMBER,
        "registration_number": "青规〔2026〕003",
        "issued_on": date(2026, 3, 25),
        "signed_on": date(2026, 3, 25),
        "published_on": date(2026, 3, 27),
    }
    return IssuedDocumentOfCase(**facts | other)


IN_TIME = FilingTrack("upper_government", date(2026, 4, 27), date(2026, 4, 1))


def a_case(**other: Any) -> CheckedCase:
    """A normative document, reviewed, issued and filed in time."""
    facts: dict[str, Any] = {
        "number": "2026-0001",
        "title": TITLE,
        "unit": "青岚区住房和城乡建设局",
        "matter_type": MatterType.NORMATIVE_DOCUMENT,
        "state": CaseState.IN_FORCE,
        "received_on": date(2026, 3, 2),
        "classified": True,
        "opinion_on": date(2026, 3, 20),
        "conclusion": Conclusion.LEGAL,
        "issued": an_issue(),
        "tracks": (IN_TIME,),
    }
    return CheckedCase(**facts | other)


def checked(
    calendar: Any,
    lines: tuple[ListedDocument, ...] = (),
    cases: tuple[CheckedCase, ...] = (),
    *,
    catalogues: tuple[CheckedCatalogue, ...] = (CheckedCatalogue(1),),
    term: Period | None = TERM,
    days: CatalogueDays = ALWAYS,
    unit: str = "",
) -> CrossCheckResult:
    material = CrossCheckMaterial(cases, lines, catalogues, term)
    return cross_check(material, days, calendar, unit)


def listed(result: CrossCheckResult) -> list[tuple[L, R]]:
    return [(one.kind, one.reason) for one in result.findings]


def only(result: CrossCheckResult, kind: L) -> CrossCheckFinding:
    (found,) = (one for one in result.findings if one.kind is kind)
    return found


def test_a_document_that_went_the_whole_way_stands_in_no_list(calendar: Any) -> None:
    result = checked(calendar, (a_line(),), (a_case(),))
    assert listed(result) == []
    assert result.counts == dict.fromkeys(CrossCheckList, 0)


def test_a_number_written_otherwise_is_the_same_document(calendar: Any) -> None:
    for number in ("青政规[2026]第003号", "青政规（２０２６）3 号"):
        line = a_line(document_number=number, title=f"青岚区人民政府关于印发{TITLE}的通知")
        assert listed(checked(calendar, (line,), (a_case(),))) == []


def test_what_was_never_submitted_is_listed(calendar: Any) -> None:
    result = checked(calendar, (a_line(),))
    assert listed(result) == [
        (L.NOT_REVIEWED, R.NEVER_SUBMITTED),
        (L.NOT_IN_REGISTER, R.IN_NO_REGISTER),
    ]
    assert only(result, L.NOT_REVIEWED).where == "#1 目录 2"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": CaseState.RETURNED, "opinion_on": None}, R.RETURNED),
        ({"state": CaseState.WITHDRAWN, "opinion_on": None}, R.WITHDRAWN),
        ({"state": CaseState.REJECTED}, R.REJECTED),
        ({"state": CaseState.UNDER_REVIEW, "opinion_on": None}, R.NO_OPINION_YET),
        ({"state": CaseState.OPINION_SIGNED, "conclusion": Conclusion.ILLEGAL}, R.FOUND_ILLEGAL),
    ],
)
def test_what_did_not_pass_here_and_was_issued_is_listed(
    calendar: Any, changes: dict[str, Any], reason: R
) -> None:
    case = a_case(issued=None, tracks=(), **changes)
    found = only(checked(calendar, (a_line(),), (case,)), L.NOT_REVIEWED)
    assert (found.reason, found.other) == (reason, case.number)


def test_what_was_reviewed_here_and_issued_elsewhere_is_reviewed(calendar: Any) -> None:
    case = a_case(issued=None, tracks=(), state=CaseState.CLEARED)
    assert listed(checked(calendar, (a_line(),), (case,))) == [
        (L.NOT_IN_REGISTER, R.IN_NO_REGISTER)
    ]


def test_an_issue_that_no_opinion_covers_is_listed(calendar: Any) -> None:
    case = a_case(issued=an_issue(covered=False))
    assert listed(checked(calendar, (a_line(),), (case,))) == [(L.NOT_REVIEWED, R.TEXT_NOT_COVERED)]


@pytest.mark.parametrize(
    ("title", "normative", "claim", "ought"),
    [
        ("青岚区犬只收容办法", "", NormativeClaim.SUSPECTED, True),
        ("关于召开安全生产会议的通知", "", NormativeClaim.UNSAID, False),
        ("青岚区犬只收容办法", "no", NormativeClaim.NO, False),
        ("关于召开安全生产会议的通知", "yes", NormativeClaim.YES, True),
    ],
)
def test_what_nobody_called_normative_is_suspected_at_most(
    calendar: Any, title: str, normative: str, claim: NormativeClaim, ought: bool
) -> None:
    line = a_line(title=title, normative=normative, filed_on=None)
    result = checked(calendar, (line,))
    assert only(result, L.NOT_IN_REGISTER).claim is claim
    assert (result.counts[L.NOT_REVIEWED], result.counts[L.NOT_FILED]) == (ought, ought)


def test_the_classification_of_the_case_counts_before_the_word_of_the_catalogue(
    calendar: Any,
) -> None:
    case = a_case(
        matter_type=MatterType.OTHER_DOCUMENT, state=CaseState.RETURNED, issued=None, tracks=()
    )
    result = checked(calendar, (a_line(filed_on=None),), (case,))
    assert listed(result) == [(L.NOT_IN_REGISTER, R.IN_NO_REGISTER)]


def test_filing_is_late_from_the_day_after_its_last_day(calendar: Any) -> None:
    # 30 days after 27 March 2026 is Sunday 26 April: the term ends on Monday 27 April.
    for filed_on, late in ((date(2026, 4, 27), None), (date(2026, 4, 28), 1)):
        result = checked(calendar, (a_line(filed_on=filed_on),))
        found = [one for one in result.findings if one.kind is L.FILED_LATE]
        assert [(one.due_on, one.late) for one in found] == (
            [(date(2026, 4, 27), late)] if late else []
        )


def test_nothing_is_unfiled_while_its_term_runs(calendar: Any) -> None:
    line = a_line(filed_on=None)
    for today, count in ((date(2026, 4, 27), 0), (date(2026, 4, 28), 1)):
        result = checked(calendar, (line,), days=CatalogueDays(today))
        assert result.counts[L.NOT_FILED] == count


def test_without_a_term_every_line_without_a_day_of_filing_is_listed(calendar: Any) -> None:
    lines = (a_line(filed_on=None), a_line(document_number="青政规〔2026〕9号", title="另一办法"))
    result = checked(calendar, lines, term=None, days=CatalogueDays(date(2026, 3, 28)))
    assert (result.counts[L.NOT_FILED], result.counts[L.FILED_LATE]) == (1, 0)


def test_each_track_of_a_document_is_looked_at_by_itself(calendar: Any) -> None:
    late = FilingTrack("npc_standing_committee", date(2026, 4, 27), date(2026, 5, 7))
    never = FilingTrack("own_government", date(2026, 4, 27), None)
    running = FilingTrack("superior_department", TODAY, None)
    result = checked(calendar, (a_line(),), (a_case(tracks=(IN_TIME, late, never, running)),))
    assert [(one.kind, one.recipient, one.late) for one in result.findings] == [
        (L.NOT_FILED, "own_government", 127),
        (L.FILED_LATE, "npc_standing_committee", 10),
    ]


def test_a_published_document_without_any_track_is_listed(calendar: Any) -> None:
    assert listed(checked(calendar, (a_line(),), (a_case(tracks=()),))) == [
        (L.NOT_FILED, R.NO_TRACK)
    ]
    led = a_case(tracks=(), issued=an_issue(led_elsewhere=True))
    assert listed(checked(calendar, (a_line(),), (led,))) == []


OTHER = {
    "title": "关于表彰先进集体的决定",
    "document_number": "青政规〔2026〕9号",
    "normative": "no",
}


@pytest.mark.parametrize(
    ("catalogue", "line", "expected"),
    [
        (CheckedCatalogue(1, "", date(2026, 1, 1), date(2026, 12, 31)), OTHER, 1),
        (CheckedCatalogue(1, "", date(2026, 4, 1), date(2026, 12, 31)), OTHER, 0),  # other days
        (CheckedCatalogue(1), OTHER, 1),  # from its first line to its last: 25 March
        (CheckedCatalogue(1), OTHER | {"issued_on": date(2026, 3, 26)}, 0),
        (
            CheckedCatalogue(1, "", date(2026, 1, 1), date(2026, 12, 31)),
            OTHER | {"document_number": "青教发〔2026〕9号", "unit": "青岚区教育局"},
            0,
        ),
        (
            CheckedCatalogue(1, "青岚区住房和城乡建设局", date(2026, 1, 1), date(2026, 12, 31)),
            OTHER | {"document_number": "青建发〔2026〕9号", "unit": ""},
            1,
        ),
    ],
)
def test_the_register_is_held_against_what_a_catalogue_covers(
    calendar: Any, catalogue: CheckedCatalogue, line: dict[str, Any], expected: int
) -> None:
    result = checked(calendar, (a_line(**line),), (a_case(),), catalogues=(catalogue,))
    assert result.counts[L.NOT_IN_CATALOGUE] == expected


def test_another_title_under_the_same_number_is_told(calendar: Any) -> None:
    line = a_line(title="青岚区养犬管理和处罚办法")
    found = only(checked(calendar, (line,), (a_case(),)), L.TITLE_CHANGED)
    assert (found.other, found.other_title) == ("2026-0001", TITLE)


def test_what_was_issued_before_its_opinion_is_told(calendar: Any) -> None:
    line = a_line(issued_on=date(2026, 3, 19))
    assert only(checked(calendar, (line,), (a_case(),)), L.BEFORE_OPINION).due_on == date(
        2026, 3, 20
    )
    same_day = a_line(issued_on=date(2026, 3, 20))
    assert checked(calendar, (same_day,), (a_case(),)).counts[L.BEFORE_OPINION] == 0


LATER: dict[str, Any] = {"catalogue": 2}


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({"document_number": "青政规〔2026〕88号"}, R.SAME_TITLE),
        ({"title": "关于春季植树造林工作的通知"}, R.SAME_NUMBER),
        (
            {"title": "青岚区养犬管里办法（试行）有关事项", "document_number": "青政规〔2026〕33号"}
            | LATER,
            R.NEAR_TITLE_AND_NUMBER,
        ),
    ],
)
def test_one_document_typed_twice_is_told_once(
    calendar: Any, second: dict[str, Any], reason: R
) -> None:
    first = (
        a_line(title="青岚区养犬管理办法（试行）有关事项") if "管里" in str(second) else a_line()
    )
    result = checked(calendar, (first, a_line(place="目录 3", **second)))
    found = only(result, L.NEAR_DUPLICATE)
    assert (found.reason, found.where[2:], found.other) == (reason, " 目录 3", "#1 目录 2")


def test_replies_to_one_village_after_the_other_are_no_duplicates(calendar: Any) -> None:
    lines = [
        a_line(title=f"关于同意{name}村使用集体土地建设养老服务设施的批复", document_number=number)
        for name, number in (("上庄", "青政规〔2026〕31号"), ("下庄", "青政规〔2026〕32号"))
    ]
    assert checked(calendar, tuple(lines)).counts[L.NEAR_DUPLICATE] == 0
    later = (lines[0], replace(lines[1], catalogue=2))
    assert checked(calendar, later).counts[L.NEAR_DUPLICATE] == 1


def test_a_title_near_to_one_under_review_is_told(calendar: Any) -> None:
    case = a_case(
        title="青岚区城市养犬管理暂行办法", issued=None, tracks=(), state=CaseState.CLEARED
    )
    line = a_line(title="青岚区城市养犬管理暂行办发")
    result = checked(calendar, (line,), (case,))
    assert only(result, L.NOT_REVIEWED).reason is R.NEAR_CASE
    assert only(result, L.NEAR_DUPLICATE).other == case.number


def test_a_line_that_a_later_catalogue_has_again_counts_once(calendar: Any) -> None:
    lines = (a_line(filed_on=None), a_line(catalogue=2, document_number="青政规[2026]3号"))
    result = checked(calendar, lines)
    assert (result.lines, result.repeated, result.counts[L.NOT_FILED]) == (1, 1, 0)


def test_days_and_unit_choose_what_is_shown(calendar: Any) -> None:
    lines = (a_line(), a_line(title="另一办法", document_number="青教发〔2026〕1号", unit="教育局"))
    assert checked(calendar, lines, unit="教育局").counts[L.NOT_REVIEWED] == 1
    after = CatalogueDays(TODAY, first=date(2026, 3, 26))
    assert checked(calendar, lines, days=after).findings == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"关于印发《{TITLE}》的通知", TITLE),
        (f"青岚区人民政府办公室关于印发{TITLE}的通知", f"《{TITLE}》"),
        ("青岚区养犬管理办法（试行）（送审稿）", "青岚区养犬管理办法(试行)"),
        ("关于 ２０２６ 年养犬登记的通知", "关于2026年养犬登记的通知"),
    ],
)
def test_wrappers_brackets_and_blanks_make_no_other_title(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青岚区养犬管理办法", "青岚区养犬管理办法（试行）"),
        ("关于下达2025年第一批资金的通知", "关于下达2026年第一批资金的通知"),
        ("关于转发养犬管理办法的通知", "养犬管理办法"),
    ],
)
def test_what_makes_two_documents_stays(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


def test_titles_of_other_years_and_batches_are_not_near() -> None:
    one, other = (title_key(f"关于下达第{n}批城市更新专项补助资金计划的通知") for n in "一二")
    assert within_edits(one, other, 1) and not near_titles(one, other)


letters = st.text("甲乙丙丁戊", min_size=5, max_size=24)


@given(st.lists(letters, max_size=12), st.lists(letters, max_size=12))
def test_the_quick_search_finds_a_near_title_where_there_is_one(
    keys: list[str], known: list[str]
) -> None:
    found = nearest_titles(keys, known)
    for key in keys:
        near = [other for other in known if near_titles(key, other) and len(key) > 5]
        assert (key in found) >= bool(near)
        assert key not in found or near_titles(key, found[key])


numbers = st.builds(
    DocumentNumber,
    st.sampled_from(["青政发", "青政办发", "青政规"]),
    st.sampled_from([2025, 2026]),
    st.integers(1, 400),
)


@given(st.lists(numbers, max_size=30))
def test_blocks_lose_no_pair_of_near_numbers(several: list[DocumentNumber]) -> None:
    places = range(len(several))
    expected = {
        (first, second)
        for first, second in product(places, places)
        if first < second and near_numbers(several[first], several[second])
    }
    assert set(pairs_of_near_numbers(several)) == expected


@given(st.text("甲乙丙", max_size=8), st.text("甲乙丙", max_size=8), st.integers(0, 3))
def test_edits_are_counted_as_the_textbook_counts_them(one: str, other: str, most: int) -> None:
    def distance(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        same = distance(a[1:], b[1:]) + (a[0] != b[0])
        return min(same, distance(a[1:], b) + 1, distance(a, b[1:]) + 1)

    assert within_edits(one[:5], other[:5], most) == (distance(one[:5], other[:5]) <= most)


def hand_in(site: Site, *rows: tuple[object, ...], name: str = "目录.xlsx") -> None:
    file = a_workbook([HEAD, *rows])
    import_catalogue(site, "yin", HandedInCatalogue(name, file, sheets_of(name, file)))


def a_row(title: str, number: str, day: date) -> tuple[object, ...]:
    return (1, title, number, day, "青岚区人民政府", "是", None, None)


PASSED = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-20"}
PUBLISHED = {
    "place": "政府门户网站",
    "published_on": "2026-03-20",
    "effective_on": "2026-05-01",
    "valid_until": "2028-04-30",
}


def issue(site: Site, number: str) -> None:
    """Let a signed case be passed and issued on the day that it is."""
    act(site, "lin", number, Move.REPORT_ADOPTION)
    act(site, "guan", number, Move.DELIBERATE, PASSED)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-20"})


def test_what_the_desk_did_is_found_in_the_database(site: Site) -> None:
    returned = received(site, title="青岚区户外广告办法")
    act(site, "deng", returned, Move.RETURN_CASE, {"ground": "out_of_scope", "reason": "不属范围"})
    titles = ("青岚区养犬管理办法", "青岚区河道采砂办法", "青岚区燃气安全办法")
    first, second, third = (proposed(site, "legal", title=title) for title in titles)
    today_is(site, date(2026, 3, 20))
    for number in (first, second, third):
        act(site, "qian", number, Move.SIGN)
    for number in (first, third):
        issue(site, number)
    act(site, "yin", first, Move.PUBLISH, PUBLISHED)
    today_is(site, date(2026, 6, 1))
    with site.database.reading() as connection:
        printed = connection.value(
            "SELECT document_number FROM issuances WHERE case_number = :n", n=first
        )
    hand_in(
        site,
        a_row("关于印发《青岚区养犬管理办法》的通知", printed, date(2026, 3, 20)),
        a_row("青岚区河道采砂办法", "青政规〔2026〕51号", date(2026, 3, 19)),
        a_row("青岚区户外广告办法", "青政规〔2026〕52号", date(2026, 3, 26)),
        a_row("青岚区校外托管办法", "青政规〔2026〕53号", date(2026, 3, 27)),
    )
    with site.database.reading() as connection:
        material = cross_check_material(site, connection, played=True)
    result = cross_check(material, CatalogueDays(date(2026, 6, 1)), site.calendar)
    found = {(one.kind, one.reason, one.title[-4:]) for one in result.findings}
    assert (L.NOT_REVIEWED, R.RETURNED, "广告办法") in found
    assert (L.NOT_REVIEWED, R.NEVER_SUBMITTED, "托管办法") in found
    assert (L.BEFORE_OPINION, R.ISSUED_FIRST, "采砂办法") in found
    assert (L.NOT_FILED, R.NOT_HANDED_OVER, "管理办法") in found
    assert (L.NOT_IN_CATALOGUE, R.IN_NO_CATALOGUE, "安全办法") in found
    assert {one.other for one in result.findings if one.kind is L.BEFORE_OPINION} == {second}
    assert result.issued == 2


def test_demonstrations_stay_out_unless_asked_for(site: Site) -> None:
    published(site)
    with site.database.reading() as connection:
        assert cross_check_material(site, connection).cases == ()
        assert len(cross_check_material(site, connection, played=True).cases) == 1


def test_the_command_prints_lists_counts_and_writes_the_same_bytes(site: Site) -> None:
    today_is(site, date(2026, 8, 3))
    hand_in(site, a_row("青岚区校外托管办法", "青政规〔2026〕53号", date(2026, 3, 27)))
    *findings, figures = map(
        json.loads, run(site, "issuance", "cross-check", "--json").stdout.splitlines()
    )
    assert [one["kind"] for one in findings] == ["not_reviewed", "not_filed", "not_in_register"]
    assert figures["counts"]["not_reviewed"] == 1
    one = run(site, "issuance", "cross-check", "--json", "--list", "not_filed").stdout.splitlines()
    assert len(one) == 2
    shown = run(site, "issuance", "cross-check", "--lang", "zh")
    assert "应审未审\t1" in shown.stdout and "（未核实）" in shown.stderr
    path = site.settings.docs_out / "reports" / "cross_check.xlsx"
    written = []
    for _ in range(2):
        assert run(site, "issuance", "cross-check", "--xlsx", "--lang", "zh").exit_code == 0
        written.append(path.read_bytes())
    assert written[0] == written[1]
    book = load_workbook(BytesIO(written[0]))
    assert [row[0].value for row in book.worksheets[0].iter_rows()][1] == "应审未审"


@pytest.mark.parametrize("person", ["lin", "shen", "gu"])
def test_no_drafting_unit_or_reviewer_sees_it(site: Site, person: str) -> None:
    assert run(site, "issuance", "cross-check", "--as", person).exit_code == 4


def test_a_list_that_is_none_is_refused(site: Site) -> None:
    result = run(site, "issuance", "cross-check", "--list", "not_revewed")
    assert result.exit_code == 2 and "not_reviewed" in result.stderr


def test_a_result_can_be_narrowed_to_one_list(calendar: Any) -> None:
    result = checked(calendar, (a_line(),))
    assert {one.kind for one in result.only(L.NOT_REVIEWED).findings} == {L.NOT_REVIEWED}
    assert replace(result, findings=()) == replace(result.only(L.NOT_FILED), findings=())
