"""Which received filings run towards a last day: of this office, and of their senders."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from models.case import MatterType
from models.errors import ReviewError
from models.event import SiteStep
from models.filing import FilingState
from models.received_days import COLUMN_OF, OFFICE_ANSWER, PRESSING, SENDER_REPLY
from models.reminder import Reminded, Rung, last_day_in_reach, nearness, reminders_owed
from models.work_calendar import WorkCalendar
from review_flows.outside.database import Connection, Row
from review_flows.outside.last_days import LastDay, Owed, Sweep
from review_flows.outside.running_filings import DONE, RUNNING
from review_flows.outside.site import Site

NEAR = "(r.answer_by <= :reach OR r.reply_by <= :reach)"
NEAR_ROWS = (
    "SELECT r.number, r.state, r.version, r.answer_by, r.reply_by FROM received_filings r "
    f"WHERE {NEAR} ORDER BY r.number"
)
# What was said of these last days before, and by its first entry whether a filing was only played.
SAID = (
    f"SELECT r.number, e.move, e.body FROM received_filings r {DONE} "
    f"AND e.move IN ('{SiteStep.RECEIVE_FILING}', '{SiteStep.REMIND_FILING}')"
)
IN_ORDER = "ORDER BY r.number, e.seq"
Said = dict[tuple[str, str], set[tuple[str, date]]]  # (filing, about) → (rung, last day)


def sweep_received(connection: Connection, site: Site, today: date) -> Sweep:
    """Return which last days of received filings are near or past, and what is owed of them.

    What this office owes goes by the ladder of the site's own rule set; where that cannot be read,
    it alone is held back. What was only played is watched by the demonstration.
    """
    if connection.value(f"SELECT 1 FROM received_filings r WHERE {RUNNING} LIMIT 1") is None:
        return Sweep((), ())
    ladders: dict[str, tuple[Rung, ...]] = {SENDER_REPLY: PRESSING}
    unreadable = []
    try:
        ladders[OFFICE_ANSWER] = _ladder(site)
    except ReviewError as error:
        unreadable.append((site.settings.rule_set, error.message))
    calendar = site.calendar
    widest = [rung for ladder in ladders.values() for rung in ladder]
    reach = last_day_in_reach(widest, today, calendar).isoformat()
    played, recorded = _said(connection.rows(f"{SAID} WHERE {NEAR} {IN_ORDER}", reach=reach))
    found = [
        _owed(row, about, ladders[about], recorded, today, calendar)
        for row in connection.rows(NEAR_ROWS, reach=reach)
        for about in ladders
        if row[COLUMN_OF[about]] is not None and played.get(row["number"]) == site.played
    ]
    return Sweep(tuple(one for one in found if one is not None), tuple(unreadable))


def _ladder(site: Site) -> tuple[Rung, ...]:
    rules = site.rules.rule_set(site.settings.rule_set).rules_for(MatterType.NORMATIVE_DOCUMENT)
    return tuple(rule.rung for rule in rules.review.reminders.rungs)


def _owed(
    row: Row,
    about: str,
    ladder: Sequence[Rung],
    recorded: Said,
    today: date,
    calendar: WorkCalendar,
) -> Owed | None:
    due_on = date.fromisoformat(row[COLUMN_OF[about]])
    near = nearness(ladder, due_on, today, calendar)
    if not near.reached:
        return None
    last_day = LastDay(
        row["number"],
        about,
        due_on,
        FilingState(row["state"]),
        row["version"],
        calendar.is_provisional(due_on),
    )
    said = recorded.get((row["number"], about), set())
    return Owed(last_day, near, reminders_owed(near, due_on, said))


def said_before(connection: Connection, number: str) -> Said:
    """Return which rungs of a filing's last days were recorded."""
    return _said(connection.rows(f"{SAID} WHERE r.number = :number {IN_ORDER}", number=number))[1]


def _said(rows: Sequence[Row]) -> tuple[dict[str, bool], Said]:
    played: dict[str, bool] = {}
    recorded: Said = defaultdict(set)
    for row in rows:
        body = json.loads(bytes(row["body"]))
        played.setdefault(row["number"], bool(body.get("played")))
        if row["move"] == SiteStep.REMIND_FILING:
            form = body["form"]
            rung = Rung(form["left"], Reminded(form["to"])).key
            spoken = rung, date.fromisoformat(form["due_on"])
            recorded[row["number"], form["about"]].add(spoken)
    return played, recorded
