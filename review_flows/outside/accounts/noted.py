"""What happens to accounts is noted in the security log, under the policy of this site."""

from models.account_policy import POLICIES, AccountPolicy
from models.security import NOBODY, SecurityStep
from review_flows.outside.accounts.security_log import append_line
from review_flows.outside.database import Connection
from review_flows.outside.site import Site

LONGEST_ADDRESS, LONGEST_AGENT = 64, 200  # characters of what a caller says of itself


def policy_of(site: Site) -> AccountPolicy:
    """Return the policy of accounts that the site has chosen."""
    return POLICIES[site.settings.accounts]


def note(
    site: Site,
    connection: Connection,
    step: SecurityStep,
    *,
    person: str = NOBODY,
    address: str = "",
    **facts: object,
) -> None:
    """Append a line to the security log, in the transaction of what it tells."""
    append_line(
        connection,
        site.clock.now(),
        policy_of(site),
        step,
        person=person,
        address=address,
        facts=facts,
    )
