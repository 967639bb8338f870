"""Accounts: signing in and out, sessions, passwords, one-time links; what pages will call."""

from review_flows.desk.accounts.links import NewLink, first_administrator, make_link, use_link
from review_flows.desk.accounts.passwords import change_password
from review_flows.desk.accounts.sessions import (
    OwnSession,
    Session,
    end_own_session,
    end_sessions,
    own_sessions,
    session_of,
    sign_out,
)
from review_flows.desk.accounts.sign_in import Caller, SignedIn, sign_in

__all__ = [
    "Caller",
    "NewLink",
    "OwnSession",
    "Session",
    "SignedIn",
    "change_password",
    "end_own_session",
    "end_sessions",
    "first_administrator",
    "make_link",
    "own_sessions",
    "session_of",
    "sign_in",
    "sign_out",
    "use_link",
]
