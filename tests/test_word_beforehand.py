"""A move never waits for a Word file with the database in its hands: others go on meanwhile."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import sleep

import pytest
from builders import a_changed_draft, a_document, a_site, passed, received
from issuance_builders import SIGNED, passed_text

from models.document import DocumentKind
from models.errors import BadInput
from models.moves import Move
from review_flows.desk import NEW_CASE, act
from review_flows.outside.site import Site
from review_flows.outside.word import apart, beforehand
from review_flows.outside.write_lock import WriteLock

PUBLISHED = {"place": "网站", "published_on": "2026-03-25", "effective_on": "2026-05-01"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Site]:
    """A site on SQLite, where one lock is everybody's."""
    site = a_site(tmp_path)
    yield site
    site.database.close()


def undecided(site: Site) -> str:
    """A case of whose draft nobody has said which text counts."""
    documents = [a_changed_draft(site, "甲"), a_document(site, DocumentKind.EXPLANATION)]
    form = {"title": "办法", "matter_type": "normative_document", "unit": "zhujian"}
    form |= {"documents": documents}  # type: ignore[dict-item]
    return act(site, "system", NEW_CASE, Move.RECEIVE, form).number


def issued_file(site: Site) -> str:
    """An issued text that can be read."""
    number = passed_text(site, "示例办法", "第一条　示例。")
    act(site, "yin", number, Move.ISSUE, SIGNED)
    return number


@pytest.mark.parametrize(
    ("case", "who", "move", "form"),
    [
        (passed, "yin", Move.ISSUE, SIGNED),
        (issued_file, "yin", Move.PUBLISH, PUBLISHED),
        (undecided, "deng", Move.CHOOSE_VIEW, {"view": "final", "reason": "说明"}),
    ],
)
def test_the_write_lock_is_free_while_a_word_file_is_read(
    office: Site, case: object, who: str, move: Move, form: dict[str, str]
) -> None:
    """Seen in users_soak: an issue held the lock for 0.5 s, and a heavy draft may take a minute."""
    assert callable(case)
    number = case(office)
    mover = threading.Thread(target=act, args=(office, who, number, move, form))
    with apart._LOCK:  # as if another file were being read, for as long as we like
        mover.start()
        while not waits_for_a_file(mover):
            assert mover.is_alive()
            sleep(0.005)
        with WriteLock(office.settings.inside / "write.lock", patience_seconds=0.05).held():
            pass
        assert received(office, title="另一件")
    mover.join()
    assert str(move) in done_moves(office, number)


def waits_for_a_file(thread: threading.Thread) -> bool:
    """Whether the thread stands where a job is asked for."""
    frame = sys._current_frames().get(thread.ident or 0)
    return frame is not None and frame.f_code.co_name == apart.ask.__name__


def done_moves(site: Site, number: str) -> list[str]:
    done = "SELECT move FROM events WHERE chain = :number AND result = 'done'"
    with site.database.reading() as connection:
        return [row["move"] for row in connection.rows(done, number=number)]


def test_a_job_is_done_once_however_often_the_move_is_made_anew() -> None:
    asked: list[str] = []

    def job(name: str) -> str:
        asked.append(name)
        return name

    def attempt() -> str:
        return "".join(beforehand.answered(name, partial(job, name)) for name in "甲乙甲")

    assert beforehand.with_jobs_beforehand(attempt) == "甲乙甲"
    assert asked == ["甲", "乙"]


def test_a_job_that_fails_fails_the_move_as_it_would_have_in_it() -> None:
    def fails() -> str:
        raise BadInput("too heavy")

    def attempt() -> str:
        with pytest.raises(BadInput, match="too heavy"):
            beforehand.answered("job", fails)
        return "told"

    assert beforehand.with_jobs_beforehand(attempt) == "told"


def test_outside_of_a_move_a_job_is_done_at_once() -> None:
    assert beforehand.answered("job", lambda: "甲") == "甲"


def test_a_move_that_was_made_anew_stands_once(site: Site) -> None:
    number = undecided(site)

    act(site, "deng", number, Move.CHOOSE_VIEW, {"view": "final", "reason": "说明"})

    assert done_moves(site, number) == ["receive", "choose_view"]
    with site.database.reading() as connection:
        drafts = "SELECT count(*) FROM documents WHERE kind = 'draft'"
        assert connection.value(drafts) == 2  # as it came in, and as it was settled
