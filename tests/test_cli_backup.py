"""`backup` and `restore` at the shell: what they tell, refuse, and leave."""

import json
from pathlib import Path

import pytest
from backup_builders import edited, filed_away
from builders import a_site, environment, received
from cli_running import run
from typer.testing import CliRunner, Result

from models.person import Role
from review_flows.cli.main import app
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site


@pytest.fixture
def backed_up(tmp_path: Path) -> Site:
    """A site with a backup in the folder `disk` of its home."""
    site = a_site(tmp_path)
    filed_away(site)
    (tmp_path / "disk").mkdir()
    done = run(site, "backup", str(tmp_path / "disk"), "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["missing"] == 0
    assert "keep a copy of it elsewhere" in done.stderr.lower()
    return site


def run_in(home: Path, *args: str, given: str = "") -> Result:
    """Run a command in a home without any settings but its place."""
    nowhere = dict.fromkeys(("REVIEW_FLOWS_DATABASE", "REVIEW_FLOWS_AS", "REVIEW_FLOWS_LANG"), "")
    with environment({**nowhere, "REVIEW_FLOWS_HOME": str(home), "LANG": "C.UTF-8"}):
        return CliRunner().invoke(app, list(args), prog_name="review-flows", input=given)


def test_a_set_is_verified_with_a_note_and_the_key_and_nothing_is_written(
    backed_up: Site, tmp_path: Path
) -> None:
    disk, new = tmp_path / "disk", tmp_path / "new"
    (made,) = disk.glob("*Z")
    key = json.loads((made / "manifest.json").read_text("utf-8"))["key"]
    note = json.loads((made / "manifest.json").read_text("utf-8"))["note"]
    done = run_in(
        new, "restore", str(disk), "--verify", "--anchor", "-", "--key", key, "--json", given=note
    )
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["cases"], told["anchors"], told["folder"]) == (1, 1, str(made))
    assert not new.exists()


def test_a_set_is_restored_into_the_home_that_is_named_and_works_there(
    backed_up: Site, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    done = run_in(tmp_path, "restore", str(tmp_path / "disk"), "--to", str(new), "--as", "nobody")
    assert done.exit_code == 0, done.stderr
    assert "log.pem" in done.stderr
    assert "2026-0001" in run_in(new, "list").stdout
    assert run_in(new, "scrub").exit_code == run_in(new, "log", "verify").exit_code == 0
    again = run_in(tmp_path, "restore", str(tmp_path / "disk"), "--to", str(new))
    assert again.exit_code == 2 and "never over something" in again.stderr


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_set_older_than_a_kept_note_ends_with_3_in_both_languages(
    backed_up: Site, tmp_path: Path, language: str
) -> None:
    received(backed_up, title="又一办法")
    (tmp_path / "note.txt").write_text(seal(backed_up).text, "utf-8")
    args = ("restore", str(tmp_path / "disk"), "--verify", "--anchor", str(tmp_path / "note.txt"))
    done = run_in(tmp_path / "new", *args, "--lang", language)
    assert done.exit_code == 3 and "the log was cut" in done.stderr
    assert ("此备份不能使用" in done.stderr) == (language == "zh")


def test_a_set_that_was_changed_and_a_folder_that_is_none_are_told_apart(
    backed_up: Site, tmp_path: Path
) -> None:
    (made,) = (tmp_path / "disk").glob("*Z")
    edited(made / "database.db")
    changed = run_in(tmp_path / "new", "restore", str(made), "--verify")
    assert changed.exit_code == 3 and "database.db was changed" in changed.stderr
    none = run_in(tmp_path / "new", "restore", str(tmp_path), "--verify")
    assert none.exit_code == 2 and "is no backup set" in none.stderr
    unread = run_in(tmp_path / "new", "restore", str(made), "--verify", "--anchor", "gone.txt")
    assert unread.exit_code == 2 and "gone.txt cannot be read" in unread.stderr


def test_only_who_keeps_the_machine_makes_a_backup_and_the_log_names_him(
    backed_up: Site, tmp_path: Path
) -> None:
    refused = run(backed_up, "backup", str(tmp_path / "disk"), "--as", "shen")
    assert refused.exit_code == 4 and "system_admin" in refused.stderr
    with backed_up.database.writing() as connection:
        connection.insert("person_roles", person="deng", role=str(Role.SYSTEM_ADMIN))
    assert run(backed_up, "backup", str(tmp_path / "disk"), "--as", "deng").exit_code == 0
    lines = map(json.loads, run(backed_up, "log", "show", "site", "--json").stdout.splitlines())
    made = [(one["move"], one["actor"]) for one in lines if one["result"] == "done"]
    assert ("back_up", "operator") in made and ("back_up", "deng") in made


def test_doctor_tells_of_the_last_backup(backed_up: Site, tmp_path: Path) -> None:
    fresh = a_site(tmp_path / "fresh")
    assert "none was ever made" in run(fresh, "doctor").stdout
    told = run(backed_up, "doctor").stdout
    assert "the last one: " in told and "stored files looked at, 0 are named by no row" in told
