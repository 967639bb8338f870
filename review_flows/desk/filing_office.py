"""What the office of a recipient answers: in its turn, numbered, logged.

The answer is committed here; desk/answers_written.py then writes its letter and its package.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from models.case import MatterType
from models.errors import MoveNotPossible, NotFound, ReviewError, TryAgain
from models.event import SiteStep
from models.filing import Direction, FilingAnswer, FilingState, after_answer
from models.filing_rules import AnswerTerms
from models.filing_terms import ASKING, TERM_OF_ANSWER
from models.received_filing import (
    AnswerGiven,
    AnswerLetter,
    HeldMessage,
    action_for,
    answer_id_of,
    chain_of,
    check_answer,
    possible_answers,
)
from review_flows.desk.filing_entry import FilingStep, begin, locked, write_entry
from review_flows.desk.filing_form import days_now, rule_of
from review_flows.desk.received_filings import log_filing_refusal
from review_flows.desk.refusals import refuse_unwritable
from review_flows.letters.filing_answer import letterhead
from review_flows.outside import queries, received_filings, records
from review_flows.outside.database import Connection, Row
from review_flows.outside.received_package import office_name
from review_flows.outside.site import Site

NUMBER_SERIES = "filing_number"
USUAL_FILING_NUMBER = "{organ}备〔{year}〕{number}号"  # where the rule set has no pattern


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was given."""

    number: str
    message: int
    kind: FilingAnswer
    state: FilingState
    letter_number: str
    filing_number: str
    reply_by: date | None


def answer_filing(site: Site, actor: str, number: str, answer: AnswerGiven) -> Answered:
    """Record an answer of a person; `write_answers` then writes its files.

    Raises NotFound, NotAllowed, BadInput, and MoveNotPossible naming the answers that can be
    given; then nothing was changed, and the attempt is in the log.
    """
    try:
        refuse_unwritable([actor, number, answer.text])
        office = office_name(site)
        with site.database.writing() as connection:
            step = begin(site, connection, actor, action_for(answer.kind))
            filing = _locked(connection, number)
            check_answer(answer, step.today)
            return _answer(step, filing, answer, office)
    except TryAgain:
        raise
    except ReviewError as refusal:
        chain = "" if isinstance(refusal, NotFound) else chain_of(number)
        log_filing_refusal(site, actor, SiteStep.ANSWER_FILING, refusal, number, chain)
        raise


def _locked(connection: Connection, number: str) -> Row:
    filing = locked(connection, number)
    if filing is None:
        raise NotFound("The received filing", number, queries.received_numbers(connection))
    return filing


def _answer(step: FilingStep, filing: Row, answer: AnswerGiven, office: str) -> Answered:
    number, state = filing["number"], FilingState(filing["state"])
    after = after_answer(state, answer.kind)
    if after is None:
        raise MoveNotPossible(
            f"{number} is {state}, so it cannot be answered with {answer.kind}. "
            f"Possible now: {possible_answers(state)}."
        )
    found = received_filings.messages(step.connection, number)
    letter = _letter(step, filing, found, answer, office)
    message = len(found) + 1
    _write_rows(step, filing, message, letter, after)
    asked = max(found, key=lambda row: (row["direction"] == Direction.IN, row["number"]))
    facts = {
        "message": message,
        "kind": str(answer.kind),
        "answers": asked["delivery_id"],
        "letter": asdict(letter) | {"problems": list(letter.problems)},
        "reply_by_named": answer.reply_by is not None,
        "version": filing["version"] + 1,
    }
    write_entry(step, number, SiteStep.ANSWER_FILING, (str(state), str(after)), facts)
    return Answered(
        number,
        message,
        answer.kind,
        after,
        letter.letter_number,
        letter.filing_number,
        date.fromisoformat(letter.reply_by) if letter.reply_by else None,
    )


