"""One move while it is being made: what it knows, and what it asks to have written with it."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from models.case import Case, CaseState, MatterType
from models.errors import MoveNotPossible
from models.forms import Form
from models.matter_rules import MatterRules
from models.moves import Move, MoveRule
from models.person import Person, Role, UnitKind
from models.rule_set import RuleSet
from models.task import Task
from models.work_calendar import WorkCalendar
from review_flows.outside import records
from review_flows.outside.database import Connection, Value
from review_flows.outside.site import Site

F = TypeVar("F", bound=Form)


@dataclass(slots=True)
class Step:
    """Handed to the handler of a move inside its transaction.

    A handler first refuses what may not be (raising a ReviewError rolls everything back), then
    writes what belongs to its stage. State, version, log entry, tasks, letters and legs are
    written by `act` from what the handler leaves here, the same way for every move.
    """

    site: Site
    connection: Connection
    case: Case
    person: Person
    role: Role
    move: Move
    rule: MoveRule
    form: Form
    task: Task | None  # the open task that this move works on
    tasks: list[Task]
    seq: int  # of the log entry that this move will be
    at: str  # UTC
    today: date  # in Asia/Shanghai
    leads_to: CaseState
    changes: dict[str, Value] = field(default_factory=dict)  # columns of the case
    # What the log entry has to prove; "warnings" holds codes of what does not fit, and yet stands.
    facts: dict[str, object] = field(default_factory=dict)
    _rule_set: RuleSet | None = None
    _calendar: WorkCalendar | None = None
    _offices: dict[UnitKind, str] = field(default_factory=dict)
    letters: list[tuple[str, str]] = field(default_factory=list)  # (kind, about) beyond the move's
    task_due_on: str | None = None  # last day of the task that the state entered opens
    ended_clock: bool = False  # the move ended the clock, which ran until then
    rebased_to: str | None = None  # the code of the rule set that the move puts the case under

    def form_as(self, kind: type[F]) -> F:
        """Return the form as the type that this move's form has."""
        assert isinstance(self.form, kind)
        return self.form

    def go(self, state: CaseState) -> None:
        """Choose one of the results that the table of moves allows."""
        assert state in self.rule.leads_to, f"{self.move} does not lead to {state}"
        self.leads_to = state

    def send(self, kind: str, about: str = "") -> None:
        """Have a letter written that the move does not always send."""
        self.letters.append((kind, about))

    def register_case(self) -> None:
        """Write the row of a case that is being received, so that other rows can name it."""
        self.connection.insert(
            "cases",
            number=self.case.number,
            state=str(self.leads_to),
            state_since=self.at,
            version=0,
            rule_set=self.case.rule_set,
            received_at=self.at,
            unit=self.case.unit,
            provisional=False,
            played=self.case.played,
            submitted_by=self.person.code if self.person.unit else None,
            **self.changes,
        )

    def refuse(self, why: str) -> MoveNotPossible:
        """Return the error that says why the move cannot be made on this case."""
        return MoveNotPossible(f"Case {self.case.number} cannot {self.move}: {why}")

    @property
    def offices(self) -> dict[UnitKind, str]:
        """The names of the site's offices, read once for all letters of the move."""
        if not self._offices:
            self._offices = records.offices(self.connection)
        return self._offices

    @property
    def number(self) -> str:
        """The case's number."""
        return self.case.number

    @property
    def rule_set(self) -> RuleSet:
        """The rule set of the case as it was frozen, or the one it is put under now."""
        if self.rebased_to is not None:
            return self.site.rules.rule_set(self.rebased_to)
        # One move goes by one set of rules, and looking at their folder again takes time.
        if self._rule_set is None:
            self._rule_set = self.site.rules.of_case(self.connection, self.case)
        return self._rule_set

    @property
    def calendar(self) -> WorkCalendar:
        """The work calendar as it was when the move first asked for it."""
        if self._calendar is None:
            self._calendar = self.site.calendar
        return self._calendar

    def rules(self, matter_type: MatterType | None = None) -> MatterRules:
        """Return the rules for the case's matter type, or for another one."""
        return self.rule_set.rules_for(matter_type or self.case.matter_type)

    def rules_unverified(self) -> tuple[str, ...]:
        """Return the key paths of the values for this matter that nobody has verified."""
        matter_type = str(self.changes.get("matter_type", self.case.matter_type))
        prefix = f"matter_types.{matter_type}."
        code, frozen = self.rebased_to or self.case.rule_set, self.case.rule_set_digest
        edited = self.rebased_to is None and frozen not in (None, self.site.rules.digest(code))
        # Looking through a whole rule set takes longer than writing a letter, so it is kept.
        paths = self.rule_set.unverified() if edited else self.site.rules.unverified(code)
        return tuple(p.removeprefix(prefix) for p in paths if p.startswith(prefix))
