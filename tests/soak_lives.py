"""The life of a case for the soaks: from receipt to registered filings, all on one real day.

Soaks run by the machine's clock, in many processes at once; a life of the story's days would need
a clock of its own for each case. So the opinion is signed early, with the reason on record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from builders import MATERIALS, acceptance, opinion, sample_office

from models.case import MatterType
from models.moves import Move
from models.person import SYSTEM
from review_flows.desk import NEW_CASE, act
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import day_of

RECIPIENTS = ("upper_government", "npc_standing_committee")
Form = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a life, and who makes it."""

    actor: str
    move: Move
    form: Form


def settings_of(home: Path, database: str = "") -> Settings:
    """The settings of a soak's site; SQLite below its home where no database is named."""
    return Settings(
        home=home,
        database=database or f"sqlite:///{home}/.review-flows/review.db",
        rule_set="datong_xinrong_2021",
        organ="青岚",
    )


def a_real_site(home: Path, database: str = "") -> Site:
    """A new site with the sample office, by the machine's clock."""
    site = open_site(settings_of(home, database))
    import_people(site.database, sample_office())
    return site


def submission(site: Site, title: str, unit: str = "zhujian") -> dict[str, object]:
    """The form of a receipt; its files lie in the store."""
    documents = []
    for kind in MATERIALS:
        content = f"{title} {kind}".encode()
        site.store.put(content)
        documents.append(
            {
                "name": f"{kind}.docx",
                "kind": str(kind),
                "sha256": sha256(content).hexdigest(),
                "size": len(content),
            }
        )
    matter_type = str(MatterType.NORMATIVE_DOCUMENT)
    return {"title": title, "matter_type": matter_type, "unit": unit, "documents": documents}


def forms_of_today(site: Site) -> dict[Move, Form]:
    """The form of each move from acceptance to publication, if it is made today."""
    today = day_of(site.clock.now())
    said = today.isoformat()
    return {
        Move.ACCEPT: acceptance(MatterType.NORMATIVE_DOCUMENT),
        Move.CLAIM: {},
        Move.PROPOSE_OPINION: opinion("legal"),
        Move.SIGN: {"early_reason": "急需", "breach_cause": "drafting_side"},
        Move.REPORT_ADOPTION: {},
        Move.DELIBERATE: {"result": "passed", "meeting": "第58次常务会议", "held_on": said},
        Move.ISSUE: {"signer": "区长", "signed_on": said},
        Move.PUBLISH: {
            "place": "政府门户网站",
            "published_on": said,
            "effective_on": (today + timedelta(days=35)).isoformat(),
        },
    }


ACTORS = (
    ("deng", Move.ACCEPT),
    ("shen", Move.CLAIM),
    ("shen", Move.PROPOSE_OPINION),
    ("qian", Move.SIGN),
    ("lin", Move.REPORT_ADOPTION),
    ("guan", Move.DELIBERATE),
    ("yin", Move.ISSUE),
    ("yin", Move.PUBLISH),
)


def steps_to_publication(site: Site) -> Iterator[Step]:
    """Yield what people do with a received case until it is published."""
    for actor, move in ACTORS:
        yield Step(actor, move, forms_of_today(site)[move])


def steps_of_filing(site: Site) -> Iterator[Step]:
    """Yield the deliveries, as the flow logs them, and the registrations of both recipients."""
    today = day_of(site.clock.now()).isoformat()
    for recipient in RECIPIENTS:
        delivery = {"recipient": recipient, "package_sha256": "0" * 64, "delivered_on": today}
        yield Step(SYSTEM.code, Move.DELIVER_FILING, delivery)
        receipt = {"recipient": recipient, "receipt_number": "备1号", "registered_on": today}
        yield Step("bei", Move.RECORD_RECEIPT, receipt)


def receive(site: Site, title: str, unit: str = "zhujian") -> str:
    """Take a submission in; return the case's number."""
    form = submission(site, title, unit)
    return act(site, SYSTEM.code, NEW_CASE, Move.RECEIVE, form).number


def milliseconds(seconds: list[float]) -> dict[str, float]:
    """The median, the ninety-ninth of a hundred and the slowest, in milliseconds."""
    found = sorted(seconds) or [0.0]
    places = {"p50": len(found) // 2, "p99": len(found) * 99 // 100, "max": len(found) - 1}
    return {name: round(found[place] * 1000, 1) for name, place in places.items()}


def lost_moves(site: Site, acknowledged: list[tuple[str, int]]) -> int:
    """Count the moves that were acknowledged and do not stand in the log, each at its own place."""
    with site.database.reading() as connection:
        rows = connection.rows("SELECT chain, seq FROM events WHERE result = 'done'")
    there = {(row["chain"], row["seq"]) for row in rows}
    return len(acknowledged) - len(there.intersection(acknowledged))
