"""One-time links: how a person comes to a password, first or new, that nobody else knows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

from models.account_policy import PolicyFigure
from models.action import Action
from models.errors import Conflict, NotAllowed, ReviewError, SignInRefused, TryAgain
from models.permission import roles_for
from models.person import Person
from models.security import SecurityStep
from review_flows.desk.accounts.passwords import new_account, start_with
from review_flows.desk.accounts.sessions import refuse_but_keepers
from review_flows.desk.accounts.sign_in import Caller, SignedIn
from review_flows.desk.act import find_actor
from review_flows.desk.refusals import log_refusal, refuse_unwritable
from review_flows.outside import persons
from review_flows.outside.accounts import rows
from review_flows.outside.accounts.failures import clear_failures
from review_flows.outside.accounts.noted import note, policy_of
from review_flows.outside.accounts.tokens import new_token
from review_flows.outside.database import Connection
from review_flows.outside.people_lines import OPERATOR
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text

FIRST_STEP, LINK_STEP = "first_administrator", "make_link"  # as the log of refusals names them


@dataclass(frozen=True, slots=True)
class NewLink:
    """A one-time link. Its token is nowhere else: show it once."""

    person: str
    token: str
    expires_at: str  # UTC


def first_administrator(site: Site, code: str) -> NewLink:
    """Make the link of the site's first account, for a person who keeps accounts.

    Whoever runs the shell may do it while nobody can sign in: Conflict afterwards. Raises
    NotFound for a person nobody knows, NotAllowed for one of another role; the attempt is logged.
    """
    try:
        refuse_unwritable(code)
        with site.database.writing() as connection:
            if rows.any_account(connection):
                raise Conflict(
                    "Somebody can sign in here already, so there is no first administrator to "
                    "make. A system administrator makes links: people link CODE --as PERSON."
                )
            person = find_actor(connection, code)
            needed = roles_for(Action.MANAGE_ACCOUNTS)
            if person.roles.isdisjoint(needed):
                raise NotAllowed(
                    f"{code} does not keep accounts: the first account is that of a "
                    f"{' or '.join(sorted(needed))}. Give the role with people import."
                )
            return _link(site, connection, OPERATOR, person)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, OPERATOR, "", FIRST_STEP, refusal)
        raise


def make_link(site: Site, actor: str, code: str) -> NewLink:
    """Make a link with which a person sets a password; the links made before are void.

    The password that the person has holds until the link is used. Nobody makes one for himself:
    he changes his password. Raises NotAllowed, NotFound; the attempt is then logged.
    """
    try:
        refuse_unwritable([actor, code])
        with site.database.writing() as connection:
            refuse_but_keepers(connection, actor)
            person = find_actor(connection, code)
            if person.code == actor:
                raise NotAllowed(
                    f"{actor} cannot make a link for himself: change the password after signing "
                    "in, or ask another system administrator."
                )
            return _link(site, connection, actor, person)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, "", LINK_STEP, refusal)
        raise


def _link(site: Site, connection: Connection, made_by: str, person: Person) -> NewLink:
    now, token = site.clock.now(), new_token()
    until = now + timedelta(hours=policy_of(site).of(PolicyFigure.LINK_HOURS))
    rows.add_link(connection, token, person.code, made_by, now, until)
    step = SecurityStep.LINK_MADE
    note(site, connection, step, person=person.code, by=made_by, until=utc_text(until))
    return NewLink(person.code, token, utc_text(until))


def use_link(site: Site, token: str, password: str, caller: Caller) -> SignedIn:
    """Set a password with a one-time link, and sign in. A refused password leaves the link whole.

    Raises SignInRefused for a link that is none, was used, or is too old; PasswordRefused.
    """
    caller = caller.writable()
    with site.database.reading() as connection:
        code = rows.link_of(connection, token, site.clock.now())
        person = persons.find_person(connection, code) if code else None
        before = rows.find_account(connection, code) if code else None
    if person is None:
        _refuse(site, code or "", caller)
    account = new_account(site, person, password, before, caller)
    with site.database.writing() as connection:
        used = rows.take_link(connection, token, site.clock.now())
        if used:
            step = SecurityStep.LINK_USED
            note(site, connection, step, person=person.code, address=caller.address)
            clear_failures(connection, person.code, caller.address)
            return start_with(site, connection, account, caller)
    _refuse(site, person.code, caller)


def _refuse(site: Site, person: str, caller: Caller) -> NoReturn:
    with site.database.writing() as connection:
        step = SecurityStep.LINK_REFUSED
        note(site, connection, step, person=person, address=caller.address)
    raise SignInRefused(
        "This link is none, was used, or is too old. Ask the system administrator for another."
    )
