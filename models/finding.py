"""What the machine found and a person has to judge. Nothing found does not mean nothing there."""

from dataclasses import dataclass
from enum import StrEnum


class FindingSeverity(StrEnum):
    BLOCK = "block"  # as a rule stops a draft
    WARN = "warn"
    INFO = "info"
    QUESTION = "question"  # the program could not tell and asks the clerk


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, with the place in the text, the basis and what to do."""

    check: str  # code of a file in review_flows/checks/, or of the step that asks
    severity: FindingSeverity
    address: str  # 第十二条第二款, or 全文
    message: str
    advice: str = ""
    basis: str = ""
