"""Messages and their deliveries in the database: made with the move, tried until they arrive."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.notice import MOST_ATTEMPTS, Channel, DeliveryState, Message, pause_after
from models.person import Role
from review_flows.outside.channels.parcel import Parcel
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.wall_clock import utc_text

AT_ONCE = ""  # sorts before every instant, also before those of a simulated clock
ADD_NOTICE = (
    "INSERT INTO notices (key, case_number, person, subject, text, made_at) "
    "VALUES (:key, :number, :person, :subject, :text, :at) ON CONFLICT (key) DO NOTHING"
)
PARCELS = (
    "SELECT n.key, n.case_number, n.person, p.name AS person_name, p.mail, n.subject, n.text, "
    "n.made_at, d.channel, d.attempts FROM notice_deliveries d JOIN notices n ON n.key = d.notice "
    "JOIN persons p ON p.code = n.person WHERE d.state = 'waiting' AND d.not_before <= :now "
    "ORDER BY d.not_before, n.made_at, n.key, d.channel"
)
LINES = (
    "SELECT n.key, n.case_number, n.person, p.name AS person_name, n.subject, n.made_at, "
    "d.channel, d.state, d.attempts, d.sent_at, d.error FROM notices n "
    "JOIN notice_deliveries d ON d.notice = n.key JOIN persons p ON p.code = n.person"
)
NEWEST_FIRST = " ORDER BY n.made_at DESC, n.key, d.channel"
ONE = "notice = :notice AND channel = :channel AND state = 'waiting'"
RETRY = (
    "UPDATE notice_deliveries SET state = 'waiting', attempts = 0, not_before = :at_once, "
    "error = NULL WHERE notice = :notice AND channel = :channel AND state = 'dead'"
)
TOLD = "SELECT count(*) FROM notices WHERE key = :key"
DEAD = "SELECT count(*) FROM notice_deliveries WHERE state = 'dead'"
HELD_ROLES = (
    "SELECT DISTINCT r.role FROM person_roles r JOIN persons p ON p.code = r.person WHERE p.active"
)
# Reminders of a case go to these; drafters and advisors belong to one case each.
HEARING_ROLES = (Role.CLERK, Role.REVIEWER, Role.CHIEF, Role.FILING_CLERK, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line of the list: one message through one channel."""

    key: str
    case_number: str | None
    person: str
    person_name: str
    subject: str
    made_at: str
    channel: str
    state: str
    attempts: int
    sent_at: str | None
    error: str | None


def notify(
    connection: Connection,
    persons: Iterable[str],
    message: Message,
    key: str,
    *,
    channels: Sequence[Channel],
    at: str,
    number: str | None = None,
) -> int:
    """Make one message to each of these persons, to go out with the next look; return how many.

    `key` makes it the same message however often it is made: who has it already gets no other.
    `at` is UTC, `number` the case that it is about. Without a channel it stands in the list only.
    """
    made = 0
    for person in sorted(set(persons)):
        own = f"{key}.{person}"
        about = {"key": own, "number": number, "person": person, "at": at}
        if connection.run(ADD_NOTICE, subject=message.subject, text=message.text, **about) == 1:
            _add_deliveries(connection, own, channels)
            made += 1
    return made


def _add_deliveries(connection: Connection, notice: str, channels: Sequence[Channel]) -> None:
    waiting: dict[str, Value] = {"state": str(DeliveryState.WAITING), "attempts": 0}
    rows = [
        {"notice": notice, "channel": str(channel), "not_before": AT_ONCE, **waiting}
        for channel in dict.fromkeys(channels)
    ]
    connection.insert_many("notice_deliveries", rows)


def parcels_due(connection: Connection, now: datetime) -> list[Parcel]:
    """Return what may be delivered now, what waits longest first."""
    return [_parcel(row) for row in connection.rows(PARCELS, now=utc_text(now))]


def _parcel(row: Row) -> Parcel:
    return Parcel(**{**row, "channel": Channel(row["channel"])})


def take(connection: Connection, parcel: Parcel, now: datetime) -> bool:
    """Count an attempt before it is made, so that only one process makes it; say whether to.

    An attempt that was cut off by a crash is followed by the next one after its pause: the
    message may then arrive twice, under the same id.
    """
    if parcel.attempts >= MOST_ATTEMPTS:
        cut_off = "the last attempt was cut off; it may have arrived"
        fail(connection, parcel, cut_off, for_good=True)
        return False
    changed = connection.run(
        "UPDATE notice_deliveries SET attempts = attempts + 1, not_before = :later "
        f"WHERE {ONE} AND attempts = :attempts",
        notice=parcel.key,
        channel=str(parcel.channel),
        attempts=parcel.attempts,
        later=utc_text(now + pause_after(parcel.attempts + 1)),
    )
    return changed == 1


def arrived(connection: Connection, parcel: Parcel, now: datetime) -> None:
    """Note that a message was delivered."""
    connection.run(
        f"UPDATE notice_deliveries SET state = 'sent', sent_at = :now, error = NULL WHERE {ONE}",
        notice=parcel.key,
        channel=str(parcel.channel),
        now=utc_text(now),
    )


def fail(connection: Connection, parcel: Parcel, why: str, *, for_good: bool) -> None:
    """Note why a message did not arrive; after the last attempt, or `for_good`, it is dead."""
    connection.run(
        "UPDATE notice_deliveries SET error = :why, state = CASE WHEN :for_good = 1 "
        f"OR attempts >= :most THEN 'dead' ELSE 'waiting' END WHERE {ONE}",
        notice=parcel.key,
        channel=str(parcel.channel),
        why=why[:500],
        for_good=int(for_good),
        most=MOST_ATTEMPTS,
    )


def notice_lines(
    connection: Connection, person: str | None = None, *, dead: bool = False
) -> list[NoticeLine]:
    """Return the messages, to one person or to all, each with what became of it; newest first."""
    wanted = ["n.person = :person"] if person else []
    wanted += ["d.state = 'dead'"] if dead else []
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    values: dict[str, Value] = {"person": person} if person else {}
    return [NoticeLine(**row) for row in connection.rows(LINES + where + NEWEST_FIRST, **values)]


def queue_again(connection: Connection, lines: Collection[NoticeLine]) -> int:
    """Let dead deliveries be tried anew, from their first attempt; return how many."""
    return sum(
        connection.run(RETRY, notice=line.key, channel=line.channel, at_once=AT_ONCE)
        for line in lines
    )


def was_told(connection: Connection, key: str, person: str) -> bool:
    """Say whether a person has the message of this key already."""
    return bool(connection.value(TOLD, key=f"{key}.{person}"))


def dead_letters(connection: Connection) -> int:
    """Return how many deliveries wait for a person to look, for `doctor`."""
    return int(connection.value(DEAD))


def roles_nobody_holds(connection: Connection) -> list[Role]:
    """Return the roles to whom reminders go and that no active person holds, for `doctor`."""
    held = {row["role"] for row in connection.rows(HELD_ROLES)}
    return [role for role in HEARING_ROLES if role not in held]
