"""Word files are handled before a move holds the database, never while it does.

A job may take a minute, and on SQLite a move holds the write lock of everybody. So a move that
needs a job not yet done is broken off and undone, the job is done with nothing held, and the move
is made anew; this time it finds the answer. The same job on the same bytes has the same answer.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")


class JobNeeded(Exception):
    """A move needs the answer to a job that was not done beforehand. No error of anybody."""

    def __init__(self, key: Hashable, do: Callable[[], object]) -> None:
        super().__init__("a job on a Word file has to be done before the move")
        self.key, self.do = key, do


class Answers:
    """What jobs answered, or how they failed, for the attempts of one move."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[object, Exception | None]] = {}

    def take_in(self, needed: JobNeeded) -> None:
        """Do a job and keep what comes of it; its failure belongs to the move that asks for it."""
        try:
            self._known[needed.key] = needed.do(), None
        except Exception as failure:
            self._known[needed.key] = None, failure

    def answer(self, key: Hashable, do: Callable[[], T]) -> T:
        """Return what was answered, or raise as the job did. Raises JobNeeded for a new one."""
        if key not in self._known:
            raise JobNeeded(key, do)
        found, failure = self._known[key]
        if failure is not None:
            raise failure
        return found  # type: ignore[return-value]  # a key stands for one job, whose answers it keeps


_ANSWERS: ContextVar[Answers | None] = ContextVar("answers", default=None)


def answered(key: Hashable, do: Callable[[], T]) -> T:
    """Return the answer to a job: at once outside of moves, in a move what was done beforehand."""
    answers = _ANSWERS.get()
    return do() if answers is None else answers.answer(key, do)


def with_jobs_beforehand(attempt: Callable[[], T]) -> T:
    """Make an attempt until it finds every job done that it needs; each attempt undoes itself."""
    answers = Answers()
    while True:
        try:
            with _in_use(answers):
                return attempt()
        except JobNeeded as needed:
            answers.take_in(needed)


@contextmanager
def _in_use(answers: Answers) -> Iterator[None]:
    token = _ANSWERS.set(answers)
    try:
        yield
    finally:
        _ANSWERS.reset(token)
