"""Something arrived: whom a newly opened task waits for hears of it, once.

A look after the fact, so that no move pays for it: the tasks opened since the last look, without
those that somebody began or ended meanwhile. Two looks at once, or a look that was cut off, tell
nobody twice, because a message is the same by its key.
"""

from models.case import Case
from models.notice import Occasion, task_message
from models.task import Task
from review_flows.desk.telling import channels_of, task_facts, waits_for
from review_flows.outside.arrivals_watch import (
    last_task,
    look_from,
    new_tasks,
    reach,
    reached,
)
from review_flows.outside.database import Connection
from review_flows.outside.notices import notify
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text

AT_ONCE = 25  # a look at many must not hold up the desk


def tell_arrivals(site: Site, share: int = AT_ONCE) -> int:
    """Make the messages of what has arrived since the last look; return how many there are.

    They wait for the next delivery (review_flows.outside.delivery). `share` tasks are told of in
    one transaction.
    """
    made = 0
    with site.database.reading() as connection:
        before, last = reached(connection, site.played), last_task(connection)
        after = look_from(connection, before)
    while after < last:
        with site.database.reading() as connection:
            found = new_tasks(connection, after, last, site.played, share)
        # A full share may have left some out; else everything there was has been looked at.
        after = found[-1][1].id if len(found) == share else last
        if found or after > before:
            with site.database.writing() as connection:
                made += sum(_tell(site, connection, case, task) for case, task in found)
                reach(connection, site.played, after)
    return made


def _tell(site: Site, connection: Connection, case: Case, task: Task) -> int:
    now = site.clock.now()
    told = waits_for(connection, case, task, day_of(now))
    return notify(
        connection,
        told,
        task_message(Occasion.ARRIVED, task_facts(case, task, site.calendar)),
        f"{Occasion.ARRIVED}.{task.id}",
        channels=channels_of(site),
        at=utc_text(now),
        number=case.number,
    )
