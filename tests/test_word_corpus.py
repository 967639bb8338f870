"""Real and hostile files, where they are at hand: each ends as it must, and clean."""

import csv
import functools
import io
from pathlib import Path

import docx
import pytest

from models.safety_report import Outcome
from models.word_document import View
from review_flows.outside.word.apart import open_apart
from review_flows.outside.word.container import open_container
from review_flows.outside.word.feeding import feed
from review_flows.outside.word.package import ROOT_RELATIONSHIPS, resolved
from review_flows.outside.word.reading.reader import read_document
from review_flows.outside.word.safety import OpenedWord, open_word
from review_flows.outside.word.scan import PartScan
from review_flows.outside.word.xml import Budget

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def _shared_files(*folders: str) -> list[Path]:
    return sorted(p for d in folders for p in (SHARED / d).rglob("*.do[ct]*"))


FILES = _shared_files("hostile", "corpus")
needs_files = pytest.mark.skipif(not FILES, reason="../shared with the corpus is not here")


@functools.cache
def _opened(path: Path) -> OpenedWord:
    """Each file is opened once for all tests; the copies are small."""
    return open_word(path.read_bytes())


@needs_files
def test_every_real_and_hostile_file_ends_the_same_apart_as_here() -> None:
    for path in [*_shared_files("hostile"), *FILES[::4]]:
        opened = open_apart(path.read_bytes())
        assert opened.report == _opened(path).report, path.name
        assert opened == _opened(path), path.name


@needs_files
def test_each_hostile_file_ends_as_its_list_wants() -> None:
    with (SHARED / "hostile" / "cases.csv").open(encoding="utf-8") as file:
        expected = {row["case"]: row["expect"] for row in csv.DictReader(file)}
    wrong = []
    for case, expect in expected.items():
        report = _opened(SHARED / "hostile" / f"{case}.docx").report
        if report.outcome not in wanted_outcomes(expect):
            wrong.append((case, expect, report.outcome, report.refusal))
    assert wrong == []


def wanted_outcomes(expect: str) -> set[Outcome]:
    """Return the outcomes that an entry of the list allows: "reject or strip", "accept, escape"."""
    words = {
        "accept": Outcome.ACCEPTED,
        "repair": Outcome.REPAIRED,
        "strip": Outcome.REPAIRED,
        "warn": Outcome.REPAIRED,
        "reject": Outcome.REFUSED,
        "limit": Outcome.REFUSED,
    }
    return {outcome for word, outcome in words.items() if word in expect}


@needs_files
def test_no_real_chinese_official_document_is_refused() -> None:
    with (SHARED / "corpus" / "index.csv").open(encoding="utf-8") as file:
        official = [row["path"] for row in csv.DictReader(file) if is_official(row["kind"])]
    refused = [path for path in official if not _opened(SHARED / "corpus" / path).report.accepted]

    assert refused == []
    assert len(official) > 70


def is_official(kind: str) -> bool:
    """Say whether the index calls a file a real Chinese official document."""
    return kind.startswith(("zh-normative", "zh-law", "zh-judicial"))


@needs_files
def test_a_cleaned_copy_of_a_real_file_says_the_same_is_clean_and_opens_in_python_docx() -> None:
    cleaned = 0
    for path in FILES[::2]:
        content = path.read_bytes()
        opened = _opened(path)
        if opened.cleaned is None or opened.document is None:
            continue
        cleaned += 1
        before = read_document(open_container(content), _main_part(content))
        for view in View:
            assert opened.document.view(view) == before.view(view), path.name
        assert opened.document == before, path.name
        again = open_word(opened.cleaned)
        assert (again.report.outcome, again.document) == (Outcome.ACCEPTED, opened.document)
        docx.Document(io.BytesIO(opened.cleaned))
    assert cleaned > 20


def _main_part(content: bytes) -> str:
    scan = PartScan(Budget())
    feed(open_container(content).pieces(ROOT_RELATIONSHIPS), scan)
    (target,) = (link.target for link in scan.relationships if link.kind == "officeDocument")
    return resolved(ROOT_RELATIONSHIPS, target)
