"""`clock` shows what a case's clock says, on which grounds, day by day, and as of any day."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import a_document, a_site, accepted, proposed, received, today_is, under_review
from cli_running import run

from models.document import DocumentKind
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site


def told(site: Site, number: str, *args: str) -> dict[str, object]:
    """The object that the command prints."""
    result = run(site, "clock", number, "--json", *args)
    assert result.exit_code == 0, result.stderr
    read = json.loads(result.stdout)
    assert isinstance(read, dict)
    return read


def fields(site: Site, number: str, *args: str) -> dict[str, str]:
    """The Chinese page, heading by heading."""
    lines = run(site, "clock", number, "--lang", "zh", *args).stdout.splitlines()
    return dict(line.split("\t", 1) for line in lines[1:])


def walk(site: Site, number: str, *args: str) -> dict[str, list[str]]:
    """The Chinese walk, day by day."""
    result = run(site, "clock", number, "--explain", "--lang", "zh", *args)
    header, *lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert header == ["日期", "星期", "第几日", "原因", "放假通知", "标记"]
    return {day: rest for day, *rest in lines}


def paused_and_resumed(site: Site) -> str:
    """Accepted on Monday 9 March 2026, paused that day, resumed on the 12th."""
    number = under_review(site)
    act(site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "举行听证会"})
    today_is(site, date(2026, 3, 12))
    act(site, "shen", number, Move.RESUME, {"reason": "听证会结束"})
    return number


def test_the_page_shows_the_state_the_days_and_where_each_period_stands(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = paused_and_resumed(site)
    page = fields(site, number)
    assert (page["计时状态"], page["截至"], page["起算日"]) == (
        "计时中",
        "2026-03-12",
        "2026-03-09",
    )
    assert (page["最短时限届满日"], page["最长时限届满日"]) == ("2026-03-19", "2026-04-02")
    assert page["最长时限"].startswith("15 工作日, ") and page["最长时限"].endswith("(未核实)")
    assert page["起算"].startswith("受理之日, ") and page["起算"].endswith("(未核实)")
    assert page["中止与恢复"] == (
        "2026-03-09 中止计时 听证 举行听证会; 2026-03-12 恢复计时 听证会结束"
    )
    assert page["按另一种理解"] == "自然日: 2026-03-17 / 2026-03-27"
    assert page["日历版本"].startswith("2026 国办发明电〔2025〕7号 ")
    assert "review.floor" in page["未核实"] and "补正的影响" not in page
    assert "未经核实" in run(site, "clock", number, "--lang", "zh").stderr


def test_the_walk_tells_each_day_with_its_number_why_and_what_happened(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = paused_and_resumed(site)
    days = walk(site, number)
    assert list(days) == sorted(days) and len(days) == 25
    assert (min(days), max(days)) == ("2026-03-09", "2026-04-02")
    assert days["2026-03-09"][:3] == ["周一", "", "起算当日，不计入"]
    assert "受理" in days["2026-03-09"][4] and "中止计时 听证 举行听证会" in days["2026-03-09"][4]
    assert days["2026-03-12"] == [
        "周四", "", "中止计时，不计入", "", "截至当日; 恢复计时 听证会结束"
    ]  # fmt: skip
    assert days["2026-03-13"][:3] == ["周五", "1", "计入"]
    assert days["2026-03-14"][:3] == ["周六", "", "周末，不计入"]
    assert days["2026-03-19"] == ["周四", "5", "计入", "", "最短时限届满日"]
    assert days["2026-04-02"] == ["周四", "15", "计入", "", "最长时限届满日"]


def test_the_walk_of_a_late_review_goes_on_to_the_day_it_is_read(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    days = walk(site, number, "--on", "2026-04-08")
    assert days["2026-03-30"] == ["周一", "15", "计入", "", "最长时限届满日"]
    assert days["2026-04-06"][:4] == ["周一", "", "放假，不计入", "国办发明电〔2025〕7号"]
    assert days["2026-04-08"] == ["周三", "+6", "逾期", "", "截至当日"]


EXTENDING = """
code = "extending"
name = "延期测试"
since = 2021-01-01
extends = "datong_xinrong_2021"

