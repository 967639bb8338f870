"""A clean-up (清理): its list is drawn, each document is decided on; every step is in the log."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from models.action import Action
from models.cleanup import Cleanup, Decision, fault_of, faults_of
from models.cleanup_reading import FilledRow
from models.errors import BadInput, Conflict, NotAllowed, NotFound, ReviewError, TryAgain
from models.event import SITE_CHAIN, EventResult, SiteStep
from models.permission import roles_for
from review_flows.desk.act import find_actor
from review_flows.desk.log_entry import log_entry
from review_flows.desk.refusals import log_refusal, refuse_unwritable
from review_flows.outside import cleanups, records
from review_flows.outside.database import Connection
from review_flows.outside.log_time import log_time
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text


@contextmanager
def logged(site: Site, actor: str, step: SiteStep) -> Iterator[None]:
    """Let a refused attempt stand in the site's log."""
    try:
        yield
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, "", step, refusal)
        raise


def start_cleanup(
    site: Site, actor: str, name: str, basis: str, as_of: date | None = None
) -> Cleanup:
    """Draw the list of what is in force on a day (today, where none is given); return it.

    Raises NotAllowed, or BadInput for a day to come, a name or basis that is missing, or a day on
    which nothing was in force.
    """
    with logged(site, actor, SiteStep.START_CLEANUP), site.database.writing() as connection:
        refuse_unwritable([name, basis])
        refuse_others(connection, actor)
        now = log_time(site, connection)
        day = as_of or day_of(now)
        _refuse_unclear(name, basis, day, day_of(now))
        items = cleanups.draw(connection, day, played=site.played)
        if not items:
            raise BadInput(f"as_of: nothing was in force on {day}; there is nothing to clean up")
        year = day_of(now).year
        number = f"C{year}-{records.next_number(connection, 'cleanup', year):02d}"
        cleanups.add_cleanup(
            connection,
            items,
            number=number,
            name=name.strip(),
            basis=basis.strip(),
            as_of=day.isoformat(),
            started_at=utc_text(now),
            person=actor,
        )
        facts = {"cleanup": number, "name": name.strip(), "basis": basis.strip()}
        counted = {"as_of": day.isoformat(), "items": len(items)}
        _log(site, connection, actor, SiteStep.START_CLEANUP, {**facts, **counted})
        return found(connection, number)


def decide(site: Site, actor: str, number: str, decisions: Sequence[Decision]) -> Cleanup:
    """Take decisions, all of them or none; one that was taken before is replaced.

    Raises BadInput with everything that is wrong, Conflict for a clean-up that is closed.
    """
    with logged(site, actor, SiteStep.DECIDE_CLEANUP), site.database.writing() as connection:
        refuse_unwritable([[one.reason, one.document_number] for one in decisions])
        cleanup = still_open(connection, actor, number)
        items = {item.number: item for item in cleanup.items}
        if faults := faults_of(decisions, items):
            raise BadInput("; ".join(faults))
        _take(site, connection, actor, number, decisions)
        return found(connection, number)


def decide_rows(
    site: Site, actor: str, number: str, rows: Sequence[FilledRow]
) -> tuple[int, tuple[FilledRow, ...]]:
    """Take the rows of a sheet that can be taken; return how many, and the others with why."""
    with logged(site, actor, SiteStep.DECIDE_CLEANUP), site.database.writing() as connection:
        refuse_unwritable([row.decision.reason for row in rows if row.decision])
        cleanup = still_open(connection, actor, number)
        items = {item.number: item for item in cleanup.items}
        taken: dict[int, Decision] = {}
        left: list[FilledRow] = []
        for row in rows:
            fault = row.fault or (fault_of(row.decision, items) if row.decision else "")
            if row.decision and row.decision.item in taken:
                fault = f"item {row.decision.item} stands in an earlier row already"
            if fault or row.decision is None:
                left.append(FilledRow(row.row, row.item, None, fault))
            else:
                taken[row.decision.item] = row.decision
        if taken:
            _take(site, connection, actor, number, taken.values())
        return len(taken), tuple(left)


def refuse_others(connection: Connection, actor: str) -> None:
    """Raise NotAllowed for a person who keeps no clean-ups, NotFound for one nobody knows."""
    allowed = roles_for(Action.KEEP_CLEANUP)
    if find_actor(connection, actor).roles.isdisjoint(allowed):
        needed = " or ".join(sorted(allowed))
        raise NotAllowed(f"{actor} may not keep a clean-up: it needs the role {needed}.")


def found(connection: Connection, number: str) -> Cleanup:
    """Return a clean-up. Raises NotFound, which names the nearest."""
    cleanup = cleanups.find_cleanup(connection, number)
    if cleanup is None:
        known = [one.number for one in cleanups.cleanups(connection)]
        raise NotFound("The clean-up", number, known)
    return cleanup


def still_open(connection: Connection, actor: str, number: str) -> Cleanup:
    """Return a clean-up that the person may go on with. Raises Conflict for a closed one."""
    refuse_others(connection, actor)
    records.lock_chain(connection, SITE_CHAIN)
    cleanup = found(connection, number)
    if cleanup.closed_at:
        raise Conflict(
            f"The clean-up {number} is closed. What its lists say stays; start another clean-up."
        )
    return cleanup


def _refuse_unclear(name: str, basis: str, day: date, today: date) -> None:
    if not name.strip():
        raise BadInput("name: say what the clean-up is called")
    if not basis.strip():
        raise BadInput("basis: say by which decision or plan it is done")
    if day > today:
        raise BadInput(f"as_of: {day} has not come yet; give today ({today}) or an earlier day")


def _take(
    site: Site, connection: Connection, actor: str, number: str, decisions: Iterable[Decision]
) -> None:
    at = utc_text(log_time(site, connection))
    told = []
    for one in decisions:
        cleanups.decide(connection, number, one, actor, at)
        told.append({"item": one.item, "outcome": str(one.outcome), "reason": one.reason})
    facts: dict[str, object] = {"cleanup": number, "decided": told}
    _log(site, connection, actor, SiteStep.DECIDE_CLEANUP, facts)


def _log(
    site: Site, connection: Connection, actor: str, step: SiteStep, facts: dict[str, object]
) -> None:
    log_entry(site, connection, SITE_CHAIN, actor, step, facts, result=EventResult.DONE)
