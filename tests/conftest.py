"""Fixtures: a fresh site on SQLite and on PostgreSQL, for whatever touches the database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import a_site
from databases import TEMPLATE, PostgreSQL, postgresql_server, sqlite_template

from review_flows.outside.site import Site

BOTH = ("sqlite", "postgresql")


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
    url = server.fresh(TEMPLATE)
    yield url
    server.drop(url)


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator[Site]:
    """A new site with the sample office, on a simulated clock."""
    new = a_site(tmp_path, database_url)
    yield new
    new.database.close()
