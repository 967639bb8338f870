"""Option values taken as the texts they are, so that Typer need not load pydantic to read them.

From 0.29 on Typer builds a pydantic adapter for every value, which takes as long as a whole
command that reads may. The commands take texts, flags and lists of texts and check them
themselves; whatever else a command declares is still read by Typer.
"""

from typing import Any

PLAIN = (str, bool, list[str])


class PlainValue:
    """Stands where Typer keeps what reads a parameter."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value; of a parameter that may be given again a list."""
        if param.multiple or param.nargs == -1:
            return [] if value is None else list(value)
        return value


def take_plainly(command: Any, ctx: Any) -> None:
    """Let the plain parameters of a command, and of those within it, be taken as they are.

    Should Typer keep its reader elsewhere one day, commands are slower but right; the test of
    what a command imports then says so.
    """
    for parameter in command.get_params(ctx):  # --help is among them
        descriptor = getattr(parameter, "type_descriptor", None)
        if descriptor is not None and descriptor.annotation in PLAIN:
            parameter._runtime_param = PlainValue()
    for inner in getattr(command, "commands", {}).values():
        take_plainly(inner, ctx)
