"""Texts beside the log: written with their entry, read with it, removed without breaking it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import a_site, add_person, under_review
from cli_running import run
from databases import content, entries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_text_builders import (
    ADMINISTRATOR,
    ANSWER,
    ANSWERED,
    ASKED,
    AUTHOR,
    HANDED,
    OUTSIDER,
    PROBLEM,
    an_administrator,
    an_answered_outsider,
    removed,
    texts_of,
)
from sealed_log_builders import faults_in, found_by_auditor, found_by_us, verifier

from models.errors import BadInput, Conflict, MoveNotPossible, NotAllowed, NotFound, ReviewError
from models.event import SITE_CHAIN, EventResult
from models.kept_text import text_hash
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.log_export import export_log
from review_flows.desk.log_redaction import TextToRemove, redact
from review_flows.letters import letter_kind
from review_flows.outside import records
from review_flows.outside.case_view import entry_lines
from review_flows.outside.letters_due import due_letter
from review_flows.outside.log_texts import add_entry, said_in
from review_flows.outside.log_walk import walk_log
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text

PROGRAM = verifier()
PRIVATE = (OUTSIDER, ANSWER, PROBLEM, AUTHOR)
NAMES = {
    (ASKED, "form.outsider"): OUTSIDER,
    (HANDED, "form.recipient"): OUTSIDER,
    (ANSWERED, "form.text"): ANSWER,
    (ANSWERED, "form.comments.0.problem"): PROBLEM,
    (ANSWERED, "form.comments.0.stated_author"): AUTHOR,
}


def test_what_an_outsider_is_called_and_says_stands_beside_the_entries(site: Site) -> None:
    number = an_answered_outsider(site)
    found = {(row["seq"], row["name"]): row["text"] for row in texts_of(site, number)}
    assert found == NAMES
    bodies = b"".join(entry.body for entry in entries(site.database, number)).decode()
    assert not [one for one in PRIVATE if one in bodies]
    assert found_by_us(site) == []
    assert len({row["salt"] for row in texts_of(site, number)}) == len(NAMES)


def test_neither_a_recall_nor_a_closed_question_tells_the_name_of_an_outsider(site: Site) -> None:
    number = under_review(site)
    act(site, "shen", number, Move.CONSULT, {"outsider": OUTSIDER, "question": "可行否"})
    with pytest.raises(MoveNotPossible, match=OUTSIDER):
        act(site, "shen", number, Move.CONSULT, {"outsider": OUTSIDER, "question": "可行否"})
    act(site, "shen", number, Move.RECALL, {"advisor": OUTSIDER, "reason": "问题已经解决"})
    log = entries(site.database, number)
    assert '"recalled":"1"' in log[-1].body.decode()
    assert not any(OUTSIDER in entry.body.decode() for entry in log)
    with site.database.reading() as connection:
        lines = entry_lines(connection, number)
    assert OUTSIDER in lines[-2].reason and lines[-1].asked == OUTSIDER
    removed(site, number, log[-2].seq, "message")
    with site.database.reading() as connection:
        assert entry_lines(connection, number, "〔已删除〕")[-2].reason == "〔已删除〕"


def test_a_text_that_was_removed_leaves_the_log_whole_for_both_verifiers(
    site: Site, tmp_path: Path
) -> None:
    number = an_answered_outsider(site)
    note = seal(site)
    before = [entry.body for entry in entries(site.database, number)]
    for seq, name in NAMES:
        redact_again(site, number, seq, name)
    assert [entry.body for entry in entries(site.database, number)] == before
    assert {(row["salt"], row["text"]) for row in texts_of(site, number)} == {(None, None)}
    assert found_by_us(site, [note, seal(site)]) == []
    walk = walk_log(site.database, print)
    told = {(one.seq, one.name, one.by) for one in walk.removed}
    assert told == {(*place, ADMINISTRATOR) for place in NAMES}
    if site.database.path is not None:
        site.database.close()
        assert audited(site, site.database.path) == []
        assert len(PROGRAM.removed) == len(NAMES)
        assert all(one.endswith(f"by {ADMINISTRATOR}") for one in PROGRAM.removed)


def redact_again(site: Site, number: str, seq: int, name: str) -> None:
    """Remove one of several texts; who does it is there already after the first."""
    an_administrator(site)
    redact(site, ADMINISTRATOR, TextToRemove(number, seq, name, "本人申请删除"))


def audited(site: Site, path: Path) -> list[str]:
    """What verify_log.py finds."""
    PROGRAM.removed.clear()
    return found_by_auditor(PROGRAM, path, site_signer(site).key.text)


def test_no_trace_of_it_is_in_the_file_of_the_database(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    telling = "不该留下的一句话"
    with pytest.raises(ReviewError):
        act(site, "shen", number, Move.CONSULT, {"advisor": telling, "question": "可行否"})
    (row,) = texts_of(site, number)
    removed(site, number, row["seq"], "message")
    site.database.close()  # its last reader takes the write-ahead log in
    assert telling.encode() not in (tmp_path / "review.db").read_bytes()


def test_letters_have_the_same_bytes_after_a_removal(site: Site) -> None:
    number = an_answered_outsider(site)
    before = letters(site, number)
    removed(site, number)
    assert letters(site, number) == before and before


def letters(site: Site, number: str) -> list[bytes]:
    """Every letter of a case, as it would be written now."""
    with site.database.reading() as connection:
        rows = connection.rows("SELECT id FROM letters WHERE case_number = :n", n=number)
    due = [due_letter(site.database, row["id"]) for row in rows]
    return [render_letter(letter_kind(one.kind).compose(one.facts)) for one in due]


def test_a_removal_is_logged_with_its_reason_and_without_the_text(site: Site) -> None:
    number = an_answered_outsider(site)
    removed(site, number)
    said = json.loads(entries(site.database, "site")[-1].body)
    assert (said["move"], said["result"]) == ("redact_log", "done")
    assert said["actor"]["code"] == ADMINISTRATOR
    told = {"of": number, "entry": ASKED, "name": "form.outsider", "reason": "本人申请删除"}
    assert {key: said[key] for key in told} == told
    assert OUTSIDER not in json.dumps(said, ensure_ascii=False)


@pytest.mark.parametrize(
    ("wanted", "error", "says"),
    [
        ((99, "form.outsider", "申请"), NotFound, "has entries 1 to 6"),
        ((0, "form.outsider", "申请"), NotFound, "has entries 1 to 6"),
        ((1, "form.title", "申请"), NotFound, "nothing of it can be removed"),
        ((ASKED, "form.outsiders", "申请"), NotFound, "Did you mean form.outsider"),
        ((ASKED, "form.outsider", " "), BadInput, "--reason"),
        ((ASKED, "form.outsider", f"{OUTSIDER}申请"), BadInput, "in other words"),
    ],
)
def test_a_removal_that_does_not_fit_changes_nothing_and_is_logged(
    site: Site, wanted: tuple[int, str, str], error: type[ReviewError], says: str
) -> None:
    number, who = an_answered_outsider(site), an_administrator(site)
    before = content(site.database, without="events")
    with pytest.raises(error, match=says):
        redact(site, who, TextToRemove(number, *wanted))
    assert content(site.database, without="events") == before
    last = json.loads(entries(site.database, "site")[-1].body)
    assert (last["move"], last["result"]) == ("redact_log", "refused")
    assert len(texts_of(site, number)) == len(NAMES) and found_by_us(site) == []


def test_what_was_removed_cannot_be_removed_again(site: Site) -> None:
    number = an_answered_outsider(site)
    removed(site, number)
    with pytest.raises(Conflict, match="removed already"):
        redact_again(site, number, ASKED, "form.outsider")


def test_only_the_administrator_of_the_audit_removes(site: Site) -> None:
    number = an_answered_outsider(site)
    add_person(site, "mo", "system_admin")
    for who in ("shen", "qian", "du", "mo"):
        with pytest.raises(NotAllowed, match="audit_admin"):
            redact(site, who, TextToRemove(number, ASKED, "form.outsider", "申请"))
    with pytest.raises(BadInput, match="--as"):
        redact(site, "", TextToRemove(number, ASKED, "form.outsider", "申请"))
    assert all(row["text"] for row in texts_of(site, number))


REASON = "本人申请"  # no text may stand in it
OF_TEXTS = st.characters(exclude_categories=["Cs"], exclude_characters=f"\x00{REASON}")
written = st.text(OF_TEXTS, min_size=1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written, written, st.booleans())
def test_any_text_comes_back_and_can_go_with_the_log_whole_for_both_verifiers(
    site: Site, text: str, author: str, first: bool
) -> None:
    who = an_administrator(site)
    facts = {"form": {"text": text, "comments": [{"stated_author": author, "quote": "原文"}]}}
    seq = add(site, facts)
    assert read(site, seq, "") == facts["form"]
    name = "form.text" if first else "form.comments.0.stated_author"
    redact(site, who, TextToRemove(SITE_CHAIN, seq, name, REASON))
    gone: dict[str, object] = {"text": "〔已删除〕" if first else text}
    gone |= {"comments": [{"stated_author": author if first else "〔已删除〕", "quote": "原文"}]}
    assert read(site, seq, "〔已删除〕") == gone
    seal(site)
    assert found_by_us(site) == []
    if site.database.path is not None:
        site.database.close()
        assert audited(site, site.database.path) == []


def add(site: Site, facts: dict[str, Any]) -> int:
    """Log an answer on paper where no case is needed for it."""
    with site.database.writing() as connection:
        return add_entry(
            connection,
            records.head_of(connection, SITE_CHAIN),
            chain=SITE_CHAIN,
            at=utc_text(site.clock.now()),
            actor={"code": "shen"},
            move=Move.RECORD_ADVICE,
            result=EventResult.DONE,
            from_state="",
            to_state="",
            facts=facts,
        ).seq


def read(site: Site, seq: int, gone: str) -> object:
    """The form in an entry of the site, its texts put back."""
    with site.database.reading() as connection:
        rows = records.entries_of(connection, SITE_CHAIN, (Move.RECORD_ADVICE,))
        said = said_in(connection, SITE_CHAIN, rows, gone)
    return next(one["form"] for one in said if one["seq"] == seq)


DROPS = {
    False: "DROP TRIGGER log_texts_only_emptied",
    True: "ALTER TABLE log_texts DISABLE TRIGGER USER",
}
OF_ONE = "WHERE name = 'form.outsider'"
BENT = (
    (f"UPDATE log_texts SET text = '李教授' {OF_ONE}", "not what was logged"),
    (f"UPDATE log_texts SET salt = repeat_of_salt {OF_ONE}", "not what was logged"),
    (f"UPDATE log_texts SET text = NULL {OF_ONE}", "not what was logged"),
    (f"UPDATE log_texts SET salt = NULL, text = NULL {OF_ONE}", "no entry says who removed it"),
    (f"DELETE FROM log_texts {OF_ONE}", "not there"),
    (f"UPDATE log_texts SET name = 'form.x' {OF_ONE}", "not there"),
    ("INSERT INTO log_texts VALUES ('2026-0001', 1, 'form.x', 'ab', 'x')", "no entry names"),
)


@pytest.mark.parametrize(("statement", "says"), BENT)
def test_who_bends_a_text_is_found_out_by_both_verifiers(
    site: Site, statement: str, says: str
) -> None:
    an_answered_outsider(site)
    seal(site)
    with site.database.writing() as connection:
        connection.run(DROPS[connection.postgresql])
        if not connection.postgresql:
            connection.run("DROP TRIGGER log_texts_no_delete")
        other = f"'{'0' * 32}'"
        assert connection.run(statement.replace("repeat_of_salt", other)) == 1
    assert any(says in fault.what for fault in found_by_us(site))
    if site.database.path is not None:
        site.database.close()
        assert audited(site, site.database.path) != []


def test_a_text_that_is_put_back_after_its_removal_is_found(site: Site) -> None:
    number = an_answered_outsider(site)
    (row,) = [one for one in texts_of(site, number) if one["name"] == "form.outsider"]
    removed(site, number)
    with site.database.writing() as connection:
        connection.run(DROPS[connection.postgresql])
        sql = "UPDATE log_texts SET salt = :salt, text = :text WHERE name = 'form.outsider'"
        connection.run(sql, salt=row["salt"], text=row["text"])
    assert [
        "was removed by an entry, and is not gone" in one.what for one in found_by_us(site)
    ] == [True]


ROW = "chain, seq, name, salt, text"
FORBIDDEN = {
    "another text": f"UPDATE log_texts SET text = '另一人' {OF_ONE}",
    "the text alone": f"UPDATE log_texts SET text = NULL {OF_ONE}",
    "the salt alone": f"UPDATE log_texts SET salt = NULL {OF_ONE}",
    "another name": f"UPDATE log_texts SET salt = NULL, text = NULL, name = 'x' {OF_ONE}",
    "another entry": f"UPDATE log_texts SET salt = NULL, text = NULL, seq = 99 {OF_ONE}",
    "another chain": f"UPDATE log_texts SET salt = NULL, text = NULL, chain = 'x' {OF_ONE}",
    "delete": "DELETE FROM log_texts",
    "upsert": f"INSERT INTO log_texts ({ROW}) SELECT {ROW} FROM log_texts {OF_ONE} "
    "ON CONFLICT (chain, seq, name) DO UPDATE SET text = '另一人'",
}
FORBIDDEN_ON_SQLITE = {
    "replace": f"REPLACE INTO log_texts ({ROW}) SELECT chain, seq, name, salt, '另一人' "
    f"FROM log_texts {OF_ONE}",
    "update or replace": f"UPDATE OR REPLACE log_texts SET seq = 5 {OF_ONE}",
}
FORBIDDEN_ON_POSTGRESQL = {"truncate": "TRUNCATE log_texts"}


def test_the_triggers_let_a_text_be_emptied_and_nothing_else(site: Site) -> None:
    number = an_answered_outsider(site)
    before = content(site.database)
    own = FORBIDDEN_ON_POSTGRESQL if site.database.postgresql else FORBIDDEN_ON_SQLITE
    for name, statement in {**FORBIDDEN, **own}.items():
        with (
            pytest.raises(Exception, match="append-only") as refused,
            site.database.writing() as connection,
        ):
            if not connection.postgresql:
                connection.run("PRAGMA recursive_triggers = OFF")
            connection.run(statement)
        assert type(refused.value).__module__.split(".")[0] in ("sqlite3", "psycopg"), name
        assert content(site.database) == before, name
    removed(site, number)
    again = f"UPDATE log_texts SET salt = NULL, text = NULL {OF_ONE}"
    with pytest.raises(Exception, match="append-only"), site.database.writing() as connection:
        connection.run(again)


def bundle_findings(site: Site, folder: Path, text: str) -> list[str]:
    """What the auditor's program finds in a bundle."""
    path = folder / "bundle.json"
    path.write_text(text, "utf-8")
    return audited(site, path)


