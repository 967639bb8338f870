"""The letters of a move: numbered, and their facts frozen, in the move's own transaction.

Frozen facts make a letter that is written late, or written again, the same letter.
"""

from collections.abc import Callable
from datetime import date

from models.case import MatterType
from models.forms import ReplyToRecipientForm
from models.letter import LetterFacts, LetterKind
from models.moves import Move
from models.opinion import OpinionState
from models.person import UnitKind
from review_flows.desk import (
    adoption_letters,
    attention_letters,
    filing_letters,
    form_check_letters,
    handling_letters,
    opinion_letters,
    reply_letters,
    validity_letters,
)
from review_flows.desk.letter_offices import office
from review_flows.desk.step import Step
from review_flows.letters import letter_kind, letters_sent_on
from review_flows.letters.rule_values import unverified_names
from review_flows.outside import records
from review_flows.outside.letters_due import facts_adapter
from review_flows.outside.wall_clock import day_of_text

Facts = dict[str, object]


def write(step: Step) -> bool:
    """Add the rows of the letters that this move sends; say whether there are any."""
    _send_beside(step)
    wanted = [(kind.code, "") for kind in letters_sent_on(step.move)]
    wanted += step.letters
    if wanted:
        common = _common(step)
        for kind, about in wanted:
            _write_one(step, kind, about, common)
    return bool(wanted)


def _send_beside(step: Step) -> None:
    """Have written what goes along: the form to answer on, the papers of a parcel, the sheet."""
    if step.move is Move.SIGN and opinion_letters.has_items(step):
        step.send("adoption_form")
    parcels = [about for kind, about in step.letters if kind == "filing_report"]
    for about in parcels:
        step.send("filing_explanation", about)
        step.send("filing_catalogue", about)
    if isinstance(step.form, ReplyToRecipientForm):
        step.send("filing_reply", step.form.recipient)
    if step.leads_to in handling_letters.SHEET_AT and step.leads_to is not step.case.state:
        step.send("handling_sheet")


def _write_one(step: Step, code: str, about: str, common: Facts) -> None:
    kind = letter_kind(code)
    spoken_of = (about,) if about else filing_letters.recipients(step)
    own: Facts = {"unverified": unverified_names(code, spoken_of, step.rules_unverified())}
    for section in SECTIONS.get(code, ()):
        own |= section(step, about)
    asking = own.get("asking_unit") or common["review_office"]
    number = _next_number(step, kind, of_another=asking != common["review_office"])
    if code == "review_opinion":
        own |= {"opinion_number": number}
        _number_opinion(step, number)
    facts = LetterFacts(**{**common, **own, "letter_number": number})  # type: ignore[arg-type]
    step.connection.insert(
        "letters",
        case_number=step.number,
        event_seq=step.seq,
        kind=code,
        about=about,
        number=number,
        facts=facts_adapter().dump_json(facts).decode(),
    )


def _next_number(step: Step, kind: LetterKind, *, of_another: bool) -> str:
    """Return the next number of the letter's series: no office numbers in that of another."""
    apart = of_another and bool(kind.series_of_others)
    series = f"letter:{kind.code}:others" if apart else f"letter:{kind.code}"
    order = records.next_number(step.connection, series, step.today.year)
    return kind.number(step.site.settings.organ, step.today.year, order, of_another=apart)


def _common(step: Step) -> Facts:
    """What every letter may say: the case, the offices, the days of the clock."""
    connection, case = step.connection, step.case
    now = {name: step.changes.get(name, getattr(case, name)) for name in case.__slots__}
    due = step.facts.get("due")
    other = due if isinstance(due, dict) else {}
    matter_type = MatterType(str(now["matter_type"]))
    began = _day(other.get("began"))
    return {
        "written_on": step.today,
        "case_number": case.number,
        "matter_type": str(matter_type),
        "title": now["title"],
        "drafting_unit": records.unit_name(connection, now["unit"]),
        "enacting_organ": office(step, UnitKind.ENACTING_ORGAN),
        "review_office": office(step, UnitKind.REVIEW_OFFICE),
        "issuing_office": office(step, UnitKind.GOVERNMENT_OFFICE),
        "received_on": day_of_text(case.received_at),
        "accepted_on": _day(now["accepted_on"]),
        "began_on": began,
        "starts": str(step.rules(matter_type).review.starts.event),
        "floor_on": _day(now["floor_on"]),
        "ceiling_on": _day(now["ceiling_on"]),
        "floor_calendar_on": _day(other.get("other_floor")),
        "ceiling_calendar_on": _day(other.get("other_ceiling")),
        "other_unit": str(other.get("other_unit", "calendar")),
        "provisional": bool(now["provisional"]),
        "provisional_from": step.calendar.unsettled_from(began.year) if began else 0,
        "reviewer": records.person_name(connection, now["reviewer"]),
        "draft_sha256": step.facts.get("draft_sha256", ""),
        "played": step.site.played,
        "style": step.site.rules.house_style(case),
    }


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _reason(step: Step, about: str) -> Facts:
    return {"reason": getattr(step.form, "reason", "")}


def _term(step: Step, about: str) -> Facts:
    return {
        "occasion": str(step.move),
        "approved_by": getattr(step.form, "approved_by", ""),
        "restarts": step.facts.get("restarts", False),
    }


def _number_opinion(step: Step, number: str) -> None:
    step.connection.update(
        "opinions",
        "case_number = :case_number AND state = :state",
        case_number=step.number,
        state=str(OpinionState.SIGNED),
        number=number,
    )


Section = Callable[[Step, str], Facts]
SECTIONS: dict[str, tuple[Section, ...]] = {
    "acceptance_notice": (form_check_letters.acceptance,),
    "supplement_notice": (form_check_letters.supplement,),
    "return_notice": (form_check_letters.return_,),
    "pause_notice": (_reason, _term),
    "extension_notice": (_reason, _term),
    "term_notice": (_reason, _term),
    "advice_request": (opinion_letters.question,),
    "review_opinion": (opinion_letters.opinion, opinion_letters.review),
    "revision_confirmation": (adoption_letters.confirmation,),
    "adoption_report": (adoption_letters.report,),
    "closing_notice": (adoption_letters.closing,),
    "adoption_form": (opinion_letters.opinion,),
    "issuance_notice": (
        filing_letters.opinion_number,
        filing_letters.issuance,
        filing_letters.void_before,
    ),
    "publication_notice": (filing_letters.issuance, filing_letters.filings),
    "filing_report": (
        filing_letters.opinion_number,
        filing_letters.issuance,
        filing_letters.track,
    ),
    "filing_explanation": (
        filing_letters.explanation,
        filing_letters.issuance,
        filing_letters.recipient,
    ),
    "filing_catalogue": (
        filing_letters.issuance,
        filing_letters.recipient,
        filing_letters.parcel,
    ),
    "filing_reply": (
        filing_letters.issuance,
        filing_letters.recipient,
        reply_letters.reply,
    ),
    "evaluation_notice": (filing_letters.issuance, validity_letters.evaluation),
    "urging_notice": (attention_letters.urging,),
    "supervision_notice": (attention_letters.supervision,),
    "handling_sheet": (handling_letters.sheet,),
}
