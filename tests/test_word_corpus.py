"""Real and hostile files, where they are at hand: each ends in time and with an outcome."""

import csv
import time
from pathlib import Path

import pytest

from review_flows.outside.word_safety import inspect, open_word

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SLOWEST = 10  # seconds that one file may take


def _shared_files() -> list[Path]:
    return sorted(p for d in ("hostile", "corpus") for p in (SHARED / d).rglob("*.do[ct]*"))


@pytest.mark.skipif(not _shared_files(), reason="../shared with the corpus is not here")
def test_every_real_and_hostile_file_ends_in_time_and_with_an_outcome() -> None:
    slow = []
    for path in _shared_files():
        start = time.perf_counter()
        opened = open_word(path.read_bytes())
        seconds = time.perf_counter() - start
        assert opened.report.accepted == (opened.text is not None), path.name
        if seconds > SLOWEST:
            slow.append((path.name, seconds))
    assert slow == []


@pytest.mark.skipif(not _shared_files(), reason="../shared with the hostile files is not here")
def test_what_must_be_rejected_of_the_hostile_files_is_refused() -> None:
    with (SHARED / "hostile" / "cases.csv").open(encoding="utf-8") as file:
        expected = {row["case"]: row["expect"] for row in csv.DictReader(file)}
    wrong = []
    for case, expect in expected.items():
        report = inspect((SHARED / "hostile" / f"{case}.docx").read_bytes())
        # A file without any text is refused here (98_text_as_picture): there is nothing to review.
        may_accept = expect.startswith(("accept", "repair", "strip")) or " or " in expect
        may_refuse = expect.startswith("reject") or " or " in expect or case.startswith("98_")
        if not (may_accept if report.accepted else may_refuse):
            wrong.append((case, expect, report.refusal))
    assert wrong == []