def _letter(
    step: FilingStep, filing: Row, found: Sequence[Row], answer: AnswerGiven, office: str
) -> AnswerLetter:
    """Return what the letter says; its numbers are allotted here, in the transaction."""
    site, year = step.site, step.today.year
    head = letterhead(answer.kind)
    running = records.next_number(step.connection, f"filing_letter:{answer.kind}", year)
    reply_by, verified = _reply_by(step, filing, found, answer)
    registers = answer.kind is FilingAnswer.REGISTERED and not filing["filing_number"]
    return AnswerLetter(
        kind=str(answer.kind),
        letter_number=head.number(site.settings.organ, year, running),
        written_on=step.today.isoformat(),
        office=office,
        sender=filing["sender"],
        title=filing["title"],
        document_number=filing["document_number"],
        registration_number=filing["registration_number"],
        published_on=filing["published_on"],
        received_on=filing["received_on"],
        filing_number=_filing_number(step) if registers else filing["filing_number"],
        text=answer.text.strip(),
        problems=tuple(map(str, answer.problems)),
        reply_by=reply_by.isoformat() if reply_by else None,
        term_verified=verified,
        again=answer.kind is FilingAnswer.REGISTERED and not registers,
        played=site.played,
    )


def _filing_number(step: FilingStep) -> str:
    """Return the next 备案号. A document keeps it when it is corrected and filed anew."""
    rules = step.site.rules.rule_set(step.site.settings.rule_set)
    pattern = rules.rules_for(MatterType.NORMATIVE_DOCUMENT).filing_number
    organ, year = step.site.settings.organ, step.today.year
    running = records.next_number(step.connection, NUMBER_SERIES, year)
    if pattern is not None:
        return pattern.of(organ, year, running)
    return USUAL_FILING_NUMBER.format(organ=organ, year=year, number=running)


def _reply_by(
    step: FilingStep, filing: Row, found: Sequence[Row], answer: AnswerGiven
) -> tuple[date | None, bool]:
    """Return the sender's last day, the letter's own or the rule's, and whether it is verified."""
    if answer.kind not in ASKING or answer.reply_by is not None:
        return answer.reply_by, True
    rule = rule_of(step.site, filing["sender_recipient"])
    term = getattr(rule.terms if rule else AnswerTerms(), TERM_OF_ANSWER[answer.kind])
    after = after_answer(FilingState(filing["state"]), answer.kind)
    assert after is not None
    said = HeldMessage(len(found) + 1, Direction.OUT, answer.kind, step.today)
    held = [*received_filings.held(found), said]
    days = days_now(step.site, filing["sender_recipient"], after, held)
    return days.reply_by, term is None or term.verified


def _write_rows(
    step: FilingStep, filing: Row, message: int, letter: AnswerLetter, after: FilingState
) -> None:
    number, found = filing["number"], received_filings.messages(step.connection, filing["number"])
    step.connection.insert(
        "received_messages",
        filing=number,
        number=message,
        direction=str(Direction.OUT),
        kind=letter.kind,
        said_on=letter.written_on,
        text=letter.text,
        our_number=letter.letter_number,
        answers=max(row["number"] for row in found if row["direction"] == Direction.IN),
        delivery_id=answer_id_of(letter.office, number, message),
        package_sha256="",  # until its files are written
        problem_types=",".join(letter.problems),
        recorded_at=step.at,
        person=step.person.code,
    )
    held = received_filings.held(received_filings.messages(step.connection, number))
    days = days_now(step.site, filing["sender_recipient"], after, held)
    registered = filing["registered_on"]
    if letter.kind == FilingAnswer.REGISTERED and registered is None:
        registered = letter.written_on
    received_filings.change(
        step.connection,
        number,
        state=str(after),
        filing_number=letter.filing_number,
        registered_on=registered,
        reply_by=letter.reply_by,
        answer_by=days.answer_by.isoformat() if days.answer_by else None,
        version=filing["version"] + 1,
    )
