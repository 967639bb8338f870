"""What each command asks of the person named with --as: one table, and no command without a line.

Without --as a reading command shows everything to whoever runs the machine; an acting one asks for
a name. A command that says for itself who may (in the desk, which also logs a refusal) is looked
at here all the same: the desk knows more, but not less.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand
from typer.models import CommandInfo

from models.action import Action
from models.errors import NotAllowed
from models.permission import roles_for
from models.person import Person, Role
from review_flows.cli.reader import Reader

if TYPE_CHECKING:
    from typer._click.core import Context

# One of the actions is enough.
ALLOWED: Mapping[str, tuple[Action, ...]] = {
    "start": (Action.OPERATE,),
    "receive": (Action.TAKE_IN,),
    "submit": (Action.SUBMIT,),
    "list": (Action.SEE_CASE,),
    "show": (Action.SEE_CASE,),
    "diff": (Action.READ_DOCUMENTS,),
    "queue": (Action.SEE_QUEUE,),
    "act": (Action.MOVE,),
    "clock": (Action.SEE_CASE,),
    "ledger": (Action.SEE_LEDGER,),
    "validity": (Action.SEE_CASE,),
    "letters": (Action.SEE_CASE,),
    "letters-pdf": (Action.SEE_CASE,),
    "doctor": (Action.OPERATE,),
    "health": (Action.OPERATE,),
    "backup": (Action.OPERATE,),
    "restore": (Action.OPERATE,),
    "scrub": (Action.OPERATE,),
    "upgrade": (Action.OPERATE,),
    "deploy roles": (Action.OPERATE,),
    "deploy units": (Action.OPERATE,),
    "deploy compose": (Action.OPERATE,),
    "retry": (Action.TAKE_IN,),
    "demo": (Action.OPERATE,),
    "log show": (Action.READ_LOG, Action.READ_SITE_LOG),
    "log verify": (Action.VERIFY_LOG,),
    "log export": (Action.EXPORT_LOG,),
    "log redact": (Action.REDACT_LOG,),
    "log key": (Action.VERIFY_LOG,),
    "log make-key": (Action.OPERATE,),
    "log checkpoint": (Action.VERIFY_LOG,),
    "log verifier": (Action.VERIFY_LOG,),
    "document check": (Action.SUBMIT, Action.READ_DOCUMENTS),
    "document outline": (Action.READ_DOCUMENTS,),
    "document text": (Action.READ_DOCUMENTS,),
    "document compare": (Action.READ_DOCUMENTS,),
    "document out": (Action.MOVE,),
    "document in": (Action.MOVE,),
    "issuance register": (Action.SEE_REGISTER,),
    "issuance numbers": (Action.SEE_REGISTER,),
    "issuance show": (Action.SEE_CASE,),
    "issuance text": (Action.READ_DOCUMENTS,),
    "issuance import": (Action.IMPORT_CATALOGUE,),
    "issuance catalogues": (Action.IMPORT_CATALOGUE, Action.CROSS_CHECK),
    "issuance cross-check": (Action.CROSS_CHECK,),
    "filing list": (Action.SEE_CASE,),
    "filing show": (Action.SEE_CASE,),
    "filing receive": (Action.RECEIVE_FILING,),
    "filing received": (Action.SEE_RECEIVED,),
    "filing answer": (Action.ANSWER_FILING, Action.JUDGE_FILING),
    "filing take": (Action.MOVE,),
    "cleanup start": (Action.KEEP_CLEANUP,),
    "cleanup list": (Action.SEE_CLEANUP,),
    "cleanup show": (Action.SEE_CLEANUP,),
    "cleanup decide": (Action.KEEP_CLEANUP,),
    "cleanup close": (Action.KEEP_CLEANUP,),
    "notices list": (Action.SEE_NOTICES,),
    "notices retry": (Action.SEE_NOTICES,),
    "notices ics": (Action.SEE_NOTICES,),
    "people list": (Action.SEE_PEOPLE,),
    "people import": (Action.MANAGE_PEOPLE, Action.GRANT_ROLES),
    "people first-administrator": (Action.MANAGE_ACCOUNTS,),
    "people link": (Action.MANAGE_ACCOUNTS,),
    "people end-sessions": (Action.MANAGE_ACCOUNTS,),
    "security log": (Action.READ_SECURITY_LOG,),
    "security policy": (Action.SEE_ACCOUNT_POLICY,),
    "absence add": (Action.ENTER_ABSENCE, Action.ENTER_OTHERS_ABSENCE),
    "absence list": (Action.SEE_PEOPLE, Action.ENTER_ABSENCE),
    "absence cancel": (Action.ENTER_ABSENCE, Action.ENTER_OTHERS_ABSENCE),
    "calendar show": (Action.SEE_CALENDAR,),
    "calendar check": (Action.SEE_CALENDAR,),
    "calendar import": (Action.CHANGE_CALENDAR,),
    "calendar remove": (Action.CHANGE_CALENDAR,),
    "rules list": (Action.SEE_RULES,),
    "rules check": (Action.SEE_RULES,),
    "rules show": (Action.SEE_RULES,),
    "rules diff": (Action.SEE_RULES,),
    "rules rebase": (Action.MOVE,),
    "statistics show": (Action.SEE_LEDGER,),
    "statistics rows": (Action.SEE_LEDGER,),
    "statistics table": (Action.SEE_LEDGER,),
    "statistics catalogue": (Action.SEE_LEDGER,),
    "statistics report": (Action.SEE_LEDGER,),
}
# While a site has no administrator anybody sets it up: only the desk can say. A home that a backup
# is restored into has no people yet, and must stay empty until then; nor can anybody be looked up
# in a database that is still of an earlier version.
LEFT_TO_THE_DESK = frozenset({"restore", "upgrade", "people import", "people first-administrator"})


class AllowedCommand(TyperCommand):
    """A command that is begun only for a person who may."""

    def invoke(self, ctx: "Context") -> Any:
        """Run the command. Raises NotAllowed for a person of the site who may not."""
        name = command_name(ctx)
        reader = ctx.find_object(Reader)
        if reader is not None and reader.person and name not in LEFT_TO_THE_DESK:
            refuse_others(reader.person, name)
        return super().invoke(ctx)


def command_name(ctx: "Context") -> str:
    """Return the command as the table has it: `log show`."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(names)


