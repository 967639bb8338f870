"""Remove a text that is kept beside an entry: the entry stands, and its hash, and who did it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.action import Action
from models.errors import BadInput, Conflict, NotAllowed, NotFound, ReviewError, TryAgain
from models.event import SITE_CHAIN, EventResult, SiteStep
from models.permission import roles_for
from review_flows.desk.act import find_actor
from review_flows.desk.log_entry import log_entry
from review_flows.desk.refusals import log_refusal, refuse_unwritable
from review_flows.outside import records
from review_flows.outside.database import Connection, Row
from review_flows.outside.site import Site

TEXTS = "SELECT name, text FROM log_texts WHERE chain = :chain AND seq = :seq ORDER BY name"
# Salt and text go together: with the salt alone a name could still be guessed and tried.
EMPTY = (
    "UPDATE log_texts SET salt = NULL, text = NULL "
    "WHERE chain = :chain AND seq = :seq AND name = :name"
)
# So that SQLite writes zeros over the row, and does not just let go of its place.
OVERWRITE = "PRAGMA secure_delete = ON"


@dataclass(frozen=True, slots=True)
class TextToRemove:
    """Which text of which entry, and why it has to go. `name` is its place in the entry."""

    chain: str
    seq: int
    name: str
    reason: str


def redact(site: Site, actor: str, wanted: TextToRemove) -> None:
    """Remove a text for a person who may, and log that; the text itself is written nowhere.

    Raises NotAllowed; NotFound for an entry or a name that is not there, naming those that are;
    BadInput without a reason, or with the text in it; Conflict where it was removed already. Then
    nothing was changed, and the attempt is in the log.
    """
    try:
        refuse_unwritable([actor, wanted.chain, wanted.name, wanted.reason])
        with site.database.writing() as connection:
            _refuse_others(connection, actor)
            _refuse_unfit(connection, wanted)
            _remove(site, connection, actor, wanted)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, "", SiteStep.REDACT_LOG, refusal)
        raise


def _refuse_others(connection: Connection, actor: str) -> None:
    if not actor:
        raise BadInput("Who removes a text from the log is named in it: say who with --as.")
    may = roles_for(Action.REDACT_LOG)
    if find_actor(connection, actor).roles.isdisjoint(may):
        needed = " or ".join(sorted(may))
        raise NotAllowed(f"{actor} may not remove a text from the log: it needs the role {needed}.")


def _refuse_unfit(connection: Connection, wanted: TextToRemove) -> None:
    if not wanted.reason.strip():
        raise BadInput("A text is removed for a reason that the log keeps: say it with --reason.")
    records.lock_chain(connection, wanted.chain)
    last, _ = records.head_of(connection, wanted.chain)
    if not 0 < wanted.seq <= last:
        many = f"entries 1 to {last}" if last else "no entries"
        raise NotFound(f"Entry {wanted.seq} of", wanted.chain, [f"{wanted.chain} has {many}"])
    rows = connection.rows(TEXTS, chain=wanted.chain, seq=wanted.seq)
    text = _text_named(rows, wanted)
    if text in wanted.reason:
        raise BadInput(
            f"The reason would keep what is removed from {wanted.name}: say why in other words."
        )


def _text_named(rows: Sequence[Row], wanted: TextToRemove) -> str:
    """Return the text that is still there. Raises NotFound and Conflict."""
    texts = {row["name"]: row["text"] for row in rows}
    where = f"entry {wanted.seq} of {wanted.chain}"
    if not texts:
        raise NotFound(f"The text of {where}", wanted.name, ["nothing of it can be removed"])
    if wanted.name not in texts:
        raise NotFound(f"The text of {where}", wanted.name, texts)
    text = texts[wanted.name]
    if text is None:
        raise Conflict(
            f"The text {wanted.name} of {where} was removed already. See by whom: "
            "review-flows log verify"
        )
    return str(text)


def _remove(site: Site, connection: Connection, actor: str, wanted: TextToRemove) -> None:
    if not connection.postgresql:
        connection.run(OVERWRITE)
    connection.run(EMPTY, chain=wanted.chain, seq=wanted.seq, name=wanted.name)
    facts: dict[str, object] = {
        "of": wanted.chain,
        "entry": wanted.seq,
        "name": wanted.name,
        "reason": wanted.reason.strip(),
    }
    step, done = SiteStep.REDACT_LOG, EventResult.DONE
    log_entry(site, connection, SITE_CHAIN, actor, step, facts, result=done)
