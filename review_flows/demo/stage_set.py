"""What a play needs before it begins: the office, the sample in the inbox, the later papers."""

import shutil
import zipfile
from importlib.resources import as_file, files
from pathlib import Path

from models.errors import NotAllowed
from review_flows.outside.people import import_people
from review_flows.outside.site import Site

SAMPLE = "青岚区电动自行车停放充电管理办法"


def office() -> str:
    """Return the people of the play as a CSV text."""
    return (files(__package__) / "office.csv").read_text("utf-8")


def open_office(site: Site) -> None:
    """Let the invented people work at the site. Raises NotAllowed where a real office works."""
    invented = {line.split(",")[3] for line in office().splitlines()[1:]}
    with site.database.reading() as connection:
        real = [
            row["code"]
            for row in connection.rows("SELECT code FROM persons")
            if row["code"] not in invented
        ]
        real += [
            row["number"]
            for row in connection.rows("SELECT number FROM cases WHERE NOT played LIMIT 5")
        ]
    if real:
        raise NotAllowed(
            f"A real office works here ({', '.join(real[:5])}), so nothing is played in it. "
            "Set REVIEW_FLOWS_HOME to an empty folder and play there."
        )
    import_people(site.database, office())


def sample_folder() -> Path:
    """Return the sample submission: of the installed package, or of the checkout's docs_in."""
    with as_file(files("review_flows") / "demo" / "sample") as packaged:
        if packaged.is_dir():
            return packaged
    with as_file(files("review_flows")) as package:
        return package.parent / "docs_in" / SAMPLE


def put_sample_into(site: Site, played_before: int) -> str:
    """Copy the sample into the inbox; return the name it lies there under.

    Each play gets files of its own (a comment in the zip says which play), because the same
    bytes handed in again are known and not registered a second time.
    """
    name = f"{SAMPLE}（演示{played_before + 1}）"
    goal = site.settings.docs_in / name
    shutil.rmtree(goal, ignore_errors=True)
    goal.mkdir(parents=True)
    for source in sorted(sample_folder().glob("*.docx")):
        stamped_copy(source, goal / source.name, played_before + 1)
    return name


def later_paper(site: Site, name: str, play: int) -> Path:
    """Return a paper that people of the play hand in later, stamped for this play."""
    goal = site.settings.inside / "play" / name
    goal.parent.mkdir(parents=True, exist_ok=True)
    with as_file(files(__package__) / name) as source:
        stamped_copy(source, goal, play)
    return goal


def stamped_copy(source: Path, goal: Path, play: int) -> None:
    """Copy a Word file and note in its zip comment which play it belongs to."""
    shutil.copyfile(source, goal)
    with zipfile.ZipFile(goal, "a") as archive:
        archive.comment = f"play {play}".encode()


def plays_so_far(site: Site) -> int:
    """Return how many played cases the site has."""
    with site.database.reading() as connection:
        return int(connection.value("SELECT count(*) FROM cases WHERE played"))
