"""Signing in: the attempt counts before it is looked at, and every no is the same no."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.account_policy import AccountPolicy, PolicyFigure
from models.errors import SignInRefused
from models.security import NOBODY, SecurityStep, SessionEnd, SignInFault
from review_flows.desk.refusals import storable
from review_flows.outside import persons
from review_flows.outside.accounts import rows
from review_flows.outside.accounts.ending import end_one
from review_flows.outside.accounts.failures import Pause, clear_failures, count_attempt
from review_flows.outside.accounts.hashing import hash_of, is_outdated, is_password
from review_flows.outside.accounts.noted import LONGEST_ADDRESS, LONGEST_AGENT, note, policy_of
from review_flows.outside.accounts.rows import Account
from review_flows.outside.accounts.tokens import form_token, new_token
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import local_text, utc_text

LONGEST_NAME = 200  # characters


@dataclass(frozen=True, slots=True)
class Caller:
    """Who knocks, as the door knows it: the network address, and what the browser says it is."""

    address: str
    agent: str = ""

    def writable(self) -> "Caller":
        """Return the same, as a database can hold it."""
        address, agent = storable(self.address), storable(self.agent)
        return Caller(address[:LONGEST_ADDRESS], agent[:LONGEST_AGENT])


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. Its token is nowhere else: hand it to the browser and forget it."""

    person: str
    token: str
    form_token: str
    must_change: bool  # nothing but a change of the password is open to this session


def sign_in(site: Site, name: str, password: str, caller: Caller) -> SignedIn:
    """Begin a session of the person who bears the code `name`.

    Raises SignInRefused with the same words whether there is no such person, no account, or
    another password; and until when no attempt is looked at, after too many failures.
    """
    name, caller = storable(name)[:LONGEST_NAME], caller.writable()
    policy = policy_of(site)
    with site.database.writing() as connection:
        now = site.clock.now()
        pause = count_attempt(connection, policy, now, name, caller.address)
        known = persons.find_person(connection, name) is not None
        account = rows.find_account(connection, name) if known else None
        person = name if known else NOBODY
        if pause is not None and not pause.begins:
            _note_failure(site, connection, person, caller, SignInFault.PAUSED)
    if pause is not None and not pause.begins:
        raise _paused(pause)
    # Outside of any transaction: it takes longer than a write may keep the others waiting.
    if is_password(account.password if account else None, password) and account is not None:
        newer = hash_of(password) if is_outdated(account.password) else account.password
        with site.database.writing() as connection:
            if _still_so(connection, account):
                rows.save_account(connection, replace(account, password=newer))
                clear_failures(connection, name, caller.address)
                return begin_session(site, connection, account, caller)
    _refuse(site, person, account, caller, pause)
    raise SignInRefused("The name or the password is wrong. Nothing more is said on purpose.")


def _still_so(connection: Connection, account: Account) -> bool:
    """Say whether nothing has become of person or password while it was looked at."""
    here = persons.find_person(connection, account.person) is not None
    return here and rows.find_account(connection, account.person) == account


def _refuse(
    site: Site, person: str, account: Account | None, caller: Caller, pause: Pause | None
) -> None:
    fault = SignInFault.UNKNOWN_NAME if person == NOBODY else SignInFault.NO_ACCOUNT
    if account is not None:
        fault = SignInFault.WRONG_PASSWORD
    with site.database.writing() as connection:
        _note_failure(site, connection, person, caller, fault)
        if pause is not None:
            until = {"until": utc_text(pause.until)}
            step = SecurityStep.SIGN_IN_PAUSED
            note(site, connection, step, person=person, address=caller.address, **until)


def _note_failure(
    site: Site, connection: Connection, person: str, caller: Caller, fault: SignInFault
) -> None:
    note(
        site,
        connection,
        SecurityStep.SIGN_IN_FAILED,
        person=person,
        address=caller.address,
        why=str(fault),
        agent=caller.agent,
    )


def _paused(pause: Pause) -> SignInRefused:
    return SignInRefused(
        "Too many attempts have failed for this name or from this address. No attempt is looked "
        f"at before {local_text(utc_text(pause.until))}; try again then."
    )


def begin_session(site: Site, connection: Connection, account: Account, caller: Caller) -> SignedIn:
    """Open a session of an account; where the person has too many, the oldest ends."""
    policy, now, token = policy_of(site), site.clock.now(), new_token()
    most = policy.of(PolicyFigure.MOST_SESSIONS)
    for row in rows.open_sessions(connection, account.person)[most - 1 :]:
        end_one(site, connection, row["token"], account.person, SessionEnd.TOO_MANY)
    rows.add_session(connection, token, account.person, now, caller.address, caller.agent)
    note(
        site,
        connection,
        SecurityStep.SIGNED_IN,
        person=account.person,
        address=caller.address,
        agent=caller.agent,
    )
    must_change = has_to_change(policy, account.must_change, account.changed_at, now)
    return SignedIn(account.person, token, form_token(token), must_change)


def has_to_change(
    policy: AccountPolicy, must_change: bool, changed_at: datetime, now: datetime
) -> bool:
    """Say whether the password has to be changed before anything else."""
    longest = policy.of(PolicyFigure.LONGEST_DAYS)
    return must_change or (longest > 0 and now - changed_at > timedelta(days=longest))
