"""`people first-administrator`, `link` and `end-sessions`: what of accounts a shell keeps."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from review_flows.cli.output import json_text, say
from review_flows.cli.people import people
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.site import open_site
from review_flows.outside.wall_clock import local_text

if TYPE_CHECKING:
    from review_flows.desk.accounts import NewLink

__all__ = ["people"]  # the group, with the commands of this file among the others


@people.command("first-administrator")
def make_first_administrator(
    context: typer.Context,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="A person who is a system administrator.")
    ],
) -> None:
    """Make the one-time link of the site's first account; only while nobody can sign in.

    Example: review-flows people first-administrator wei
    """
    # Imported here: hashing passwords is nothing that another command needs.
    from review_flows.desk.accounts import first_administrator

    site = open_site()
    try:
        link = first_administrator(site, code)
    finally:
        site.database.close()
    _show_link(reader_of(context), link)


@people.command("link")
def make_a_link(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The person who is to sign in.")],
) -> None:
    """Make a one-time link with which a person sets a password; earlier ones are void.

    Example: review-flows people link shen --as wei
    """
    from review_flows.desk.accounts import make_link

    reader = reader_of(context)
    actor, site = reader.actor(), open_site()
    try:
        link = make_link(site, actor, code)
    finally:
        site.database.close()
    _show_link(reader, link)


def _show_link(reader: Reader, link: "NewLink") -> None:
    typer.echo(json_text(asdict(link)) if reader.as_json else link.token)
    say(reader.says("accounts.link", person=link.person, until=local_text(link.expires_at)))


@people.command("end-sessions")
def end_all_sessions(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Whose sessions end.")],
) -> None:
    """End every session of a person.

    Example: review-flows people end-sessions shen --as wei
    """
    from review_flows.desk.accounts import end_sessions

    reader = reader_of(context)
    actor, site = reader.actor(), open_site()
    try:
        count = end_sessions(site, actor, code)
    finally:
        site.database.close()
    if reader.as_json:
        typer.echo(json_text({"person": code, "ended": count}))
    say(reader.says("accounts.sessions_ended", person=code, count=count))
