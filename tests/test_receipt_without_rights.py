"""What may not be read or moved: refused, or left as it is; never copied again and again."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_builders import (
    a_draft,
    a_site_at,
    case_numbers,
    in_received,
    put,
    rows,
    take_all,
    waiting,
)
from running import environment_of

from review_flows.outside.site import Site

TAKE = [sys.executable, str(Path(__file__).with_name("take_all_process.py"))]
DROP_FROM_BOUNDING_SET = 24  # prctl
MAY_IGNORE_MODES = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def heed_modes() -> None:
    """Have the program that this process becomes heed the modes of files also when it is root."""
    for capability in MAY_IGNORE_MODES:
        ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def take_heeding_modes(site: Site) -> subprocess.CompletedProcess[str]:
    """Take what lies in the inbox in a process that may only what the modes allow."""
    environment = environment_of(site)
    return subprocess.run(
        TAKE, env=environment, preexec_fn=heed_modes, capture_output=True, text=True
    )


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def test_a_file_that_nobody_may_read_is_refused_and_the_others_are_taken(site: Site) -> None:
    put(site, "报送/送审稿.docx", a_draft())
    put(site, "报送/锁住.docx", a_draft("另一办法")).chmod(0)

    done = take_heeding_modes(site)

    assert done.returncode == 0, done.stderr
    (number,) = case_numbers(site)
    assert in_received(site, number) == {"送审稿.docx": a_draft()}
    (row,) = rows(site, "SELECT name, sha256 FROM arrivals WHERE result = 'refused'")
    assert (row["name"], row["sha256"]) == ("锁住.docx", "")
    assert (site.settings.docs_in / "refused" / "报送" / "锁住.docx.txt").is_file()
    assert waiting(site) == set()


def test_a_folder_that_nothing_may_be_taken_out_of_gains_one_case_and_no_copies(site: Site) -> None:
    put(site, "报送/送审稿.docx", a_draft())
    folder = site.settings.docs_in / "报送"
    folder.chmod(0o555)

    for _ in range(2):
        done = take_heeding_modes(site)
        assert done.returncode == 1 and "PermissionError" in done.stderr

    (number,) = case_numbers(site)
    assert in_received(site, number) == {}
    assert waiting(site) == {"报送/送审稿.docx"}
    folder.chmod(0o755)
    take_all(site)
    assert in_received(site, number) == {"送审稿.docx": a_draft()}
