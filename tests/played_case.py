"""A case played by `review-flows demo` in a home of its own, and what can be read of it after."""

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from inbox_builders import rows
from letter_builders import lines_of
from running import COMMAND, environment_at

from review_flows.outside.database import Row
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site

PLAY_SECONDS = 240  # far more than it takes: the machine may be busy


@dataclass(frozen=True)
class Played:
    """What a play left behind."""

    site: Site
    number: str
    said: str

    @property
    def outbox(self) -> Path:
        """The folder of the case in docs_out."""
        return self.site.settings.docs_out / self.number

    def letters(self, kind: str) -> list[str]:
        """The words of the letters of a kind, title and tables included, from docs_out."""
        sql = (
            "SELECT number, sha256 FROM letters WHERE case_number = :case AND kind = :kind "
            "ORDER BY id"
        )
        return [self._letter(row) for row in self.rows(sql, kind=kind)]

    def _letter(self, row: Row) -> str:
        (path,) = self.outbox.glob(f"{row['number']}_*.docx")
        content = path.read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        return "".join(lines_of(content))

    def rows(self, sql: str, **values: str) -> list[Row]:
        """What a question to the database answers; :case is the case's number."""
        return rows(self.site, sql, case=self.number, **values)

    def files(self) -> dict[str, str]:
        """The hash of every file of the case in docs_out."""
        found = sorted(path for path in self.outbox.rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.outbox)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in found
        }


def play_in(home: Path, prefect_home: Path) -> subprocess.CompletedProcess[str]:
    """Play a case there; Prefect's database need not be built anew for it."""
    inside = home / ".review-flows" / "prefect"
    if not inside.exists():
        shutil.copytree(prefect_home, inside)
    return subprocess.run(
        [str(COMMAND), "demo"],
        env=environment_at(home),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PLAY_SECONDS,
    )


def played_in(home: Path, prefect_home: Path) -> Played:
    """Play a case there and return it."""
    done = play_in(home, prefect_home)
    assert done.returncode == 0, done.stderr[-2000:]
    settings = Settings(home, f"sqlite:///{home}/.review-flows/review.db", "", "")
    site = open_site(settings)
    number = rows(site, "SELECT number FROM cases ORDER BY number DESC LIMIT 1")[0]["number"]
    return Played(site, number, done.stdout + done.stderr)
