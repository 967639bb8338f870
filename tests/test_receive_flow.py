"""The flow that receives: what is still being copied waits, and one submission blocks no other."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import word_builders as build
from builders import FIRST_DAY
from inbox_builders import a_draft, a_site_at, case_numbers, documents_of, put, waiting
from pydantic import SecretStr
from running import FlowWorker

from review_flows.outside.site import Site
from review_flows.receive_documents import receive_documents

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


def test_prefect_keeps_no_name_of_what_lay_in_the_inbox(
    site: Site, flows: FlowWorker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = "绝不外传的办法.docx"
    put(site, name, build.a_docx_saying("机密★1年", "某项绝不外传的办法"))

    flows.run(site, "receive_documents", FIRST_DAY, [], True)

    kept = ""
    for path in tmp_path_factory.getbasetemp().glob("flows*/prefect/prefect.db"):
        with closing(sqlite3.connect(path)) as database:
            kept += "\n".join(database.iterdump())
    kept += json.dumps(receive_documents.serialize_parameters({"only": (SecretStr(name),)}))
    assert waiting(site) == set() and "take_submission" in kept
    assert "绝不外传" not in kept and r"\u7edd\u4e0d\u5916\u4f20" not in kept
