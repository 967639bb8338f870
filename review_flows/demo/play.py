"""Play a whole case: real flows, real desk, people from a story, days that pass in seconds."""

import tomllib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

from models.document import DocumentKind
from review_flows.demo import stage_set
from review_flows.desk import Done, act
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.submitted_file import look_at
from review_flows.outside.wall_clock import SimulatedClock
from review_flows.runner.embedded import Drain, run_embedded

BEGINS = datetime(2026, 3, 9, 1, tzinfo=UTC)  # 09:00 of a Monday in Shanghai
TAKES_EFFECT = date(2026, 6, 1)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """What one person does on one day."""

    on: date
    actor: str
    move: str
    form: Mapping[str, object]
    files: tuple[Mapping[str, str], ...]


def scenes() -> tuple[Scene, ...]:
    """Return the story."""
    told: dict[str, Any] = tomllib.loads((files(__package__) / "story.toml").read_text("utf-8"))
    return tuple(
        Scene(
            scene["on"],
            scene["actor"],
            scene["move"],
            scene.get("form", {}),
            tuple(scene.get("files", ())),
        )
        for scene in told["scenes"]
    )


def play(settings: Settings, say: Say) -> str:
    """Play the case on the site of these settings; return its number.

    Every entry of the log is marked as played. Raises NotAllowed where a real office works, and
    whatever desk and flows raise: a play that fails is a failure.
    """
    site = open_site(settings, SimulatedClock(BEGINS))
    stage_set.open_office(site)
    played_before = stage_set.plays_so_far(site)
    name = stage_set.put_sample_into(site, played_before)
    return run_embedded(site, lambda drain: _perform(site, name, played_before + 1, drain, say))


async def _perform(site: Site, name: str, number_of_play: int, drain: Drain, say: Say) -> str:
    from pydantic import SecretStr

    from review_flows.receive_documents import receive_documents
    from review_flows.watch_deadlines import watch_deadlines
    from review_flows.watch_validity import watch_validity

    report = await receive_documents(only=(SecretStr(name),), patient=True)
    number = report.cases[0]
    say(f"2026-03-09  docs_in/{name} → {number}")
    await drain()
    for scene in scenes():
        await _pass_days(site, scene.on, watch_deadlines)
        done = perform(site, number, scene, number_of_play)
        say(f"{scene.on}  {scene.actor}: {scene.move} → {done.state}")
        await drain()
    await _pass_days(site, TAKES_EFFECT, watch_validity)
    say(f"{TAKES_EFFECT}  system: take_effect → in_force")
    return number


async def _pass_days(site: Site, until: date, watch: Callable[[], Awaitable[object]]) -> None:
    """Let the clock go on; on the way the scheduled flow of the morning looks once."""
    assert isinstance(site.clock, SimulatedClock)
    site.clock.go_to(until, hour=8)
    await watch()
    site.clock.go_to(until, hour=9)


def perform(site: Site, number: str, scene: Scene, number_of_play: int) -> Done:
    """Have a person make a move, with the papers handed in for it."""
    documents = []
    for paper in scene.files:
        path = stage_set.later_paper(site, paper["name"], number_of_play)
        file = look_at(path, DocumentKind(paper["kind"]))
        file.keep_in(site.store)
        documents.append(file.form())
    form = {**scene.form, **({"documents": documents} if documents else {})}
    return act(site, scene.actor, number, scene.move, form)
