"""Kills the runner at random moments while it files documents, and compares with one left alone.

Half of the kills hit the first packages of a publication, half the replies of an exchange that
goes on. One recipient has a folder, the other a server of uploads that counts every post. After
each kill the runner is started again until nothing waits. Then: one package and one delivery for
each recipient and message, the bytes of the undisturbed control, one log entry each, a whole log.

The runner is the product's own (Executor, Prefect's engine, a Prefect server), forked warm so that
fifty kills take minutes. Prints a table; ends with 1 where anything is amiss.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import MATERIALS, Stage, sample_office, stages_to_publication
from hand_clock import HandClock
from letters_in_place import write_letters
from word_builders import a_docx_saying

from models.filing_delivery import DeliveryWay, FilingRoad
from models.moves import Move
from models.outbox import LegState
from models.person import UnitKind
from review_flows.desk import NEW_CASE, act
from review_flows.outside import legs
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SHANGHAI

UPPER, CONGRESS = UnitKind.UPPER_GOVERNMENT, UnitKind.NPC_STANDING_COMMITTEE
ROUNDS = 12  # starts after a kill until nothing waits; two are usual
APART = 100_000  # between the numbers of the legs of two copies
JITTER = 0.05  # seconds after a step that was seen
SCENES = ("first packages", "replies")


# ---- the site that everything is a copy of


@dataclass(frozen=True)
class Place:
    """A copy of the site: where it lies, and where its uploads go."""

    home: Path
    port: int

    @property
    def shared(self) -> Path:
        """The folder that the superior government sees too."""
        return self.home / "shared"

    def settings(self) -> Settings:
        """The settings of the copy."""
        address = f"http://127.0.0.1:{self.port}/{self.home.name}"
        return Settings(
            home=self.home,
            database=f"sqlite:///{self.home}/review.db",
            rule_set="datong_xinrong_2021",
            organ="青岚",
            roads=(
                FilingRoad(UPPER, DeliveryWay.FOLDER, str(self.shared)),
                FilingRoad(CONGRESS, DeliveryWay.UPLOAD, address),
            ),
        )

    def open(self, clock: HandClock | None = None) -> Site:
        """Open it, by the machine's clock where no other is given."""
        return open_site(self.settings(), clock)


def set_clock(clock: HandClock, day: date) -> None:
    clock.shows = max(clock.shows, datetime.combine(day, time_of_day(9), SHANGHAI).astimezone(UTC))


def a_file(site: Site, kind: str, *lines: str) -> dict[str, object]:
    content = a_docx_saying(*lines)
    digest = site.store.put(content)
    return {"name": f"{kind}.docx", "kind": kind, "sha256": digest, "size": len(content)}


def publish(place: Place) -> str:
    """Build a site with one published document whose legs all wait; return the case's number."""
    place.shared.mkdir(parents=True)
    clock = HandClock(datetime(2026, 3, 9, 1, tzinfo=UTC))
    site = place.open(clock)
    import_people(site.database, sample_office())
    form = {
        "title": "示例办法",
        "matter_type": "normative_document",
        "unit": "zhujian",
        "documents": [
            a_file(site, str(kind), "示例办法", f"第一条　{kind}。") for kind in MATERIALS
        ],
    }
    number = act(site, "system", NEW_CASE, Move.RECEIVE, form).number
    first = Stage(
        date(2026, 3, 9),
        "deng",
        Move.ACCEPT,
        {"matter_type": "normative_document", "reason": "四项要件已逐一核对"},
    )
    for stage in (first, *stages_to_publication()):
        set_clock(clock, stage.on)
        act(site, stage.actor, number, stage.move, stage.form)
    write_letters(site, number)  # they take longest, and are not at issue here
    with site.database.writing() as connection:
        connection.run("UPDATE legs SET status = 'done' WHERE kind != 'file_document'")
    site.database.close()
    return number


