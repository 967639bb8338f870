"""Who reads or takes away a log is logged himself, in the chain of the site."""

from collections.abc import Mapping

from models.event import SITE_CHAIN, EventResult, SiteStep
from review_flows.desk.log_entry import log_entry
from review_flows.outside.database import Connection
from review_flows.outside.people_lines import OPERATOR
from review_flows.outside.site import Site


def log_reading(
    site: Site, connection: Connection, actor: str, step: SiteStep, facts: Mapping[str, object]
) -> None:
    """Log that somebody read a log (READ_LOG) or took it away (EXPORT_LOG).

    In the site's chain and not in the case's: the record of a case holds what was done to it, and
    who looks at it must not make the next decision on it stale. `actor` is empty where nobody is
    named.
    """
    who, done = actor or OPERATOR, EventResult.DONE
    log_entry(site, connection, SITE_CHAIN, who, step, dict(facts), result=done)
