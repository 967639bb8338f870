"""Templates + a site's settings → the files of a deployment; written over nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from models.errors import BadInput
from review_flows.outside.database import Database
from review_flows.outside.new_file import place_for, write_new
from review_flows.outside.settings import Settings

HERE = "review_flows.outside.deployment"
_PLACE = re.compile(r"@(\w+)@")
# What systemd and an env file take without quoting; a path with a blank would be two.
_PATH = re.compile(r"/[\w./+:-]*")
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
_VALUE = re.compile(r"[\w./+:-]+")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where things lie on the machines that the units are for."""

    program: Path  # the command `review-flows`; Prefect's python lies beside it
    user: str  # as whom it runs
    backups: Path  # a folder on another disk
    settings: Path = Path("/etc/review-flows")


def unit_files(settings: Settings, machine: Machine) -> dict[str, str]:
    """Return systemd's units, timers and env files, by name. No password stands in them.

    Raises BadInput for a user, a path or a setting that they could not hold.
    """
    if not _USER.fullmatch(machine.user):
        raise BadInput(f"“{machine.user}” is no name for a user: small letters, digits, _ and -.")
    values = {
        "program": _path(machine.program),
        "python": _path(machine.program.with_name("python")),
        "user": machine.user,
        "backups": _path(machine.backups),
        "settings": _path(machine.settings),
        "home": _path(settings.home),
        "writable": " ".join(map(_path, writable(settings))),
        "database": without_password(settings.database),
        **_rules(settings),
    }
    return _filled("units", values)


def compose_files(settings: Settings) -> dict[str, str]:
    """Return the compose file with what it needs beside it, by name. Raises BadInput."""
    return _filled("compose", {"version": version("review-flows"), **_rules(settings)})


def write_files(folder: Path, made: Mapping[str, str]) -> list[Path]:
    """Write files into a folder and return where they lie.

    Raises BadInput, before anything is written, where one of them exists and was changed since.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file. Name a folder.")
    contents = {name: text.encode() for name, text in made.items()}
    folder.mkdir(parents=True, exist_ok=True)
    placed = {place_for(folder, name, content): content for name, content in contents.items()}
    for path, content in placed.items():
        write_new(path, content)
    return list(placed)


def writable(settings: Settings) -> list[Path]:
    """Return the folders that the program writes to: all else may be closed to it."""
    folders = [settings.home]
    database = Database(settings.database, settings.inside / "write.lock").path
    if database is not None:
        folders.append(database.parent)
    if settings.anchor_file is not None:
        folders.append(settings.anchor_file.parent)
    apart = [one for one in folders[1:] if not one.is_relative_to(settings.home)]
    return list(dict.fromkeys([settings.home, *apart]))


def without_password(url: str) -> str:
    """Return the address of a database as it may stand in a file: libpq looks the rest up."""
    parts = urlsplit(url)
    if not parts.password:
        return _plain("REVIEW_FLOWS_DATABASE", url, re.compile(r"[^\s\"'#\\$]+"))
    user, host = parts.username or "", parts.netloc.rpartition("@")[2]
    return without_password(urlunsplit(parts._replace(netloc=f"{user}@{host}")))


def _rules(settings: Settings) -> dict[str, str]:
    return {
        "rule_set": _plain("REVIEW_FLOWS_RULE_SET", settings.rule_set, _VALUE),
        "organ": _plain("REVIEW_FLOWS_ORGAN", settings.organ, _VALUE),
    }


def _path(path: Path) -> str:
    if not _PATH.fullmatch(str(path)):
        raise BadInput(
            f"The path {path} cannot stand in a unit of systemd: an absolute one of letters, "
            "digits and . / + : _ - is needed, without blanks. Move it, or name another."
        )
    return str(path)


def _plain(name: str, value: str, form: re.Pattern[str]) -> str:
    if not form.fullmatch(value):
        raise BadInput(f"{name} cannot stand in a file of settings as it is: “{value}”.")
    return value


def _filled(folder: str, values: dict[str, str]) -> dict[str, str]:
    templates = {
        one.name: one.read_text("utf-8")
        for one in sorted((files(HERE) / folder).iterdir(), key=lambda found: found.name)
    }
    values["hardening"] = templates.pop("hardening.part", "").rstrip("\n")
    return {
        name: _PLACE.sub(lambda place: values[place[1]], text) for name, text in templates.items()
    }
