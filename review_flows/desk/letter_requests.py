"""The letters of a move: numbered, and their facts frozen, in the move's own transaction.

Frozen facts make a letter that is written late, or written again, the same letter.
"""

from collections.abc import Callable
from datetime import date

from models.case import MatterType
from models.errors import ReviewError
from models.letter import FilingDuty, LetterFacts
from models.opinion import OpinionState
from models.person import UnitKind
from review_flows.desk import adoption_letters, form_check_letters, opinion_letters
from review_flows.desk.step import Step
from review_flows.letters import letter_kind, letters_sent_on
from review_flows.letters.rule_values import unverified_names
from review_flows.outside import issuances, records
from review_flows.outside.letters_due import facts_adapter
from review_flows.outside.wall_clock import day_of_text

Facts = dict[str, object]


def write(step: Step) -> bool:
    """Add the rows of the letters that this move sends; say whether there are any."""
    wanted = [(kind.code, "") for kind in letters_sent_on(step.move)]
    wanted += step.letters
    if wanted:
        common = _common(step)
        for kind, about in wanted:
            _write_one(step, kind, about, common)
    return bool(wanted)


def _write_one(step: Step, code: str, about: str, common: Facts) -> None:
    kind = letter_kind(code)
    year = step.today.year
    order = records.next_number(step.connection, f"letter:{code}", year)
    number = kind.number(step.site.settings.organ, year, order)
    own: Facts = {"unverified": unverified_names(code, about, step.rules_unverified())}
    for section in SECTIONS.get(code, ()):
        own |= section(step, about)
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
        "enacting_organ": _office(step, UnitKind.ENACTING_ORGAN),
        "review_office": _office(step, UnitKind.REVIEW_OFFICE),
        "issuing_office": _office(step, UnitKind.GOVERNMENT_OFFICE),
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
    }


def _office(step: Step, kind: UnitKind) -> str:
    name = step.offices.get(kind)
    if name is None:
        raise ReviewError(
            f"No unit of kind {kind} is known, and a letter has to name it. "
            "Add it with: review-flows people import FILE.csv"
        )
    return name


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


def _issuance(step: Step, about: str) -> Facts:
    connection = step.connection
    issued = issuances.issuance(connection, step.number)
    passed = issuances.last_deliberation(connection, step.number)
    assert issued is not None and passed is not None
    return {
        "meeting": passed["meeting"],
        "deliberated_on": _day(passed["held_on"]),
        "signer": issued["signer"],
        "signed_on": _day(issued["signed_on"]),
        "document_number": issued["document_number"],
        "registration_number": issued["registration_number"],
        "draft_sha256": issued["document_sha256"],
        "published_on": _day(issued["published_on"]),
        "published_at": issued["place"] or "",
        "effective_on": _day(issued["effective_on"]),
        "valid_until": _day(issued["valid_until"]),
    }


def _filings(step: Step, about: str) -> Facts:
    tracks = issuances.filings(step.connection, step.number)
    duties = [
        FilingDuty(_office(step, UnitKind(track["recipient"])), _day(track["due_on"]))
        for track in tracks
    ]
    return {"filings": tuple(duties)}


PAPERS = (("report", "备案报告"), ("text", "正式文本"), ("explanation", "起草说明"))


def _track(step: Step, about: str) -> Facts:
    tracks = {row["recipient"]: row for row in issuances.filings(step.connection, step.number)}
    rule = next(rule for rule in step.rules().filing if rule.recipient == about)
    papers = (*PAPERS, ("bases", "制定依据"))
    copies = [(name, getattr(rule.copies, code)) for code, name in papers]
    return {
        "recipient": _office(step, UnitKind(about)),
        "file_by": _day(tracks[about]["due_on"]),
        "copies": tuple((name, count) for name, count in copies if count),
        "attachments": tuple(name for code, name in papers if code != "report"),
    }


def _opinion_number(step: Step, about: str) -> Facts:
    facts = opinion_letters.opinion(step, about)
    return {"opinion_number": facts["opinion_number"], "conclusion": facts["conclusion"]}


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
    "issuance_notice": (_opinion_number, _issuance),
    "publication_notice": (_issuance, _filings),
    "filing_report": (_opinion_number, _issuance, _track),
}
