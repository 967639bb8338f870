"""`statistics …`: figures with the rows behind them, the yearly form, catalogue and report."""

import typer

from review_flows.cli import statistics_figures, statistics_papers

statistics_commands = typer.Typer(
    no_args_is_help=True, help="Figures with their rows, the yearly form, catalogue and report."
)
for name, command in (
    ("show", statistics_figures.show_figures),
    ("rows", statistics_figures.show_rows),
    ("table", statistics_papers.show_form),
    ("catalogue", statistics_papers.show_catalogue),
    ("report", statistics_papers.write_report),
):
    statistics_commands.command(name)(command)
