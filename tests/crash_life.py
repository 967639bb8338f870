"""The life of one case as a chain of short processes, so that each can be cut off and taken up.

Every stage does what a person at the desk, the runner or the sealer does, on what it finds: one
that was made already is left alone. To start again after a crash is to go through all of them.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from builders import FIRST_DAY, MATERIALS, acceptance, sample_office, stages_to_publication
from hand_clock import HandClock
from inbox_builders import TITLE, a_draft, take_all
from word_builders import a_docx_saying
from year_legs import run_legs

from models.case import MatterType
from models.document import DocumentKind
from models.filing_delivery import DeliveryWay, FilingRoad
from models.moves import Move
from models.person import UnitKind
from review_flows.desk import act
from review_flows.desk.arrivals_told import tell_arrivals
from review_flows.desk.log_seal import seal_log
from review_flows.outside import legs
from review_flows.outside.delivery import deliver
from review_flows.outside.leg_holding import MACHINE
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SHANGHAI

RECIPIENTS = (UnitKind.UPPER_GOVERNMENT, UnitKind.NPC_STANDING_COMMITTEE)
REGISTERED_ON = date(2026, 3, 30)
NAMES = {
    DocumentKind.DRAFT: "送审稿",
    DocumentKind.EXPLANATION: "起草说明",
    DocumentKind.BASES: "制定依据",
    DocumentKind.CONSULTATION: "征求意见及采纳情况",
    DocumentKind.OWN_LEGAL_OPINION: "本单位合法性审核意见",
}
Acknowledge = Callable[[str], None]
Prepare = Callable[[Site], None]  # makes a site a control that works without our precautions


def nothing(_: str) -> None:
    """Acknowledge to nobody."""


def as_it_is(_: Site) -> None:
    """Work as the product does."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One process of a life: what it is called, on which day it runs, and what it does."""

    name: str
    on: date
    run: Callable[[Site], None]


def settings_at(home: Path) -> Settings:
    """The settings of a site whose filings go into a folder that another office sees too."""
    return Settings(
        home=home,
        database=f"sqlite:///{home}/.review-flows/review.db",
        rule_set="datong_xinrong_2021",
        organ="青岚",
        roads=tuple(
            FilingRoad(recipient, DeliveryWay.FOLDER, str(shared_at(home, recipient)))
            for recipient in RECIPIENTS
        ),
        anchor_file=home / "elsewhere" / "checkpoints.txt",
    )


def shared_at(home: Path, recipient: str) -> Path:
    """The folder that a recipient sees."""
    return home / "shared" / str(recipient)


def new_home(home: Path) -> None:
    """What others put there: a submission in the inbox, shared folders, storage elsewhere."""
    for folder in (*(shared_at(home, one) for one in RECIPIENTS), home / "elsewhere"):
        folder.mkdir(parents=True)
    inbox = home / "docs_in" / "报送"
    inbox.mkdir(parents=True)
    for kind in MATERIALS:
        content = (
            a_draft()
            if kind is DocumentKind.DRAFT
            else a_docx_saying(NAMES[kind], f"第一条　{TITLE}的{NAMES[kind]}。")
        )
        (inbox / f"{NAMES[kind]}.docx").write_bytes(content)


def opened(home: Path, on: date) -> Site:
    """The site on a day, never before what its log says."""
    clock = HandClock(datetime.combine(on, time_of_day(9), SHANGHAI).astimezone(UTC))
    site = open_site(settings_at(home), clock)
    with site.database.reading() as connection:
        last = connection.value("SELECT max(at) AS at FROM events")
    if last:
        clock.shows = max(clock.shows, datetime.fromisoformat(last) + timedelta(seconds=1))
    return site


# ---- the stages


def _office(site: Site) -> None:
    with site.database.reading() as connection:
        there = connection.value("SELECT count(*) AS many FROM persons WHERE code = 'bei'")
    if not there:
        import_people(site.database, sample_office())


def _receive(site: Site) -> None:
    take_all(site)


def _legs(site: Site) -> None:
    # A lease is twenty seconds; whoever starts again after a crash waits for it to run out.
    legs.reap(site.database, MACHINE.now() + 2 * legs.LEASE)
    run_legs(site)


def _tell(site: Site) -> None:
    tell_arrivals(site)
    deliver(site)


def _seal(site: Site) -> None:
    seal_log(site)


