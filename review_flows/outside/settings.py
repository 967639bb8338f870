"""What a site can set, by environment variable. Each has a default that works."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from models.account_policy import PolicyName
from models.errors import BadInput, UnknownCode
from models.filing_delivery import FILING_VARIABLES, PREFIX, FilingRoad, road_of
from models.notice import Channel


class LogLines(StrEnum):
    """How `start` tells what it does."""

    TEXT = "text"
    JSON = "json"  # one object a line, for whatever gathers the lines of several machines


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and which rules hold. README lists the variables; a test compares.

    What holds a password is left out of the text of the settings, so that no traceback shows it.
    """

    home: Path  # REVIEW_FLOWS_HOME: docs_in, docs_out and .review-flows lie below it
    database: str = field(repr=False)  # REVIEW_FLOWS_DATABASE: sqlite:///path or postgresql://…
    rule_set: str  # REVIEW_FLOWS_RULE_SET: a code of review_flows/rule_sets/
    organ: str  # REVIEW_FLOWS_ORGAN: the short name in numbers, 青岚 in 青岚政规〔2026〕1号
    channels: tuple[Channel, ...] = (Channel.FILE,)  # REVIEW_FLOWS_CHANNELS: console,mail,…
    smtp: str = field(default="", repr=False)  # REVIEW_FLOWS_SMTP: smtp://user:password@host?from=…
    webhook: str = field(default="", repr=False)  # REVIEW_FLOWS_WEBHOOK: https://…
    virus_scan: str = ""  # REVIEW_FLOWS_VIRUS_SCAN: a command; the path of a file is added to it
    accounts: PolicyName = PolicyName.DENGBAO  # REVIEW_FLOWS_ACCOUNTS: dengbao or asvs
    roads: tuple[FilingRoad, ...] = field(default=(), repr=False)  # REVIEW_FLOWS_FILING_…
    anchor_file: Path | None = None  # REVIEW_FLOWS_ANCHOR_FILE: each checkpoint is appended to it
    health_port: int | None = None  # REVIEW_FLOWS_HEALTH_PORT: of the loopback, under `start`
    log_lines: LogLines = LogLines.TEXT  # REVIEW_FLOWS_LOG: text or json

    @property
    def inside(self) -> Path:
        """The folder of what people need not look into: database, store, Prefect's home."""
        return self.home / ".review-flows"

    @property
    def before_upgrade(self) -> Path:
        """Where a copy of the database goes before a new version changes its schema."""
        return self.inside / "before-upgrade"

    @property
    def docs_in(self) -> Path:
        """The inbox."""
        return self.home / "docs_in"

    @property
    def docs_out(self) -> Path:
        """The outbox."""
        return self.home / "docs_out"

    def road_to(self, recipient: str) -> FilingRoad | None:
        """Return how filing packages reach a recipient; None where they stay in docs_out."""
        return next((road for road in self.roads if road.recipient == recipient), None)


VARIABLES = (
    "REVIEW_FLOWS_HOME",
    "REVIEW_FLOWS_DATABASE",
    "REVIEW_FLOWS_RULE_SET",
    "REVIEW_FLOWS_ORGAN",
    "REVIEW_FLOWS_CHANNELS",
    "REVIEW_FLOWS_VIRUS_SCAN",
    "REVIEW_FLOWS_ACCOUNTS",
    "REVIEW_FLOWS_ANCHOR_FILE",
    "REVIEW_FLOWS_HEALTH_PORT",
    "REVIEW_FLOWS_LOG",
    "REVIEW_FLOWS_AS",
    "REVIEW_FLOWS_LANG",
)
# Their values are never shown, only whether they are set, and for which server.
SECRET_VARIABLES = ("REVIEW_FLOWS_SMTP", "REVIEW_FLOWS_WEBHOOK", *FILING_VARIABLES)


