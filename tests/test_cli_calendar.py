"""`calendar show, check, import`: the days as people read them, and by which notice they differ."""

import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typer
from builders import a_site, environment
from calendar_builders import INVENTED_2027, LATER_NOTICES, NOTICES, invented_2027
from cli_running import variables
from typer.testing import CliRunner, Result

from models.calendar_notice import parse_notice
from models.calendar_year import CalendarYear
from models.work_calendar import WorkCalendar
from review_flows.calendars import shipped_year, year_toml
from review_flows.cli.calendars import calendar, years_of
from review_flows.cli.group import ReviewGroup
from review_flows.cli.reader import read_reader
from review_flows.outside.calendar_source import known_year, work_calendar
from review_flows.outside.site import Site

app = typer.Typer(cls=ReviewGroup)
app.callback()(read_reader)
app.add_typer(calendar, name="calendar")


def run(site: Site, *args: str) -> Result:
    """Run a command of the group; a pipe, so nothing is drawn."""
    with environment(variables(site)):
        return CliRunner().invoke(app, ["calendar", *args], prog_name="review-flows")


def own_year(site: Site, year: CalendarYear) -> Path:
    """Lay a year into the site's own folder."""
    path = site.settings.home / "calendars" / f"{year.year}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(year_toml(year), "utf-8")
    return path


def test_a_year_is_shown_month_by_month_with_a_mark_for_each_kind_of_day(tmp_path: Path) -> None:
    done = run(a_site(tmp_path), "show", "2026", "--lang", "zh")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    place = lines.index(next(line for line in lines if line.startswith("2026-01")))
    assert lines[place].split() == ["2026-01", "2026-02"]
    # Two months stand beside each other: 1 February is a Sunday, so its first week ends at once.
    assert lines[place + 2].split() == ["1休", "2休", "3休", "4班", "1."]
    assert "14班 15休" in done.stdout and "28班" in done.stdout
    assert "国办发明电〔2025〕7号" in done.stdout and "随程序提供" in done.stdout
    assert "休 放假   班 调休上班   . 周末" in lines
    assert "春节\t2026-02-15 周日\t2026-02-23 周一\t9\t2026-02-14 周六, 2026-02-28 周六" in lines
    assert "暂定" not in done.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_columns_of_the_grid_stand_under_one_another(tmp_path: Path, language: str) -> None:
    done = run(a_site(tmp_path), "show", "2026", "--lang", language)
    lines = done.stdout.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("2026-01"))
    weeks = [line for line in lines[place + 1 : place + 8] if line]
    assert all(width(line) <= 73 for line in weeks)
    for line in weeks[1:]:  # the first week of January begins with the Thursday
        cells = [line_cells(line)[n * 5 : n * 5 + 5].strip() for n in range(7)]
        digits = [int("".join(filter(str.isdigit, cell))) for cell in cells if cell]
        assert digits == list(range(digits[0], digits[0] + len(digits)))
        for column, cell in enumerate(cells):
            if cell:
                day = date(2026, 1, int("".join(filter(str.isdigit, cell))))
                assert day.weekday() == column


def line_cells(line: str) -> str:
    """A line in which a wide sign takes two places."""
    return "".join(sign + "\0" * (wide(sign) - 1) for sign in line).replace("\0", "x")


