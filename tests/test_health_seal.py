"""What `doctor` says of the sealed log: its age, its key, the file elsewhere, and what to do."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from builders import a_site, accepted
from cli_running import run

from models.sealing.note import SignatureName
from review_flows.desk.log_key import make_key
from review_flows.desk.log_seal import seal_log
from review_flows.outside.health_line import Level
from review_flows.outside.health_seal import seal_lines
from review_flows.outside.running_mark import marked_as_running
from review_flows.outside.sealing.keys import key_file
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import MachineClock

Said = list[tuple[str, Level]]


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Site]:
    """A site on the machine's clock with a file elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    site = a_site(tmp_path)
    settings = replace(site.settings, anchor_file=tmp_path / "elsewhere" / "checkpoints.txt")
    yield replace(site, settings=settings, clock=MachineClock())
    site.database.close()


def said(site: Site, later: timedelta = timedelta(), *, running: bool = False) -> Said:
    """What the lines say so much later, while `start` runs or not."""
    with (
        marked_as_running(site.settings) if running else nullcontext(),
        site.database.reading() as connection,
    ):
        now = site.clock.now() + later
        lines = list(seal_lines(connection, site.settings, now))
    return [(line.said.removeprefix("health."), line.level) for line in lines]


def test_a_sealed_log_is_fine_with_its_key_and_its_anchor(real: Site) -> None:
    accepted(real)
    seal_log(real)
    for running in (True, False):
        found = said(real, running=running)
        assert found == [("seal", Level.FINE), ("place", Level.FINE), ("anchor", Level.FINE)]


def test_a_site_without_entries_has_nothing_to_tell(real: Site) -> None:
    assert said(real) == [("seal_none", Level.FINE), ("anchor_new", Level.FINE)]


@pytest.mark.parametrize("seconds", [119, 121])
def test_a_seal_that_grows_old_while_start_runs_is_an_alarm(site: Site, seconds: int) -> None:
    seal(site)
    late = said(site, timedelta(seconds=seconds), running=True)[0]
    assert late == (("seal", Level.FINE) if seconds < 120 else ("seal_stuck", Level.BROKEN))
    assert said(site, timedelta(days=9))[0] == ("seal", Level.FINE)  # nothing runs, nothing waits


def test_entries_that_wait_while_nothing_runs_are_told(site: Site) -> None:
    seal(site)
    accepted(site)
    assert said(site)[0] == ("seal_waits", Level.NOTE)
    assert said(site, running=True)[0] == ("seal", Level.FINE)


def test_a_key_that_others_can_read_that_is_gone_or_another_is_an_alarm(real: Site) -> None:
    seal(real)
    key_file(real).chmod(0o640)
    assert said(real)[1] == ("key_open", Level.BROKEN)
    kept = key_file(real).rename(key_file(real).with_suffix(".kept"))
    assert said(real)[1] == ("key_gone", Level.BROKEN)
    make_key(real, "", SignatureName.ED25519)
    seal(real)
    kept.chmod(0o600)
    key_file(real).unlink()
    kept.rename(key_file(real))
    assert said(real)[1] == ("key_other", Level.BROKEN)
    key_file(real).write_text("none")
    assert said(real)[1] == ("key_unreadable", Level.BROKEN)


def test_a_file_elsewhere_that_is_away_is_an_alarm(real: Site) -> None:
    assert real.settings.anchor_file is not None
    seal_log(real)
    real.settings.anchor_file.unlink()
    real.settings.anchor_file.parent.rmdir()
    assert said(real)[-1] == ("anchor_gone", Level.BROKEN)


def test_a_file_elsewhere_that_gets_no_more_is_an_alarm(real: Site) -> None:
    seal_log(real)
    seal(real)
    assert said(real)[-1] == ("anchor", Level.FINE)
    assert said(real, timedelta(seconds=121))[-1] == ("anchor_behind", Level.BROKEN)


def test_a_log_that_was_cut_back_does_not_fit_its_file_elsewhere(real: Site) -> None:
    accepted(real)
    seal_log(real)
    with real.database.writing() as connection:
        for table in ("checkpoints", "log_leaves"):
            connection.run(f"DROP TRIGGER {table}_no_delete")
            connection.run(f"DELETE FROM {table}")
    assert said(real)[-1] == ("anchor_unknown", Level.BROKEN)


def test_a_file_elsewhere_that_ends_in_something_else_is_told(real: Site) -> None:
    assert real.settings.anchor_file is not None
    real.settings.anchor_file.write_text("not a note\n")
    assert said(real)[-1] == ("anchor_unreadable", Level.BROKEN)


def test_doctor_says_it_in_both_languages_and_no_anchor_is_worth_a_note(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    accepted(site)
    chinese, english = run(site, "--lang", "zh", "doctor"), run(site, "doctor")
    assert "尚未封存" in chinese.stdout and "not sealed" in english.stdout
    assert "REVIEW_FLOWS_ANCHOR_FILE" in chinese.stdout


def test_show_and_the_log_say_how_far_a_case_is_sealed(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    assert "not sealed yet" in run(site, "--lang", "en", "show", number).stdout
    seal(site)
    assert "covered by checkpoint 1" in run(site, "--lang", "en", "show", number).stdout
    assert '"sealed_by": 1' in run(site, "log", "show", number, "--json").stdout
    drafter = run(site, "--as", "lin", "--lang", "en", "show", number)
    assert drafter.exit_code == 0 and "checkpoint" not in drafter.stdout
