"""pg_dump and pg_restore: the programs by which PostgreSQL is copied and brought back."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from models.errors import ReviewError, TryAgain

SECONDS = 6 * 3600.0  # for the largest database; then something hangs


class ToolMissing(ReviewError):
    """A program of PostgreSQL is not installed, or not of the server's version."""


def dump(url: str, target: Path) -> None:
    """Write a dump of the database to a new file. Raises ToolMissing, TryAgain."""
    kept = ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    _run("pg_dump", url, kept)


def restore(url: str, source: Path) -> None:
    """Bring a dump back into an empty database: all of it or nothing. Raises what `dump` does."""
    how = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", url, [*how, str(source)])


def data_of(source: Path) -> "subprocess.Popen[str]":
    """Begin to read the rows of a dump, as pg_restore writes them (COPY); needs no server."""
    command = [_program("pg_restore"), "--data-only", "--file=-", str(source)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(
            f"{name} is not installed on this machine. Install PostgreSQL's client programs of the "
            "server's version or a later one (Debian: postgresql-client) and put them on PATH."
        )
    return found


def _run(name: str, url: str, given: Sequence[str]) -> None:
    from psycopg import conninfo

    said = conninfo.conninfo_to_dict(url.replace("+psycopg", ""))
    # Not on the command line, where everybody on the machine could read it.
    secret = {"PGPASSWORD": str(said.pop("password"))} if said.get("password") else {}
    where = conninfo.make_conninfo("", **said)
    try:
        done = subprocess.run(
            [_program(name), "--no-password", f"--dbname={where}", *given],
            env={**os.environ, **secret},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TryAgain(f"{name} did not end in {SECONDS / 3600:g} hours; it was stopped.") from None
    if done.returncode:
        raise _failed(name, done.stderr.strip())


def _failed(name: str, said: str) -> ReviewError:
    if "version mismatch" in said or "unsupported version" in said:
        return ToolMissing(
            f"{name} is older than the server. Install PostgreSQL's client programs of the "
            f"server's version or a later one and put them first on PATH. It says: {said}"
        )
    return TryAgain(f"{name} failed: {said}. Nothing was kept.")
