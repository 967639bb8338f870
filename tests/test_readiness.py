"""Whether a process can be given work, and the figures it is watched by."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from builders import a_site, accepted, published, today_is
from prometheus_client.parser import text_string_to_metric_families

from models.readiness import Measures, Reach, ReadinessCheck, readiness
from review_flows.desk.backing_up import back_up
from review_flows.outside.database import Database
from review_flows.outside.measures import measure
from review_flows.outside.metrics_text import metrics_text
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import SHANGHAI

FINE = Reach(clock_behind=-1.0, seal_age=5.0)


def broken(measures: Measures) -> set[ReadinessCheck]:
    """The checks that do not hold."""
    return {one.check for one in readiness(measures) if not one.holds}


def test_a_site_is_ready_when_all_four_checks_hold() -> None:
    checks = readiness(Measures(50, 100, FINE))
    assert {one.check for one in checks} == set(ReadinessCheck)
    assert all(one.holds for one in checks)


@pytest.mark.parametrize("free, full", [(10, False), (9, True)])
def test_less_than_a_tenth_of_the_disk_is_not_enough(free: int, full: bool) -> None:
    assert (ReadinessCheck.DISK in broken(Measures(free, 100, FINE))) is full


@pytest.mark.parametrize("age, old", [(120.0, False), (120.1, True), (None, True)])
def test_a_seal_of_two_minutes_ago_or_none_at_all_is_not_ready(
    age: float | None, old: bool
) -> None:
    assert (ReadinessCheck.SEAL in broken(Measures(50, 100, Reach(-1.0, age)))) is old


@pytest.mark.parametrize("behind, wrong", [(None, False), (86_400.0, False), (86_401.0, True)])
def test_a_clock_by_which_nothing_is_dated_any_more_is_not_ready(
    behind: float | None, wrong: bool
) -> None:
    assert (ReadinessCheck.CLOCK in broken(Measures(50, 100, Reach(behind, 5.0)))) is wrong


def test_without_a_database_nothing_of_the_log_is_claimed() -> None:
    checks = readiness(Measures(50, 100, None))
    assert [(one.check, one.holds) for one in checks] == [("database", False), ("disk", True)]


def test_what_is_measured_follows_the_seal_and_the_clock(site: Site) -> None:
    accepted(site)
    seal(site)
    now = site.clock.now()
    assert broken(measure(site, now)) == set()
    assert broken(measure(site, now + timedelta(seconds=200))) == {ReadinessCheck.SEAL}
    early = measure(site, now - timedelta(days=2))
    assert early.reach is not None and early.reach.seal_age == 0.0


@pytest.mark.parametrize("broken_file", [True, False])
def test_a_database_that_is_away_is_told_and_no_error(tmp_path: Path, broken_file: bool) -> None:
    site = a_site(tmp_path)
    site.database.close()
    assert site.database.path is not None
    if broken_file:
        site.database.path.write_bytes(b"no database at all" * 100)
    else:
        nowhere = Database("postgresql://nobody@127.0.0.1:1/none", tmp_path / "write.lock")
        site = replace(site, database=nowhere)
    measured = measure(site, site.clock.now(), with_load=True)
    assert broken(measured) == {ReadinessCheck.DATABASE}
    assert b'review_flows_check{check="database"} 0.0' in metrics_text(measured)


def samples(site: Site, later: timedelta = timedelta()) -> dict[str, float]:
    """Each sample of /metrics, as Prometheus's own parser reads it: name{label=value} → figure."""
    text = metrics_text(measure(site, site.clock.now() + later, with_load=True)).decode()
    found = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation and family.type == "gauge"
        for sample in family.samples:
            labels = "".join(f"{{{name}={value}}}" for name, value in sample.labels.items())
            found[sample.name.removeprefix("review_flows_") + labels] = sample.value
    return found


def test_the_figures_say_what_waits_and_for_how_long(site: Site) -> None:
    published(site)
    hour = timedelta(hours=1)
    told = samples(site, hour)
    with site.database.reading() as connection:
        queued = connection.value("SELECT count(*) FROM legs WHERE status = 'queued'")
        dead = connection.value("SELECT count(*) FROM notice_deliveries WHERE state = 'dead'")
        entries = connection.value("SELECT count(*) FROM events")
    assert told["legs{state=queued}"] == queued > 0
    assert told["messages{state=dead}"] == dead == 0
    assert told["outbox_age_seconds{outbox=legs}"] >= 3600
    assert told["entries_not_sealed"] == entries > 0
    assert "seal_age_seconds" not in told and "backup_age_seconds" not in told
    assert told["ready"] == told["check{check=seal}"] == 0
    assert 0 < told["disk_free_ratio"] < 1


def test_a_review_is_overdue_on_the_day_after_its_last_one(site: Site) -> None:
    number = accepted(site)
    with site.database.reading() as connection:
        sql = "SELECT ceiling_on FROM cases WHERE number = :number"
        last = date.fromisoformat(connection.value(sql, number=number))
    for days, overdue in ((0, 0), (1, 1)):
        noon = datetime.combine(last + timedelta(days=days), time(12), SHANGHAI)
        load = measure(site, noon.astimezone(UTC), with_load=True).load
        assert load is not None and load.overdue == overdue


def test_a_dead_message_and_a_failed_leg_are_told(site: Site) -> None:
    published(site)
    with site.database.writing() as connection:
        connection.run("UPDATE legs SET status = 'failed'")
        connection.insert(
            "notices", key="k", person="qian", subject="s", text="t", made_at="2026-03-09T00:00:00Z"
        )
        connection.insert(
            "notice_deliveries", notice="k", channel="mail", state="dead", attempts=6, not_before=""
        )
    told = samples(site)
    assert told["legs{state=failed}"] > 0 and told["legs{state=queued}"] == 0
    assert told["messages{state=dead}"] == 1
    assert told["outbox_age_seconds{outbox=legs}"] == 0


def test_the_last_sweep_is_as_old_as_its_report(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    reports = site.settings.docs_out / "reports"
    reports.mkdir(parents=True)
    for name, seconds in (("deadlines_2026-03-08.tsv", 90_000), ("deadlines_2026-03-09.tsv", 60)):
        (reports / name).write_text("")
        at = site.clock.now().timestamp() - seconds
        os.utime(reports / name, (at, at))
    assert 60 <= samples(site)["sweep_age_seconds"] < 70


def test_the_last_backup_is_as_old_as_its_entry(tmp_path: Path) -> None:
    site = a_site(tmp_path / "home")
    (tmp_path / "backups").mkdir()
    back_up(site, "", tmp_path / "backups", incomplete=False)
    assert 3600 <= samples(site, timedelta(hours=1))["backup_age_seconds"] < 3700


def test_no_figure_names_a_case_or_a_person(site: Site) -> None:
    number = published(site)
    today_is(site, site.clock.now().date())
    text = metrics_text(measure(site, site.clock.now(), with_load=True)).decode()
    assert number not in text and "shen" not in text and "示例" not in text


def test_the_disk_is_the_one_of_the_home(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    measured = measure(site, site.clock.now())
    assert measured.total == shutil.disk_usage(tmp_path).total
