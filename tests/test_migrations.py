"""A database of an earlier version comes up with everything in it, and its clocks read the same."""

import json
from datetime import date
from pathlib import Path

from models.clock_facts import ClockEvent, ClockEventKind
from models.clock_rules import PauseGround
from models.event import next_entry
from review_flows.desk.timekeeping import clock_events
from review_flows.outside.clock_index import clock_events_of
from review_flows.outside.database import Connection, Database
from review_flows.outside.schema import ensure_schema, migrate, revision_of

NUMBER = "2026-0001"
FORMS: list[tuple[str, dict[str, object]]] = [
    ("receive", {}),
    ("accept", {"matter_type": "normative_document", "reason": "齐备"}),
    ("claim", {}),
    ("consult", {"advisor": "gu", "question": "可行否", "days": 7}),
    ("pause", {"ground": "hearing", "reason": "听证"}),
    ("resume", {}),
    ("sign", {}),
]


def of_version_0_1(url: str, lock: Path) -> Database:
    """A database as version 0.1.0 left it: one case that was paused, and an asked advisor."""
    database = Database(url, lock)
    migrate(database, "0001")
    with database.writing() as connection:
        _office(connection)
        _case(connection)
        _log(connection)
    return database


def _office(connection: Connection) -> None:
    connection.insert("units", code="hengshi", name="某律师事务所", kind="law_firm")
    connection.insert("persons", code="gu", name="顾某", unit="hengshi", active=True)


def _case(connection: Connection) -> None:
    connection.insert(
        "cases",
        number=NUMBER,
        title="示例办法",
        matter_type="normative_document",
        state="opinion_signed",
        version=6,
        rule_set="datong_xinrong_2021",
        received_at=_at(0),
        state_since=_at(6),
        provisional=False,
        played=False,
    )
    connection.insert_numbered(
        "consultations",
        case_number=NUMBER,
        advisor="gu",
        question="可行否",
        asked_at=_at(3),
        answer_by="2026-03-23",
    )


def _at(step: int) -> str:
    # 17:30 in UTC is past midnight in Shanghai, where the day is the next one.
    return f"2026-03-{9 + step:02}T17:30:00.000000Z"


def _log(connection: Connection) -> None:
    head = (0, "")
    for step, (move, form) in enumerate(FORMS):
        entry = next_entry(
            head,
            chain=NUMBER,
            at=_at(step),
            actor={"code": "shen", "name": "沈某", "role": "reviewer", "unit": "sifaju"},
            move=move,
            result="done",  # type: ignore[arg-type]
            from_state="",
            to_state="",
            facts={"form": form, "rule_set": "datong_xinrong_2021", "version": step},
        )
        columns = {name: getattr(entry, name) for name in entry.__slots__}
        connection.insert("events", **columns)
        head = (entry.seq, entry.hash)


def test_a_database_of_0_1_comes_up_with_its_clock_facts(empty_url: str, tmp_path: Path) -> None:
    database = of_version_0_1(empty_url, tmp_path / "write.lock")
    assert revision_of(database) == "0001"
    ensure_schema(database)
    with database.reading() as connection:
        indexed = clock_events_of(connection, NUMBER)
        logged = clock_events(connection, NUMBER)
        days = connection.value("SELECT days FROM consultations")
        bodies = [row["body"] for row in connection.rows("SELECT body FROM events ORDER BY seq")]
    assert [(event.kind, event.on) for event in indexed] == [
        (ClockEventKind.RECEIVED, date(2026, 3, 10)),
        (ClockEventKind.ACCEPTED, date(2026, 3, 11)),
        (ClockEventKind.PAUSED, date(2026, 3, 14)),
        (ClockEventKind.RESUMED, date(2026, 3, 15)),
        (ClockEventKind.ISSUED, date(2026, 3, 16)),
    ]
    assert [_without_reason(event) for event in logged] == indexed
    assert indexed[2].ground is PauseGround.HEARING
    assert days == 7
    assert [json.loads(bytes(body))["form"] for body in bodies] == [form for _, form in FORMS]
    database.close()


def test_files_from_before_changes_were_counted_come_up_as_not_counted(
    empty_url: str, tmp_path: Path
) -> None:
    database = of_version_0_1(empty_url, tmp_path / "write.lock")
    migrate(database, "0004")
    with database.writing() as connection:
        for version, (count, origin) in enumerate([(0, ""), (2, ""), (0, "a")], start=1):
            connection.insert(
                "documents",
                case_number=NUMBER,
                kind="draft",
                name="稿.docx",
                size=9,
                version=version,
                sha256=str(version),
                candidates="",
                received_at=_at(0),
                tracked_changes=count,
                settled_from=origin,
            )
    ensure_schema(database)
    with database.reading() as connection:
        counts = connection.rows("SELECT tracked_changes FROM documents ORDER BY version")
    assert [row["tracked_changes"] for row in counts] == [-1, 2, 0]
    database.close()


def _without_reason(event: ClockEvent) -> ClockEvent:
    return ClockEvent(event.kind, event.on, event.number, days=event.days, ground=event.ground)
