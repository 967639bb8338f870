"""`upgrade`: the database of an earlier version is copied and brought up to this program's."""

from typing import Annotated

import typer

from review_flows.cli.output import json_text, say
from review_flows.cli.reader import reader_of


def upgrade(
    context: typer.Context,
    without_backup: Annotated[
        bool, typer.Option("--without-backup", help="Make no copy: you made one by other means.")
    ] = False,
) -> None:
    """Bring the database of an earlier version up to this program's; others do so by themselves.

    Example: review-flows upgrade
    """
    from review_flows.outside.database import Database
    from review_flows.outside.schema import ensure_schema, revision_of
    from review_flows.outside.settings import read_settings

    reader = reader_of(context)
    settings = read_settings()
    database = Database(settings.database, settings.inside / "write.lock")
    before = revision_of(database)
    copy = ensure_schema(database, None if without_backup else settings.before_upgrade)
    after = revision_of(database)
    database.close()
    told = {"before": before or "-", "after": after, "copy": str(copy or "-")}
    if reader.as_json:
        typer.echo(json_text(told))
    say(reader.says("upgrade.nothing" if before == after else "upgrade.done", **told))
