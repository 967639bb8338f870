"""A copy of the database as it was, before a new version of the program changes its schema."""

import os
from datetime import datetime
from pathlib import Path

from models.errors import UpgradeRefused
from review_flows.outside.backup.copying import told_errors
from review_flows.outside.backup.databases import copy_database, kind_of
from review_flows.outside.backup.postgresql import ToolMissing
from review_flows.outside.database import Database
from review_flows.outside.store import sync_folder


def keep_copy(database: Database, revision: str, copies: Path, now: datetime) -> Path:
    """Copy a database of an older revision into a folder, durable; return the copy's place.

    Raises UpgradeRefused where there can be no copy, TryAgain where the disk is full.
    """
    name = f"{revision}-{now:%Y%m%dT%H%M%SZ}{Path(kind_of(database).file_name).suffix}"
    target, building = copies / name, copies / f".{name}.{os.getpid()}"
    with told_errors(copies):
        copies.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            copy_database(database, building)
            os.replace(building, target)
            sync_folder(copies)
        except ToolMissing as error:
            raise UpgradeRefused(
                f"The database is of revision {revision} and has to be brought up, which is not "
                f"done without a copy of it first. {error.message} Or make a copy by your own "
                "means and then run: review-flows upgrade --without-backup"
            ) from None
        finally:
            building.unlink(missing_ok=True)
    return target
