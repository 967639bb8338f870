"""`document …`: a Word file or the draft of a case, looked at, compared, handed out, taken in."""

import typer

from review_flows.cli import (
    document_check,
    document_compare,
    document_in,
    document_out,
    document_outline,
    document_text,
)

documents = typer.Typer(no_args_is_help=True, help="Word files: look, compare, hand out, take in.")
for name, command in (
    ("check", document_check.check),
    ("text", document_text.text),
    ("outline", document_outline.outline),
    ("compare", document_compare.compare),
    ("out", document_out.out),
    ("in", document_in.take_in),
):
    documents.command(name)(command)
