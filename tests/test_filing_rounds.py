"""What follows the first package: each reply is a package of its own, in turn, always the same."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from builders import deliver, published, today_is
from databases import entries
from inbox_builders import rows
from letters_in_place import write_letters
from running import FlowWorker
from word_builders import a_docx_saying

from models.errors import NotFound
from models.filing_manifest import delivery_id_of, package_faults, read_manifest
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.filing_package import FilingPackage, build_package
from review_flows.outside.letters_due import due_letter
from review_flows.outside.out_messages import messages_due
from review_flows.outside.package_letters import PackageIncomplete
from review_flows.outside.site import Site

UPPER, CONGRESS = "upper_government", "npc_standing_committee"
DAY = date(2026, 4, 10)


def a_paper(site: Site, kind: str, *lines: str, name: str = "") -> dict[str, object]:
    content = a_docx_saying(*lines)
    digest = site.store.put(content)
    name = name or f"{kind}.docx"
    return {"name": name, "kind": kind, "sha256": digest, "size": len(content)}


def delivered(site: Site) -> str:
    """A case whose first packages went out, on 27 March."""
    number = published(site)
    write_letters(site, number)
    for recipient in (UPPER, CONGRESS):
        deliver(site, number, recipient)
    today_is(site, DAY)
    return number


def asked(site: Site, number: str, answer: str, recipient: str = UPPER) -> None:
    form = {"recipient": recipient, "answer": answer, "said_on": DAY.isoformat(), "text": "请补"}
    act(site, "bei", number, Move.RECORD_ANSWER, {**form, "number": "云政备〔2026〕5号"})


def registered(site: Site, number: str, recipient: str = UPPER) -> None:
    form = {"recipient": recipient, "receipt_number": "备1号", "registered_on": DAY.isoformat()}
    act(site, "bei", number, Move.RECORD_RECEIPT, form)


def replied(
    site: Site, number: str, reply: str, *papers: dict[str, object], recipient: str = UPPER
) -> None:
    form = {"recipient": recipient, "reply": reply, "text": "已按要求办理", "documents": papers}
    act(site, "bei", number, Move.REPLY_TO_RECIPIENT, form)


def supplemented(site: Site) -> tuple[str, FilingPackage]:
    """The case, and the package of a supplement with two papers."""
    number = delivered(site)
    asked(site, number, "supplement_required")
    papers = (
        a_paper(site, "filing_reply", "说明", name="补充说明.docx"),
        a_paper(site, "evidence", "证据", name="征求意见/记录:一.docx"),
    )
    replied(site, number, "supplement", *papers)
    write_letters(site, number)
    return number, build_package(site, number, UPPER, 3)


def facts_of(site: Site, number: str) -> Any:
    sql = "SELECT id FROM letters WHERE case_number = :number AND kind = 'filing_reply'"
    (row,) = rows(site, sql, number=number)
    return due_letter(site.database, row["id"]).facts


def test_a_reply_is_a_cover_letter_with_its_papers_under_names_that_any_folder_takes(
    site: Site,
) -> None:
    _, package = supplemented(site)

    assert set(package.files) == {
        "1_补充材料的函.docx",
        "2_补充说明.docx",
        "3_征求意见_记录_一.docx",
        "manifest.json",
    }
    assert package.folder == "upper_government/03_supplement"
    assert package.zip_name == "2026-0001_upper_government_03_supplement.zip"


def test_the_manifest_of_a_reply_says_what_it_answers_and_its_own_log_entry(site: Site) -> None:
    number, package = supplemented(site)

    manifest = read_manifest(package.files["manifest.json"])

    assert (manifest.message, manifest.kind, manifest.answers) == (3, "supplement", 2)
    assert manifest.text == "已按要求办理" and manifest.said_on == DAY.isoformat()
    assert manifest.delivery_id == delivery_id_of(manifest.sender, number, UPPER, 3)
    last = [one for one in entries(site.database, number) if one.move == "reply_to_recipient"]
    assert (manifest.log.seq, manifest.log.hash) == (last[-1].seq, last[-1].hash)
    assert package_faults(manifest, package.files) == ()


def test_the_cover_letter_names_their_letter_and_what_goes_along(site: Site) -> None:
    number, _ = supplemented(site)

    facts = facts_of(site, number)

    assert (facts.reply, facts.reason) == ("supplement", "已按要求办理")
    assert (facts.their_letter, facts.their_letter_on) == ("云政备〔2026〕5号", DAY)
    assert facts.attachments == ("补充说明", "征求意见_记录_一")
    assert facts.recipient and facts.letter_number == "青岚政备复〔2026〕1号"


def test_a_correction_is_a_whole_package_with_the_corrected_text(site: Site) -> None:
    number = delivered(site)
    registered(site, number)
    asked(site, number, "correction_suggested")
    text = a_paper(site, "corrected_text", "示例办法", "第一条　改正了。")
    decision = a_paper(site, "filing_reply", "修改决定", name="关于修改的决定.docx")
    replied(site, number, "corrected", decision, text)
    write_letters(site, number)

    package = build_package(site, number, UPPER, 4)

    assert set(package.files) == {
        "1_纠正情况报告.docx",
        "2_正式文本.docx",
        "2_正式文本.txt",
        "3_起草说明.docx",
        "4_制定依据.docx",
        "5_合法性审核意见书.docx",
        "7_关于修改的决定.docx",
        "manifest.json",
    }
    assert package.files["2_正式文本.txt"].decode() == "示例办法\n第一条　改正了。\n"
    assert package.folder == "upper_government/04_corrected"


def test_a_reply_is_the_same_however_late_it_is_packed(site: Site) -> None:
    number, package = supplemented(site)
    today_is(site, date(2026, 6, 1))
    registered(site, number, CONGRESS)

    assert build_package(site, number, UPPER, 3).zipped == package.zipped
    with zipfile.ZipFile(io.BytesIO(package.zipped)) as archive:
        assert archive.namelist() == sorted(package.files)


def test_each_of_several_replies_has_its_own_letter_and_entry(site: Site) -> None:
    number = delivered(site)
    registered(site, number)
    for _ in range(2):
        asked(site, number, "inquiry")
        replied(site, number, "explanation")
    write_letters(site, number)

    first, second = (build_package(site, number, UPPER, n) for n in (4, 6))

    assert first.manifest.log.seq < second.manifest.log.seq
    letter = "1_说明情况的函.docx"
    assert first.files[letter] != second.files[letter]


def test_a_reply_waits_for_its_own_letter_and_takes_no_earlier_one(site: Site) -> None:
    number = delivered(site)
    registered(site, number)
    asked(site, number, "inquiry")
    replied(site, number, "explanation")
    write_letters(site, number)
    asked(site, number, "inquiry")
    replied(site, number, "explanation")

    with pytest.raises(PackageIncomplete, match="filing_reply"):
        build_package(site, number, UPPER, 6)


def test_a_message_that_was_never_said_is_not_found(site: Site) -> None:
    number = delivered(site)
    with pytest.raises(NotFound, match="upper_government"):
        build_package(site, number, UPPER, 7)


def test_a_leg_leaves_to_the_next_one_what_was_said_after_it(site: Site) -> None:
    """Seen in the kill bench: it waited for a letter that could not be written before it ended."""
    number = delivered(site)
    for recipient in (UPPER, CONGRESS):
        asked(site, number, "supplement_required", recipient)
        replied(site, number, "supplement", recipient=recipient)
    seqs = [x.seq for x in entries(site.database, number) if x.move == "reply_to_recipient"]

    with site.database.reading() as connection:
        due = [messages_due(connection, number, seq) for seq in seqs]

    assert [[one.recipient for one in each] for each in due] == [[UPPER], [UPPER, CONGRESS]]


# ---- the flow


def legs_of(site: Site, number: str) -> list[int]:
    """The legs of filing; those before them count as done."""
    with site.database.writing() as connection:
        connection.run("UPDATE legs SET status = 'done' WHERE kind != 'file_document'")
    return [row["id"] for row in rows(site, "SELECT id FROM legs WHERE status = 'queued'")]


def said_of_deliveries(site: Site, number: str) -> list[tuple[str, int, str]]:
    moves = [x for x in entries(site.database, number) if x.move == "deliver_filing"]
    forms = [json.loads(entry.body)["form"] for entry in moves]
    return [(form["recipient"], form.get("message", 1), form["via"]) for form in forms]


@pytest.mark.prefect
def test_the_flow_delivers_each_message_once_and_notes_how(site: Site, flows: FlowWorker) -> None:
    number = published(site)
    write_letters(site, number)
    (leg,) = legs_of(site, number)

    assert flows.run(site, "file_document", date(2026, 3, 27), number, leg, hour=10) == 2
    assert flows.run(site, "file_document", date(2026, 3, 27), number, leg, hour=11) == 0

    assert said_of_deliveries(site, number) == [(UPPER, 1, "outbox"), (CONGRESS, 1, "outbox")]
    below = site.settings.docs_out / number / "filing"
    package = build_package(site, number, UPPER)
    assert (below / package.zip_name).read_bytes() == package.zipped
    assert {path.name for path in (below / UPPER).iterdir()} == set(package.files)
    sql = "SELECT delivery_id, acknowledgement FROM filing_messages WHERE recipient = :recipient"
    (row,) = rows(site, sql, recipient=UPPER)
    assert row["delivery_id"] == package.manifest.delivery_id
    assert package.zip_name in row["acknowledgement"]


@pytest.mark.prefect
def test_who_cannot_be_reached_does_not_hold_up_the_other(site: Site, flows: FlowWorker) -> None:
    number = published(site)
    write_letters(site, number)
    (leg,) = legs_of(site, number)
    with site.database.writing() as connection:
        where = "kind = 'filing_report' AND about = :about"
        connection.update("letters", where, about=UPPER, sha256=None)

    with pytest.raises(AssertionError, match="PackageIncomplete"):
        flows.run(site, "file_document", date(2026, 3, 27), number, leg, hour=10)

    assert said_of_deliveries(site, number) == [(CONGRESS, 1, "outbox")]
    (row,) = rows(site, "SELECT status, error FROM legs WHERE kind = 'file_document'")
    assert row["status"] == "queued" and "filing_report" in row["error"]
