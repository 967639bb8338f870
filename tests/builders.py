"""What the tests are made of: a site, an office, submissions, and cases at a given point."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import word_builders

from models.case import MatterType
from models.check import WHOLE_TEXT
from models.document import DocumentKind
from models.moves import Move
from models.opinion import ReviewPoint
from review_flows.desk import NEW_CASE, Done, act
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock

FIRST_DAY = date(2026, 3, 9)  # a Monday without a holiday near


def a_site(home: Path, database: str = "") -> Site:
    """A new site with the sample office, on a simulated clock that begins on FIRST_DAY."""
    settings = Settings(
        home=home,
        database=database or f"sqlite:///{home}/review.db",
        rule_set="datong_xinrong_2021",
        organ="青岚",
    )
    clock = SimulatedClock(datetime(2026, 3, 9, 1, tzinfo=UTC))
    site = open_site(settings, clock)
    import_people(site.database, sample_office())
    return site


def sample_office() -> str:
    """The people of the demonstration."""
    return (files("review_flows.demo") / "office.csv").read_text("utf-8")


def today_is(site: Site, day: date, hour: int = 9) -> None:
    """Let the simulated clock go on to a day."""
    assert isinstance(site.clock, SimulatedClock)
    site.clock.go_to(day, hour)


def a_document(site: Site, kind: DocumentKind, text: str = "") -> dict[str, object]:
    """A file in the store, as forms name it. The desk never looks inside, so any bytes do."""
    content = (text or f"{kind} of a test").encode()
    site.store.put(content)
    return {
        "name": f"{kind}.docx",
        "kind": str(kind),
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
    }


def a_changed_draft(site: Site, text: str) -> dict[str, object]:
    """A draft in the store with one tracked insertion and one deletion, as forms name it."""
    kept, added, gone = (f"<w:r><w:{tag}>{text}</w:{tag}></w:r>" for tag in ("t", "t", "delText"))
    by = 'w:id="1" w:author="甲" w:date="2026-01-05T09:00:00Z"'
    content = word_builders.a_docx(
        f"<w:p>{kept}<w:ins {by}>{added}</w:ins><w:del {by}>{gone}</w:del></w:p>"
    )
    return {
        "name": "修订稿.docx",
        "kind": str(DocumentKind.DRAFT),
        "sha256": site.store.put(content),
        "size": len(content),
        "tracked_changes": 2,
    }


MATERIALS = (
    DocumentKind.DRAFT,
    DocumentKind.EXPLANATION,
    DocumentKind.BASES,
    DocumentKind.CONSULTATION,
    DocumentKind.OWN_LEGAL_OPINION,
)


def received(
    site: Site,
    *,
    matter_type: MatterType = MatterType.NORMATIVE_DOCUMENT,
    title: str = "示例办法",
    unit: str = "zhujian",
    materials: tuple[DocumentKind, ...] = MATERIALS,
) -> str:
    """A received case; returns its number."""
    form = {
        "title": title,
        "matter_type": str(matter_type),
        "unit": unit,
        "documents": [a_document(site, kind, f"{title} {kind}") for kind in materials],
    }
    return act(site, "system", NEW_CASE, Move.RECEIVE, form).number


def accepted(site: Site, **received_as: object) -> str:
    """An accepted case; returns its number."""
    number = received(site, **received_as)  # type: ignore[arg-type]
    matter_type = received_as.get("matter_type", MatterType.NORMATIVE_DOCUMENT)
    act(site, "deng", number, Move.ACCEPT, acceptance(MatterType(str(matter_type))))
    return number


NOT_NORMATIVE = frozenset({MatterType.OTHER_DOCUMENT, MatterType.POLICY_DOCUMENT})


def acceptance(matter_type: MatterType) -> dict[str, object]:
    """The form of an acceptance; what is taken for no normative document says why."""
    form: dict[str, object] = {"matter_type": str(matter_type), "reason": "四项要件已逐一核对"}
    if matter_type in NOT_NORMATIVE:
        form["limbs_missing"] = ["general"]
    return form


def under_review(site: Site, **received_as: object) -> str:
    """A case that the reviewer has claimed; returns its number."""
    number = accepted(site, **received_as)
    act(site, "shen", number, Move.CLAIM)
    return number


AN_ITEM = {
    "address": "第十二条第二款",
    "issue": "以备案编号作为投入运营的条件",
    "basis": "《中华人民共和国行政许可法》第十七条",
    "suggestion": "删除",
    "severity": "must_change",
}


def opinion(
    conclusion: str = "revise", matter_type: MatterType = MatterType.NORMATIVE_DOCUMENT
) -> dict[str, object]:
    """The form of an opinion; of one that is not “legal”, the content is at fault."""
    points: list[dict[str, object]] = [
        {"point": str(point), "finding": "met"} for point in POINTS_OF.get(matter_type, ())
    ]
    if conclusion != "legal":
        for point in points:
            if point["point"] == "content":
                point |= {"finding": "not_met", "note": "第十二条第二款与上位法抵触"}
    items = [] if conclusion == "legal" else [AN_ITEM]
    return {"conclusion": conclusion, "summary": "经审核", "points": points, "items": items}


POINTS_OF = {
    MatterType.NORMATIVE_DOCUMENT: tuple(ReviewPoint),
    MatterType.MAJOR_DECISION: (
        ReviewPoint.AUTHORITY,
        ReviewPoint.CONTENT,
        ReviewPoint.PROCEDURE,
    ),
}


def proposed(site: Site, conclusion: str = "revise", **received_as: object) -> str:
    """A case whose opinion waits for the chief; returns its number."""
    number = under_review(site, **received_as)
    matter_type = received_as.get("matter_type", MatterType.NORMATIVE_DOCUMENT)
    form = opinion(conclusion, MatterType(str(matter_type)))
    act(site, "shen", number, Move.PROPOSE_OPINION, form)
    return number


# The last day of the five working days of an other document; a normative one has fifteen.
SIGNED_ON = {MatterType.OTHER_DOCUMENT: date(2026, 3, 16)}


def signed(site: Site, conclusion: str = "revise", **received_as: object) -> str:
    """A case whose opinion is signed in time, on 20 March 2026 or sooner; returns its number."""
    number = proposed(site, conclusion, **received_as)
    matter_type = received_as.get("matter_type", MatterType.NORMATIVE_DOCUMENT)
    today_is(site, SIGNED_ON.get(MatterType(str(matter_type)), date(2026, 3, 20)))
    act(site, "qian", number, Move.SIGN)
    return number


def cleared(site: Site, **received_as: object) -> str:
    """A case that may go before the meeting; returns its number."""
    number = signed(site, "legal", **received_as)
    act(site, "lin", number, Move.REPORT_ADOPTION)
    return number


def passed(site: Site, **received_as: object) -> str:
    """A case that the meeting passed on 25 March 2026; returns its number."""
    number = cleared(site, **received_as)
    today_is(site, date(2026, 3, 25))
    form = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-25"}
    act(site, "guan", number, Move.DELIBERATE, form)
    return number


def issued(site: Site, **received_as: object) -> str:
    """A numbered document; returns its case's number."""
    number = passed(site, **received_as)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"})
    return number


