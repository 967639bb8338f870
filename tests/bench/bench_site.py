"""The site that the bench works on: built in a process of its own, opened with BENCH_SYNC set."""

import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil

from review_flows.outside.database import Database
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site

FOLDER = Path(__file__).resolve().parent / ".db"
SYNC = os.environ.get("BENCH_SYNC", "NORMAL")  # the product itself never runs with less than FULL
OUR_DATABASE = "review_flows_bench"  # on the server of --database; dropped and built anew
MIB = 2**20


class Stopwatch:
    """Seconds: on the wall, of this process, and of the server's process for our connection."""

    def __init__(self, database: Database) -> None:
        self._server = server_process(database)
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        self._server_cpu = self._server_seconds()

    def wall(self) -> float:
        """Return the seconds since the start."""
        return time.perf_counter() - self._wall

    def cpu(self) -> float:
        """Return this process's seconds of CPU, user and system."""
        return time.process_time() - self._cpu

    def server_cpu(self) -> float:
        """Return the server's seconds of CPU for us; none for SQLite, which runs in ours."""
        return self._server_seconds() - self._server_cpu

    def _server_seconds(self) -> float:
        if self._server is None:
            return 0.0
        times = self._server.cpu_times()
        return float(times.user + times.system)


def server_process(database: Database) -> psutil.Process | None:
    """Return the server's process for our connection, when it runs on this machine."""
    if not database.postgresql:
        return None
    row = driver_of(database).execute("SELECT pg_backend_pid() AS pid").fetchone()
    return psutil.Process(row["pid"]) if psutil.pid_exists(row["pid"]) else None


def driver_of(database: Database) -> Any:
    """Return the driver's connection: what is set below cannot be set inside a transaction."""
    return database._driver()


def open_bench(server: str) -> Site:
    """Open the bench's site as it is, durable as BENCH_SYNC says; `server` is empty for SQLite."""
    url = our_database(server) if server else f"sqlite:///{FOLDER}/ours.db"
    site = open_site(Settings(FOLDER / "home", url, "datong_xinrong_2021", "青岚"))
    driver = driver_of(site.database)
    if site.database.postgresql:
        driver.execute(f"SET synchronous_commit = {'on' if SYNC == 'FULL' else 'off'}")
    else:
        driver.execute(f"PRAGMA synchronous={SYNC}")
    return site


def our_database(server: str) -> str:
    """Return the address of the bench's own database on a server."""
    return urlsplit(server)._replace(path=f"/{OUR_DATABASE}").geturl()


def empty(server: str) -> None:
    """Remove what an earlier run left. On a server only the bench's own database is touched."""
    if server:
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {OUR_DATABASE}")
            connection.execute(f"CREATE DATABASE {OUR_DATABASE}")
        return
    FOLDER.mkdir(exist_ok=True)
    for ending in ("", "-wal", "-shm"):
        (FOLDER / f"ours.db{ending}").unlink(missing_ok=True)


def build(server: str) -> None:
    """Build an empty site with the sample office."""
    from importlib.resources import files

    from review_flows.outside.people import import_people

    empty(server)
    office = (files("review_flows.demo") / "office.csv").read_text("utf-8")
    import_people(open_bench(server).database, office)


def memory(kind: str) -> float:
    """Return this process's memory in MiB: `rss`, or `uss`, which it shares with nobody."""
    return round(float(getattr(psutil.Process().memory_full_info(), kind)) / MIB, 1)


def size_mib(database: Database) -> float:
    """Return what the database takes on the disk, in MiB, with its write-ahead file."""
    if database.path is None:
        query = "SELECT pg_database_size(current_database()) AS size"
        return float(driver_of(database).execute(query).fetchone()["size"]) / MIB
    paths = [database.path.with_name(database.path.name + ending) for ending in ("", "-wal")]
    return sum(path.stat().st_size for path in paths if path.exists()) / MIB


if __name__ == "__main__":
    build(*sys.argv[1:])