def wide(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def width(line: str) -> int:
    return sum(map(wide, line))


def test_every_day_off_and_worked_of_a_year_is_in_its_json(tmp_path: Path) -> None:
    shown = json.loads(run(a_site(tmp_path), "show", "2025", "--json").stdout)
    held = shipped_year(2025)
    off = {one["day"] for one in shown["days"] if one["kind"] == "holiday"}
    worked = {one["day"] for one in shown["days"] if one["kind"] == "makeup_workday"}
    assert off == set(map(str, held.days_off)) and worked == set(map(str, held.workdays))
    assert {one["notice"] for one in shown["days"]} == {"国办发明电〔2024〕12号"}
    assert (shown["origin"], shown["provisional"]) == ("shipped", False)
    (autumn,) = [one for one in shown["holidays"] if one["name"] == "国庆节、中秋节"]
    assert autumn["workdays"] == ["2025-09-28", "2025-10-11"]


def test_a_year_without_a_notice_is_shown_as_provisional_with_its_law(tmp_path: Path) -> None:
    done = run(a_site(tmp_path), "show", "2040", "--lang", "zh")
    assert done.exit_code == 0
    assert "暂定\t是" in done.stdout and "暂定" in done.stderr
    assert "全国年节及纪念日放假办法" in done.stdout and "依放假办法推算" in done.stdout


def test_the_sites_own_year_is_shown_with_its_later_notices(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    later = replace(LATER_NOTICES[2020], days_off=frozenset({date(2027, 2, 15)}))
    own_year(site, invented_2027().amended(replace(later, notice_on=date(2027, 1, 26))))
    done = run(site, "show", "2027", "--lang", "zh")
    assert "本单位录入" in done.stdout
    assert "国办发明电〔2020〕1号 (2027-01-26)" in done.stdout
    assert "15休" in done.stdout


def test_a_year_outside_the_calendar_is_an_error_with_what_to_do(tmp_path: Path) -> None:
    done = run(a_site(tmp_path), "show", "2090")
    assert done.exit_code == 2 and "calendar import" in done.stderr


def test_our_tables_agree_with_the_library(tmp_path: Path) -> None:
    done = run(a_site(tmp_path), "check", "--lang", "zh")
    assert done.exit_code == 0 and done.stdout == ""
    assert [f"{year}年与" in done.stderr for year in (2024, 2025, 2026)] == [True] * 3


def test_a_day_that_differs_without_a_later_notice_ends_with_one(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    held = shipped_year(2026)
    own_year(site, replace(held, workdays=held.workdays - {date(2026, 1, 4)}, holidays=()))
    done = run(site, "check", "2026", "--lang", "zh")
    assert done.exit_code == 1
    assert "2026-01-04 周日\t周末\t调休上班\t国办发明电〔2025〕7号\t" in done.stdout.splitlines()
    (told,) = map(json.loads, run(site, "check", "2026", "--json").stdout.splitlines())
    assert (told["day"], told["explained"]) == ("2026-01-04", False)


def test_a_day_that_a_later_notice_orders_is_listed_and_explained(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    later = replace(
        LATER_NOTICES[2020],
        notice_on=date(2026, 1, 20),
        days_off=frozenset({date(2026, 3, 2)}),
    )
    own_year(site, shipped_year(2026).amended(later))
    done = run(site, "check", "2026", "--lang", "zh")
    assert done.exit_code == 0
    assert "2026-03-02 周一\t放假\t工作日\t国办发明电〔2020〕1号\t是" in done.stdout.splitlines()


def test_a_year_that_cannot_be_compared_is_said_and_is_no_fault(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    own_year(site, invented_2027())
    done = run(site, "check", "2020", "2027", "2040", "--lang", "en")
    assert done.exit_code == 0
    assert "chinesecalendar does not know 2027" in done.stderr
    assert "no table of ours for 2020" in done.stderr and "for 2040" in done.stderr


def test_a_broken_file_of_the_site_is_told_by_its_name(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    path = own_year(site, invented_2027())
    path.write_text(path.read_text("utf-8").replace("verified", "verfied"), "utf-8")
    done = run(site, "check")
    assert done.exit_code == 2
    assert str(path) in done.stderr and "Did you mean verified" in done.stderr


def test_a_notice_that_cannot_be_read_is_told_with_its_sentence(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    file = tmp_path / "通知.txt"
    file.write_text(INVENTED_2027.replace("共8天", "共9天"), "utf-8")
    done = run(site, "import", str(file), "--lang", "zh")
    assert done.exit_code == 2
    assert "共9天" in done.stderr and "counts 9 days, but these are 8" in done.stderr
    assert not (site.settings.home / "calendars").exists()


def test_a_trial_shows_the_days_and_what_changes_and_changes_nothing(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    file = tmp_path / "通知.txt"
    file.write_text(INVENTED_2027, "utf-8")
    done = run(site, "import", str(file), "--lang", "zh")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert "春节\t2027-02-05 周五\t2027-02-12 周五\t8\t2027-01-31 周日, 2027-02-20 周六" in lines
    assert "2027-01-31 周日\t周末\t调休上班\t国办发明电〔2026〕99号" in lines
    assert "2027-02-09 周二\t工作日\t放假\t国办发明电〔2026〕99号" in lines
    assert not any(line.startswith("2027-02-06") for line in lines)  # a day off before and after
    assert "未作改动" in done.stderr and "--yes" in done.stderr
    assert not (site.settings.home / "calendars").exists()


def test_a_trial_in_json_is_one_object(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    file = tmp_path / "通知.txt"
    file.write_text(INVENTED_2027, "utf-8")
    told = json.loads(run(site, "import", str(file), "--json").stdout)
    assert (told["year"], told["notice"], told["entered"]) == (
        2027,
        "国办发明电〔2026〕99号",
        False,
    )
    assert len(told["holidays"]) == 7 and told["moves"] == []
    assert {"day": "2027-01-31", "before": "weekend", "after": "makeup_workday",
            "notice": "国办发明电〔2026〕99号"} in told["changes"]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--yes", "--as", "qian"), "add --reason"),
        (("--yes", "--reason", "通知已发布", "--as", "deng"), "chief or security_admin"),
        (("--yes", "--reason", "通知已发布"), "Say who acts"),
        (("--yes", "--reason", "通知已发布", "--as", "nobody"), "nobody"),
    ],
)
def test_nothing_is_entered_without_a_reason_and_a_known_person_who_may(
    tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    site = a_site(tmp_path)
    file = tmp_path / "通知.txt"
    file.write_text(INVENTED_2027, "utf-8")
    done = run(site, "import", str(file), *args)
    assert done.exit_code in (2, 4) and said in done.stderr
    assert not (site.settings.home / "calendars").exists()


def test_a_notice_brings_the_year_before_along_where_it_changes_it() -> None:
    notice = parse_notice(NOTICES[2019])
    plain = parse_notice(NOTICES[2018]).calendar_year(verified=True)
    held = work_calendar(2004, 2060).with_year(plain)
    year, before = years_of(notice, held, verified=True)
    assert (year.year, before.year) == (2019, 2018)
    assert before.notice_of(date(2018, 12, 31)) == "国办发明电〔2018〕15号"
    assert before.rest_days() == known_year(2018).rest_days()
    # What the library has of 2018 holds these days already: nothing to write.
    assert len(years_of(notice, work_calendar(2004, 2060), verified=True)) == 1


def test_a_notice_imported_again_keeps_the_later_notices_of_its_year() -> None:
    later = replace(
        LATER_NOTICES[2020],
        notice_on=date(2027, 1, 20),
        days_off=frozenset({date(2027, 3, 1)}),
    )
    held = WorkCalendar.of(known_year(2026), invented_2027().amended(later))
    (again,) = years_of(parse_notice(INVENTED_2027), held, verified=True)
    assert again.amendments == (later,) and date(2027, 3, 1) in again.days_off
