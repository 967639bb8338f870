"""A PostgreSQL of this machine's own packages, with passwords, as an office would set one up.

The server that the other tests start comes from a package and has no extension pg_trgm, which
Prefect needs; nor does it ask for passwords.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from review_flows.runner.prefect_server import free_port

SUPERUSER = "postgres"
PASSWORD = "only-of-this-test"


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A running server on the loopback, and the file with the passwords of its roles."""

    port: int
    passwords: Path

    def address(self, role: str, database: str) -> str:
        """Where a role finds a database; no password stands in it."""
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str) -> None:
        """Run statements as the superuser, each by itself."""
        import psycopg

        url = self.address(SUPERUSER, "postgres")
        with psycopg.connect(url, password=PASSWORD, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def let_in(self, *roles: str) -> None:
        """Give roles a password, and write it where PGPASSFILE leads to."""
        self.run(*(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'" for role in roles))
        lines = [f"127.0.0.1:{self.port}:{role}:{role}:{PASSWORD}\n" for role in roles]
        self.passwords.write_text("".join(lines))
        self.passwords.chmod(0o600)


@contextmanager
def own_postgresql() -> Iterator[OwnServer]:
    """A server that is gone afterwards; the test is skipped, with the reason, without packages."""
    tools = _tools()
    folder, user = Path(tempfile.mkdtemp(prefix="review-flows-own-pg-")), _user()
    (folder / "password").write_text(PASSWORD)
    if user is not None:
        for path in (folder, folder / "password"):
            shutil.chown(path, user)
    server = OwnServer(free_port(), folder / "pgpass")
    data, port = str(folder / "data"), server.port
    made = ("-D", data, "-U", SUPERUSER, "-A", "scram-sha-256", "-E", "UTF8", "--no-sync")
    _run(user, tools / "initdb", *made, "--locale=C.UTF-8", f"--pwfile={folder / 'password'}")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -F"
    control = ("-D", data, "-w", "-l", str(folder / "log"))
    try:
        _run(user, tools / "pg_ctl", *control, "-o", options, "start")
        yield server
    finally:
        _run(user, tools / "pg_ctl", *control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _tools() -> Path:
    config = shutil.which("pg_config")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if config is not None:
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        found.append(Path(said.stdout.strip()))
    for folder in reversed(found):
        extensions = Path("/usr/share/postgresql") / folder.parent.name / "extension"
        if (folder / "initdb").exists() and (extensions / "pg_trgm.control").exists():
            return folder
    pytest.skip("no PostgreSQL of this machine's packages with pg_trgm, which Prefect needs")


def _user() -> str | None:
    """As whom the server runs: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in (SUPERUSER, "nobody") if name in known)


def _run(user: str | None, tool: Path, *args: str) -> None:
    # Its output goes nowhere: the server keeps a pipe open, and whoever reads it would wait.
    nowhere = subprocess.DEVNULL
    subprocess.run(
        [tool, *args], user=user, check=True, cwd="/", stdout=nowhere, stderr=subprocess.STDOUT
    )
