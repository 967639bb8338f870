"""SQL → the facts that statistics are counted from, as they were at the end of a day.

The clock of each case comes from the ledger's own reading; what else is needed takes one
statement each for all cases together.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.action import Action
from models.case import MatterType
from models.catalogue.document_number import read_number
from models.clock import ClockBreach
from models.filing_review import ProblemType
from models.issuance import DocumentRelation, MakerKind
from models.ledger import LedgerRow
from models.opinion import Adoption, Conclusion
from models.person import Person, UnitKind
from models.statistics.facts import (
    Exchange,
    Issued,
    Item,
    ListedDocument,
    MakerRow,
    Matter,
    ReceivedDocument,
    Said,
    SiteFacts,
)
from review_flows.outside import records, statistics_queries
from review_flows.outside.database import Connection, Row
from review_flows.outside.ledger_rows import Selection, read_ledger
from review_flows.outside.sight import EVERY_CASE, where_may
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of_text

FATES = frozenset({"amended", "repealed", "lapsed"})


@dataclass(frozen=True, slots=True)
class FilingTermsRead:
    """Which recipients only get to know of a document (抄送); whose number of days is 未核实."""

    informed: frozenset[str] = frozenset()
    unverified: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StatisticsRead:
    """The facts, the office that keeps them, and when the newest entry of the log was written."""

    facts: SiteFacts
    office: str
    organ: str  # the enacting organ
    changed_at: str


def read_facts(
    site: Site, connection: Connection, as_of: date, *, played: bool, person: Person | None
) -> StatisticsRead:
    """Return what can be counted at the end of `as_of`.

    With a `person` only of the cases whose ledger is open to that person; what belongs to no case
    is for those to whom all are open. `played` takes demonstrations in as well.
    """
    ledger = read_ledger(site, connection, Selection(played=played), as_of, person)
    offices = records.offices(connection)
    organ = offices.get(UnitKind.ENACTING_ORGAN, "")
    reading = _Reading(site, connection, as_of, organ)
    facts = SiteFacts(matters=tuple(map(reading.matter, ledger.rows)))
    if person is None or where_may(person, Action.SEE_LEDGER) == EVERY_CASE:
        facts = SiteFacts(facts.matters, reading.received(), reading.listed())
    return StatisticsRead(facts, offices.get(UnitKind.REVIEW_OFFICE, ""), organ, ledger.changed_at)


class _Reading:
    """One view of the database, read as of a day; every statement is asked once."""

    def __init__(self, site: Site, connection: Connection, as_of: date, organ: str) -> None:
        self._site, self._connection, self._as_of = site, connection, as_of
        self._organ = organ
        rows = connection.rows
        self._opinions = _by_case(rows(statistics_queries.OPINIONS))
        self._items = _by_case(rows(statistics_queries.ITEMS))
        self._issuances = {row["case_number"]: row for row in rows(statistics_queries.ISSUANCES)}
        self._relations = _by_case(rows(statistics_queries.RELATIONS))
        self._tracks = _by_case(rows(statistics_queries.TRACKS))
        self._said = _by_case(rows(statistics_queries.SAID))
        self._filing: dict[tuple[str, str | None, str], FilingTermsRead] = {}

    def matter(self, row: LedgerRow) -> Matter:
        """Return the matter of a row of the ledger."""
        number, term = row.entered.number, row.term
        signed = [(self._day(one["signed_at"]), one) for one in self._opinions[number]]
        first = next(((day, one) for day, one in signed if day is not None), None)
        issued = self._issuances.get(number)
        ended_on = self._come(term.ended_on)
        return Matter(
            number=number,
            title=row.entered.title,
            matter_type=row.entered.matter_type,
            received_on=row.entered.received_on,
            reviewed_on=first[0] if first else None,
            opinion_number=(first[1]["number"] or "") if first else "",
            conclusion=Conclusion(first[1]["conclusion"]) if first else None,
            ended_on=ended_on,
            has_ceiling=term.ceiling_on is not None,
            unverified=row.proof.unverified,
            late=ClockBreach.CEILING_BREACHED in term.breaches,
            items=tuple(self._given(number)),
            issued=self._issued(row, issued) if issued else None,
            exchanges=tuple(self._exchange(one, issued) for one in self._tracks[number]),
            fate=self._fate(issued),
        )

    def _come(self, day: date | None) -> date | None:
        return day if day is not None and day <= self._as_of else None

    def _day(self, text: str | None) -> date | None:
        """Return a stored day or instant, or None where it has not come yet."""
        if not text:
            return None
        return self._come(day_of_text(text) if "T" in text else date.fromisoformat(text))

    def _given(self, number: str) -> Iterable[Item]:
        for row in self._items[number]:
            signed_on = self._day(row["signed_at"])
            if signed_on is not None:
                adoption = Adoption(row["adoption"]) if row["adoption"] else None
                yield Item(row["opinion"] or "", row["number"], signed_on, adoption)

    def _issued(self, entered: LedgerRow, row: Row) -> Issued | None:
        issued_on = self._day(row["issued_on"])
        if issued_on is None:
            return None
        kind = MakerKind(row["maker_kind"])
        named = tuple(json.loads(row["makers"]))
        alone = self._organ if kind is MakerKind.GOVERNMENT else entered.entered.unit_name
        number = row["case_number"]
        return Issued(
            document_number=row["document_number"],
            registration_number=row["registration_number"] or "",
            issued_on=issued_on,
            maker_row=MakerRow(str(kind)),
            makers=named or (alone,),
            led_elsewhere=bool(row["led_elsewhere"]),
            published_on=self._day(row["published_on"]),
            effective_on=_plain(row["effective_on"]),
            valid_until=_plain(row["valid_until"]),
            amends=self._related(number, DocumentRelation.AMENDS),
            repeals=self._related(number, DocumentRelation.REPEALS),
        )

    def _related(self, number: str, kind: DocumentRelation) -> tuple[str, ...]:
        return tuple(
            f"{one['title']}（{one['document_number']}）"
            if one["document_number"]
            else one["title"]
            for one in self._relations[number]
            if one["kind"] == kind
        )

    def _fate(self, row: Row | None) -> str:
        if row is None or row["state"] not in FATES:
            return ""
        return str(row["state"]) if self._day(row["state_since"]) else ""

    def _exchange(self, track: Row, issued: Row | None) -> Exchange:
        recipient = track["recipient"]
        said = [one for one in self._said[track["case_number"]] if one["recipient"] == recipient]
        rules = self._filing_rules(issued) if issued else FilingTermsRead()
        return Exchange(
            recipient=recipient,
            said=tuple(self._words(said)),
            awaited=recipient not in rules.informed,
            unverified=recipient in rules.unverified,
            due_on=_plain(track["due_on"]),
            delivered_on=self._day(track["delivered_on"]),
            registered_on=self._day(track["registered_on"]),
        )

    def _words(self, rows: Iterable[Row]) -> Iterable[Said]:
        for row in rows:
            said_on = self._day(row["said_on"])
            if said_on is not None:
                kinds = filter(None, row["problem_types"].split(","))
                yield Said(row["kind"], said_on, tuple(map(ProblemType, kinds)))

    def _filing_rules(self, row: Row) -> FilingTermsRead:
        """Return what the rules of a document say of its recipients; each version is read once."""
        key = (row["rule_set"], row["rule_set_digest"], row["maker_kind"])
        if key not in self._filing:
            case = records.find_case(self._connection, row["case_number"])
            assert case is not None
            rules = self._site.rules.of_case(self._connection, case)
            maker = MakerKind(row["maker_kind"])
            filing = rules.rules_for(MatterType.NORMATIVE_DOCUMENT).filing
            self._filing[key] = FilingTermsRead(
                frozenset(str(one.recipient) for one in filing if maker in one.informs),
                frozenset(str(one.recipient) for one in filing if one.days and not one.verified),
            )
        return self._filing[key]

    def received(self) -> tuple[ReceivedDocument, ...]:
        """Return what others filed with this office."""
        said: dict[str, list[Row]] = defaultdict(list)
        for row in self._connection.rows(statistics_queries.RECEIVED_SAID):
            said[row["filing"]].append(row)
        found = []
        for row in self._connection.rows(statistics_queries.RECEIVED):
            received_on = self._day(row["received_on"])
            if received_on is not None:
                words = tuple(self._words(said[row["number"]]))
                registered_on = self._day(row["registered_on"])
                exchange = Exchange("", words, registered_on=registered_on)
                one = (row["number"], row["title"], row["sender"], received_on, exchange)
                found.append(ReceivedDocument(*one))
        return tuple(found)

    def listed(self) -> tuple[ListedDocument, ...]:
        """Return the normative documents of handed-in catalogues whose number no case here has."""
        ours = {same_number(row["document_number"]) for row in self._issuances.values()}
        found = []
        for row in self._connection.rows(statistics_queries.LISTED):
            day = self._day(row["published_on"] or row["issued_on"])
            if day is not None and same_number(row["document_number"]) not in ours:
                one = (row["name"], row["line"], row["title"], row["document_number"], day)
                found.append(ListedDocument(*one))
        return tuple(found)


def _by_case(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["case_number"]].append(row)
    return found


def _plain(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def same_number(number: str) -> str:
    """Return a document number in the one spelling that GB/T 9704 has, where it can be read."""
    read = read_number(number)
    return read.text if read else "".join(number.split())
