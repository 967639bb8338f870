"""Receipt is killed at any call to the disk: the next look makes it whole, nothing is lost."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from inbox_builders import (
    a_draft,
    a_site_at,
    case_numbers,
    documents_of,
    in_received,
    in_refused,
    put,
    rows,
    some_bases,
    take_all,
    waiting,
)
from running import environment_of

from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.site import Site

STRACE = shutil.which("strace") or ""
TAKE = [sys.executable, str(Path(__file__).with_name("take_all_process.py"))]
CONTENT = {"送审稿.docx": a_draft(), "附件/制定依据.docx": some_bases()}
REFUSED = {"扫描.docx": b"%PDF-1.7 scan"}
# Renames put bytes into the store and files where they belong; the others make them durable,
# the database's pages among them.
EVERY_CALL = ("rename", "fsync", "fdatasync", "pwrite64", "mkdir", "rmdir")


def traces() -> str:
    """Why nothing can be killed at a call here, or nothing when it can."""
    if not STRACE:
        return "strace is not installed"
    tried = subprocess.run([STRACE, "-o", "/dev/null", "true"], capture_output=True, text=True)
    return tried.stderr.strip() if tried.returncode else ""


pytestmark = pytest.mark.skipif(bool(traces()), reason=f"no strace: {traces()}")


@pytest.fixture
def homes(tmp_path: Path, sqlite_file: Path) -> Iterator[Iterator[Site]]:
    """Sites one after the other, each with the same submission in its inbox."""

    def many() -> Iterator[Site]:
        for n in range(10_000):
            home = tmp_path / f"{n}"
            home.mkdir()
            with a_site_at(home, sqlite_file) as site:
                for name, content in (CONTENT | REFUSED).items():
                    put(site, f"报送/{name}", content)
                yield site
            shutil.rmtree(home)

    yield many()


def strace(site: Site, *options: str) -> int:
    """Take what lies in the inbox under strace; return how the process ended."""
    environment = environment_of(site) | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [STRACE, "-f", "-qq", *options, *TAKE]
    return subprocess.run(command, env=environment, capture_output=True).returncode


def calls(site: Site, call: str) -> int:
    """How often one receipt makes a call."""
    trace = site.settings.home / "trace"
    assert strace(site, "-e", f"trace={call}", "-o", str(trace)) == 0
    return len(re.findall(rf"\b{call}\(", trace.read_text("utf-8", "replace")))


def killed(site: Site, call: str, n: int) -> bool:
    """Kill a receipt as it enters its n-th call; say whether it came that far."""
    inject = f"inject={call}:signal=SIGKILL:when={n}"
    ended = strace(site, "-e", f"trace={call}", "-e", inject, "-o", "/dev/null")
    assert ended in (0, -signal.SIGKILL, 128 + signal.SIGKILL)
    return ended != 0


def stands_after_a_kill(site: Site) -> None:
    """Whatever is registered is in the store, and whatever came in lies somewhere."""
    for row in rows(site, "SELECT sha256 FROM documents"):
        assert sha256(site.store.get(row["sha256"])).hexdigest() == row["sha256"]
    lying = [path.read_bytes() for path in site.settings.docs_in.rglob("*.docx")]
    assert sorted(lying) == sorted([*CONTENT.values(), *REFUSED.values()])
    refused = in_refused(site)
    assert all(f"{name}.txt" in refused for name in refused if name.endswith(".docx"))


def stands_after_the_next_look(site: Site) -> None:
    """One case with each document once, every file in its place, the log whole."""
    take_all(site)
    (number,) = case_numbers(site)
    assert documents_of(site, number) == {"送审稿.docx": "draft", "制定依据.docx": "bases"}
    assert in_received(site, number) == CONTENT
    # What a kill leaves of a half-written reason is hidden, and nobody's file.
    refused = {name for name in in_refused(site) if not name.endswith(".tmp")}
    assert refused == {"报送/扫描.docx", "报送/扫描.docx.txt"}
    # A kill after the last move leaves the folder, empty; empty folders are nobody's submission.
    assert waiting(site) == set()
    taken = rows(site, "SELECT name FROM arrivals WHERE result = 'taken'")
    assert sorted(row["name"] for row in taken) == ["制定依据.docx", "送审稿.docx"]
    faults: list[LogFault] = []
    walk_log(site.database, faults.append)
    assert faults == []


def kill_at_each(homes: Iterator[Site], call: str, step: int) -> int:
    """Kill at every step-th call of a kind, and look; return at how many places it was killed."""
    places = 0
    for n in range(1, calls(next(homes), call) + 1, step):
        site = next(homes)
        if killed(site, call, n):
            places += 1
            stands_after_a_kill(site)
        stands_after_the_next_look(site)
    return places


def test_killed_between_any_two_renames_of_bytes_and_files_nothing_is_lost(
    homes: Iterator[Site],
) -> None:
    # Two into the store, one reason, three files to their places.
    assert kill_at_each(homes, "rename", 1) == 6


def test_killed_while_the_database_writes_nothing_is_lost(homes: Iterator[Site]) -> None:
    assert kill_at_each(homes, "fdatasync", 1) >= 2
    assert kill_at_each(homes, "pwrite64", 25) >= 1


@pytest.mark.soak
@pytest.mark.parametrize("call", EVERY_CALL)
def test_killed_at_any_call_to_the_disk_nothing_is_lost(homes: Iterator[Site], call: str) -> None:
    assert kill_at_each(homes, call, 1) >= 2
