"""What the letters of a recipient share: their head, their first sentence, the day of the reply."""

from dataclasses import dataclass
from datetime import date

from models.letter import Block, LetterText, Para
from models.received_filing import AnswerLetter
from review_flows.letters import phrases

UNVERIFIED = "本件所定答复期限依据的规则值尚未与依据原文核对（未核实）。"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A kind of letter: its name, and its series with the places {organ}, {year} and {number}."""

    name: str
    series: str

    def number(self, organ: str, year: int, running: int) -> str:
        """Return the letter's number."""
        return self.series.format(organ=organ, year=year, number=running)


def stated(day: str) -> str:
    """Return an ISO day as letters write it; nothing where there is none."""
    return phrases.chinese_day(date.fromisoformat(day)) if day else ""


def document_of(letter: AnswerLetter) -> str:
    """Return the document as letters call it: 《…》（文号）."""
    number = f"（{letter.document_number}）" if letter.document_number else ""
    return f"{phrases.quoted(letter.title)}{number}"


def came(letter: AnswerLetter) -> str:
    """Return the opening: what came from the sender, and when."""
    number = f"，备案号{letter.filing_number}" if letter.filing_number else ""
    return f"你机关报备的{document_of(letter)}已于{stated(letter.received_on)}收到{number}。"


def replied_by(letter: AnswerLetter, what: str) -> tuple[Para, ...]:
    """Return by when the sender is to do something; 及时 where nobody set a day."""
    if letter.reply_by is None:
        return (Para(f"请及时{what}。"),)
    return (Para(f"请于{stated(letter.reply_by)}前（含当日）{what}。"),)


def filing_letter(letter: AnswerLetter, head: Letterhead, body: tuple[Block, ...]) -> LetterText:
    """Return the whole letter around its body, from the recipient to the sender."""
    unsure = letter.reply_by is not None and not letter.term_verified
    return LetterText(
        kind=f"filing_{letter.kind}",
        number=letter.letter_number,
        heading=f"关于{phrases.quoted(letter.title)}的{head.name}",
        addressee=letter.sender,
        body=body,
        attachments=(),
        sender=letter.office,
        date=date.fromisoformat(letter.written_on),
        note=UNVERIFIED if unsure else "",
        mark=phrases.PLAYED_MARK if letter.played else "",
    )