def test_a_bundle_carries_the_texts_and_the_proof_of_each_removal(
    site: Site, tmp_path: Path
) -> None:
    number = an_answered_outsider(site)
    assert OUTSIDER in export_log(site, "du", number).text
    removed(site, number)
    removed(site, number, HANDED, "form.recipient")
    text = export_log(site, "du", number).text
    assert OUTSIDER not in text and ANSWER in text
    assert bundle_findings(site, tmp_path, text) == []
    assert len(PROGRAM.removed) == 2 and ADMINISTRATOR in PROGRAM.removed[0]
    for bend, says in BENT_BUNDLES:
        said: Any = json.loads(text)
        bend(said)
        found = "\n".join(bundle_findings(site, tmp_path, json.dumps(said, ensure_ascii=False)))
        assert says in found and bool(found) is bool(says), says


BENT_BUNDLES: tuple[tuple[Callable[[Any], object], str], ...] = (
    (lambda said: said["removals"].pop(), "no entry says who removed it"),
    (lambda said: said["texts"].pop(), "not there, or not what was logged"),
    (lambda said: said["texts"][-1].update(text="另一句"), "not what was logged"),
    (lambda said: said["texts"][-1].update(text=None, salt=None), "no entry says who"),
    (lambda said: said["texts"][-1].update(name="form.x"), "it names no text form.x"),
    (lambda said: said["removals"][0].update(leaf=0), "a removal: its proof"),
    (lambda said: said["removals"].append(said["export"]), ""),  # proves no removal
)


