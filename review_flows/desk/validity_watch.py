"""What the days bring about by themselves, level-triggered: days nobody looked are made up for.

A document that cannot be dealt with (its refusal is in its log) does not hold back the others.
"""

from collections.abc import Collection, Mapping
from datetime import date

from models.errors import ReviewError, TryAgain
from models.moves import Move
from models.person import SYSTEM
from models.reminder import Reminded
from models.validity import remind_on
from models.words import phrase
from review_flows.desk.act import act
from review_flows.outside import records, validity_rows
from review_flows.outside.database import Connection, Row
from review_flows.outside.site import Site
from review_flows.outside.validity_rows import DueStep
from review_flows.outside.wall_clock import day_of


def follow_days(site: Site) -> int:
    """Bring every issued document to where it stands today; return how many steps were made.

    Taken in the order of the days, so that what was repealed before its validity ended is
    repealed, however late somebody looks.
    """
    today, made = day_of(site.clock.now()), 0
    refused: set[tuple[str, Move]] = set()
    while due := _first_of_each(site, today, refused):
        for one in due:
            if _moved(site, one.number, one.move, _form(one)):
                made += 1
            else:
                refused.add((one.number, one.move))
    return made


def call_for_evaluations(site: Site) -> int:
    """Call people to evaluate what ends soon, by the rule set of each case; return how many."""
    today = day_of(site.clock.now())
    with site.database.reading() as connection:
        rows = validity_rows.uncalled(connection, today, played=site.played)
        due = [row for row in rows if _is_near(site, connection, row, today)]
    return sum(
        _moved(site, row["number"], Move.CALL_FOR_EVALUATION, {"valid_until": row["valid_until"]})
        for row in due
    )


def tell_of_lost_bases(site: Site) -> int:
    """Tell whom it concerns that a document in force rests on one that ended; once for each."""
    with site.database.reading() as connection:
        lost = validity_rows.lost_bases(connection, played=site.played)
    told = 0
    for number, basis, ended_on in lost:
        form = reminder_form(f"basis:{basis}", ended_on)
        told += _moved(site, number, Move.REMIND, form)
    return told


def reminder_form(about: str, on: date) -> dict[str, object]:
    """Return the form of a reminder that is about no term: of an event on a day."""
    return {
        "about": about,
        "left": 0,
        "to": str(Reminded.HOLDER),
        "due_on": on.isoformat(),
        "days_left": 0,
    }


def _first_of_each(site: Site, today: date, refused: Collection[tuple[str, Move]]) -> list[DueStep]:
    first: dict[str, DueStep] = {}
    with site.database.reading() as connection:
        for one in validity_rows.due_steps(connection, today, played=site.played):
            if (one.number, one.move) not in refused:
                first.setdefault(one.number, one)
    return list(first.values())


def _form(one: DueStep) -> dict[str, object]:
    if one.move not in (Move.REPEAL, Move.AMEND):
        return {}
    said = {"title": one.by, "number": one.by_number, "day": one.on}
    return {"reason": phrase(f"validity.reason.{one.move}", "zh", **said)}


def _is_near(site: Site, connection: Connection, row: Row, today: date) -> bool:
    case = records.find_case(connection, row["number"])
    assert case is not None
    try:
        rule = site.rules.of_case(connection, case).rules_for(case.matter_type).validity
    except TryAgain:
        raise
    except ReviewError:  # which `doctor` tells; the next look tries again
        return False
    return rule is not None and remind_on(date.fromisoformat(row["valid_until"]), rule) <= today


def _moved(site: Site, number: str, move: Move, form: Mapping[str, object]) -> bool:
    try:
        act(site, SYSTEM.code, number, move, form)
    except TryAgain:
        raise
    except ReviewError:
        return False
    return True
