"""The security log is read, and the reading is a line of it."""

from collections.abc import Iterable

from models.security import SecurityLine, SecurityStep
from review_flows.outside.accounts.noted import note
from review_flows.outside.accounts.security_log import faults_of_log, lines_after
from review_flows.outside.people_lines import OPERATOR
from review_flows.outside.site import Site


def read_security_log(
    site: Site, actor: str, sought: Iterable[tuple[str, str]] = ()
) -> tuple[list[SecurityLine], list[str]]:
    """Return the whole log as it is, and where its chain does not hold; then note the reading.

    `actor` is empty for whoever runs the machine; who else may, the door has asked. `sought` are
    the names and values of what the reader looks for.
    """
    with site.database.reading() as connection:
        lines, faults = list(lines_after(connection)), faults_of_log(connection)
    with site.database.writing() as connection:
        step = SecurityStep.LOG_READ
        note(site, connection, step, person=actor or OPERATOR, sought=dict(sought))
    return lines, faults
