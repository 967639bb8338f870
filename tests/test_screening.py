"""Screening adds what the machine finds: every finding promised, each once, and never a crash."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import word_builders as build
from builders import FIRST_DAY
from databases import case_in
from inbox_builders import TITLE, a_draft, a_site_at, put, put_sample, rows, take_one
from running import FlowWorker

from models.case import CaseState
from models.check import WHOLE_TEXT
from models.document import DocumentKind
from models.forms import DocumentForm
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.case_view import case_view
from review_flows.outside.database import Row
from review_flows.outside.site import Site

pytestmark = pytest.mark.prefect
SHOWN = "SELECT check_code, severity, address, message FROM findings WHERE case_number = :number "
BY_SCREENING = SHOWN + "AND check_code <> 'receipt' ORDER BY position"
LEGS = "SELECT id FROM legs WHERE case_number = :number AND kind = 'screen_case'"
CLAUSES = "SELECT address FROM clauses WHERE document_sha256 = :sha256 ORDER BY position"
DRAFT = "SELECT sha256 FROM documents WHERE case_number = :number AND kind = 'draft'"

PROMISED = [
    ("classifies_the_matter", "question", WHOLE_TEXT),
    ("asks_for_a_proof", "warn", "第十二条第一款第（四）项"),
    ("sets_a_licence", "block", "第十二条第二款"),
    ("sets_a_penalty", "info", "第二十八条第一款"),
    ("sets_a_penalty", "info", "第二十八条第二款"),
    ("sets_a_penalty", "block", "第二十九条第一款"),
    ("sets_a_penalty", "block", "第二十九条第二款"),
]


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def received(site: Site, content: bytes = b"") -> str:
    """The case of the sample, or of a draft of these bytes."""
    if content:
        put(site, "办法.docx", content)
    else:
        put_sample(site)
    number, _ = take_one(site)
    assert number
    return number


def screened(site: Site, flows: FlowWorker, number: str) -> object:
    """Run the legs that screen a case, done or not; return what the last one returned."""
    result: object = None
    for leg in rows(site, LEGS, number=number):
        result = flows.run(site, "screen_case", FIRST_DAY, number, leg["id"], hour=10)
    return result


def found(site: Site, number: str) -> list[Row]:
    return rows(site, BY_SCREENING, number=number)


def addresses_shown(site: Site, number: str) -> set[str]:
    """The places of the findings on the page of a case."""
    case = case_in(site.database, number)
    with site.database.reading() as connection:
        return {row["address"] for row in case_view(connection, case).findings}


def test_the_sample_gives_its_findings_and_its_clauses(site: Site, flows: FlowWorker) -> None:
    number = received(site)

    assert screened(site, flows, number) == len(PROMISED)

    shown = [(row["check_code"], row["severity"], row["address"]) for row in found(site, number)]
    assert shown == PROMISED
    (draft,) = rows(site, DRAFT, number=number)
    addresses = [row["address"] for row in rows(site, CLAUSES, sha256=draft["sha256"])]
    assert {address for _, _, address in PROMISED} - {WHOLE_TEXT} <= set(addresses)


def test_screening_twice_stands_once(site: Site, flows: FlowWorker) -> None:
    number = received(site)
    screened(site, flows, number)
    first = found(site, number)

    assert screened(site, flows, number) == 0  # the leg is done

    assert found(site, number) == first
    done = "SELECT seq FROM events WHERE chain = :number AND move = 'screen'"
    assert len(rows(site, done, number=number)) == 1


def test_screening_moves_nothing_and_says_nowhere_that_a_draft_passed(
    site: Site, flows: FlowWorker
) -> None:
    number = received(site)
    before = case_in(site.database, number)

    screened(site, flows, number)

    after = case_in(site.database, number)
    assert (after.state, after.version) == (CaseState.RECEIVED, before.version)


def test_tracked_changes_in_a_draft_are_a_question(site: Site, flows: FlowWorker) -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>五百元</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{build.a_run("五千元")}</w:ins>'
    changed = deleted + inserted
    content = build.a_docx(
        build.a_paragraph(build.a_run(TITLE)),
        build.a_paragraph(build.a_run("第一条　为了示例，制定本办法。")),
        build.a_paragraph(build.a_run("第二条　违者处") + changed + build.a_run("罚款。")),
    )
    number = received(site, content)

    screened(site, flows, number)

    asked = [row["message"] for row in found(site, number) if row["check_code"] == "word_file"]
    assert len(asked) == 1 and "修订" in asked[0]
    severities = {row["severity"] for row in found(site, number) if row["message"] in asked}
    assert severities == {"question"}
    fines = [row["message"] for row in found(site, number) if row["check_code"] == "sets_a_penalty"]
    assert any("五千元" in message for message in fines)


def test_a_draft_that_cannot_be_read_is_a_finding_and_no_crash(
    site: Site, flows: FlowWorker
) -> None:
    number = received(site, a_draft())
    (draft,) = rows(site, DRAFT, number=number)
    broken = site.store.put(b"PK\x03\x04 cut short")
    with site.database.writing() as connection:
        connection.update("documents", "sha256 = :old", old=draft["sha256"], sha256=broken)

    assert screened(site, flows, number) == 1

    (row,) = found(site, number)
    assert (row["check_code"], row["severity"], row["address"]) == ("word_file", "question", "全文")
    assert "重新" in row["message"]


def test_a_case_without_a_draft_is_screened_and_waits_for_the_clerk(
    site: Site, flows: FlowWorker
) -> None:
    put(site, "报送/制定依据.docx", build.a_docx_saying("制定依据", "《示例法》第一条。"))
    put(site, "报送/起草说明.docx", build.a_docx_saying("起草说明", "甲。"))
    number, _ = take_one(site)
    assert number

    assert screened(site, flows, number) == 0
    assert found(site, number) == []


def test_what_nobody_sees_in_a_material_is_told_under_its_name(
    site: Site, flows: FlowWorker
) -> None:
    inserted = f'<w:ins w:id="2" w:author="a">{build.a_run("五千元")}</w:ins>'
    hidden = build.a_run("内部掌握", "<w:rPr><w:vanish/></w:rPr>")
    put(site, "报送/送审稿.docx", a_draft())
    for name, piece in (("起草说明", inserted), ("制定依据", hidden), ("征求意见情况", "")):
        heading = build.a_paragraph(build.a_run(name))
        more = build.a_paragraph(build.a_run("《示例法》第一条。") + piece)
        put(site, f"报送/{name}.docx", build.a_docx(heading, more))
    number, _ = take_one(site)
    assert number

    screened(site, flows, number)

    told = [row for row in found(site, number) if row["check_code"] == "word_file"]
    assert sorted(row["address"] for row in told) == ["制定依据.docx", "起草说明.docx"]
    (changes,) = (row["message"] for row in told if row["address"] == "起草说明.docx")
    assert changes.startswith("《起草说明.docx》：文稿含有未接受的修订")
    assert {"制定依据.docx", "起草说明.docx"} <= addresses_shown(site, number)

    # Once somebody has said which of its texts counts, there is nothing to ask any more.
    form = {"view": "final", "document": "起草说明.docx", "reason": "以此为准"}
    act(site, "deng", number, Move.CHOOSE_VIEW, form)
    assert "制定依据.docx" in addresses_shown(site, number)
    assert "起草说明.docx" not in addresses_shown(site, number)


def test_what_an_advisor_handed_in_is_told_of_to_nobody(site: Site, flows: FlowWorker) -> None:
    number = received(site, a_draft())
    advice = site.store.put(
        build.a_docx(build.a_paragraph(build.a_run("密", "<w:rPr><w:vanish/></w:rPr>")))
    )
    form = DocumentForm(name="顾问.docx", kind=DocumentKind.ADVICE, sha256=advice, size=9)
    with site.database.writing() as connection:
        case_files.add_documents(connection, number, [form], "2026-03-09T01:00:00.000000Z")

    screened(site, flows, number)

    assert not [row for row in found(site, number) if row["check_code"] == "word_file"]
