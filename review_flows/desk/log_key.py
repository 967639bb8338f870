"""The key that signs the log is made by a person's own decision, and the log says whose."""

from models.event import SITE_CHAIN, EventResult, SiteStep
from models.sealing.note import PublicKey, SignatureName
from review_flows.desk.log_entry import log_entry
from review_flows.outside.people_lines import OPERATOR
from review_flows.outside.sealing.keys import key_file, origin_of
from review_flows.outside.sealing.signers import new_key
from review_flows.outside.site import Site


def make_key(site: Site, actor: str, signature: SignatureName) -> PublicKey:
    """Make the key of a site that has none, log its public half, and return it.

    Raises BadInput where there is one: a key is never written over.
    """
    key = new_key(key_file(site), origin_of(site), signature).key
    facts: dict[str, object] = {"key": key.text}
    with site.database.writing() as connection:
        done, who = EventResult.DONE, actor or OPERATOR
        log_entry(site, connection, SITE_CHAIN, who, SiteStep.MAKE_LOG_KEY, facts, result=done)
    return key
