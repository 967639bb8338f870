"""One case of the ledger: its row of `cases` and what lies beside it go in, a row comes out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from models.case import ON_THE_CLOCK, CaseState, MatterType
from models.clock import ClockBreach
from models.clock_facts import ClockEvent
from models.deliberation import DeliberationResult
from models.filing import FilingAnswer, FilingState
from models.filing_rules import AnswerTerms
from models.ledger import Entered, GivenOpinion, LedgerRow, Proof, Sequel, Term, read_term
from models.ledger_remark import Circumstances, FilingDays, remarks_on
from models.matter_rules import Recipient
from models.opinion import Conclusion, OpinionState
from models.settled_reply import SettledReply
from review_flows.outside import ledger_queries
from review_flows.outside.clock_index import clock_events_by_case
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.ledger_rules import MatterBook, MatterInBook
from review_flows.outside.wall_clock import day_of_text

# The government above a maker: of a government, of a department, of a vertically managed body.
GOVERNMENTS = (
    Recipient.UPPER_GOVERNMENT,
    Recipient.OWN_GOVERNMENT,
    Recipient.SUPERIOR_DEPARTMENT,
)
# In every other state the items of an opinion have been answered, unless it was overridden.
UNANSWERED_IN = ON_THE_CLOCK | {CaseState.OPINION_SIGNED, CaseState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to the cases, by case number."""

    events: Mapping[str, list[ClockEvent]]
    opinions: Mapping[str, Row]
    advisors: Mapping[str, tuple[str, ...]]
    meetings: Mapping[str, Row]
    filings: Mapping[str, Mapping[str, Row]]  # the tracks by recipient
    replies: Mapping[str, tuple[SettledReply, ...]]
    breaches: Mapping[str, tuple[str, ...]]  # recorded in the log, by code
    overrides: Mapping[str, tuple[str, ...]]  # who and why, of cases that count as overridden
    last_days: Mapping[str, date]  # of demonstrations: the day on which their play ended


def beside_cases(connection: Connection, values: Mapping[str, Value]) -> Beside:
    """Return what belongs to the cases that these values choose."""

    def rows(statement: str) -> Iterator[Row]:
        return iter(connection.rows(statement, **values))

    played = rows(ledger_queries.LAST_PLAYED) if values["played"] else iter(())
    return Beside(
        events=dict(clock_events_by_case(rows(ledger_queries.CLOCK_EVENTS))),
        # Of several opinions and meetings of a case the last one stands.
        opinions={row["case_number"]: row for row in rows(ledger_queries.OPINIONS)},
        meetings={row["case_number"]: row for row in rows(ledger_queries.MEETINGS)},
        advisors=_gathered(rows(ledger_queries.ADVISORS), "name"),
        filings=_by_recipient(rows(ledger_queries.FILINGS)),
        replies=_replies(rows(ledger_queries.REPLIES)),
        breaches=_gathered(rows(ledger_queries.BREACHES), "breach"),
        overrides={
            row["case_number"]: (row["approved_by"], row["reason"])
            for row in rows(ledger_queries.OVERRIDES)
        },
        last_days={row["number"]: day_of_text(row["at"]) for row in played},
    )


def _by_recipient(rows: Iterator[Row]) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["case_number"], {})[row["recipient"]] = row
    return found


def _replies(rows: Iterator[Row]) -> dict[str, tuple[SettledReply, ...]]:
    by_case = groupby(rows, key=lambda row: str(row["case_number"]))
    return {number: tuple(map(_reply, found)) for number, found in by_case}


def _reply(row: Row) -> SettledReply:
    return SettledReply(
        row["recipient"],
        FilingAnswer(row["kind"]),
        date.fromisoformat(row["said_on"]),
        _day(row["reply_by"]),
        date.fromisoformat(row["delivered_on"]),
    )