def reply(place: Place, number: str) -> None:
    """Let both recipients ask something, and answer both: two letters and two packages wait."""
    site = place.open()
    said_on = datetime.now(SHANGHAI).date().isoformat()
    asked = {"answer": "supplement_required", "said_on": said_on, "text": "缺少说明"}
    act(site, "bei", number, Move.RECORD_ANSWER, {"recipient": str(UPPER), **asked})
    registered = {"receipt_number": "备1号", "registered_on": said_on}
    act(site, "bei", number, Move.RECORD_RECEIPT, {"recipient": str(CONGRESS), **registered})
    inquiry = {"answer": "correction_suggested", "said_on": said_on, "text": "第一条抵触上位法"}
    act(site, "bei", number, Move.RECORD_ANSWER, {"recipient": str(CONGRESS), **inquiry})
    for recipient, kind, of_kind in (
        (UPPER, "supplement", "filing_reply"),
        (CONGRESS, "corrected", "corrected_text"),
    ):
        paper = a_file(site, of_kind, "示例办法", f"第一条　{kind}。")
        form = {"recipient": str(recipient), "reply": kind, "text": "已补正", "documents": [paper]}
        act(site, "bei", number, Move.REPLY_TO_RECIPIENT, form)
    site.database.close()


# ---- the recipient's server


class Uploads(BaseHTTPRequestHandler):
    """Keeps each post under its key and its turn; the same key with other bytes is a conflict."""

    root = Path()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        key = self.headers["Idempotency-Key"]
        folder = self.root / self.path.strip("/")
        folder.mkdir(parents=True, exist_ok=True)
        known = sorted(folder.glob(f"{key}.*"))
        same = all(path.read_bytes() == body for path in known)
        (folder / f"{key}.{len(known) + 1}").write_bytes(body)
        said = f"{'taken' if same else 'conflict'} {key}".encode()
        self.send_response(200 if same else 409)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(root: Path, port_file: Path) -> None:
    """Take uploads until killed."""
    Uploads.root = root
    with ThreadingHTTPServer(("127.0.0.1", 0), Uploads) as server:
        waiting = port_file.with_suffix(".tmp")
        waiting.write_text(str(server.server_address[1]))
        waiting.replace(port_file)
        server.serve_forever()


@contextmanager
def uploads(root: Path) -> Iterator[int]:
    """A server of uploads in a process of its own; yields its port."""
    port_file = root / "port"
    process = get_context("spawn").Process(target=serve, args=(root, port_file), daemon=True)
    process.start()
    while not port_file.exists():
        time.sleep(0.02)
    yield int(port_file.read_text())
    process.kill()


# ---- the runner


