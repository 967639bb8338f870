"""`deploy units` and `deploy compose`: files that systemd and compose take, without a password.

No container can be run where these tests were written: the compose file is parsed and held against
the keys of the Compose Specification that it uses, the Dockerfile is only read.
"""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import a_site
from cli_running import run

from models.errors import BadInput
from review_flows.outside.deployment.written import (
    Machine,
    compose_files,
    unit_files,
    writable,
    write_files,
)
from review_flows.outside.settings import SECRET_VARIABLES, VARIABLES, Settings

SERVICES = ("", "-prefect", "-backup", "-scrub")
SECRET = "s3cret"
WITH_PASSWORD = f"postgresql://review_flows:{SECRET}@db.example:5433/review?sslmode=require"
# What no service may lack: what it may do is named, all else is closed to it.
HARDENED = {
    "NoNewPrivileges": "true",
    "ProtectSystem": "strict",
    "PrivateTmp": "true",
    "UMask": "0077",
    "TimeoutStopSec": "60",
    "CapabilityBoundingSet": "",
}
MOST_EXPOSED = 2.5  # of 10, as `systemd-analyze security` reckons


def settings(home: Path = Path("/srv/review-flows"), **changes: Any) -> Settings:
    made = Settings(home, f"sqlite:///{home}/.review-flows/review.db", "national_2018", "青岚")
    return replace(made, **changes)


def machine(tmp_path: Path) -> Machine:
    """A machine whose commands exist, since systemd looks for them."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("review-flows", "python"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return Machine(folder / "review-flows", "root", tmp_path / "backups")


def unit(text: str) -> dict[str, dict[str, str]]:
    """A unit's sections; of a key that stands twice the last."""
    parser = RawConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_is_closed_to_all_that_it_does_not_need(tmp_path: Path, service: str) -> None:
    made = unit_files(settings(), machine(tmp_path))
    found = unit(made[f"review-flows{service}.service"])["Service"]
    assert HARDENED.items() <= found.items()
    assert found["User"] == "root" and found["EnvironmentFile"].startswith("/etc/review-flows/")
    if service in ("", "-prefect"):
        assert found["Restart"] == "on-failure"
    if service != "-prefect":
        assert found["ReadWritePaths"].split()[0] == "/srv/review-flows"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_systemd_takes_every_unit_and_finds_it_little_exposed(tmp_path: Path) -> None:
    made = unit_files(settings(), machine(tmp_path))
    paths = write_files(tmp_path / "units", made)
    units = [str(path) for path in paths if path.suffix in (".service", ".timer")]
    assert len(units) == 6
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    about = [line for line in checked.stderr.splitlines() if "review-flows" in line]
    assert about == [] and checked.returncode == 0, checked.stderr
    for one in units:
        if one.endswith(".service"):
            security = ["systemd-analyze", "security", "--offline=true", "--no-pager", one]
            said = subprocess.run(security, capture_output=True, text=True, check=True).stdout
            found = re.search(r"exposure level for \S+: ([\d.]+)", said)
            assert found and float(found[1]) <= MOST_EXPOSED, said


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_the_timers_come_every_night_and_every_week_and_make_up_for_a_night_without_power(
    tmp_path: Path,
) -> None:
    made = unit_files(settings(), machine(tmp_path))
    for name in ("backup", "scrub"):
        timer = unit(made[f"review-flows-{name}.timer"])["Timer"]
        assert timer["Persistent"] == "true"
        command = ["systemd-analyze", "calendar", "--iterations=2", timer["OnCalendar"]]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "Asia/Shanghai" in said


def test_start_tells_systemd_that_it_is_ready_and_alive(tmp_path: Path) -> None:
    service = unit(unit_files(settings(), machine(tmp_path))["review-flows.service"])["Service"]
    assert service["Type"] == "notify" and service["WatchdogSec"] == "120"
    assert service["ExecStart"] == f"{tmp_path}/bin/review-flows start"


def test_what_is_written_to_is_open_to_the_service_and_nothing_else(tmp_path: Path) -> None:
    elsewhere = settings(
        database="sqlite:////var/lib/rf/review.db", anchor_file=Path("/mnt/worm/notes.txt")
    )
    assert writable(elsewhere) == [
        Path("/srv/review-flows"),
        Path("/var/lib/rf"),
        Path("/mnt/worm"),
    ]
    assert writable(settings()) == [Path("/srv/review-flows")]
    service = unit(unit_files(elsewhere, machine(tmp_path))["review-flows.service"])["Service"]
    assert service["ReadWritePaths"] == "/srv/review-flows /var/lib/rf /mnt/worm"


def test_no_file_holds_a_password(tmp_path: Path) -> None:
    ours = settings(
        database=WITH_PASSWORD, smtp=f"smtp://a:{SECRET}@h", webhook=f"https://{SECRET}"
    )
    made = {**unit_files(ours, machine(tmp_path)), **compose_files(ours)}
    assert not [name for name, text in made.items() if SECRET in text]
    env = (
        made["review-flows.env"]
        + unit_files(ours, Machine(Path("/x"), "u", Path("/b")))["review-flows.env"]
    )
    assert "postgresql://review_flows@db.example:5433/review?sslmode=require\n" in env
    for name, text in made.items():
        assert not re.search(r"(?im)^(?!#)[^#\n]*(password|secret)\w*=(?!/run/secrets/)\S", text), (
            name
        )


def test_every_setting_in_a_file_is_one_that_is_read(tmp_path: Path) -> None:
    for made in (unit_files(settings(), machine(tmp_path)), compose_files(settings())):
        names = re.findall(r"^(REVIEW_FLOWS_\w+)=", made["review-flows.env"], flags=re.M)
        assert set(names) <= {*VARIABLES, *SECRET_VARIABLES} and len(names) == len(set(names)) == 6
        assert not [name for name, text in made.items() if re.search(r"(?<![\w.])@\w+@", text)]