def refuse_others(code: str, name: str) -> None:
    """Raise NotAllowed, naming the roles that may; a person nobody knows is the command's matter.

    The attempt is in the site's log.
    """
    from review_flows.outside.persons import find_person
    from review_flows.outside.site import open_site

    site = open_site()
    try:
        with site.database.reading() as connection:
            person = find_person(connection, code)
        refusal = None if person is None else refusal_of(person, name)
        if refusal is not None:
            # Imported here: the desk loads every form, which no command that only reads needs.
            from review_flows.desk.refusals import log_refusal

            log_refusal(site, code, "", name, refusal)
            raise refusal
    finally:
        site.database.close()


def refusal_of(person: Person, name: str) -> NotAllowed | None:
    """Return why the person may not use a command, or None."""
    may = roles_that_may(name)
    if person.roles & may:
        return None
    return NotAllowed(
        f"{person.code} may not use “{name}”: it needs the role {' or '.join(sorted(may))}."
    )


def roles_that_may(name: str) -> frozenset[Role]:
    """Return the roles of which one is enough for a command."""
    return frozenset().union(*map(roles_for, ALLOWED[name]))


def guard(app: typer.Typer) -> None:
    """Have every command of the app ask for its line of the table.

    Raises RuntimeError for a command without a line, and for a line without its command: the
    program does not start then.
    """
    found = dict(commands_of(app))
    for command in found.values():
        command.cls = AllowedCommand
    unlisted, idle = found.keys() - ALLOWED.keys(), ALLOWED.keys() - found.keys()
    if unlisted or idle:
        raise RuntimeError(
            "review_flows/cli/allowed.py says who may use each command. It lacks "
            f"{sorted(unlisted)} and names what is no command: {sorted(idle)}."
        )


def commands_of(app: typer.Typer, above: str = "") -> Iterator[tuple[str, CommandInfo]]:
    """Yield each command that is registered, with its whole name."""
    for command in app.registered_commands:
        assert command.name, "give each command its name: it is typed, documented and permitted"
        yield f"{above} {command.name}".strip(), command
    for group in app.registered_groups:
        assert group.typer_instance is not None
        yield from commands_of(group.typer_instance, f"{above} {group.name}".strip())