def start_runner(place: Place) -> int:
    """Fork a warm process that runs every leg that waits, as `review-flows start` does."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        with (place.home / "runner.log").open("ab") as log:
            for stream in (1, 2):
                os.dup2(log.fileno(), stream)
        run_all(place.open())
        code = 0
    finally:
        os._exit(code)


def run_all(site: Site) -> None:
    from review_flows.runner.embedded import run_embedded

    async def nothing(drain: object) -> None:
        return

    run_embedded(site, nothing)


def run_whole(place: Place) -> float:
    """Run to the end; return the seconds."""
    began = time.perf_counter()
    os.waitpid(start_runner(place), 0)
    return time.perf_counter() - began


DELIVERED = "SELECT count(*) FROM filing_messages WHERE delivered_on IS NOT NULL"
HELD = "SELECT count(*) FROM legs WHERE status IN ('running', 'done')"


class Progress:
    """How many steps of a run can be seen from outside: files that came, rows that changed."""

    def __init__(self, place: Place, root: Path) -> None:
        settings = place.settings()
        self._folders = (
            settings.docs_out,
            settings.inside / "store",
            place.shared,
            root / place.home.name,
        )
        self._database = sqlite3.connect(f"file:{place.home}/review.db?mode=ro", uri=True)
        self._before = self._count()

    def _count(self) -> int:
        files = sum(len(names) for at in self._folders for _, _, names in os.walk(at))
        rows = [self._database.execute(sql).fetchone()[0] for sql in (DELIVERED, HELD)]
        return files + sum(map(int, rows))

    def steps(self) -> int:
        """Return how many steps were made since the beginning."""
        return self._count() - self._before


def run_watched(place: Place, root: Path) -> int:
    """Run to the end; return how many steps were seen."""
    progress = Progress(place, root)
    run_whole(place)
    return progress.steps()


def run_killed(place: Place, root: Path, steps: int, after: float) -> bool:
    """Kill the runner so many seconds after a step; say whether it was still running.

    Waiting for a step, and not for a time alone, lets the kills hit all of a run also on a
    machine that has much else to do.
    """
    progress = Progress(place, root)
    pid = start_runner(place)
    while progress.steps() < steps:
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.001)
    time.sleep(after)
    if os.waitpid(pid, os.WNOHANG) != (0, 0):
        return False
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def open_legs(place: Place) -> int:
    site = place.open()
    with site.database.reading() as connection:
        sql = "SELECT count(*) FROM legs WHERE status != :done"
        count = int(connection.value(sql, done=str(LegState.DONE)))
    site.database.close()
    return count


def finish(places: list[Place]) -> int:
    """Start the runner again, for each copy, until nothing waits; return how many rounds."""
    waiting, rounds = places, 0
    while waiting and rounds < ROUNDS:
        began = time.perf_counter()
        for place in waiting:
            run_whole(place)
        waiting = [place for place in waiting if open_legs(place)]
        rounds += 1
        if waiting:  # until the leases of the dead have run out
            lease = legs.LEASE.total_seconds() + 1
            time.sleep(max(0.0, lease - (time.perf_counter() - began)))
    return rounds


# ---- what came of it


@dataclass(frozen=True)
class Outcome:
    """What lies where, by hash, and what the log says."""

    outbox: dict[str, str]
    shared: dict[str, str]
    uploaded: dict[str, str]
    posts: int
    logged: dict[str, int]
    messages: dict[str, str]
    faults: int


def hashes(folder: Path) -> dict[str, str]:
    """What lies below a folder; what a kill leaves half-written is hidden, and nobody's file."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def look(place: Place, root: Path) -> Outcome:
    site = place.open()
    with site.database.reading() as connection:
        bodies = connection.rows(
            "SELECT body FROM events WHERE move = 'deliver_filing' AND result = 'done'"
        )
        rows = connection.rows(
            "SELECT recipient, number, delivery_id, package_sha256, via FROM filing_messages "
            "WHERE direction = 'out'"
        )
    faults: list[LogFault] = []
    walk_log(site.database, faults.append)
    site.database.close()
    forms = [json.loads(row["body"])["form"] for row in bodies]
    posts = hashes(root / place.home.name)
    logged = Counter(f"{form['recipient']} {form.get('message', 1)}" for form in forms)
    return Outcome(
        outbox=hashes(place.settings().docs_out),
        shared=hashes(place.shared),
        uploaded={name.rsplit(".", 1)[0]: digest for name, digest in posts.items()},
        posts=len(posts),
        logged=dict(logged),
        messages={
            f"{row['recipient']} {row['number']}": f"{row['delivery_id']} {row['package_sha256']} "
            f"{row['via']}"
            for row in rows
        },
        faults=len(faults),
    )


def stage(now: Outcome, before: Outcome, after: Outcome) -> str:
    """Say where a kill hit, by what lay there."""
    delivered = sum(now.logged.values()) - sum(before.logged.values())
    handed = len(now.shared) + len(now.uploaded) - len(before.shared) - len(before.uploaded)
    packed = len([name for name in now.outbox if "filing/" in name])
    packed -= len([name for name in before.outbox if "filing/" in name])
    if now.messages == after.messages:
        return "6 all was logged"
    if handed > delivered:
        return "4 handed over, not logged"
    if delivered:
        return "5 one logged, one open"
    if packed > 0:
        return "3 packing"
    if len(now.outbox) > len(before.outbox):
        return "2 letters"
    return "1 before the first file"


def amiss(outcome: Outcome, control: Outcome) -> list[str]:
    """Return in what a disturbed copy differs from the control."""
    wrong = [
        name
        for name in ("outbox", "shared", "uploaded", "logged", "messages")
        if getattr(outcome, name) != getattr(control, name)
    ]
    wrong += ["log"] if outcome.faults else []
    wrong += ["twice"] if any(count != 1 for count in outcome.logged.values()) else []
    return wrong


