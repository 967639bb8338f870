"""What the tests of accounts are made of: administrators, a person with a password, a session."""

from dataclasses import replace
from datetime import timedelta

from builders import add_person

from models.account_policy import PolicyName
from review_flows.desk.accounts import Caller, SignedIn, first_administrator, make_link, use_link
from review_flows.outside.accounts.security_log import lines_after, said_by
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import SimulatedClock

PASSWORD = "Kx7-vogel.Nacht"
ANOTHER = "Rot9+leiter_Meer"
DESK = Caller("10.0.0.7", "Chromium 102")
ELSEWHERE = Caller("10.0.0.8", "Chromium 86")
KEEPER, WATCHER = "wei", "yan"  # system and audit administrator


def with_administrators(site: Site) -> None:
    """The three administrators of the sample office."""
    add_person(site, KEEPER, "system_admin")
    add_person(site, "an", "security_admin")
    add_person(site, WATCHER, "audit_admin")


def the_keeper(site: Site) -> SignedIn:
    """The first administrator, signed in."""
    with_administrators(site)
    link = first_administrator(site, KEEPER)
    return use_link(site, link.token, PASSWORD, DESK)


def with_password(site: Site, person: str = "shen", password: str = PASSWORD) -> SignedIn:
    """A person who has set a password, signed in by it; the first administrator is there too."""
    the_keeper(site)
    return use_link(site, make_link(site, KEEPER, person).token, password, DESK)


def later(site: Site, **length: float) -> None:
    """Let the simulated clock go on; each look moves it a second further."""
    assert isinstance(site.clock, SimulatedClock)
    site.clock._now += timedelta(**length)


def under(site: Site, policy: PolicyName) -> Site:
    """The same site with another policy of accounts."""
    site.settings = replace(site.settings, accounts=policy)
    return site


def noted(site: Site, step: str = "") -> list[dict[str, object]]:
    """What the security log says, in order; of one step or of all."""
    with site.database.reading() as connection:
        said = [said_by(line) for line in lines_after(connection)]
    return [one for one in said if step in ("", one["step"])]
