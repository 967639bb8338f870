"""Every error that a person can do something about, drawn as a tree.

ReviewError                     what, which, what now; doors print it without a traceback
├── BadInput                    the words given cannot be understood           exit 2
│   ├── UnknownCode             a code that is in no list; names the nearest
│   ├── FormInvalid             fields missing or wrong; lists all of them
│   ├── PasswordRefused         a new password; lists all that is wrong with it
│   ├── RuleSetInvalid          a rule set file; lists every error
│   └── CalendarTooShort        the calendar ends before the day that is needed
├── NotFound                    no such thing, or not for you to see           exit 4
├── NotAllowed                  this person may not do this                    exit 4
│   └── SignInRefused           no such name and password, or no session, or none now
├── Conflict                    the case is no longer as you saw it            exit 5
│   ├── TakenInBefore           the same file was taken in before
│   ├── MoveNotPossible         the move does not lead on from this state
│   └── TaskTaken               somebody else holds the task
├── DocumentRefused             a file that cannot be taken                    exit 1
├── PdfNotMade                  LibreOffice is missing, or made none           exit 1
├── SchemaUnknown               the database is of another version             exit 1
├── UpgradeRefused              the schema is older and cannot be brought up   exit 1
├── BackupRefused               a backup set that does not hold                exit 3
├── LogNotWhole                 the log is not what was sealed                 exit 3
└── TryAgain                    locked, full or away; nothing was changed      exit 75
    ├── ClockSetBack            the machine's clock is behind the log
    ├── DiskFailing             the disk is full or fails: done as a whole, or not
    └── OutcomeUnknown          broken off at the commit: changed, or not changed

Everything else is a bug and may crash loudly.
"""

from collections.abc import Iterable
from difflib import get_close_matches

NAMED = 12  # codes that an error names where none is near


class ReviewError(Exception):
    """The reader can do something about it: `code` in the log, `exit_code` at the shell."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def code(self) -> str:
        """The error's name as the log writes it, for example `task_taken`."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class BadInput(ReviewError):
    """What was given cannot be understood."""

    exit_code = 2


class UnknownCode(BadInput):
    """A code that is in no list."""

    def __init__(self, what: str, given: str, known: Iterable[str]) -> None:
        super().__init__(f"{what} “{given}” is not known. {nearest(given, known)}")


class FormInvalid(BadInput):
    """Fields of a form that are missing or wrong: all of them at once."""

    def __init__(self, form: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(
            f"The form “{form}” is not complete:\n{lines}\n"
            f"What it takes: see review-flows act CASE {form} --fields"
        )


class PasswordRefused(BadInput):
    """A new password that cannot be taken; `faults` are codes of `models.password.PasswordFault`.

    The password itself is never part of the message.
    """

    def __init__(self, faults: Iterable[str], problems: Iterable[str]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"This password cannot be taken:\n{lines}\nChoose another one.")


class RuleSetInvalid(BadInput):
    """A rule set that cannot be used: every error of the file at once."""

    def __init__(self, origin: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"The rule set {origin} cannot be used:\n{lines}")


class CalendarTooShort(BadInput):
    """A day is needed for which no calendar is known."""


class NotFound(ReviewError):
    """No such thing, or not for this person to see: the two are not told apart on purpose."""

    exit_code = 4

    def __init__(self, what: str, given: str, known: Iterable[str] = ()) -> None:
        super().__init__(f"{what} “{given}” was not found. {nearest(given, known)}".rstrip())


class NotAllowed(ReviewError):
    """This person may not do this."""

    exit_code = 4


class SignInRefused(NotAllowed):
    """Name or password is wrong, or a link or session is none: which one is not said."""


class Conflict(ReviewError):
    """The case is no longer as the person saw it."""

    exit_code = 5


class TakenInBefore(Conflict):
    """The same file was taken in before; it is not doubled."""


class MoveNotPossible(Conflict):
    """The move does not lead on from where the case is; the message names what does."""


class TaskTaken(Conflict):
    """Somebody else holds the task."""


class DocumentRefused(ReviewError):
    """A file that cannot be taken. `reason` is a code of `models.refusal.RefusalReason`."""

    def __init__(self, name: str, reason: str, sentence: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name}: {sentence}")


class PdfNotMade(ReviewError):
    """LibreOffice is not there, did not end in time, or made nothing; the .docx is what counts."""


class SchemaUnknown(ReviewError):
    """The database was written by another version of the program; nothing was touched."""


class UpgradeRefused(ReviewError):
    """The database is of an earlier version, and what has to come first is missing: a copy."""


class BackupRefused(ReviewError):
    """A backup that is not whole, not ours, or older than somebody can prove."""

    exit_code = 3


class LogNotWhole(ReviewError):
    """The log is not what was sealed, so that no proof can be given of it."""

    exit_code = 3


class TryAgain(ReviewError):
    """Locked, full or away for the moment. Nothing was changed."""

    exit_code = 75


class OutcomeUnknown(TryAgain):
    """The connection broke while all of it was being committed: it stands as a whole, or not."""


class DiskFailing(TryAgain):
    """The disk took a write no more: what was committed before stands as a whole, the rest not."""


class ClockSetBack(TryAgain):
    """The machine's clock is more than a day behind the log: a day it dates would be wrong."""


def nearest(given: str, known: Iterable[str]) -> str:
    """Return the sentence that names the nearest known codes, or some of them, or nothing."""
    codes = sorted(known)
    near = get_close_matches(given, codes, n=3, cutoff=0.5)
    if near:
        return f"Did you mean {', '.join(near)}?"
    if len(codes) > NAMED:
        return f"Known, {NAMED} of {len(codes)}: {', '.join(codes[:NAMED])}."
    return f"Known: {', '.join(codes)}." if codes else ""
