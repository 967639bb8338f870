"""Run as a program: a case accepted around midnight; prints every day that came of it."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from builders import a_site, accepted
from databases import case_in
from hand_clock import HandClock

from review_flows.desk import act


def days_of(home: Path) -> dict[str, str | None]:
    """Accept at half past midnight in Shanghai, when it is yesterday in UTC and New York."""
    site = a_site(home)
    site.clock = HandClock(datetime(2026, 9, 24, 16, 30, tzinfo=UTC))
    number = accepted(site)
    act(site, "shen", number, "claim")
    case = case_in(site.database, number)
    with site.database.reading() as connection:
        letter = json.loads(str(connection.value("SELECT facts FROM letters")))
    return {
        "accepted_on": case.accepted_on,
        "floor_on": case.floor_on,
        "ceiling_on": case.ceiling_on,
        "letter": letter["written_on"],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(days_of(Path(sys.argv[1]))))
