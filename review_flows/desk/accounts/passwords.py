"""A new password: held against the policy and the former ones, then kept as a hash."""

from collections.abc import Iterable

from models.account_policy import MOST_CHARACTERS, PolicyFigure
from models.errors import PasswordRefused, SignInRefused
from models.password import PasswordFault, password_faults
from models.person import Person
from models.security import SecurityStep, SessionEnd
from review_flows.desk.accounts.sessions import session_of
from review_flows.desk.accounts.sign_in import Caller, SignedIn, begin_session
from review_flows.outside.accounts import rows
from review_flows.outside.accounts.ending import end_all
from review_flows.outside.accounts.failures import clear_failures, count_attempt
from review_flows.outside.accounts.hashing import hash_of, is_password
from review_flows.outside.accounts.noted import note, policy_of
from review_flows.outside.accounts.rows import Account
from review_flows.outside.database import Connection
from review_flows.outside.site import Site

PROGRAM = ("review-flows", "review flows", "reviewflows")
SENTENCES = {
    PasswordFault.TOO_SHORT: "it has fewer than {least} characters",
    PasswordFault.TOO_LONG: "it has more than {most} characters",
    PasswordFault.TOO_FEW_CLASSES: (
        "it has fewer than {classes} of: small letters, capitals, digits, other characters"
    ),
    PasswordFault.COMMON: "it is made of words, dates or keys that everybody thinks of",
    PasswordFault.NAMES_THE_CONTEXT: "it is made of the name of the person, office or program",
    PasswordFault.USED_BEFORE: "it is one of the last {former}",
    PasswordFault.UNWRITABLE: "it holds a character that cannot be written (NUL, half of one)",
}


def change_password(site: Site, token: str, present: str, new: str, caller: Caller) -> SignedIn:
    """Change the password of who holds a session; every session of the person ends.

    Returns a new session. Raises SignInRefused for no session or a wrong present password, which
    counts as a failed attempt to sign in, and PasswordRefused with all that is wrong.
    """
    caller = caller.writable()
    session = session_of(site, token, caller.address)
    if session is None:
        raise SignInRefused("This session has ended. Sign in again, then change the password.")
    person = session.person
    account, refused = _attempt(site, person, caller)
    if refused or not is_password(account.password, present):
        _note_refusal(site, person.code, caller, ["present_password"])
        raise SignInRefused("The present password is wrong, or too many attempts have failed.")
    changed = new_account(site, person, new, account, caller)
    with site.database.writing() as connection:
        if rows.find_account(connection, person.code) != account:
            raise SignInRefused("The password was changed meanwhile. Sign in with the new one.")
        clear_failures(connection, person.code, caller.address)
        return start_with(site, connection, changed, caller)


def _attempt(site: Site, person: Person, caller: Caller) -> tuple[Account, bool]:
    with site.database.writing() as connection:
        now = site.clock.now()
        pause = count_attempt(connection, policy_of(site), now, person.code, caller.address)
        account = rows.find_account(connection, person.code)
    assert account is not None, "a session belongs to an account"
    return account, pause is not None and not pause.begins


def start_with(site: Site, connection: Connection, account: Account, caller: Caller) -> SignedIn:
    """Write a new password, end every session of its person, and begin a new one."""
    rows.save_account(connection, account)
    end_all(site, connection, account.person, SessionEnd.PASSWORD_WAS_CHANGED)
    step = SecurityStep.PASSWORD_CHANGED
    note(site, connection, step, person=account.person, address=caller.address)
    return begin_session(site, connection, account, caller)


def new_account(
    site: Site, person: Person, password: str, before: Account | None, caller: Caller
) -> Account:
    """Return an account with the new password. Raises PasswordRefused; the attempt is noted.

    It takes up to half a second of hashing, so call it outside of any transaction.
    """
    policy = policy_of(site)
    former = policy.of(PolicyFigure.REFUSED_FORMER)
    known = [before.password, *before.former][:former] if before else []
    with site.database.reading() as connection:
        unit = connection.value("SELECT name FROM units WHERE code = :code", code=person.unit)
    context = (person.code, person.name, str(unit or ""), site.settings.organ, *PROGRAM)
    faults = list(password_faults(policy, password, context))
    if not faults and any(is_password(one, password) for one in known):
        faults.append(PasswordFault.USED_BEFORE)
    if faults:
        _note_refusal(site, person.code, caller, faults)
        raise PasswordRefused(faults, _sentences(site, faults))
    return Account(person.code, hash_of(password), site.clock.now(), tuple(known), False)


def _sentences(site: Site, faults: Iterable[PasswordFault]) -> list[str]:
    policy = policy_of(site)
    figures = {
        "least": policy.of(PolicyFigure.LEAST_CHARACTERS),
        "most": MOST_CHARACTERS,
        "classes": policy.of(PolicyFigure.LEAST_CLASSES),
        "former": policy.of(PolicyFigure.REFUSED_FORMER),
    }
    return [SENTENCES[fault].format(**figures) for fault in faults]


def _note_refusal(site: Site, person: str, caller: Caller, why: Iterable[str]) -> None:
    with site.database.writing() as connection:
        step, told = SecurityStep.PASSWORD_REFUSED, [str(one) for one in why]
        note(site, connection, step, person=person, address=caller.address, why=told)