[matter_types.normative_document.review]
extension = { days = 10, times = 1, approved_by = "主任", source = "测试延期", verified = false }
submit_before_meeting = { days = 7, unit = "working", source = "测试会前", verified = false }
"""


def extending_site(home: Path) -> Site:
    """A site under a rule set of its own that knows an extension and a time before the meeting."""
    site = a_site(home)
    (home / "rule_sets").mkdir()
    (home / "rule_sets" / "extending.toml").write_text(EXTENDING, "utf-8")
    site.settings = replace(site.settings, rule_set="extending")
    return site


def test_an_extension_and_its_days_stand_in_page_and_walk(tmp_path: Path) -> None:
    site = extending_site(tmp_path)
    number = under_review(site)
    evidence = a_document(site, DocumentKind.OTHER, "批准延期的文件")
    form = {"days": 10, "reason": "情况复杂", "approved_by": "主任", "documents": [evidence]}
    act(site, "qian", number, Move.EXTEND, form)
    page = fields(site, number)
    assert page["最长时限届满日"] == "2026-04-14" and page["延期"] == "10 工作日, 测试延期 (未核实)"
    assert "延期 +10 情况复杂" in walk(site, number)["2026-03-09"][4]
    assert told(site, number)["extended_by"] == 10


def test_a_planned_meeting_shows_by_when_the_submission_had_to_be_there(tmp_path: Path) -> None:
    site = extending_site(tmp_path)
    number = under_review(site)
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-03-13"})
    page = fields(site, number)
    assert (page["拟审议日"], page["会前最迟报送日"]) == ("2026-03-13", "2026-03-04")
    assert page["会前报送时限"] == "7 工作日, 测试会前 (未核实)" and page["会前报送逾期"] == "是"
    assert "拟审议日" in walk(site, number)["2026-03-13"][4]


def test_a_breach_names_its_cause_and_whether_somebody_recorded_it(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = proposed(site)
    today_is(site, date(2026, 4, 7))
    assert fields(site, number, "--on", "2026-04-07")["违反时限原因"] == "审核机构 (依事实推定)"
    late = {"late_reason": "材料迟交", "breach_cause": "drafting_side"}
    act(site, "qian", number, Move.SIGN, late)
    page = fields(site, number)
    assert (page["计时状态"], page["违反时限"]) == ("超过最长时限", "超过最长时限")
    assert page["违反时限原因"] == "起草单位 (签发时认定)"
    read = told(site, number)
    assert (read["state"], read["breach"]) == ("ceiling_breached", "ceiling_breached")
    assert (read["caused_by"], read["cause_recorded"]) == ("drafting_side", True)


# Any day.


def test_a_day_past_is_read_from_what_was_logged_up_to_it(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = paused_and_resumed(site)
    read = told(site, number, "--on", "2026-03-11", "--explain")
    assert (read["read_on"], read["state"], read["ceiling_on"]) == (
        "2026-03-11", "paused", "2026-04-01"
    )  # fmt: skip
    assert isinstance(read["events"], list)
    assert [event["kind"] for event in read["events"]] == ["received", "accepted", "paused"]
    result = run(site, "clock", number, "--on", "2026-03-11", "--lang", "zh")
    assert "按截至2026-03-11的记录和现行日历计算" in result.stderr
    assert "计算" not in run(site, "clock", number, "--lang", "zh").stderr


def test_a_day_to_come_is_read_as_if_nothing_more_happened(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = paused_and_resumed(site)
    read = told(site, number, "--on", "2026-04-03")
    assert (read["state"], read["left_working"]) == ("ceiling_breached", -1)
    assert told(site, number)["left_working"] == 15, "looking ahead changes nothing"


def test_before_day_0_the_page_says_what_starts_the_clock(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    page = fields(site, number)
    assert page["计时状态"] == "未起算" and "起算日" not in page and "已用" not in page
    result = run(site, "clock", number, "--explain", "--lang", "zh")
    assert result.exit_code == 0 and len(result.stdout.splitlines()) == 1
    assert f"审核件{number}尚未起算（自受理之日起算）" in result.stderr
    assert (told(site, number)["state"], told(site, number)["ceiling_on"]) == ("not_started", None)


@pytest.mark.parametrize("day", ["明天", "2026-13-01", "2026-02-30"])
def test_what_is_no_day_is_refused_with_how_to_write_one(tmp_path: Path, day: str) -> None:
    site = a_site(tmp_path)
    result = run(site, "clock", accepted(site), "--on", day)
    assert (result.exit_code, result.stdout) == (2, "")
    assert day in result.stderr and "2026-03-09" in result.stderr


def test_the_clock_of_a_played_case_is_read_on_the_last_day_of_the_play(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    today_is(site, date(2026, 3, 17))
    act(site, "shen", number, Move.CLAIM)
    read = told(site, number)
    assert (read["read_on"], read["elapsed_working"], read["left_working"]) == ("2026-03-17", 6, 9)


# What may change.


def test_days_through_a_year_without_its_notice_are_marked_wherever_they_stand(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    today_is(site, date(2026, 12, 28))
    number = accepted(site)
    page, days = fields(site, number), walk(site, number)
    assert page["最长时限届满日"].endswith(" (暂定)")
    assert page["按另一种理解"].endswith(" (暂定)") and "(暂定)" in page["日历版本"]
    assert days["2026-12-31"][4] == "" and days["2027-01-04"][4].startswith("暂定")
    assert "日期为暂定" in run(site, "clock", number, "--lang", "zh").stderr
    read = told(site, number, "--explain")
    assert read["provisional"] is True and isinstance(read["walk"], list)
    assert {day["provisional"] for day in read["walk"] if day["day"] > "2027"} == {True}


A_YEAR_OF_ITS_OWN = """
year = 2026
notice = "虚构〔2026〕1号"
notice_on = 2026-03-10
source = "虚构"
verified = true