def _move(actor: str, move: Move, form: dict[str, object]) -> Callable[[Site], None]:
    def run(site: Site) -> None:
        (number,) = case_numbers(site)
        if not is_made(site, number, move, form.get("recipient")):
            act(site, actor, number, move, form)

    return run


def case_numbers(site: Site) -> list[str]:
    """The cases there are: one, as soon as it is received."""
    with site.database.reading() as connection:
        return [row["number"] for row in connection.rows("SELECT number FROM cases")]


def is_made(site: Site, number: str, move: Move, recipient: object) -> bool:
    """Whether the log has a move; what a person sees on the page of the case."""
    with site.database.reading() as connection:
        bodies = connection.rows(
            "SELECT body FROM events WHERE chain = :number AND move = :move AND result = 'done'",
            number=number,
            move=str(move),
        )
    forms = [json.loads(row["body"])["form"] for row in bodies]
    return any(recipient is None or form["recipient"] == recipient for form in forms)


def _stages() -> Iterator[Stage]:
    yield Stage("open", FIRST_DAY, _office)
    yield Stage("receive", FIRST_DAY, _receive)
    yield Stage("screen", FIRST_DAY, _legs)
    yield Stage("tell", FIRST_DAY, _tell)
    form = acceptance(MatterType.NORMATIVE_DOCUMENT) | {"unit": "zhujian"}
    yield Stage("accept", FIRST_DAY, _move("deng", Move.ACCEPT, form))
    yield Stage("letters of acceptance", FIRST_DAY, _legs)
    for one in stages_to_publication():
        yield Stage(str(one.move), one.on, _move(one.actor, one.move, dict(one.form)))
        yield Stage(f"legs of {one.move}", one.on, _legs)
    yield Stage("seal", REGISTERED_ON, _seal)
    for recipient in RECIPIENTS:
        registered: dict[str, object] = {
            "recipient": str(recipient),
            "receipt_number": "备1号",
            "registered_on": REGISTERED_ON.isoformat(),
        }
        move = _move("bei", Move.RECORD_RECEIPT, registered)
        yield Stage(f"receipt of {recipient}", REGISTERED_ON, move)
    yield Stage("legs at the end", REGISTERED_ON, _legs)
    yield Stage("told at the end", REGISTERED_ON, _tell)
    yield Stage("sealed at the end", REGISTERED_ON, _seal)
    # For what a crash kept waiting: a parcel in hand is tried again after a pause.
    yield Stage("told on the day after", REGISTERED_ON + timedelta(days=1), _tell)


STAGES = tuple(_stages())


# ---- running them


def run_stage(
    home: Path, stage: Stage, acknowledge: Acknowledge = nothing, prepare: Prepare = as_it_is
) -> None:
    """Do a stage as a process of its own does: open, act, acknowledge what stands, close."""
    site = opened(home, stage.on)
    prepare(site)
    stage.run(site)
    for line in heads_of(site):
        acknowledge(line)
    site.database.close()


def run_life(home: Path, first: int = 0, prepare: Prepare = as_it_is) -> None:
    """Go through every stage from one on, each on what it finds: what comes after a crash."""
    for stage in STAGES[first:]:
        run_stage(home, stage, nothing, prepare)


def warm(folder: Path) -> None:
    """Live once in this process, so that what is forked from it has everything imported."""
    home = folder / "warm"
    new_home(home)
    run_life(home)
    shutil.rmtree(home)


def heads_of(site: Site) -> list[str]:
    """What is acknowledged once a stage has returned: the end of each chain, the last checkpoint.

    The hash at the end of a chain speaks for all before it.
    """
    with site.database.reading() as connection:
        chains = connection.rows(
            "SELECT chain, seq, hash FROM events e WHERE seq = "
            "(SELECT max(seq) FROM events o WHERE o.chain = e.chain)"
        )
        note = connection.value("SELECT note FROM checkpoints ORDER BY id DESC LIMIT 1")
    told = [{"chain": row["chain"], "seq": row["seq"], "hash": row["hash"]} for row in chains]
    return [json.dumps(line) for line in [*told, *([{"note": note}] if note else [])]]


def copied(source: Path, goal: Path) -> Path:
    """A copy of a home, in the place of what lay there."""
    shutil.rmtree(goal, ignore_errors=True)
    return Path(shutil.copytree(source, goal))
