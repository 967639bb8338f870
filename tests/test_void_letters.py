"""Letters whose numbers became void: one not written never goes out, one that did is recalled."""

import asyncio
import json

import pytest
from cli_running import run
from databases import entries
from inbox_builders import rows
from issuance_builders import issue, passed_ones, reserve
from letters_in_place import write_letters
from refusals import refused

from models.errors import MoveNotPossible
from models.letter import LetterFacts, Para
from models.moves import Move
from review_flows.desk import act
from review_flows.issue_letters import issue_letters
from review_flows.letters import letter_kind
from review_flows.outside.current_site import use_site
from review_flows.outside.letters_due import due_letter, letter_path, letters_due
from review_flows.outside.site import Site

SLIPS = (
    "SELECT id, event_seq, number, written_at, withdrawn_at FROM letters "
    "WHERE case_number = :n AND kind = 'issuance_notice' ORDER BY id"
)
LEG = "SELECT id, status FROM legs WHERE case_number = :n AND event_seq = :s"
NUMBERS = ("青岚政规〔2026〕1号", "青岚规登〔2026〕001")


def make_void(site: Site, number: str) -> None:
    act(site, "yin", number, Move.VOID_NUMBER, {"reason": "印制有误"})


def issued(site: Site) -> str:
    """A document that was issued, with every letter written but its slip."""
    (number,) = passed_ones(site, ["甲办法"])
    issue(site, number)
    write_letters(site, number, but="issuance_notice")
    return number


def facts_of(site: Site, letter: int) -> LetterFacts:
    return due_letter(site.database, letter).facts


def test_a_slip_that_nobody_wrote_before_its_numbers_became_void_never_goes_out(
    site: Site,
) -> None:
    number = issued(site)
    (slip,) = rows(site, SLIPS, n=number)
    assert letters_due(site.database, number, slip["event_seq"]) == [slip["id"]]
    make_void(site, number)
    assert letters_due(site.database, number, slip["event_seq"]) == []
    form = {"letter": slip["id"], "sha256": "0" * 64}
    refused(site, number, "system", Move.ISSUE_LETTER, form, MoveNotPossible, "was withdrawn")
    made_void = next(e for e in entries(site.database, number) if e.move == "void_number")
    body = json.loads(made_void.body)
    assert (body["letters_withdrawn"], body["void_reason"]) == ([slip["number"]], "印制有误")


def test_a_run_that_died_before_its_end_leaves_no_void_slip_in_the_outbox(site: Site) -> None:
    number = issued(site)
    (slip,) = rows(site, SLIPS, n=number)
    path = letter_path(site.settings, due_letter(site.database, slip["id"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a letter that the log knows nothing of")
    make_void(site, number)
    use_site(site)
    (leg,) = rows(site, LEG, n=number, s=slip["event_seq"])
    with site.database.writing() as connection:  # the earlier legs have run
        connection.run("UPDATE legs SET status = 'done' WHERE id < :id", id=leg["id"])
    assert asyncio.run(issue_letters.fn(number, leg["id"])) == 0
    assert not path.exists()
    assert rows(site, LEG, n=number, s=slip["event_seq"])[0]["status"] == "done"


def test_a_new_slip_says_that_the_one_sent_before_and_its_numbers_are_void(site: Site) -> None:
    number = issued(site)
    write_letters(site, number)
    make_void(site, number)
    issue(site, number)
    before, now = rows(site, SLIPS, n=number)
    facts = facts_of(site, now["id"])
    assert (facts.void_letters, facts.void_numbers) == ((before["number"],), NUMBERS)
    assert facts.document_number == "青岚政规〔2026〕2号"
    assert (before["withdrawn_at"] is None, now["withdrawn_at"]) == (False, None)
    text = letter_kind("issuance_notice").compose(facts)
    (says,) = [one.text for one in text.body if isinstance(one, Para) and "作废" in one.text]
    sent = f"此前发出的印发通知单（{before['number']}）"
    assert says.startswith(f"{sent}及其所列{'、'.join(NUMBERS)}已经作废")


def test_a_slip_that_never_went_out_and_numbers_only_reserved_are_not_mentioned(
    site: Site,
) -> None:
    number = issued(site)
    make_void(site, number)
    reserve(site, number)
    make_void(site, number)
    issue(site, number)
    facts = facts_of(site, rows(site, SLIPS, n=number)[-1]["id"])
    assert (facts.void_letters, facts.void_numbers) == ((), ())


def test_another_case_keeps_its_slip(site: Site) -> None:
    first, second = passed_ones(site, ["甲办法", "乙办法"])
    issue(site, first)
    issue(site, second)
    make_void(site, first)
    assert [row["withdrawn_at"] for row in rows(site, SLIPS, n=second)] == [None]


@pytest.mark.parametrize("written", [False, True])
def test_the_list_of_letters_says_which_are_void(site: Site, written: bool) -> None:
    number = issued(site)
    if written:
        write_letters(site, number)
    make_void(site, number)
    shown = run(site, "letters", number, "--lang", "zh").stdout
    assert ("后作废" in shown, "已作废，不再制发" in shown) == (written, not written)
    assert "作废时间" in run(site, "show", number, "--lang", "zh").stdout
