"""The minute's sealing and its ways out: the file elsewhere, the mail, the thread of `start`."""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import a_site, accepted, received, today_is
from running import FlowWorker, running, wait_until

from models.sealing.note import SignedNote, read_note
from review_flows.desk.log_seal import seal_log
from review_flows.outside.database import Row
from review_flows.outside.running_mark import is_running, marked_as_running
from review_flows.outside.sealing.anchor_file import append_note, last_note
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import MachineClock
from review_flows.runner.sealing import log_sealed


def checkpoints(site: Site) -> list[Row]:
    with site.database.reading() as connection:
        return list(connection.rows("SELECT id, size, note FROM checkpoints ORDER BY id"))


def messages(site: Site) -> list[Row]:
    with site.database.reading() as connection:
        sql = "SELECT key, person, subject, text FROM notices WHERE key LIKE 'checkpoint.%'"
        return list(connection.rows(f"{sql} ORDER BY key"))


def notes_in(path: Path) -> list[str]:
    """The notes of an anchor file, cut where a line of a signature is followed by an empty one."""
    said = path.read_text("utf-8")
    notes, so_far = [], ""
    for line in said.splitlines(keepends=True):
        if line == "\n" and "— " in so_far:
            notes.append(so_far)
            so_far = ""
        else:
            so_far += line
    assert so_far == "", "the file ends within a note"
    return notes


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Site]:
    """A site on the machine's own clock, which is no demonstration, with a file elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    site = a_site(tmp_path)
    settings = replace(site.settings, anchor_file=tmp_path / "elsewhere" / "checkpoints.txt")
    yield replace(site, settings=settings, clock=MachineClock())
    site.database.close()


def anchor_of(site: Site) -> Path:
    assert site.settings.anchor_file is not None
    return site.settings.anchor_file


def test_each_checkpoint_is_appended_to_the_file_elsewhere_and_none_is_lost(real: Site) -> None:
    for _ in range(3):
        seal_log(real)
    assert notes_in(anchor_of(real)) == [row["note"] for row in checkpoints(real)]
    last = last_note(anchor_of(real))
    assert last is not None and last.text == checkpoints(real)[-1]["note"]


def test_what_stands_in_the_file_elsewhere_is_never_written_over(real: Site) -> None:
    anchor_of(real).write_text("somebody's own line\n\n", "utf-8")
    seal_log(real)
    assert anchor_of(real).read_text("utf-8").startswith("somebody's own line\n\nreview-flows/")


def test_a_note_is_durable_before_it_counts(real: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    sync = os.fsync

    def noted(file: int) -> None:
        synced.append(_name(file))
        sync(file)

    monkeypatch.setattr(os, "fsync", noted)
    append_note(anchor_of(real), seal(real))
    assert anchor_of(real).name in synced


def _name(file: int) -> str:
    kind = stat.S_ISREG(os.fstat(file).st_mode)
    return Path(os.readlink(f"/proc/self/fd/{file}")).name if kind else ""


def test_a_file_elsewhere_that_cannot_be_reached_does_not_stop_the_sealing(
    real: Site, caplog: pytest.LogCaptureFixture
) -> None:
    anchor_of(real).parent.rmdir()
    accepted(real)
    seal_log(real)
    assert len(checkpoints(real)) == 1
    assert "REVIEW_FLOWS_ANCHOR_FILE" in caplog.text


def test_a_demonstration_writes_no_anchor(real: Site, tmp_path: Path) -> None:
    seal_log(replace(a_site(tmp_path), settings=real.settings))
    assert not anchor_of(real).exists()


def test_the_auditors_are_sent_the_checkpoint_once_a_day_also_when_nothing_happens(
    site: Site,
) -> None:
    received(site)
    assert seal_log(site) == 1
    assert seal_log(site) == 0
    today_is(site, date(2026, 3, 10))
    assert seal_log(site) == 1
    first, second = messages(site)
    assert first["key"].startswith("checkpoint.2026-03-09") and first["person"] == second["person"]
    assert note_in(first).checkpoint.size == note_in(second).checkpoint.size
    assert note_in(first).text == checkpoints(site)[0]["note"]
    assert note_in(second).text == checkpoints(site)[2]["note"]


def note_in(message: Row) -> SignedNote:
    """The note that a message ends with, taken out as an auditor would: from the origin on."""
    begin = message["text"].rindex("\n\nreview-flows/")
    return read_note(message["text"][begin + 2 :])


def test_without_an_auditor_nobody_is_written_to_and_the_log_is_sealed(site: Site) -> None:
    with site.database.writing() as connection:
        connection.run("DELETE FROM person_roles WHERE role = 'auditor'")
    assert seal_log(site) == 0
    assert len(checkpoints(site)) == 1 and messages(site) == []


def test_the_thread_seals_at_once_and_again(site: Site) -> None:
    with log_sealed(site, seconds=0.05):
        wait_until(lambda: len(checkpoints(site)) >= 3, 60)


def test_what_was_logged_last_is_sealed_when_the_thread_ends(site: Site) -> None:
    with log_sealed(site, seconds=600):
        wait_until(lambda: len(checkpoints(site)) == 1, 60)
        accepted(site)
    with site.database.reading() as connection:
        entries = connection.value("SELECT count(*) FROM events")
    assert checkpoints(site)[-1]["size"] == entries > 0


def test_the_thread_goes_on_after_a_sealing_that_failed(site: Site) -> None:
    key = site.settings.inside / "keys" / "log.pem"
    key.parent.mkdir(parents=True)
    key.write_text("no key")
    with log_sealed(site, seconds=0.05):
        assert checkpoints(site) == []
        key.unlink()
        wait_until(lambda: len(checkpoints(site)) >= 2, 20)


def test_a_start_that_runs_is_seen_from_elsewhere_and_its_end_too(tmp_path: Path) -> None:
    settings = a_site(tmp_path).settings
    assert not is_running(settings)
    with marked_as_running(settings):
        assert is_running(settings)
        with marked_as_running(settings):  # a second one beside it
            assert is_running(settings)
    assert not is_running(settings)


@pytest.mark.prefect
def test_the_flow_seals_the_whole_log(site: Site, flows: FlowWorker) -> None:
    accepted(site)
    assert flows.run(site, "seal_log", date(2026, 3, 9)) == 1
    assert len(checkpoints(site)) == 1


@pytest.mark.prefect
def test_start_seals_before_prefect_is_up_and_marks_that_it_runs(real: Site) -> None:
    with running(real):
        assert is_running(real.settings)
        assert len(checkpoints(real)) >= 1
    assert not is_running(real.settings)
