"""Fixtures: a fresh site on SQLite and on PostgreSQL, and what runs flows under Prefect."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import a_site
from databases import PostgreSQL, postgresql_server, sqlite_template
from hypothesis import settings
from running import FlowWorker, flow_worker

from review_flows.outside.site import Site
from review_flows.runner.prefect_server import ServerProcess

# How long an example takes says nothing of the code on a machine that others use as well.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BOTH = ("sqlite", "postgresql")
SOAK = "soak: takes minutes; runs with `pytest -m soak` only"


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of the long tests, and let Ctrl-C reach what the tests start.

    A run in the background begins with SIGINT ignored, and its children would inherit that.
    """
    config.addinivalue_line("markers", SOAK)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out, unless they are asked for; those that wait for Prefect go first.

    Two workers share the files in this order, and what waits longest must not come last.
    """
    items.sort(key=lambda item: item.get_closest_marker("prefect") is None)
    if "soak" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """One server for the run, with a template of a new site."""
    with postgresql_server() as server:
        server.keep_template(tmp_path_factory.mktemp("postgresql"))
        yield server


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of a new site."""
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/review.db"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of the database of a new site."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "review.db")
        yield f"sqlite:///{tmp_path}/review.db"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.lend()
    yield url
    server.take_back(url)


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator[Site]:
    """A new site with the sample office, on a simulated clock."""
    new = a_site(tmp_path, database_url)
    yield new
    new.database.close()


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's home after a first start, which builds its database and takes the longest."""
    home = tmp_path_factory.mktemp("prefect")
    server = ServerProcess(home, pages=False)
    server.wait_until_healthy()
    server.stop()
    return home


@pytest.fixture(scope="session")
def flows(prefect_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlowWorker]:
    """A process that runs single flows under a server of Prefect."""
    home = tmp_path_factory.mktemp("flows") / "prefect"
    shutil.copytree(prefect_home, home)
    with flow_worker(home) as worker:
        yield worker