@dataclass(frozen=True)
class Scene:
    """A template, what lay there before, and what the undisturbed run made of it."""

    name: str
    template: Place
    before: Outcome
    control: Outcome
    steps: int  # that can be seen of a run


def copied(template: Place, name: str, apart: int) -> Place:
    """Copy a site. Prefect knows a leg by its number, and one server runs the legs of all."""
    home = template.home.with_name(name)
    shutil.copytree(template.home, home)
    place = replace(template, home=home)
    site = place.open()
    with site.database.writing() as connection:
        connection.run("UPDATE legs SET id = id + :apart", apart=apart * APART)
    site.database.close()
    return place


def copied_uploads(root: Path, template: Place, place: Place) -> None:
    if (root / template.home.name).exists():
        shutil.copytree(root / template.home.name, root / place.home.name)


def scene(name: str, template: Place, root: Path) -> Scene:
    """Run two copies to their end, undisturbed; the second is what the others are held against."""
    steps = 0
    for turn in (1, 2):
        control = copied(template, f"{template.home.name}_control{turn}", turn)
        copied_uploads(root, template, control)
        steps = run_watched(control, root)
        assert not open_legs(control), f"the control did not finish: {control.home}/runner.log"
    return Scene(name, template, look(template, root), look(control, root), steps)


def kill_all(one: Scene, root: Path, kills: int, dice: random.Random) -> bool:
    """Kill as often as asked; print what came of it; say whether all is as it should be."""
    places, stages, alive = [], Counter[str](), 0
    for turn in range(kills):
        place = copied(one.template, f"{one.template.home.name}_{turn}", turn + 10)
        copied_uploads(root, one.template, place)
        at = dice.randint(1, one.steps), dice.uniform(0, JITTER)
        alive += run_killed(place, root, *at)
        stages[stage(look(place, root), one.before, one.control)] += 1
        places.append(place)
    rounds = finish(places)
    outcomes = [look(place, root) for place in places]
    wrong = Counter(what for outcome in outcomes for what in amiss(outcome, one.control))
    extra = sum(outcome.posts - one.control.posts for outcome in outcomes)
    whole = sum(not amiss(outcome, one.control) for outcome in outcomes)
    say(f"\n{one.name}: {kills} kills at {one.steps} steps, {alive} while it ran")
    for name in sorted(stages):
        say(f"  {name:28}{stages[name]:4}")
    say(f"  starts until nothing waited   {rounds:4}")
    say(f"  posts that came twice (same key, same bytes) {extra}")
    what = dict(wrong) or "nothing"
    say(f"  as the undisturbed control   {whole:4} of {kills}   amiss: {what}")
    return whole == kills


def say(line: str) -> None:
    """Print a line at once: the whole takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--seed", type=int, default=6)
    asked.add_argument("--keep", action="store_true", help="leave the copies where they are")
    options = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="filing_kill_"))
    root = folder / "uploads"
    root.mkdir()
    dice = random.Random(options.seed)
    fine = True
    with uploads(root) as port, warm_prefect(folder):
        published = Place(folder / "published", port)
        number = publish(published)
        first = scene(SCENES[0], published, root)
        answered = copied(published, "answered", 5_000)
        copied_uploads(root, published, answered)
        run_whole(answered)
        assert not open_legs(answered), f"see {answered.home}/runner.log"
        reply(answered, number)
        second = scene(SCENES[1], answered, root)
        half = options.kills // 2
        for one, kills in ((first, half), (second, options.kills - half)):
            fine = kill_all(one, root, kills, dice) and fine
    say(f"\nseed {options.seed}: {'all as the control' if fine else f'AMISS, see {folder}'}")
    if fine and not options.keep:
        shutil.rmtree(folder)
    return 0 if fine else 1


@contextmanager
def warm_prefect(folder: Path) -> Iterator[None]:
    """A server of Prefect for all runs, and everything imported before the first fork."""
    from review_flows.runner.prefect_server import prefect_server

    home = folder / "prefect"
    os.environ |= {
        "PREFECT_HOME": str(home),
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    with prefect_server(home, pages=False):
        import review_flows.runner.executor
        import review_flows.runner.registration  # noqa: F401

        yield


if __name__ == "__main__":
    sys.exit(main())
