"""Sessions: whose a token is at this moment, and how sessions end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.account_policy import PolicyFigure
from models.action import Action
from models.errors import NotAllowed, ReviewError, SignInRefused, TryAgain
from models.permission import roles_for
from models.person import Person
from models.security import SecurityStep, SessionEnd
from review_flows.desk.accounts.sign_in import has_to_change
from review_flows.desk.act import find_actor
from review_flows.desk.refusals import log_refusal, refuse_unwritable, storable
from review_flows.outside import persons
from review_flows.outside.accounts import rows
from review_flows.outside.accounts.ending import end_all, end_one
from review_flows.outside.accounts.noted import LONGEST_ADDRESS, note, policy_of
from review_flows.outside.accounts.tokens import form_token, kept_as
from review_flows.outside.database import Connection, Row
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text

NOTED_AFTER = timedelta(minutes=1)  # not every request writes when it was seen


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, with the roles of this moment."""

    person: Person
    form_token: str  # what its forms carry
    must_change: bool  # nothing but a change of the password is open to it


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as its person sees it, so that he can end what is not his."""

    name: str  # the beginning of the hash of its token: to end it by
    created_at: str
    seen_at: str
    address: str
    agent: str
    this: bool


def session_of(site: Site, token: str, address: str = "") -> Session | None:
    """Return whose session a token is, or None where it is none, or has ended.

    A session ends when nothing was asked in it for so many minutes, or so many hours after it
    began (the policy says how many); one whose person has left is none. When it was seen last is
    kept to the minute, so it may end one minute early.
    """
    address = storable(address)[:LONGEST_ADDRESS]
    now = site.clock.now()
    with site.database.reading() as connection:
        row = rows.find_session(connection, token)
        today = day_of(now).isoformat()
        person = persons.find_person(connection, row["person"], today) if row else None
    if row is None:
        return None
    why = _ended(site, row, person, now)
    if why is not None:
        with site.database.writing() as connection:
            end_one(site, connection, row["token"], row["person"], why, address)
        return None
    assert person is not None
    _see(site, row, address, now)
    changed_at = datetime.fromisoformat(row["changed_at"])
    must_change = has_to_change(policy_of(site), bool(row["must_change"]), changed_at, now)
    return Session(person, form_token(token), must_change)


def _ended(site: Site, row: Row, person: Person | None, now: datetime) -> SessionEnd | None:
    if person is None:
        return SessionEnd.PERSON_LEFT
    policy = policy_of(site)
    longest = timedelta(hours=policy.of(PolicyFigure.SESSION_HOURS))
    idle = timedelta(minutes=policy.idle_minutes(person.roles))
    if now - datetime.fromisoformat(row["created_at"]) >= longest:
        return SessionEnd.TOO_OLD
    if now - datetime.fromisoformat(row["seen_at"]) >= idle:
        return SessionEnd.IDLE
    return None


def _see(site: Site, row: Row, address: str, now: datetime) -> None:
    moved = bool(address) and address != row["address"]
    if not moved and now - datetime.fromisoformat(row["seen_at"]) < NOTED_AFTER:
        return
    with site.database.writing() as connection:
        connection.update(
            "sessions",
            "token = :token AND ended_at IS NULL",
            token=row["token"],
            seen_at=utc_text(now),
            address=address or row["address"],
        )
        if moved:
            step, before = SecurityStep.SESSION_MOVED, row["address"]
            note(site, connection, step, person=row["person"], address=address, before=before)


def sign_out(site: Site, token: str, address: str = "") -> None:
    """End the session of a token; where there is none any more, nothing is left to do."""
    address = storable(address)[:LONGEST_ADDRESS]
    with site.database.writing() as connection:
        row = rows.find_session(connection, token)
        if row is not None:
            end_one(site, connection, row["token"], row["person"], SessionEnd.SIGNED_OUT, address)


def own_sessions(site: Site, token: str) -> list[OwnSession]:
    """Return the open sessions of who holds one, the latest first. Raises SignInRefused."""
    person = _holder(site, token)
    with site.database.reading() as connection:
        found = rows.open_sessions(connection, person)
    return [
        OwnSession(
            row["token"][:12],
            row["created_at"],
            row["seen_at"],
            row["address"],
            row["agent"],
            row["token"] == kept_as(token),
        )
        for row in found
    ]


def end_own_session(site: Site, token: str, name: str = "") -> int:
    """End another session of the same person by its name, or all others; return how many.

    Raises SignInRefused where the token is of no session.
    """
    person, ended = _holder(site, token), 0
    with site.database.writing() as connection:
        for row in rows.open_sessions(connection, person):
            kept = row["token"]
            if kept != kept_as(token) and kept[:12] == (name or kept[:12]):
                end_one(site, connection, kept, person, SessionEnd.ENDED_BY_ITS_PERSON)
                ended += 1
    return ended


def _holder(site: Site, token: str) -> str:
    session = session_of(site, token)
    if session is None:
        raise SignInRefused("This session has ended. Sign in again.")
    return session.person.code


def end_sessions(site: Site, actor: str, person: str) -> int:
    """End every session of a person, as the system administrator; return how many.

    Raises NotAllowed for who may not, NotFound for a person nobody knows; the attempt is logged.
    """
    try:
        refuse_unwritable([actor, person])
        with site.database.writing() as connection:
            refuse_but_keepers(connection, actor)
            find_actor(connection, person)
            why = SessionEnd.ENDED_BY_ADMINISTRATOR
            return end_all(site, connection, person, why, by=actor)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, "", "end_sessions", refusal)
        raise


def refuse_but_keepers(connection: Connection, actor: str) -> None:
    """Raise NotAllowed for who does not keep the accounts of the site."""
    needed = roles_for(Action.MANAGE_ACCOUNTS)
    if find_actor(connection, actor).roles.isdisjoint(needed):
        raise NotAllowed(
            f"{actor} does not keep the accounts: it needs the role {' or '.join(sorted(needed))}."
        )
