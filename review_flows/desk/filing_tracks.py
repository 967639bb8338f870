"""The tracks of a document: opened by its publication, one for each recipient of its rule set."""

from datetime import date

from models.case import CaseState
from models.errors import BadInput
from models.filing import FIRST_PACKAGE, SETTLED, Direction, FilingState
from models.filing_rules import AnswerTerms, FilingRule
from models.filing_terms import ExchangeDays, days_of
from models.issuance import MakerKind
from models.period import last_day
from models.person import SYSTEM, UnitKind
from review_flows.desk.step import Step
from review_flows.outside import exchanges, issuances
from review_flows.outside.database import Row

ADD_THEM = "Add them with: review-flows people import FILE.csv, then publish."


def open_tracks(step: Step, published_on: date) -> None:
    """Open a track for each recipient, its term running from the publication.

    With nobody whose answer is awaited (another maker files, no rule asks for it, or the document
    is only sent to be known) the case is filed at once. Refused where the site knows no unit of
    a recipient's kind: no letter could name it.
    """
    maker, rules = maker_of(step), rules_of_maker(step)
    unknown = [rule for rule in rules if UnitKind(rule.recipient) not in step.offices]
    if unknown:
        named = "; ".join(f"{rule.recipient} ({rule.source})" for rule in unknown)
        raise step.refuse(
            f"a document of a {maker} goes to recipients of which no unit is known here: {named}. "
            f"{ADD_THEM}"
        )
    step.facts["filings"] = {
        str(rule.recipient): _open_track(step, rule, published_on) for rule in rules
    }
    awaited = any(maker in rule.makers for rule in rules)
    step.go(CaseState.PUBLISHED if awaited else CaseState.FILED)


def rules_of_maker(step: Step) -> tuple[FilingRule, ...]:
    """Return where the document goes; nowhere, where another maker leads and files."""
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    return () if issued["led_elsewhere"] else step.rules().filed_by(maker_of(step))


def maker_of(step: Step) -> MakerKind:
    """Return what kind of body makes the document."""
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    return MakerKind(issued["maker_kind"])


def _open_track(step: Step, rule: FilingRule, published_on: date) -> str | None:
    due_on = None
    if rule.period is not None:
        due_on = last_day(rule.period, published_on, step.calendar).isoformat()
    recipient = str(rule.recipient)
    step.connection.insert(
        "filings",
        case_number=step.number,
        recipient=recipient,
        state=str(FilingState.DUE),
        due_on=due_on,
    )
    package = exchanges.NewMessage(Direction.OUT, FIRST_PACKAGE, published_on)
    exchanges.add_message(
        step.connection, step.number, recipient, package, person=SYSTEM.code, at=step.at
    )
    step.send("filing_report", about=recipient)
    return due_on


def track_of(step: Step, recipient: str) -> Row:
    """Return the track of a recipient. Raises BadInput naming those with whom it is filed."""
    tracks = {row["recipient"]: row for row in issuances.filings(step.connection, step.number)}
    if not tracks:
        raise step.refuse("it is filed with nobody: no track was opened by its publication")
    if recipient not in tracks:
        raise BadInput(f"recipient: the case is filed with {', '.join(tracks)}")
    return tracks[recipient]


def is_informed(step: Step, recipient: str) -> bool:
    """Say whether a recipient gets the document only to know of it (抄送)."""
    rule = step.rules().filing_with(recipient)
    return rule is not None and maker_of(step) in rule.informs


def keep_days(step: Step, recipient: str) -> ExchangeDays:
    """Read anew who owes what by when, and put it into the track."""
    rule = step.rules().filing_with(recipient)
    days = days_of(
        FilingState(track_of(step, recipient)["state"]),
        exchanges.in_order(exchanges.of_track(step.connection, step.number, recipient)),
        rule.terms if rule else AnswerTerms(),
        step.calendar,
    )
    exchanges.change_track(
        step.connection,
        step.number,
        recipient,
        reply_by=days.reply_by.isoformat() if days.reply_by else None,
        answer_by=days.answer_by.isoformat() if days.answer_by else None,
    )
    return days


def every_recipient_settled(step: Step) -> bool:
    """Say whether each recipient has said if it takes the document in; the informed never do."""
    return all(
        FilingState(track["state"]) in SETTLED or is_informed(step, track["recipient"])
        for track in issuances.filings(step.connection, step.number)
    )
