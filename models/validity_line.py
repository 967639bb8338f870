"""How long a document still holds, as a list shows it: its days, and what is to be seen to."""

from dataclasses import dataclass
from datetime import date

from models.case import ENDED, CaseState


@dataclass(frozen=True, slots=True)
class BasisAtRisk:
    """A document here that another rests on, and that has ended (`state`) or ends soon."""

    case_number: str
    document_number: str
    state: CaseState
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class ValidityLine:
    """A document in force, or one that has ended.

    `evaluate_from` is the day from which people are called to evaluate it; None where no rule set
    says so, or it holds until further notice. `unverified`: nobody has verified that rule (未核实).
    """

    number: str
    title: str
    document_number: str
    unit: str  # its name
    state: CaseState
    effective_on: date
    valid_until: date | None
    evaluate_from: date | None
    unverified: bool
    bases: tuple[BasisAtRisk, ...]
    today: date

    @property
    def evaluation_due(self) -> bool:
        """Whether it is to be evaluated by now, and nobody did."""
        due = self.evaluate_from is not None and self.evaluate_from <= self.today
        return due and self.state is CaseState.IN_FORCE and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether its period has ended, and the watch has not looked since."""
        ended = self.state in ENDED
        return not ended and self.valid_until is not None and self.valid_until < self.today
