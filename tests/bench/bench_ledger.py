"""The compliance ledger of many finished cases: a number → seconds, CPU and memory of each part.

    .venv/bin/python tests/bench/bench_ledger.py 30000

Builds an SQLite site of its own by bulk insert in another process, every case a normative document
that walked the whole way (clock with a pause in two of five, opinion with items, advice, meeting,
issuance, both filings), then reads the ledger from it as the command does.
"""

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil

from models.ledger_summary import summarize
from review_flows.outside.ledger_rows import Selection, read_ledger
from review_flows.outside.ledgers.files import report_bytes
from review_flows.outside.ledgers.report import Report
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site

T = TypeVar("T")
FIRST_DAY, TODAY = date(2025, 1, 6), date(2026, 11, 20)
SPREAD_DAYS = 620  # over which the receipts lie
MIB = 2**20
Fields = dict[str, str | int | bool | None]
Rows = dict[str, list[Fields]]


def site_in(home: Path) -> Site:
    """The bench's site."""
    return open_site(Settings(home, f"sqlite:///{home}/review.db", "datong_xinrong_2021", "青岚"))


def build(home: Path, cases: int) -> None:
    """Fill a new site with finished cases."""
    site = site_in(home)
    import_people(site.database, (files("review_flows.demo") / "office.csv").read_text("utf-8"))
    with site.database.writing() as connection:
        digest = site.rules.freeze(connection, site.settings.rule_set, "2025-01-01T00:00:00Z")
        for number in range(1, 41):
            connection.insert(
                "units", code=f"u{number}", name=f"示例区第{number}局", kind="drafting_unit"
            )
        for first in range(0, cases, 2000):
            rows: Rows = {}
            for place in range(first, min(first + 2000, cases)):
                for table, row in rows_of(place, digest):
                    rows.setdefault(table, []).append(row)
            for table, some in rows.items():
                connection.insert_many(table, some)
    site.database.close()


def rows_of(place: int, digest: str) -> Iterator[tuple[str, Fields]]:
    """The rows of one case, those that others name first."""
    number = f"2025-{place + 1:05d}"
    received = FIRST_DAY + timedelta(place % SPREAD_DAYS)
    signed = received + timedelta(9 + place % 16)
    decided, published = signed + timedelta(5), signed + timedelta(7)
    at = f"{received}T02:00:00.000000Z"
    signed_at = f"{signed}T07:00:00.000000Z"
    yield (
        "cases",
        {
            "number": number,
            "title": f"关于印发《示例区第{place + 1}号公共停车场管理办法》的通知",
            "matter_type": "normative_document",
            "state": "in_force",
            "version": 14,
            "rule_set": "datong_xinrong_2021",
            "rule_set_digest": digest,
            "received_at": at,
            "state_since": signed_at,
            "unit": f"u{place % 40 + 1}",
            "reviewer": "shen",
            "accepted_on": str(received),
            "provisional": False,
            "played": False,
        },
    )
    facts = [("received", received), ("accepted", received)]
    if place % 5 < 2:
        facts += [("paused", received + timedelta(2)), ("resumed", received + timedelta(5))]
    for seq, (kind, on) in enumerate([*facts, ("issued", signed)], start=1):
        fact: Fields = {
            "case_number": number,
            "seq": seq,
            "kind": kind,
            "happened_on": str(on),
            "days": 0,
        }
        yield "clock_events", fact
    yield from opinion_of(place, number, at, signed_at)
    yield from sequel_of(place, number, decided, published)


def opinion_of(place: int, number: str, at: str, signed_at: str) -> Iterator[tuple[str, Fields]]:
    """Advice, the opinion and its items: one, two, three or four."""
    asked: Fields = {"advisor": "gu", "question": "可行否", "asked_at": at, "answer_by": at[:10]}
    yield "consultations", {"case_number": number, **asked}
    yield (
        "opinions",
        {
            "id": place + 1,
            "case_number": number,
            "state": "signed",
            "conclusion": ("legal", "revise", "revise", "illegal")[place % 4],
            "summary": "经审核",
            "document_sha256": "0" * 64,
            "reviewer": "shen",
            "proposed_at": at,
            "signed_at": signed_at,
            "number": f"青岚司审意〔2025〕{place + 1}号",
        },
    )
    for item in range(1, place % 4 + 2):
        text: Fields = {
            "address": "第三条",
            "issue": "无依据",
            "basis": "行政许可法",
            "suggestion": "删除",
        }
        adoption = ("adopted", "partly", "not_adopted")[item % 3]
        known: Fields = {"opinion": place + 1, "number": item, "severity": "must_change"}
        yield "opinion_items", {**known, **text, "adoption": adoption}


def sequel_of(
    place: int, number: str, decided: date, published: date
) -> Iterator[tuple[str, Fields]]:
    """Meeting, issuance, both filings, and an entry of the log."""
    document: Fields = {"case_number": number, "document_sha256": "0" * 64}
    meeting = {"meeting": f"第{place % 90 + 1}次常务会议", "held_on": str(decided), "note": ""}
    yield "deliberations", {**document, **meeting, "result": "passed"}
    numbers = {
        "document_number": f"青岚政规〔2025〕{place + 1}号",
        "registration_number": f"QLGF—2025—{place + 1:05d}",
    }
    days = {"signed_on": str(decided), "issued_on": str(decided), "published_on": str(published)}
    yield "issuances", {**document, **numbers, **days, "signer": "区长"}
    for recipient in ("upper_government", "npc_standing_committee"):
        filed: Fields = {"case_number": number, "recipient": recipient, "state": "registered"}
        yield "filings", {**filed, "registered_on": str(published + timedelta(12))}
    entry: Fields = {
        "chain": number,
        "seq": 1,
        "at": f"{published}T01:00:00.000000Z",
        "actor": "system",
    }
    told = {"move": "receive", "result": "done", "from_state": "new", "to_state": "received"}
    yield "events", {**entry, **told, "body": "{}", "hash": "0" * 64}


def timed(name: str, work: Callable[[], T]) -> T:
    """Do the work; say what it took, and the most memory that the process ever had."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    line: dict[str, object] = {
        "part": name,
        "wall_s": round(time.perf_counter() - wall, 2),
        "cpu_s": round(time.process_time() - cpu, 2),
        "rss_mib": round(psutil.Process().memory_info().rss / MIB),
    }
    if isinstance(done, bytes):
        line["file_mib"] = round(len(done) / MIB, 1)
    sys.stdout.write(json.dumps(line) + "\n")
    return done


def measure(home: Path) -> None:
    """Read the ledger and write it in each format."""
    gc.set_threshold(50_000)  # as the command line does
    site = site_in(home)
    with site.database.reading() as connection:
        ledger = timed("rows", lambda: read_ledger(site, connection, Selection(), TODAY))
    summary = timed("summary", lambda: summarize(ledger.rows))
    report = Report(ledger, summary, "zh")
    for form in ("xlsx", "csv", "json"):
        timed(form, lambda form=form: report_bytes(report, form))  # type: ignore[misc]
    site.database.close()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        build(Path(sys.argv[2]), int(sys.argv[3]))
    elif len(sys.argv) == 3:
        measure(Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for step in (["build", folder, *(sys.argv[1:] or ["30000"])], ["measure", folder]):
                subprocess.run([sys.executable, __file__, *step], check=True)
