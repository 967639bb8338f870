"""The command group: global options anywhere, errors told without a traceback, Chinese help."""

import errno
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from models.errors import DiskFailing, DocumentRefused, ReviewError
from models.refusal import RefusalReason, refusal_sentence
from models.words import Language, help_text, phrase, told_error
from review_flows.cli.output import say
from review_flows.cli.plain_values import take_plainly
from review_flows.cli.reader import Reader, language_of

if TYPE_CHECKING:
    from typer._click.core import Context  # what the group's own methods are declared with

WITH_VALUE = ("--as", "--lang")
# What a full or a faulty disk answers; the same command may do another time.
FAILING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})
INTERRUPTED = 130  # the shell's number for Ctrl-C


class ReviewGroup(TyperGroup):
    """The root of the commands."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Read the global options wherever they stand."""
        take_plainly(self, ctx)
        first, rest = split_globals(args)
        if language_of(_value(first, "--lang")) == "zh":
            translate_help(self, "")
        return super().parse_args(ctx, first + rest)

    def invoke(self, ctx: "Context") -> Any:
        """Run a command; tell what a person can do something about in one message."""
        try:
            return super().invoke(ctx)
        except ReviewError as error:
            say(error_text(error, _language(ctx)))
            raise typer.Exit(error.exit_code) from None
        except OSError as error:
            if error.errno not in FAILING:
                raise
            say(error_text(_disk_failing(error), _language(ctx)))
            raise typer.Exit(DiskFailing.exit_code) from None
        except KeyboardInterrupt:
            say(phrase("interrupted", _language(ctx)))
            raise typer.Exit(INTERRUPTED) from None


def _disk_failing(error: OSError) -> DiskFailing:
    at = f", {error.filename}" if error.filename else ""
    return DiskFailing(
        f"The disk takes nothing more ({error.strerror}{at}). Free some space on it or have it "
        "mended, look whether what you asked for stands, and try again where it does not."
    )


def split_globals(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the global options, which may stand anywhere before `--`, and the other arguments."""
    first: list[str] = []
    rest: list[str] = []
    left = list(args)
    while left and left[0] != "--":
        arg = left.pop(0)
        if arg == "--json" or arg.startswith(tuple(f"{name}=" for name in WITH_VALUE)):
            first.append(arg)
        elif arg in WITH_VALUE:
            first += [arg, *left[:1]]
            del left[:1]
        else:
            rest.append(arg)
    return first, rest + left


def _value(options: Sequence[str], name: str) -> str | None:
    for place, option in enumerate(options):
        if option == name:
            return options[place + 1] if place + 1 < len(options) else None
        if option.startswith(f"{name}="):
            return option.partition("=")[2]
    return None


def _language(ctx: "Context") -> Language:
    return ctx.obj.language if isinstance(ctx.obj, Reader) else language_of(None)


def error_text(error: ReviewError, language: Language) -> str:
    """Return what went wrong, which, and what now; in Chinese the details stay as they are."""
    refusals: tuple[ReviewError, ...] = getattr(error, "refusals", (error,))
    details = "\n".join(_detail(refusal, language) for refusal in refusals)
    if language == "en":
        return f"{phrase('error', 'en')}: {details}"
    what, now = told_error(kind.__name__ for kind in type(error).__mro__)
    return f"{phrase('error', 'zh')}：{what}。{now}\n{details}"


def _detail(error: ReviewError, language: Language) -> str:
    if isinstance(error, DocumentRefused) and error.reason in list(RefusalReason):
        return f"{error.name}: {refusal_sentence(RefusalReason(error.reason), language)}"
    return error.message


def translate_help(command: Any, name: str) -> None:
    """Put the Chinese help in the place of the English one, down to every option."""
    command.help = help_text(name or "review-flows") or command.help
    for parameter in command.params:
        names = [one for one in parameter.opts if one.startswith("--")] or [parameter.name]
        if getattr(parameter, "help", None):
            parameter.help = (
                help_text(f"{name} {names[0]}") or help_text(names[0]) or parameter.help
            )
    for part, inner in getattr(command, "commands", {}).items():
        translate_help(inner, f"{name} {part}".strip())
