"""What `doctor` says of the site's virus scanner: it is tried on bytes that hold nothing."""

import shlex
import shutil

from models.refusal import RefusalReason
from review_flows.outside.health_line import HealthLine, Level, health_line
from review_flows.outside.virus_scan import SECONDS, scanned

SUBJECT = "virus_scan"
HARMLESS = b"review-flows doctor\n"


def scan_line(command: str, seconds: float = SECONDS) -> HealthLine:
    """Return how the command of REVIEW_FLOWS_VIRUS_SCAN stands; it may take as many seconds."""
    if not command.strip():
        return health_line(SUBJECT, Level.NOTE, "health.scan_none")
    program = _program(command)
    if shutil.which(program) is None:
        return health_line(SUBJECT, Level.BROKEN, "health.scan_missing", program=program)
    reason = scanned(HARMLESS, command, seconds)
    if reason is RefusalReason.VIRUS:
        return health_line(SUBJECT, Level.BROKEN, "health.scan_wrong", command=command)
    if reason is not None:
        said = "health.scan_failed"
        return health_line(SUBJECT, Level.BROKEN, said, command=command, seconds=f"{seconds:g}")
    return health_line(SUBJECT, Level.FINE, "health.scan_works", command=command)


def _program(command: str) -> str:
    """Return the first word of a command; of one with an open quote, all of it."""
    try:
        return shlex.split(command)[0]
    except (ValueError, IndexError):
        return command
