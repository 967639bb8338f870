"""All of a move or nothing of it: late failures, Ctrl-C, locks, a full disk, odd characters."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from builders import a_document, opinion, proposed, received, signed, today_is, under_review
from databases import another, content, entries, waits_little

from models.document import DocumentKind
from models.errors import BadInput, ReviewError, TryAgain
from models.event import SITE_CHAIN, EventResult
from models.moves import Move
from review_flows.desk import NEW_CASE, act
from review_flows.outside.database import Database
from review_flows.outside.site import Site

ACCEPTANCE = {"matter_type": "normative_document", "reason": "四项要件齐备"}


def test_a_handler_that_fails_late_leaves_nothing(site: Site) -> None:
    """Receipt writes the case before it looks for the bytes; none of it may stay."""
    lost = {**a_document(site, DocumentKind.DRAFT), "sha256": "ab" * 32}
    form = {
        "title": "示例办法",
        "matter_type": "normative_document",
        "unit": "zhujian",
        "documents": [a_document(site, DocumentKind.BASES), lost],
    }
    before = content(site.database, without="events")
    with pytest.raises(BadInput, match="Not in the store"):
        act(site, "deng", NEW_CASE, Move.RECEIVE, form)
    assert content(site.database, without="events") == before
    assert received(site) == "2026-0001", "the number of the failed receipt was left unused"


def test_a_letter_that_cannot_be_written_undoes_its_move(site: Site) -> None:
    """The chief's own entry is written before the letter that names the missing office."""
    number = proposed(site)
    today_is(site, date(2026, 3, 20))
    with site.database.writing() as connection:
        connection.run("UPDATE units SET kind = 'law_firm' WHERE kind = 'review_office'")
    before = content(site.database, without="events")
    with pytest.raises(ReviewError, match="review_office"):
        act(site, "qian", number, Move.SIGN)
    assert content(site.database, without="events") == before
    assert [e.result for e in entries(site.database, number) if e.move == "sign"] == ["refused"]


class Interrupting:
    """A store in the middle of whose look-up somebody presses Ctrl-C."""

    def __init__(self, has: Callable[[str], bool]) -> None:
        self._has = has

    def __call__(self, digest: str) -> bool:
        self._has(digest)
        raise KeyboardInterrupt


def test_ctrl_c_in_the_middle_leaves_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    number = signed(site)
    form = {
        "answers": [{"item": 1, "adoption": "adopted", "wording": "删去该款"}],
        "documents": [a_document(site, DocumentKind.DRAFT, "改后")],
    }
    before = content(site.database)
    with monkeypatch.context() as patched:
        patched.setattr(type(site.store), "has", Interrupting(site.store.has))
        with pytest.raises(KeyboardInterrupt):
            act(site, "lin", number, Move.SUBMIT_REVISION, form)
    assert content(site.database) == before
    act(site, "lin", number, Move.SUBMIT_REVISION, form)


@contextmanager
def held_by_another(database: Database, number: str) -> Iterator[None]:
    """Another program that is in the middle of writing to the case."""
    other = another(database)
    with other.writing() as connection:
        connection.run("UPDATE cases SET title = title WHERE number = :number", number=number)
        yield
    other.close()


def test_a_locked_database_is_try_again_and_nothing_changed(site: Site) -> None:
    number = received(site)
    before = content(site.database)
    waits_little(site.database)
    with held_by_another(site.database, number), pytest.raises(TryAgain) as away:
        act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
    assert away.value.exit_code == 75
    assert content(site.database) == before
    act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)


def test_a_full_disk_is_try_again_and_nothing_changed(site: Site) -> None:
    if site.database.postgresql:
        pytest.skip("PostgreSQL's disk cannot be filled from a test; DiskFull is mapped the same")
    number = under_review(site)
    before = content(site.database)
    with site.database.reading() as connection:
        pages = connection.value("PRAGMA page_count")
        connection.rows(f"PRAGMA max_page_count = {pages}")
    long = opinion("legal") | {"summary": "经审核" * 6000}
    with pytest.raises(TryAgain, match="full"):
        act(site, "shen", number, Move.PROPOSE_OPINION, long)
    assert content(site.database) == before
    with site.database.reading() as connection:
        connection.rows(f"PRAGMA max_page_count = {pages + 1000}")
    act(site, "shen", number, Move.PROPOSE_OPINION, long)


@pytest.mark.parametrize(
    "odd", ["\x00", "审\x00核", "\udcff"], ids=["nul", "inner_nul", "surrogate"]
)
@pytest.mark.parametrize("place", ["actor", "number", "move", "reason"])
def test_texts_that_no_database_holds_are_refused_and_logged(
    site: Site, odd: str, place: str
) -> None:
    number = received(site)
    given = {"actor": "deng", "number": number, "move": "return_case", "reason": "不齐"}
    given[place] = odd
    before = content(site.database, without="events")
    with pytest.raises(ReviewError):
        form = {"ground": "materials_incomplete", "reason": given["reason"]}
        act(site, given["actor"], given["number"], given["move"], form)
    assert content(site.database, without="events") == before
    chain = SITE_CHAIN if place == "number" else number
    assert entries(site.database, chain)[-1].result == EventResult.REFUSED
