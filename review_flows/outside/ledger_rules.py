"""The rules of many cases for the ledger: each version of each rule set is read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.case import Case, MatterType
from models.clock_rules import ClockRules
from models.filing_rules import AnswerTerms
from models.matter_rules import Silence
from models.rule_set import RuleSet
from review_flows.outside import ledger_queries, records
from review_flows.outside.database import Connection, Row
from review_flows.outside.site import Site

DIGITS = 12  # of a digest, enough to tell any two apart


@dataclass(frozen=True, slots=True)
class MatterInBook:
    """What a version of a rule set says about one type of matter, as far as the ledger asks."""

    clock: ClockRules
    told: str  # code and beginning of the digest
    unverified: bool
    silence_is_consent: bool
    answer_terms: Mapping[str, AnswerTerms]  # by recipient
    kept: bool  # False: the frozen rules are gone, and these are those in force


class MatterBook:
    """The rules and calendars that cases are read by, from one view of the database."""

    def __init__(self, site: Site, connection: Connection) -> None:
        self._site, self._connection = site, connection
        self.calendar = site.calendar  # asked for once: the site looks for new years each time
        self._held: dict[tuple[str, str | None, str], MatterInBook] = {}
        self._calendars: dict[tuple[int, ...], str] = {}

    def of(self, row: Row) -> MatterInBook:
        """Return the rules of a case: as frozen at its acceptance, else as they are.

        Raises `UnknownCode` and `RuleSetInvalid` where the site cannot read the rule set.
        """
        key = (row["rule_set"], row["rule_set_digest"], row["matter_type"])
        if key not in self._held:
            case = records.find_case(self._connection, row["number"])
            assert case is not None
            self._held[key] = self._read(case)
        return self._held[key]

    def calendar_told(self, years: tuple[int, ...]) -> str:
        """Return each year with its digest, as `clock` shows it; empty before the clock began."""
        if years and years not in self._calendars:
            told = (f"{year} {self.calendar.year(year).digest[:12]}" for year in years)
            self._calendars[years] = "; ".join(told)
        return self._calendars.get(years, "")

    def _read(self, case: Case) -> MatterInBook:
        rules = self._site.rules.of_case(self._connection, case)
        matter = rules.matter_types[case.matter_type]
        review = matter.review
        digest = case.rule_set_digest
        return MatterInBook(
            clock=review.clock,
            told=f"{case.rule_set} {digest[:DIGITS]}" if digest else case.rule_set,
            unverified=_unverified(rules, case.matter_type),
            silence_is_consent=review.silence.effect is Silence.DEEMED_CONSENT,
            answer_terms={str(rule.recipient): rule.terms for rule in matter.filing},
            kept=digest is None or self._is_kept(case.rule_set, digest),
        )

    def _is_kept(self, code: str, digest: str) -> bool:
        kept = self._connection.value(ledger_queries.FROZEN_RULES, digest=digest)
        return kept is not None or self._site.rules.digest(code) == digest


def _unverified(rules: RuleSet, matter_type: MatterType) -> bool:
    prefix = f"matter_types.{matter_type}.review."
    return any(path.startswith(prefix) for path in rules.unverified())
