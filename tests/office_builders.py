"""Two installations: a district that files its documents, and the city with which it files them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from builders import (
    FIRST_DAY,
    MATERIALS,
    a_site,
    acceptance,
    stages_to_publication,
    today_is,
)
from letters_in_place import write_letters
from word_builders import a_docx_saying

from models.action import Action
from models.case import MatterType
from models.document import DocumentKind
from models.filing import FilingReply
from models.moves import Move
from models.person import SYSTEM
from models.received_filing import AnswerGiven, action_for
from review_flows.desk import NEW_CASE, act
from review_flows.desk.answers_written import write_answers
from review_flows.desk.filing_office import Answered, answer_filing
from review_flows.file_document import parcel_of, put_into_outbox
from review_flows.outside.filing_package import build_package
from review_flows.outside.out_messages import messages_due
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock

UPPER = "upper_government"
EVER = 1_000_000  # after every entry of a log
TITLE = "青岚区城市停车场管理办法"
CITY = """unit,unit_name,unit_kind,person,person_name,roles,mail
shifu,云中市人民政府,enacting_organ,,,,
shifuban,云中市人民政府办公室,government_office,bai,白备案,filing_clerk,
shisifa,云中市司法局,review_office,fang,方审批,chief,
shisifa,云中市司法局,review_office,ren,任登记,clerk,
shenjiju,云中市审计局,drafting_unit,jin,金督察,auditor,
"""


@dataclass(frozen=True)
class Offices:
    """Both sites, each with a home and a database of its own."""

    maker: Site
    city: Site

    def day(self, day: date) -> None:
        """Let it be a day on both sites."""
        for site in (self.maker, self.city):
            today_is(site, day)


def a_city(home: Path, database: str = "", people: str = CITY) -> Site:
    """A new site of the superior government, or of other people, on the same first day."""
    settings = Settings(
        home=home,
        database=database or f"sqlite:///{home}/review.db",
        rule_set="datong_xinrong_2021",
        organ="云中",
    )
    start = a_site_clock()
    home.mkdir(parents=True, exist_ok=True)
    site = open_site(settings, start)
    import_people(site.database, people)
    return site


def a_site_clock() -> SimulatedClock:
    """The clock with which a site of the tests begins."""
    from datetime import UTC, datetime

    return SimulatedClock(datetime(2026, 3, 9, 1, tzinfo=UTC))


@contextmanager
def two_offices(folder: Path) -> Iterator[Offices]:
    """Both sites on SQLite."""
    (folder / "district").mkdir(parents=True)
    offices = Offices(a_site(folder / "district"), a_city(folder / "city"))
    yield offices
    offices.maker.database.close()
    offices.city.database.close()


def a_word_file(site: Site, kind: DocumentKind, *lines: str) -> Mapping[str, object]:
    """A real Word file in the store, as forms name it."""
    content = a_docx_saying(*lines)
    site.store.put(content)
    return {
        "name": f"{kind}.docx",
        "kind": str(kind),
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
    }


def published_by(site: Site, title: str = TITLE) -> str:
    """A document in Word, reviewed and published on 27 March 2026; returns its case's number."""
    form = {
        "title": title,
        "matter_type": str(MatterType.NORMATIVE_DOCUMENT),
        "unit": "zhujian",
        "documents": [
            a_word_file(site, kind, title, f"第一条　{kind}。", "第二条　收费500元。")
            for kind in MATERIALS
        ],
    }
    number = act(site, SYSTEM.code, NEW_CASE, Move.RECEIVE, form).number
    act(site, "deng", number, Move.ACCEPT, acceptance(MatterType.NORMATIVE_DOCUMENT))
    for stage in stages_to_publication():
        if stage.on > FIRST_DAY:
            today_is(site, stage.on)
        act(site, stage.actor, number, stage.move, stage.form)
    return number


def deliver_due(site: Site, number: str) -> dict[str, Path]:
    """Deliver what is due as the flow does; return the zip to each recipient."""
    write_letters(site, number)
    with site.database.reading() as connection:
        due = messages_due(connection, number, EVER)
    for message in due:
        package = build_package(site, number, message.recipient, message.number)
        put_into_outbox(site, number, package)
        form = {
            "recipient": message.recipient,
            "package_sha256": site.store.put(package.zipped),
            "delivered_on": site.clock.now().date().isoformat(),
            "message": message.number,
            "delivery_id": parcel_of(package).delivery_id,
            "via": "outbox",
        }
        act(site, SYSTEM.code, number, Move.DELIVER_FILING, form)
    folder = site.settings.docs_out / number / "filing"
    return {
        message.recipient: folder
        / build_package(site, number, message.recipient, message.number).zip_name
        for message in due
    }


def replied(site: Site, number: str, kind: FilingReply, text: str = "答复如下") -> Path:
    """Say something to the city, and deliver it; return the zip."""
    form: dict[str, object] = {"recipient": UPPER, "reply": str(kind), "text": text}
    if kind is FilingReply.CORRECTED:
        corrected = a_word_file(site, DocumentKind.CORRECTED_TEXT, TITLE, "第二条　免费。")
        form["documents"] = [corrected]
    act(site, "bei", number, Move.REPLY_TO_RECIPIENT, form)
    return deliver_due(site, number)[UPPER]


def answered(site: Site, number: str, answer: AnswerGiven) -> tuple[Answered, Path]:
    """Answer as the city does, in the right role; return the answer and its zip."""
    judged = action_for(answer.kind) is Action.JUDGE_FILING
    done = answer_filing(site, "fang" if judged else "bai", number, answer)
    written = write_answers(site)
    return done, written[-1].path
