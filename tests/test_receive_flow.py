"""The flow that receives: what is still being copied waits, and one submission blocks no other."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import FIRST_DAY
from inbox_builders import a_draft, a_site_at, case_numbers, documents_of, put, waiting
from running import FlowWorker

from review_flows.outside.site import Site

pytestmark = pytest.mark.prefect


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def test_what_changed_a_moment_ago_waits_for_the_next_look(site: Site, flows: FlowWorker) -> None:
    still_to_come = time.time() + 3600  # however long the flow takes to begin
    os.utime(put(site, "办法.docx", a_draft()), (still_to_come, still_to_come))

    assert "办法.docx" in str(flows.run(site, "receive_documents", FIRST_DAY))

    assert case_numbers(site) == [] and waiting(site) == {"办法.docx"}


def test_a_submission_that_cannot_be_moved_keeps_none_behind_it_from_being_taken(
    site: Site, flows: FlowWorker
) -> None:
    put(site, "refused/1 报送", b"where the folder of the first would have to be")
    put(site, "1 报送/空.docx", b"")
    put(site, "2 办法.docx", a_draft())

    with pytest.raises(AssertionError, match=r"FileExistsError|NotADirectoryError"):
        flows.run(site, "receive_documents", FIRST_DAY, [], True)

    (number,) = case_numbers(site)
    assert documents_of(site, number) == {"2 办法.docx": "draft"}
    assert waiting(site) == {"1 报送/空.docx"}