def _gathered(rows: Iterator[Row], column: str) -> dict[str, tuple[str, ...]]:
    """Return the values of a column by case, each once, in their order."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row["case_number"], {})[row[column]] = None
    return {number: tuple(values) for number, values in found.items()}


def ledger_row(row: Row, beside: Beside, book: MatterBook, today: date, serial: int) -> LedgerRow:
    """Return the row of a case as it stands at the end of `today`."""
    number = row["number"]
    rules = book.of(row)
    term = read_term(beside.events.get(number, []), rules.clock, book.calendar, today)
    opinion = beside.opinions.get(number)
    entered = _entered(row, opinion, beside.advisors.get(number, ()))
    return LedgerRow(
        serial=serial,
        entered=entered,
        term=term,
        opinion=_opinion(opinion),
        sequel=_sequel(row, beside),
        proof=Proof(rules.told, rules.unverified, book.calendar_told(term.years)),
        remarks=remarks_on(_circumstances(entered, term, opinion, (rules, book), beside, today)),
    )


def _entered(row: Row, opinion: Row | None, advisors: tuple[str, ...]) -> Entered:
    # Who answers for an opinion is who wrote it, whoever has the case now.
    reviewed = row if opinion is None else opinion
    accepted_on = row["accepted_on"]
    return Entered(
        number=row["number"],
        title=row["title"],
        matter_type=MatterType(row["matter_type"]),
        state=CaseState(row["state"]),
        received_on=day_of_text(row["received_at"]),
        accepted_on=_day(accepted_on),
        unit=row["unit"],
        unit_name=row["unit_name"] or "",
        reviewer=reviewed["reviewer"],
        reviewer_name=reviewed["reviewer_name"] or reviewed["reviewer"] or "",
        advisors=advisors,
        played=bool(row["played"]),
    )


def _opinion(row: Row | None) -> GivenOpinion:
    if row is None:
        return GivenOpinion()
    return GivenOpinion(
        number=row["number"],
        signed_on=day_of_text(row["signed_at"]),
        conclusion=Conclusion(row["conclusion"]),
        items=row["items"],
        adopted=row["adopted"],
        partly=row["partly"],
        not_adopted=row["not_adopted"],
    )


def _sequel(row: Row, beside: Beside) -> Sequel:
    number = row["number"]
    meeting = beside.meetings.get(number)
    return Sequel(
        meeting=meeting["meeting"] if meeting else "",
        held_on=_day(meeting["held_on"]) if meeting else None,
        result=DeliberationResult(meeting["result"]) if meeting else None,
        document_number=row["document_number"] or "",
        registration_number=row["registration_number"] or "",
        published_on=_day(row["published_on"]),
        filed_with_government_on=_registered_on(number, beside, GOVERNMENTS),
        filed_with_congress_on=_registered_on(number, beside, (Recipient.NPC_STANDING_COMMITTEE,)),
        override=beside.overrides.get(number, ()),
    )


def _registered_on(number: str, beside: Beside, recipients: Iterable[Recipient]) -> date | None:
    tracks = beside.filings.get(number, {})
    found = (tracks[one]["registered_on"] for one in recipients if one in tracks)
    return _day(next(filter(None, found), None))


def _filing_days(track: Row) -> FilingDays:
    names = ("due_on", "delivered_on", "reply_by", "answer_by")
    return FilingDays(track["state"] == FilingState.DUE, *(_day(track[name]) for name in names))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _circumstances(
    entered: Entered,
    term: Term,
    opinion: Row | None,
    read_by: tuple[MatterInBook, MatterBook],
    beside: Beside,
    today: date,
) -> Circumstances:
    rules, book = read_by
    replies = beside.replies.get(entered.number, ())
    tracks = beside.filings.get(entered.number, {})
    return Circumstances(
        breaches=frozenset(term.breaches),
        unit_named=entered.unit is not None,
        opinions_signed=opinion["signed"] if opinion else 0,
        opinion_void=opinion is not None and opinion["state"] == OpinionState.VOID,
        silence_is_consent=rules.silence_is_consent,
        breaches_recorded=frozenset(map(ClockBreach, beside.breaches.get(entered.number, ()))),
        rules_kept=rules.kept,
        last_day_open=term.last_day_open,
        overridden=entered.number in beside.overrides,
        unanswered=opinion is not None and _went_on_unanswered(opinion, entered.state),
        filings=tuple(map(_filing_days, tracks.values())),
        replied_late=any(_is_late(one, rules, book, today) for one in replies),
        as_of=today,
    )


def _is_late(reply: SettledReply, rules: MatterInBook, book: MatterBook, today: date) -> bool:
    """Say whether a reply that had arrived by `today` came late."""
    terms = rules.answer_terms.get(reply.recipient, AnswerTerms())
    return reply.delivered_on <= today and reply.is_late(terms, book.calendar)


def _went_on_unanswered(opinion: Row, state: CaseState) -> bool:
    answered: int = opinion["adopted"] + opinion["partly"] + opinion["not_adopted"]
    return answered < opinion["items"] and state not in UNANSWERED_IN
