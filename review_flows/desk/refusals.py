"""A refused attempt is a log entry too: who tried what, and why it was refused."""

from collections.abc import Mapping
from json import JSONEncoder

from models.errors import BadInput, NotAllowed, ReviewError
from models.event import SITE_CHAIN
from models.security import SecurityStep
from review_flows.desk.log_entry import log_entry
from review_flows.outside import records
from review_flows.outside.accounts.noted import note
from review_flows.outside.site import Site

LONGEST_LOGGED = 2000  # characters of a text that somebody gave


def log_refusal(site: Site, actor: str, number: str, move: str, refusal: ReviewError) -> None:
    """Log a refused attempt in the case's chain, or in the site's where there is no such case.

    What somebody may not do is a line of the security log as well, without the reason: that may
    speak of the case, and the administrator who reads this log sees none.
    """
    with site.database.writing() as connection:
        case = records.find_case(connection, loggable(number)) if number else None
        facts: dict[str, object] = {"reason": refusal.code, "message": loggable(refusal.message)}
        if case is None:
            facts["case"] = loggable(number)
        state = str(case.state) if case else ""
        chain = case.number if case else SITE_CHAIN
        log_entry(site, connection, chain, loggable(actor), loggable(move), facts, state=state)
        if isinstance(refusal, NotAllowed):
            tried = {"chain": chain, "tried": loggable(move)}
            step = SecurityStep.PERMISSION_REFUSED
            note(site, connection, step, person=loggable(actor), **tried)


def refuse_unwritable(given: object) -> None:
    """Refuse texts that no database or log can hold, wherever they stand in what was given.

    PostgreSQL takes no NUL and UTF-8 no lone surrogate (a file name that is not UTF-8 arrives
    with them). Raises BadInput that shows the text as it can be shown.
    """
    if not _is_plain(given):
        _refuse_each(given)


def _is_plain(given: object) -> bool:
    """Say of a whole form at once that it can be written; what is doubtful is looked at closely."""
    try:
        text = _AS_TEXT.encode(given)
        text.encode("utf-8")
    except (TypeError, ValueError):
        return False
    return "\\u0000" not in text


_AS_TEXT = JSONEncoder(ensure_ascii=False)


def _refuse_each(given: object) -> None:
    if isinstance(given, str):
        if "\x00" in given or (not given.isascii() and storable(given) != given):
            raise BadInput(
                f"The text {loggable(given)!r} holds a character that cannot be stored "
                "(NUL, or half of a character). Take it out and try again."
            )
    elif isinstance(given, Mapping):
        for key, inner in given.items():
            _refuse_each(key)
            _refuse_each(inner)
    elif isinstance(given, list | tuple):
        for inner in given:
            _refuse_each(inner)


def storable(text: str) -> str:
    """Return a text without what no database can hold."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def loggable(text: str) -> str:
    """Return a text from outside as the log and both databases can hold it."""
    return storable(text)[:LONGEST_LOGGED]
