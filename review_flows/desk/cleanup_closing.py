"""A clean-up is closed: what was decided is carried out on each case, then the lists stand.

Killed halfway, closing it again goes on where it stopped: a case that has ended, and a unit that
was told, are left as they are.
"""

from collections.abc import Mapping
from datetime import date

from models.cleanup import Cleanup, CleanupItem, CleanupOutcome
from models.errors import Conflict, ReviewError, TryAgain
from models.event import SITE_CHAIN, EventResult, SiteStep
from models.moves import Move
from models.person import SYSTEM
from models.words import phrase, word
from review_flows.desk.act import act
from review_flows.desk.cleanup import found, logged, still_open
from review_flows.desk.log_entry import log_entry
from review_flows.desk.validity_watch import reminder_form
from review_flows.outside import cleanups
from review_flows.outside.log_time import log_time
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text

NAMED = 10  # undecided items that a refusal names


def close_cleanup(site: Site, actor: str, number: str) -> Cleanup:
    """Carry out what was decided and close the clean-up; return it.

    Raises Conflict while items are undecided, or where a case cannot be moved: the others are
    done then, and closing it again goes on.
    """
    step = SiteStep.CLOSE_CLEANUP
    with logged(site, actor, step):
        with site.database.reading() as connection:
            cleanup = still_open(connection, actor, number)
        _refuse_undecided(cleanup)
        today = day_of(site.clock.now())
        carried_out = (_carried_out(site, cleanup, item, today) for item in cleanup.items)
        if refused := [why for why in carried_out if why]:
            told = "\n".join(f"  - {why}" for why in refused)
            raise Conflict(
                f"The clean-up {number} is not closed, because of {len(refused)} cases:\n{told}\n"
                "What could be done is done. See to these, then close it again."
            )
        with site.database.writing() as connection:
            again = still_open(connection, actor, number)
            if [one.outcome for one in again.items] != [one.outcome for one in cleanup.items]:
                raise Conflict(f"Somebody decided anew on {number} just now. Close it again.")
            cleanups.close(connection, number, utc_text(log_time(site, connection)))
            counts = {str(outcome): count for outcome, count in cleanup.counts.items()}
            facts: dict[str, object] = {"cleanup": number, "counts": counts}
            log_entry(site, connection, SITE_CHAIN, actor, step, facts, result=EventResult.DONE)
            return found(connection, number)


def _refuse_undecided(cleanup: Cleanup) -> None:
    if left := cleanup.undecided:
        named = "; ".join(f"{item.number} {item.document_number}" for item in left[:NAMED])
        more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
        raise Conflict(
            f"The clean-up {cleanup.number} cannot be closed: {len(left)} of {len(cleanup.items)} "
            f"items are undecided: {named}{more}. Decide on them first."
        )


def _carried_out(site: Site, cleanup: Cleanup, item: CleanupItem, today: date) -> str:
    """Do what follows for the case of an item; return why it could not be done, or nothing."""
    if not item.case_number or item.has_ended or item.outcome is None:
        return ""
    match item.outcome:
        case CleanupOutcome.REPEAL:
            return _moved(site, item, Move.REPEAL, {"reason": _reason(cleanup, item)})
        case CleanupOutcome.LAPSED if item.valid_until and item.valid_until < today:
            return _moved(site, item, Move.LAPSE, {})
        case CleanupOutcome.LAPSED:  # declared to be of no effect before its period is over
            return _moved(site, item, Move.REPEAL, {"reason": _reason(cleanup, item)})
        case CleanupOutcome.AMEND:
            return _told(site, cleanup, item)
        case _:
            return ""


def _told(site: Site, cleanup: Cleanup, item: CleanupItem) -> str:
    about = f"cleanup:{cleanup.number}"
    with site.database.reading() as connection:
        if cleanups.was_told(connection, item.case_number, about):
            return ""
    return _moved(site, item, Move.REMIND, reminder_form(about, cleanup.as_of))


def _reason(cleanup: Cleanup, item: CleanupItem) -> str:
    assert item.outcome is not None
    said = {"name": cleanup.name, "number": cleanup.number, "reason": item.reason}
    return phrase("cleanup.reason", "zh", outcome=word(item.outcome, "zh"), **said)


def _moved(site: Site, item: CleanupItem, move: Move, form: Mapping[str, object]) -> str:
    try:
        act(site, SYSTEM.code, item.case_number, move, form)
    except TryAgain:
        raise
    except ReviewError as error:
        return f"item {item.number}: {error.message}"
    return ""
