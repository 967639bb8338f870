"""Builders for the inbox: papers put into it, everything in it taken, and what lies where then."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import word_builders as build
from builders import a_site

from review_flows.desk.inbox_desk import take
from review_flows.outside.arrivals import Arrival
from review_flows.outside.database import Row
from review_flows.outside.inbox import RECEIVED, REFUSED, submissions
from review_flows.outside.site import Site

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "docs_in" / "青岚区电动自行车停放充电管理办法"
TITLE = "青岚区示例管理办法"


@contextmanager
def a_site_at(home: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite, its database copied from the one that was built for the run."""
    shutil.copy(sqlite_file, home / "review.db")
    site = a_site(home)
    yield site
    site.database.close()


Taken = tuple[str | None, list[Arrival]]


def a_draft(title: str = TITLE) -> bytes:
    """A draft with two articles."""
    return build.a_docx_saying(
        title, "第一条　为了示例，制定本办法。", "第二条　本办法自印发之日起施行。"
    )


def some_bases(law: str = "示例法") -> bytes:
    """The paper that names what a draft rests on."""
    return build.a_docx_saying("制定依据", f"《{law}》第一条。")


def put(site: Site, name: str, content: bytes) -> Path:
    """A file in the inbox; `name` may lead through folders."""
    path = site.settings.docs_in / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def put_sample(site: Site, name: str = SAMPLE.name) -> Path:
    """The sample submission in the inbox."""
    return Path(shutil.copytree(SAMPLE, site.settings.docs_in / name))


def take_all(site: Site) -> list[Taken]:
    """Take every submission of the inbox, as the flow does, whole or not."""
    return [take(site, submission) for submission in submissions(site.settings.docs_in)]


def take_one(site: Site) -> Taken:
    """Take the only submission of the inbox."""
    (taken,) = take_all(site)
    return taken


def waiting(site: Site) -> set[str]:
    """What lies in the inbox still, apart from received/ and refused/."""
    files = (path.relative_to(site.settings.docs_in) for path in _files(site.settings.docs_in))
    return {str(path) for path in files if path.parts[0] not in (RECEIVED, REFUSED)}


def in_received(site: Site, number: str) -> dict[str, bytes]:
    """What lies in the folder of a case, by its place there."""
    return _contents(site.settings.docs_in / RECEIVED / number)


def in_refused(site: Site) -> dict[str, bytes]:
    """What was refused, and the reasons beside it."""
    return _contents(site.settings.docs_in / REFUSED)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]


def rows(site: Site, sql: str, **values: str) -> list[Row]:
    """What a question to the database answers."""
    with site.database.reading() as connection:
        return list(connection.rows(sql, **values))


def case_numbers(site: Site) -> list[str]:
    """Every case there is."""
    return [row["number"] for row in rows(site, "SELECT number FROM cases ORDER BY number")]


def documents_of(site: Site, number: str) -> dict[str, str]:
    """The documents of a case: their kinds by their names."""
    sql = "SELECT name, kind FROM documents WHERE case_number = :number ORDER BY id"
    return {row["name"]: row["kind"] for row in rows(site, sql, number=number)}


def questions_of(site: Site, number: str) -> list[str]:
    """What receipt asks the clerk."""
    sql = (
        "SELECT message FROM findings WHERE case_number = :number AND check_code = 'receipt' "
        "AND severity = 'question' ORDER BY position"
    )
    return [row["message"] for row in rows(site, sql, number=number)]
