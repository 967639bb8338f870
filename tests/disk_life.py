"""The life of a case through the command line, a process for each command, on this very day.

The legs that follow a command run as the runner runs them, without Prefect around them.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from builders import sample_office
from crash_life import heads_of, settings_at
from soak_lives import ACTORS, forms_of_today, settings_of
from year_legs import run_legs

from models.errors import ReviewError
from review_flows.cli.main import app
from review_flows.outside.backup.checking import checked_set
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import MachineClock, day_of

LEGS = "legs"
TEMPORARY = 75  # EX_TEMPFAIL
STEPS: tuple[tuple[str, str], ...] = (  # a command or a move, and who makes it
    ("people import", ""),
    ("submit", ""),
    (LEGS, ""),
    *((step, actor) for actor, move in ACTORS for step in (str(move), LEGS)),
    ("backup", ""),
)


def beside(root: Path) -> None:
    """Lay down the files that the commands are given, beside the homes."""
    (root / "office.csv").write_text(sample_office(), "utf-8")
    home = root / "for_forms"
    home.mkdir()
    site = open_site(settings_of(home))
    for move, form in forms_of_today(site).items():
        (root / f"{move}.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    site.database.close()


def environment(home: Path, language: str) -> None:
    """Let the commands of this process work on a home."""
    settings = settings_at(home)
    for name in [name for name in os.environ if name.startswith("REVIEW_FLOWS_")]:
        del os.environ[name]
    os.environ |= {
        "REVIEW_FLOWS_HOME": str(home),
        "REVIEW_FLOWS_ORGAN": settings.organ,
        "REVIEW_FLOWS_RULE_SET": settings.rule_set,
        "REVIEW_FLOWS_ANCHOR_FILE": str(settings.anchor_file),
        "REVIEW_FLOWS_LANG": language,
        "LANG": "C.UTF-8",
        **{
            f"REVIEW_FLOWS_FILING_{road.recipient.upper()}": f"{road.way}:{road.place}"
            for road in settings.roads
        },
    }


def run_step(home: Path, place: int, language: str = "en") -> None:
    """Do one step as a process of its own; ends with the command's exit code."""
    environment(home, language)
    name, actor = STEPS[place]
    if name == LEGS:
        _run_legs()
    else:
        code = _command(arguments(home, name, actor))
        gc.collect()  # closes what the end of a process closes
        if code:
            sys.exit(code)


def _run_legs() -> None:
    try:
        site = open_site()
        with closing(site.database):
            _run_what_waits(site)
    except (ReviewError, OSError):  # what the runner tries again
        sys.exit(TEMPORARY)


def _run_what_waits(site: Site) -> None:
    with site.database.writing() as connection:  # as if the pause after a failure had passed
        connection.run("UPDATE legs SET not_before = '' WHERE status = 'queued'")
        connection.run("UPDATE legs SET status = 'queued', token = NULL WHERE status = 'running'")
    run_legs(site)


def _command(args: list[str]) -> int:
    try:
        app(args, prog_name="review-flows")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    return 0


def run_rest(home: Path, first: int) -> None:
    """Do every step from one on, in this process; ends with the exit code of one that fails."""
    for place in range(first, len(STEPS)):
        print(f"step {place}: {' '.join(STEPS[place])}", file=sys.stderr)  # noqa: T201
        run_step(home, place)


def arguments(home: Path, name: str, actor: str) -> list[str]:
    """The command line of a step."""
    if name == "people import":
        return ["people", "import", str(home.parent / "office.csv")]
    if name == "submit":
        folder = str(home / "docs_in" / "报送")
        return f"submit {folder} --unit zhujian --type normative_document --as lin".split()
    if name == "backup":
        return ["backup", str(home / "elsewhere")]
    form = home.parent / f"{name}.json"
    return ["act", _number(), name, "--form", str(form), "--as", actor]


def _number() -> str:
    return f"{day_of(MachineClock().now()).year}-0001"


def state_of(home: Path) -> list[str]:
    """What a command that changed nothing leaves as it was."""
    site = open_site(settings_at(home))
    with site.database.reading() as connection:
        people = connection.value("SELECT count(*) AS many FROM persons")
    lines = [*heads_of(site), f"{people} persons"]
    site.database.close()
    return lines


def broken_backups(home: Path) -> Iterator[str]:
    """Name the sets that lie there whole by their name, and are not."""
    for folder in sorted((home / "elsewhere").iterdir()):
        if folder.is_dir() and not folder.name.startswith("."):
            try:
                with checked_set(folder, []):
                    pass
            except ReviewError as error:
                yield f"backup: {error.message}"
