"""The nightly look through the store: whoever keeps the machine hears of what does not hold."""

from models.person import Role
from models.scrub import Scrubbed, scrub_message
from review_flows.desk.telling import channels_of
from review_flows.outside import records
from review_flows.outside.notices import notify
from review_flows.outside.scrub import scrub
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text


def scrub_and_tell(site: Site) -> Scrubbed:
    """Look through the store; where it has faults, make the day's message to the administrators."""
    seen = scrub(site)
    if seen.faults:
        now = site.clock.now()
        today = day_of(now)
        with site.database.writing() as connection:
            notify(
                connection,
                records.persons_with_role(connection, Role.SYSTEM_ADMIN),
                scrub_message(seen, today),
                f"scrub.{today}",
                channels=channels_of(site),
                at=utc_text(now),
            )
    return seen
