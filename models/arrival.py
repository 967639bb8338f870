"""What came in, file by file, and what became of it."""

from enum import StrEnum


class ArrivalResult(StrEnum):
    TAKEN = "taken"
    KNOWN = "known"  # the same bytes are a document already; reported, not doubled
    REFUSED = "refused"