def published(site: Site, **received_as: object) -> str:
    """A document published on 27 March 2026, in force from 1 May; returns its case's number."""
    number = issued(site, **received_as)
    today_is(site, date(2026, 3, 27))
    form = {
        "place": "政府门户网站",
        "published_on": "2026-03-27",
        "effective_on": "2026-05-01",
        "valid_until": "2028-04-30",
    }
    act(site, "yin", number, Move.PUBLISH, form)
    return number


def filed(site: Site, **received_as: object) -> str:
    """A document registered by both recipients; returns its case's number."""
    number = published(site, **received_as)
    for recipient in ("upper_government", "npc_standing_committee"):
        deliver(site, number, recipient)
        receipt = {"receipt_number": "备1号", "registered_on": "2026-03-27"}
        act(site, "bei", number, Move.RECORD_RECEIPT, {"recipient": recipient, **receipt})
    return number


def deliver(site: Site, number: str, recipient: str) -> Done:
    """Hand a package over, as the flow file_document does."""
    form = {
        "recipient": recipient,
        "package_sha256": "0" * 64,
        "delivered_on": site.clock.now().date().isoformat(),
    }
    return act(site, "system", number, Move.DELIVER_FILING, form)


def add_person(site: Site, code: str, roles: str, unit: str = "sifaju") -> None:
    """One more person of a unit of the sample office; `roles` separated by blanks."""
    head, *lines = sample_office().splitlines()
    of_unit = next(line for line in lines if line.startswith(f"{unit},"))
    import_people(
        site.database, f"{head}\n{','.join(of_unit.split(',')[:3])},{code},{code}者,{roles}\n"
    )


def consulted(site: Site, number: str) -> str:
    """The same case, with the advisor being asked."""
    return act(site, "shen", number, Move.CONSULT, {"advisor": "gu", "question": "可行否"}).number


def revised(site: Site, number: str, text: str = "改后的送审稿") -> str:
    """The same signed case, its item adopted in a changed text."""
    form = {
        "answers": [{"item": 1, "adoption": "adopted", "wording": "删去该款"}],
        "documents": [a_document(site, DocumentKind.DRAFT, text)],
    }
    return act(site, "lin", number, Move.SUBMIT_REVISION, form).number


def confirmed(site: Site, number: str, reviewer: str = "shen") -> str:
    """The same revised case, its opinion carried over to the text that no screening has read."""
    form = {"reason": "已按意见修改", "confirmed": [WHOLE_TEXT]}
    return act(site, reviewer, number, Move.CONFIRM_REVISION, form).number


@contextmanager
def environment(changes: Mapping[str, str]) -> Iterator[None]:
    """Environment variables for the length of a test."""
    import os

    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass(frozen=True)
class Stage:
    """One move of the walk from acceptance to publication."""

    on: date
    actor: str
    move: Move
    form: Mapping[str, object]


def stages_to_publication() -> tuple[Stage, ...]:
    """The moves that bring an accepted case to its publication, for cases side by side."""
    meeting = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-25"}
    publication = {
        "place": "政府门户网站",
        "published_on": "2026-03-27",
        "effective_on": "2026-05-01",
    }
    return (
        Stage(FIRST_DAY, "shen", Move.CLAIM, {}),
        Stage(FIRST_DAY, "shen", Move.PROPOSE_OPINION, opinion("legal")),
        Stage(date(2026, 3, 20), "qian", Move.SIGN, {}),
        Stage(date(2026, 3, 20), "lin", Move.REPORT_ADOPTION, {}),
        Stage(date(2026, 3, 25), "guan", Move.DELIBERATE, meeting),
        Stage(date(2026, 3, 25), "yin", Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"}),
        Stage(date(2026, 3, 27), "yin", Move.PUBLISH, publication),
    )
