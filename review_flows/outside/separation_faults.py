"""Looks whether duties are kept apart in what is stored: the nightly check behind `doctor`.

The desk refuses each of these. Found here they came another way: by a hand in the database, by an
import of an older version, by roles that changed while a case was under way.
"""

from collections.abc import Iterator, Mapping

from models.case import ENDED, CaseState
from models.people_change import Registered
from models.separation import SeparationFault, SeparationRule, reviewer_faults, role_faults
from review_flows.outside.database import Connection
from review_flows.outside.people import person_of, registered_people
from review_flows.outside.persons import HELD, KINDS_OF_REVIEW
from review_flows.outside.wall_clock import day_of_text

# A hand in it before the signature: who takes the next round over did not sign his own review.
SIGNED_OWN_REVIEW = (
    "SELECT DISTINCT o.case_number, o.signer FROM opinions o WHERE o.signer IS NOT NULL "
    "AND (o.signer = o.reviewer OR EXISTS (SELECT 1 FROM tasks t "
    "WHERE t.case_number = o.case_number AND t.opened_at < o.signed_at "
    f"AND t.kind IN ({KINDS_OF_REVIEW}) "
    f"AND ((t.person = o.signer AND {HELD}) OR (t.ended_by = o.signer AND t.state = 'done')))) "
    "ORDER BY o.case_number"
)
# Who never belonged to the drafting unit is not looked at any further.
REVIEWERS_OF_THE_UNIT = (
    "SELECT c.number, c.unit, c.state, c.received_at, c.reviewer FROM cases c "
    "JOIN persons p ON p.code = c.reviewer WHERE p.unit = c.unit OR EXISTS "
    "(SELECT 1 FROM memberships m WHERE m.person = c.reviewer AND m.unit = c.unit) "
    "ORDER BY c.number"
)


def separation_faults(connection: Connection) -> list[SeparationFault]:
    """Return every place where duties are not kept apart: roles first, then cases."""
    people = registered_people(connection)
    faults = [one for p in people.values() for one in role_faults(p.code, p.roles) if p.active]
    for row in connection.rows(SIGNED_OWN_REVIEW):
        rule, signer = SeparationRule.SIGNATURE, row["signer"]
        faults.append(SeparationFault(rule, signer, signer, row["case_number"]))
    return [*faults, *_conflicted(connection, people)]


def _conflicted(
    connection: Connection, people: Mapping[str, Registered]
) -> Iterator[SeparationFault]:
    for row in connection.rows(REVIEWERS_OF_THE_UNIT):
        reviewer = person_of(people[row["reviewer"]])
        ended = CaseState(row["state"]) in ENDED
        day = day_of_text(row["received_at"]).isoformat()
        yield from reviewer_faults(reviewer, row["number"], row["unit"], day, ended)
