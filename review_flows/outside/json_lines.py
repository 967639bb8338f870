"""What `start` and the legs tell, as one JSON object a line, for whatever gathers the lines.

No line holds personal text. Of a message only its own words, numbers and the kinds of errors are
kept: what was put into it may be a file's name, a person's code or an address. Of what a package
says (Prefect, a driver) not even the words, only where in its code it was said.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

from models.outbox import Leg
from review_flows.outside.wall_clock import utc_text

OURS = "review_flows"
LEFT_OUT = "…"

_leg: ContextVar[Leg | None] = ContextVar("leg", default=None)


@contextmanager
def told_of(leg: Leg) -> Iterator[None]:
    """Let every line of this thread, or task, that is told meanwhile name the leg and its case."""
    token = _leg.set(leg)
    try:
        yield
    finally:
        _leg.reset(token)


class JsonLines(logging.Formatter):
    """A record → one line: at (UTC), level, logger, message, and case, leg, kind, attempt."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": utc_text(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        leg = _leg.get()
        if leg is not None:
            line |= {"case": leg.case_number, "leg": leg.id, "kind": str(leg.kind)}
            line |= {"attempt": leg.attempt + 1}
        line |= getattr(record, "figures", {})
        run = getattr(record, "flow_run_id", None)
        if run is not None:
            line["flow_run"] = str(run)
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    if record.name != OURS and not record.name.startswith(f"{OURS}."):
        return f"{record.module}.{record.funcName}:{record.lineno}"
    args = record.args if isinstance(record.args, tuple) else ()
    said = str(record.msg)
    # One place after the other, whatever its form is: the values are made harmless first.
    for arg in args:
        before, _, after = said.partition("%s")
        said = f"{before}{_harmless(arg)}{after}"
    return said


def _harmless(value: object) -> str:
    if isinstance(value, BaseException):
        return type(value).__name__
    return str(value) if isinstance(value, int | float) else LEFT_OUT


def _error(error: BaseException, traceback: TracebackType | None) -> str:
    """Return the kind of an error and where it was raised, without its words."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return type(error).__name__
    code = traceback.tb_frame.f_code
    return f"{type(error).__name__} in {code.co_qualname}:{traceback.tb_lineno}"


def tell_as_json() -> None:
    """Have everything that this process tells through logging go to stderr in such lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.captureWarnings(True)


def silence_other_streams() -> None:
    """Take away what packages write to a stream past these lines; call it once they are loaded."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            for handler in logger.handlers[:]:
                if isinstance(handler, logging.StreamHandler):
                    logger.removeHandler(handler)
                    logger.propagate = True
