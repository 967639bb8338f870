"""A text set aside from an entry: a hash in its place, put back where the entry is read."""

import ast
import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from sealed_log_builders import verifier

from models.event import EventResult, canonical
from models.forms import FORM_OF
from models.forms.describing import form_at, kind_of
from models.kept_text import (
    EACH,
    MARK,
    OF_MOVES,
    OF_REFUSALS,
    hashes_in,
    put_back,
    set_aside,
    text_hash,
)
from models.moves import Move

PROGRAM = verifier()
ROOT = Path(__file__).resolve().parents[1]
DONE, REFUSED = EventResult.DONE, EventResult.REFUSED
texts = st.text(st.characters(exclude_categories=["Cs"]))


class Salts:
    """Salts that differ, and are known."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> bytes:
        return next(self._numbers).to_bytes(16)


def advice(text: str, problems: list[str], authors: list[str]) -> dict[str, Any]:
    """The facts of an answer on paper."""
    comments = [
        {"problem": problem, "stated_author": author, "quote": "原文"}
        for problem, author in zip(problems, authors, strict=True)
    ]
    return {"form": {"kind": "favourable", "text": text, "comments": comments}, "consultation": 1}


pairs = st.lists(st.tuples(texts, texts), max_size=4)


@given(texts, pairs)
def test_any_text_comes_back_as_it_was_and_its_hash_proves_it(
    text: str, said: list[tuple[str, str]]
) -> None:
    facts = advice(text, [one for one, _ in said], [other for _, other in said])
    before = json.loads(json.dumps(facts))
    body, kept = set_aside(Move.RECORD_ADVICE, DONE, facts, Salts())
    assert facts == before  # what was handed in is not touched
    read = json.loads(canonical(body))
    assert put_back(read, {one.name: one.text for one in kept}, "gone") == before
    assert hashes_in(read) == {one.name: text_hash(one.salt, one.text) for one in kept}
    wanted = [text, *(one for pair in said for one in pair)]
    assert sorted(one.text for one in kept) == sorted(filter(None, wanted))


@given(texts.filter(bool))
def test_the_hash_is_that_of_the_salt_and_the_text_as_the_standard_writes_it(text: str) -> None:
    _, (kept,) = set_aside(Move.CONSULT, DONE, {"form": {"outsider": text}}, Salts())
    by_hand = sha256((1).to_bytes(16) + rfc8785.dumps(text)).hexdigest()
    assert text_hash(kept.salt, kept.text) == by_hand == PROGRAM.text_hash(kept.salt, text)


@given(texts)
def test_no_text_can_pass_for_the_mark_of_a_hash(text: str) -> None:
    for body in (canonical({"a": text}), canonical({"a": f'{{"kept":"{text}'})):
        assert MARK not in body


@given(texts, texts)
def test_the_same_text_twice_has_two_hashes(one: str, other: str) -> None:
    facts = advice("同", [f"{one}同", f"{one}同"], [f"{other}同", f"{other}同"])
    body, kept = set_aside(Move.RECORD_ADVICE, DONE, facts, Salts())
    assert len(set(hashes_in(json.loads(canonical(body))).values())) == len(kept) == 5


def test_a_text_that_was_removed_reads_as_it_is_asked_to() -> None:
    body, kept = set_aside(Move.CONSULT, DONE, {"form": {"outsider": "何教授"}}, Salts())
    for known in ({kept[0].name: None}, {}):
        assert put_back(body, known, "〔已删除〕") == {"form": {"outsider": "〔已删除〕"}}


def test_what_a_refusal_quotes_is_kept_and_of_the_move_nothing_else() -> None:
    facts = {"message": "何教授 is being asked already", "reason": "move_not_possible"}
    body, (kept,) = set_aside(Move.CONSULT, REFUSED, facts, Salts())
    assert (kept.name, kept.text) == ("message", facts["message"])
    assert body["reason"] == facts["reason"]


def test_other_entries_stay_as_they_are() -> None:
    facts = {"form": {"recipient": "upper_government", "text": "答复"}, "message": {"number": 2}}
    for move in sorted(set(Move) - OF_MOVES.keys()):
        assert set_aside(move, DONE, facts, Salts()) == (facts, ())


def test_both_programs_see_the_same_hashes() -> None:
    said = json.loads(canonical({"a": [{"kept": "x"}, {"b": {"kept": "y"}}], "kept": {"kept": 1}}))
    assert hashes_in(said) == dict(PROGRAM.hashes_in(said)) == {"a.0": "x", "a.1.b": "y"}


def places() -> Iterator[tuple[Move, tuple[str, ...]]]:
    for move, of_move in OF_MOVES.items():
        yield from ((Move(move), place) for place in of_move)


@pytest.mark.parametrize(("move", "place"), list(places()))
def test_every_place_of_the_table_is_a_text_of_its_form(move: Move, place: tuple[str, ...]) -> None:
    first, *above, name = [step for step in place if step != EACH]
    form = form_at(FORM_OF[move], above)
    assert first == "form" and kind_of(form, name) == (str, False)
    for step, after in pairwise(place):
        several = step in FORM_OF[move].model_fields and kind_of(FORM_OF[move], step)[1]
        assert (after == EACH) is several
    assert OF_REFUSALS == (("message",),)


# Who reads bodies by himself, for fields that are never kept. Whoever is added here has looked.
READS_NO_KEPT_FIELD = {
    "review_flows/cli/deadlines.py",  # calendar
    "review_flows/desk/answers_written.py",  # the letter of an answer
    "review_flows/desk/attention.py",  # the role of who acted
    "review_flows/desk/log_export.py",  # of: which chain a removal is about
    "review_flows/desk/timekeeping.py",  # form of moves that change the clock
    "review_flows/outside/case_remarks.py",  # form of send_back, supervise
    "review_flows/outside/clause_rows.py",  # form.document_sha256 of screen
    "review_flows/outside/handed_copies.py",  # form.sha256, form.document_sha256 of hand_out
    "review_flows/outside/letters_due.py",  # consultation
    "review_flows/outside/log_texts.py",  # the reader for all others
    "review_flows/outside/log_walk.py",  # version
    "review_flows/outside/opinions.py",  # warnings
    "review_flows/outside/out_messages.py",  # form.recipient of reply_to_recipient
    "review_flows/outside/received_days.py",  # form of remind_filing
    "review_flows/outside/running_filings.py",  # letter.reply_by
    "review_flows/outside/text_check.py",  # the hashes themselves
}
OTHER_LOGS = {"review_flows/cli/security.py", "review_flows/outside/accounts/security_log.py"}


def test_nobody_else_reads_bodies_without_putting_the_texts_back() -> None:
    found = set()
    for path in (ROOT / "review_flows").rglob("*.py"):
        name = str(path.relative_to(ROOT))
        if "migrations" not in name and name != "review_flows/verify_log.py":
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            found |= {name} if any(map(_reads_a_body, nodes)) else set()
    assert found - OTHER_LOGS == READS_NO_KEPT_FIELD


def _reads_a_body(node: ast.AST) -> bool:
    """Say whether this is json.loads(… body …) of a row of the log."""
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "json.loads":
        return False
    said = ast.unparse(node.args[0])
    return "body" in said or "ASKED" in said
