"""SQL → how long each issued document still holds, with its rule and the bases that it may lose."""

from collections import defaultdict
from datetime import date

from models.action import Action
from models.case import ENDED, CaseState
from models.errors import ReviewError
from models.matter_rules import ValidityRule
from models.person import Person
from models.validity import remind_on
from models.validity_line import BasisAtRisk, ValidityLine
from review_flows.outside import records
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.sight import EVERY_CASE, where_may
from review_flows.outside.site import Site

LINES = (
    "SELECT c.number, c.title, c.state, u.name AS unit, i.document_number, i.effective_on, "
    "i.valid_until FROM cases c JOIN issuances i ON i.case_number = c.number "
    "LEFT JOIN units u ON u.code = c.unit WHERE (:played OR NOT c.played)"
)
BY_LAST_DAY = "ORDER BY i.valid_until IS NULL, i.valid_until, c.number"
IN_FORCE = "'in_force', 'evaluated'"
OVER = ", ".join(f"'{state}'" for state in ("amended", "lapsed", "repealed"))
BASES = (
    "SELECT DISTINCT r.case_number, t.number, t.state, i.document_number, i.valid_until "
    "FROM relations r JOIN cases t ON t.number = r.target "
    "JOIN issuances i ON i.case_number = t.number "
    "WHERE r.kind = 'rests_on' AND r.state <> 'rejected' ORDER BY r.case_number, t.number"
)


def validity_lines(
    site: Site,
    connection: Connection,
    today: date,
    *,
    until: date | None = None,
    ended: bool = False,
    person: Person | None = None,
    played: bool = False,
) -> list[ValidityLine]:
    """Return the documents in force that a person may see, or those that have ended.

    What ends first comes first; with `until` only what ends by that day. `played` takes
    demonstrations in as well.
    """
    seen = where_may(person, Action.SEE_CASE) if person else EVERY_CASE
    states = OVER if ended else IN_FORCE
    sql = f"{LINES} AND c.state IN ({states}) AND ({seen.sql}) {BY_LAST_DAY}"
    values: dict[str, Value] = {"played": played, **seen.values}
    rows = [row for row in connection.rows(sql, **values) if _ends_by(row, until)]
    look = _Look(site, connection, today)
    return [look.line(row) for row in rows]


def _ends_by(row: Row, until: date | None) -> bool:
    return until is None or bool(row["valid_until"] and row["valid_until"] <= until.isoformat())


class _Look:
    """One look: rules are read once for each rule set, bases once for all."""

    def __init__(self, site: Site, connection: Connection, today: date) -> None:
        self._site, self._connection, self._today = site, connection, today
        self._bases: dict[str, list[Row]] = defaultdict(list)
        for row in connection.rows(BASES):
            self._bases[row["case_number"]].append(row)

    def line(self, row: Row) -> ValidityLine:
        rule, valid_until = self._rule(row["number"]), _day(row["valid_until"])
        bases = (self._at_risk(basis) for basis in self._bases[row["number"]])
        return ValidityLine(
            number=row["number"],
            title=row["title"],
            document_number=row["document_number"],
            unit=row["unit"] or "",
            state=CaseState(row["state"]),
            effective_on=date.fromisoformat(row["effective_on"]),
            valid_until=valid_until,
            evaluate_from=remind_on(valid_until, rule) if rule and valid_until else None,
            unverified=rule is not None and not rule.verified,
            bases=tuple(basis for basis in bases if basis is not None),
            today=self._today,
        )

    def _at_risk(self, row: Row) -> BasisAtRisk | None:
        """Return a basis that has ended, or is to be evaluated because it soon will."""
        state, valid_until = CaseState(row["state"]), _day(row["valid_until"])
        rule = self._rule(row["number"])
        soon = bool(rule and valid_until and remind_on(valid_until, rule) <= self._today)
        if state not in ENDED and not soon:
            return None
        return BasisAtRisk(row["number"], row["document_number"], state, valid_until)

    def _rule(self, number: str) -> ValidityRule | None:
        case = records.find_case(self._connection, number)
        assert case is not None
        try:
            rules = self._site.rules.of_case(self._connection, case)
            return rules.rules_for(case.matter_type).validity
        except ReviewError:  # which `doctor` tells; the list shows the days all the same
            return None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
