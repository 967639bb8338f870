"""A backup is made, and the log says so: who, where to, with which checkpoint, what was missing."""

from hashlib import sha256
from pathlib import Path

from models.event import SITE_CHAIN, EventResult, SiteStep
from review_flows.desk.log_entry import log_entry
from review_flows.outside.backup.making import BackupSet, make_backup
from review_flows.outside.people_lines import OPERATOR
from review_flows.outside.site import Site


def back_up(site: Site, actor: str, where: Path, *, incomplete: bool = False) -> BackupSet:
    """Make a backup set below a folder and log it; `actor` may be empty, as at night.

    Raises what `make_backup` raises; then nothing of it is left, and nothing is logged.
    """
    made = make_backup(site, where, incomplete=incomplete)
    facts: dict[str, object] = {
        "folder": str(made.folder),
        "manifest_sha256": sha256(made.manifest.body).hexdigest(),
        "entries": made.manifest.checkpoint.checkpoint.size,
        "files": len(made.manifest.files),
        "missing": len(made.manifest.missing),
    }
    with site.database.writing() as connection:
        done = EventResult.DONE
        actor = actor or OPERATOR
        log_entry(site, connection, SITE_CHAIN, actor, SiteStep.BACK_UP, facts, result=done)
    return made
