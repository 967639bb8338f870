"""A server that goes at the commit: nobody is told that nothing was changed."""

from pathlib import Path

import pytest
from builders import a_site

from models.errors import OutcomeUnknown, TryAgain

GOING = (
    "CREATE FUNCTION goes_away() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END'"
)
GOES = (
    "CREATE CONSTRAINT TRIGGER goes_away AFTER INSERT ON units DEFERRABLE INITIALLY {when} "
    "FOR EACH ROW EXECUTE FUNCTION goes_away()"
)


@pytest.mark.parametrize("when", ["DEFERRED", "IMMEDIATE"])
def test_a_server_that_goes_at_the_commit_is_not_said_to_have_changed_nothing(
    empty_url: str, tmp_path: Path, when: str
) -> None:
    """Seen in postgresql_soak: a move stood, and its maker was told that nothing was changed."""
    if not empty_url.startswith("postgresql"):
        pytest.skip("SQLite runs in this process")
    database = a_site(tmp_path, empty_url).database
    with database.writing() as connection:
        connection.run(GOING)
        connection.run(GOES.format(when=when))

    with pytest.raises(TryAgain) as told, database.writing() as connection:
        connection.insert("units", code="x", name="x", kind="law_firm")

    at_the_commit = when == "DEFERRED"
    assert isinstance(told.value, OutcomeUnknown) == at_the_commit
    assert ("Nothing was changed" in told.value.message) != at_the_commit
    assert ("Look whether it stands" in told.value.message) == at_the_commit
    database.close()