[[holiday]]
name = "虚构假日"
first = 2026-03-16
last = 2026-03-17
"""


def test_a_calendar_that_changed_since_the_last_entry_is_warned_about(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    before = told(site, number)
    assert "日历在" not in run(site, "clock", number, "--lang", "zh").stderr
    folder = site.settings.home / "calendars"
    folder.mkdir()
    (folder / "2026.toml").write_text(A_YEAR_OF_ITS_OWN, "utf-8")
    result = run(site, "clock", number, "--lang", "zh")
    assert "2026年的日历在最近一次计时记录之后已变更" in result.stderr
    assert fields(site, number)["日历版本"].endswith("(已变更)")
    after = told(site, number)
    assert isinstance(after["calendar"], list) and isinstance(before["calendar"], list)
    (then,), (now,) = before["calendar"], after["calendar"]
    assert (then["changed"], now["changed"]) == (False, True)
    assert then["digest"] == then["proven"] == now["proven"] != now["digest"]
    assert (before["ceiling_on"], after["ceiling_on"]) == ("2026-03-30", "2026-04-01")


def test_the_object_holds_the_rules_with_their_sources_and_the_versions(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    read = told(site, number)
    assert "walk" not in read and isinstance(read["rules"], dict)
    ceiling = read["rules"]["ceiling"]
    assert (ceiling["days"], ceiling["unit"], ceiling["verified"]) == (15, "working", False)
    assert ceiling["source"] and read["rules"]["starts"]["event"] == "accepted"
    assert read["rule_set_digest"] == site.rules.digest("datong_xinrong_2021")
    page = fields(site, number)
    assert page["规则"] == f"datong_xinrong_2021 {str(read['rule_set_digest'])[:12]}"
    english = run(site, "clock", number).stdout
    assert "ceiling day\t2026-03-30" in english and "starts with\tthe acceptance, " in english