def read_settings() -> Settings:
    """Return the settings of this process's environment.

    Raises UnknownCode for a channel or a recipient, BadInput for a way to one.
    """
    home = Path(os.environ.get("REVIEW_FLOWS_HOME", ".")).resolve()
    return Settings(
        home=home,
        database=os.environ.get("REVIEW_FLOWS_DATABASE")
        or f"sqlite:///{home}/.review-flows/review.db",
        rule_set=os.environ.get("REVIEW_FLOWS_RULE_SET", "datong_xinrong_2021"),
        organ=os.environ.get("REVIEW_FLOWS_ORGAN", "青岚"),
        channels=channels_named(os.environ.get("REVIEW_FLOWS_CHANNELS") or str(Channel.FILE)),
        smtp=os.environ.get("REVIEW_FLOWS_SMTP", ""),
        webhook=os.environ.get("REVIEW_FLOWS_WEBHOOK", ""),
        virus_scan=virus_scan_command(),
        accounts=policy_named(os.environ.get("REVIEW_FLOWS_ACCOUNTS", "")),
        roads=filing_roads(os.environ),
        anchor_file=anchor_file(),
        health_port=health_port(os.environ.get("REVIEW_FLOWS_HEALTH_PORT", "")),
        log_lines=log_lines_named(os.environ.get("REVIEW_FLOWS_LOG", "")),
    )


def filing_roads(environment: Mapping[str, str]) -> tuple[FilingRoad, ...]:
    """Return how filing packages leave, as an environment says. Raises UnknownCode, BadInput."""
    named = sorted(name for name in environment if name.startswith(PREFIX))
    return tuple(road_of(name, environment[name]) for name in named if environment[name].strip())


def virus_scan_command() -> str:
    """Return the command that looks for viruses in a file handed in; empty where there is none."""
    return os.environ.get("REVIEW_FLOWS_VIRUS_SCAN", "")


def anchor_file() -> Path | None:
    """Return the file elsewhere to which checkpoints are appended; None where there is none."""
    named = os.environ.get("REVIEW_FLOWS_ANCHOR_FILE", "").strip()
    return Path(named).absolute() if named else None


def health_port(text: str) -> int | None:
    """Return the port on which `start` tells of its health; None for none. Raises BadInput."""
    if not text.strip():
        return None
    if not re.fullmatch("[0-9]{4,5}", text.strip()) or not 1024 <= int(text) <= 65535:
        raise BadInput(f"REVIEW_FLOWS_HEALTH_PORT is a port from 1024 to 65535, and not “{text}”.")
    return int(text)


def log_lines_named(text: str) -> LogLines:
    """Return how `start` tells what it does. Raises UnknownCode."""
    name = text.strip().lower() or str(LogLines.TEXT)
    if name not in list(LogLines):
        raise UnknownCode("The form of the log (REVIEW_FLOWS_LOG)", name, LogLines)
    return LogLines(name)


def policy_named(text: str) -> PolicyName:
    """Return the policy of accounts that a setting names. Raises UnknownCode."""
    name = text.strip().lower() or str(PolicyName.DENGBAO)
    if name not in list(PolicyName):
        raise UnknownCode("The policy of accounts (REVIEW_FLOWS_ACCOUNTS)", name, PolicyName)
    return PolicyName(name)


def channels_named(text: str) -> tuple[Channel, ...]:
    """Return the channels of a list with commas, each once. Raises UnknownCode."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in list(Channel):
            raise UnknownCode("The channel (REVIEW_FLOWS_CHANNELS)", name, Channel)
    return tuple(dict.fromkeys(map(Channel, names)))


def told_secrets(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield each secret variable with what may be shown of it: its server, or - where unset."""
    for name, value in zip(SECRET_VARIABLES, (settings.smtp, settings.webhook), strict=False):
        yield name, without_secrets(value) if value else "-"


def without_secrets(url: str) -> str:
    """Return scheme, host and port of an address; no user, password, path or query."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "?"
    return f"{parts.scheme}://{parts.hostname or '?'}{port}" if parts.hostname else "?"
