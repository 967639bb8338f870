"""`filing …`: the exchanges with recipients, from the maker's side and from the recipient's."""

import typer

from review_flows.cli import filing_list, filing_office, filing_page, received_page

filing = typer.Typer(no_args_is_help=True, help="Filing: what goes out, comes in, is answered.")
for name, command in (
    ("list", filing_list.list_filings),
    ("show", filing_page.show_filing),
    ("receive", filing_office.receive),
    ("received", received_page.received),
    ("answer", filing_office.answer),
    ("take", filing_office.take),
):
    filing.command(name)(command)