def test_a_bundle_says_nothing_of_removals_in_other_cases(site: Site) -> None:
    number, other = an_answered_outsider(site), an_answered_outsider(site)
    removed(site, other)
    bundle = export_log(site, "", number)
    assert bundle.removals == [] and other not in bundle.text


def test_the_command_removes_tells_and_is_told_of_by_log_verify(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = an_answered_outsider(site)
    args = ("log", "redact", number, str(ASKED), "form.outsider", "--reason", "本人申请")
    assert run(site, *args).exit_code == 2
    assert run(site, *args, "--as", "shen").exit_code == 4
    who = an_administrator(site)
    assert run(site, *args[:3], "four", *args[4:], "--as", who).exit_code == 2
    done = run(site, *args, "--as", who, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"chain": number, "seq": ASKED, "name": "form.outsider"}
    checked = run(site, "log", "verify", "--json")
    assert checked.exit_code == 0
    (told,) = json.loads(checked.stdout)["removed"]
    assert (told["chain"], told["seq"], told["by"]) == (number, ASKED, who)
    assert "form.outsider" in run(site, "log", "verify").stderr
    shown = run(site, "log", "show", number)
    assert shown.exit_code == 0 and OUTSIDER not in shown.output


def test_a_log_of_before_there_were_texts_beside_it_is_still_read(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    under_review(site)
    seal(site)
    with site.database.writing() as connection:
        connection.run("DROP TABLE log_texts")
    site.database.close()
    assert audited(site, tmp_path / "review.db") == []


def test_an_entry_and_its_texts_are_written_together_or_not_at_all(site: Site) -> None:
    number = under_review(site)
    before = content(site.database)
    with pytest.raises(ZeroDivisionError), site.database.writing() as connection:
        add_entry(
            connection,
            records.head_of(connection, number),
            chain=number,
            at="2026-03-09T01:00:00.000000Z",
            actor={"code": "shen"},
            move=Move.CONSULT,
            result=EventResult.DONE,
            from_state="",
            to_state="",
            facts={"form": {"outsider": OUTSIDER}},
        )
        assert connection.value("SELECT count(*) FROM log_texts") == 1
        raise ZeroDivisionError
    assert content(site.database) == before


def test_the_hash_in_the_entry_is_that_of_its_row(site: Site) -> None:
    number = an_answered_outsider(site)
    said = json.loads(entries(site.database, number)[ASKED - 1].body)
    (row,) = [one for one in texts_of(site, number) if one["seq"] == ASKED]
    assert said["form"]["outsider"] == {"kept": text_hash(row["salt"], row["text"])}
    assert faults_in(site.database, site, []) == []
