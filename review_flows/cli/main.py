"""The `review-flows` command: its subcommands, put together."""

import gc

import typer

from review_flows.cli import (
    absences,
    accounts,
    acting,
    backups,
    calendars,
    case_page,
    cases,
    clause_changes,
    cleanup,
    deadlines,
    deploy,
    doctor,
    documents,
    filing,
    health,
    issuance,
    ledger,
    letter_pdf,
    letters,
    log,
    notices,
    queues,
    rules,
    running,
    security,
    statistics,
    upgrading,
    validity,
)
from review_flows.cli.allowed import guard
from review_flows.cli.group import ReviewGroup
from review_flows.cli.reader import read_reader

EVERYWHERE = "--as PERSON, --lang and --json may stand before or after the command."

app = typer.Typer(
    cls=ReviewGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # What is no ReviewError is a bug: the whole traceback shows.
    epilog=EVERYWHERE,
)
app.callback()(read_reader)
for name, command in (
    ("start", running.start),
    ("receive", running.receive),
    ("submit", acting.submit),
    ("list", cases.list_cases),
    ("show", case_page.show_case),
    ("diff", clause_changes.show_changes),
    ("queue", queues.queue),
    ("act", acting.act_on_case),
    ("clock", deadlines.show_clock),
    ("ledger", ledger.show_ledger),
    ("validity", validity.show_validity),
    ("letters", letters.show_letters),
    ("letters-pdf", letter_pdf.as_pdf),
    ("doctor", doctor.doctor),
    ("health", health.health),
    ("backup", backups.backup),
    ("restore", backups.restore),
    ("scrub", backups.scrub),
    ("upgrade", upgrading.upgrade),
    ("retry", running.retry),
    ("demo", running.demo),
):
    app.command(name, epilog=EVERYWHERE)(command)
app.add_typer(log.log, name="log")
app.add_typer(deploy.deploy, name="deploy")
app.add_typer(filing.filing, name="filing")
app.add_typer(documents.documents, name="document")
app.add_typer(issuance.issuance_commands, name="issuance")
app.add_typer(cleanup.cleanup_commands, name="cleanup")
app.add_typer(notices.notices, name="notices")
app.add_typer(accounts.people, name="people")
app.add_typer(security.security, name="security")
app.add_typer(absences.absence, name="absence")
app.add_typer(calendars.calendar, name="calendar")
app.add_typer(rules.rules, name="rules")
app.add_typer(statistics.statistics_commands, name="statistics")
guard(app)


def run() -> None:
    """Run the command line of this process."""
    # Most commands end within half a second; looking for garbage while modules load takes a tenth.
    gc.set_threshold(50_000)
    app(prog_name="review-flows")
