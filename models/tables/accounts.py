"""Tables of accounts: passwords as hashes, sessions and links as hashes, failures, their log."""

from sqlalchemy import LargeBinary
from sqlmodel import Field, Index, SQLModel


class AccountRow(SQLModel, table=True):
    """Who can sign in. There is none before a person has set a password through a link."""

    __tablename__ = "accounts"

    person: str = Field(primary_key=True, foreign_key="persons.code")
    password: str  # Argon2id, as its PHC string
    changed_at: str
    former: str  # JSON list of PHC strings, the latest first
    must_change: bool = False
    signed_in_at: str | None = None


class SessionRow(SQLModel, table=True):
    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_by_person", "person", "ended_at"),)

    token: str = Field(primary_key=True)  # SHA-256 of the token, hexadecimal
    person: str = Field(foreign_key="persons.code")
    created_at: str
    seen_at: str  # kept to the minute: not every request writes
    ended_at: str | None = None
    ended_by: str | None = None  # models.security.SessionEnd
    address: str
    agent: str


class SignInLinkRow(SQLModel, table=True):
    """A one-time link with which a person sets a password. One that is void stays, as used."""

    __tablename__ = "sign_in_links"

    token: str = Field(primary_key=True)  # SHA-256 of the token, hexadecimal
    person: str = Field(foreign_key="persons.code")
    made_by: str
    made_at: str
    expires_at: str
    used_at: str | None = None


class SignInFailureRow(SQLModel, table=True):
    """Failures in a row of a name or an address; names that nobody bears are counted as well."""

    __tablename__ = "sign_in_failures"

    subject: str = Field(primary_key=True)  # SHA-256: passwords are typed into the wrong field too
    failures: int
    last_at: str
    paused_until: str | None = None


class SecurityLineRow(SQLModel, table=True):
    """A line of the security log: append-only, and for 184 days not to be removed either."""

    __tablename__ = "security_log"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    step: str  # models.security.SecurityStep
    person: str
    address: str
    body: bytes = Field(sa_type=LargeBinary)
    hash: str