def test_every_name_of_prefect_is_a_setting_of_it(tmp_path: Path) -> None:
    from prefect.settings import Settings as PrefectSettings
    from prefect.settings.legacy import _get_valid_setting_names

    known = _get_valid_setting_names(PrefectSettings)
    for made in (unit_files(settings(), machine(tmp_path)), compose_files(settings())):
        named = set(re.findall(r"^#? ?(PREFECT_\w+)=", "".join(made.values()), flags=re.M))
        assert len(named) >= 5 and named <= known


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"user": "Root User"}, "no name for a user"),
        ({"backups": Path("/mnt/two words")}, "/mnt/two words"),
        ({"backups": Path("relative")}, "relative"),
        ({"program": Path("/opt/50%/review-flows")}, "50%"),
    ],
)
def test_what_a_unit_could_not_hold_is_refused(changed: dict[str, Any], said: str) -> None:
    whole = Machine(Path("/opt/rf/bin/review-flows"), "review-flows", Path("/b"))
    with pytest.raises(BadInput, match=said):
        unit_files(settings(), replace(whole, **changed))


@pytest.mark.parametrize("organ", ["青岚\nREVIEW_FLOWS_AS=root", "青 岚", '"', ""])
def test_a_setting_that_would_become_two_is_refused(organ: str) -> None:
    with pytest.raises(BadInput, match="REVIEW_FLOWS_ORGAN"):
        compose_files(settings(organ=organ))


def test_what_somebody_changed_is_not_written_over_and_nothing_else_is_written(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path / "home")
    folder = tmp_path / "units.d"
    assert run(site, "deploy", "units", str(folder)).exit_code == 0
    before = {path: path.read_bytes() for path in folder.iterdir()}
    again = run(site, "deploy", "units", str(folder), "--json")
    assert again.exit_code == 0 and again.stdout.count("\n") == len(before) == 9
    (folder / "review-flows.env").write_text("changed")
    (folder / "prefect.env").unlink()
    refused = run(site, "deploy", "units", str(folder))
    assert refused.exit_code == 2 and "review-flows.env" in refused.stderr
    assert not (folder / "prefect.env").exists()
    assert (folder / "review-flows.env").read_text() == "changed"


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    site = a_site(tmp_path / "home")
    (tmp_path / "taken").write_text("")
    refused = run(site, "deploy", "compose", str(tmp_path / "taken"))
    assert refused.exit_code == 2 and "taken" in refused.stderr


# The Compose Specification, as far as it is used.
TOP = {"name", "services", "volumes", "secrets", "x-program"}
SERVICE = {
    *("image", "build", "init", "read_only", "tmpfs", "cap_drop", "security_opt", "secrets"),
    *("restart", "command", "env_file", "environment", "volumes", "depends_on", "healthcheck"),
    *("ports", "profiles", "stop_grace_period"),
}
HEALTHCHECK = {"test", "interval", "timeout", "retries", "start_period"}


@pytest.fixture
def compose() -> dict[str, Any]:
    """The compose file, its anchors followed."""
    made: dict[str, Any] = yaml.safe_load(compose_files(settings())["compose.yaml"])
    return made


def test_the_compose_file_has_only_keys_of_the_specification(compose: dict[str, Any]) -> None:
    assert set(compose) == TOP
    assert set(compose["services"]) == {"database", "prefect", "worker", "backup"}
    for name, service in compose["services"].items():
        assert set(service) <= SERVICE, name
        assert {"image"} <= set(service)
        assert set(service.get("healthcheck", {})) <= HEALTHCHECK
        if "healthcheck" in service:
            assert service["healthcheck"]["test"][0] == "CMD"
            assert all(isinstance(part, str) for part in service["healthcheck"]["test"])
            for key in ("interval", "timeout", "start_period"):
                assert re.fullmatch(r"\d+s", service["healthcheck"].get(key, "0s"))


def test_what_a_service_names_is_there(compose: dict[str, Any]) -> None:
    made = compose_files(settings())
    for service in compose["services"].values():
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        assert service.get("env_file", "prefect.env") in made
        for other, wanted in service.get("depends_on", {}).items():
            assert wanted == {"condition": "service_healthy"}
            assert "healthcheck" in compose["services"][other]
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or source in ("./backups", "./databases.sql")
    assert made["databases.sql"] and made["Dockerfile"]


def test_no_service_may_more_than_it_needs(compose: dict[str, Any]) -> None:
    for name in ("prefect", "worker", "backup"):
        service = compose["services"][name]
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    for service in compose["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
        assert re.fullmatch(r"[\w-]+:[\w.-]+", service["image"]), "an image with a version"
        assert not service["image"].endswith(":latest")


def test_long_work_is_given_its_time_to_end(compose: dict[str, Any]) -> None:
    for name in ("database", "prefect", "worker"):
        assert compose["services"][name]["stop_grace_period"] == "60s"
        assert compose["services"][name]["restart"] == "unless-stopped"
    assert compose["services"]["worker"]["command"] == ["review-flows", "start"]
    assert compose["services"]["worker"]["healthcheck"]["test"] == ["CMD", "review-flows", "health"]


def test_the_image_is_built_from_wheels_and_runs_as_nobody_of_weight() -> None:
    text = compose_files(settings())["Dockerfile"]
    assert re.search(r"^USER 10001$", text, flags=re.M)
    assert "--no-index" in text and not re.search(r"https?://", text)
    first = next(line for line in text.splitlines() if line and not line.startswith("#"))
    assert re.fullmatch(r"FROM python:3\.\d+-slim-\w+", first)
