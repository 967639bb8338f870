"""What a file of tests/lives may say: persons, texts, scenes with what is seen after each."""

from datetime import date
from pathlib import Path
from tomllib import loads

from pydantic import BaseModel, ConfigDict

from models.document import DocumentKind
from models.moves import Move

Facts = dict[str, object]


class Shape(BaseModel):
    """An expectation with a misspelt name is an error: nobody would look at it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Somebody(Shape):
    """One more person than the sample office has."""

    code: str
    roles: str
    unit: str = "sifaju"


class Away(Shape):
    """Somebody is away, both days included."""

    person: str
    stand_in: str
    first: date
    last: date


class Scene(Shape):
    """One move by one person, or the entry of an absence, and all that has to be seen after it.

    What a scene does not mention must not have happened: without `to` the state stays, without
    `waits` the tasks are those of the scene before, without `letters` none was sent, without `told`
    nobody got a message, and without `refused` (the class of the error, and words of its message)
    the move was made.
    """

    on: date
    by: str
    move: Move | None = None
    form: Facts = {}
    files: dict[DocumentKind, str] = {}  # a text, or the name of one of `texts`
    away: Away | None = None
    to: str = ""
    refused: tuple[str, ...] = ()
    waits: tuple[str, ...] | None = None  # kind, role, person, state, last day
    letters: tuple[str, ...] = ()  # kind, number, addressee, and what it is about
    letters_say: tuple[str, ...] = ()
    letters_hide: tuple[str, ...] = ()  # words that they must not say
    role: str = ""  # in which the actor acted; looked at where a person has several
    stands_in_for: str = ""
    warnings: tuple[str, ...] = ()  # as the person sees them
    says: Facts = {}  # dotted path in the log entry → value; the name of a text is its hash
    told: tuple[str, ...] = ()  # who gets a message, in the order of their codes
    due: tuple[str, ...] = ()  # what is shown on entering an absence


class Life(Shape):
    """A life from its receipt on, and the row of the ledger that is left of it.

    `questions` is what became of each consultation. `ledger` has every field of the row as it
    reads on `as_of`, but those that are empty or zero, and the digests.
    """

    life: str
    rule_set: str = "datong_xinrong_2021"
    as_of: date = date(2026, 6, 30)
    people: tuple[Somebody, ...] = ()
    texts: dict[str, str] = {}
    questions: tuple[str, ...] = ()
    scenes: tuple[Scene, ...]
    ledger: dict[str, Facts]


def read_life(path: Path) -> Life:
    """Read a file. Raises ValidationError for a key that nobody looks at."""
    return Life.model_validate(loads(path.read_text("utf-8")))
