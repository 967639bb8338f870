"""The names of a site's units for whoever checks a file by them; nothing is built or migrated."""

import sqlite3

from models.errors import ReviewError
from review_flows.outside import queries
from review_flows.outside.database import Database
from review_flows.outside.schema import revision_of
from review_flows.outside.settings import Settings


def known_unit_names(settings: Settings) -> tuple[str, ...]:
    """Return the names of the units; none where there is no database, or none to be read."""
    database = Database(settings.database, settings.inside / "write.lock")
    if database.path is not None and not database.path.exists():
        return ()
    try:
        if revision_of(database) is None:
            return ()
        with database.reading() as connection:
            return tuple(queries.unit_names(connection).values())
    except (ReviewError, sqlite3.DatabaseError):  # What is wrong there is for `doctor` to say.
        return ()
    finally:
        database.close()
