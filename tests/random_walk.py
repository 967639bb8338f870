"""A seeded walk of a case: at each step somebody makes some move that the table allows."""

from datetime import timedelta
from random import Random

from builders import a_changed_draft, a_document, add_person, opinion, received, today_is
from databases import case_in
from walk_forms import FORMS, RECIPIENTS, Form

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import ReviewError
from models.filing import REPLIES, FilingReply, FilingState
from models.moves import Move
from models.opinion import OpinionState
from models.permission import possible_moves
from models.person import SYSTEM
from review_flows.desk import act
from review_flows.outside import case_files, issuances, opinions, persons, records
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

PEOPLE = ("lin", "deng", "shen", "he", "qian", "sun", "gu", "guan", "yin", "bei", "du")
# Endings and busywork are rarer than what leads on, or no walk would get far.
ENDS = frozenset({Move.RETURN_CASE, Move.AMEND, Move.REPEAL})
STAYS = frozenset(
    {
        Move.SCREEN,
        Move.NAME_MATERIAL,
        Move.CHECK_MATERIAL,
        Move.CHOOSE_VIEW,
        Move.HAND_OUT,
        Move.CLAIM,
        Move.RELEASE,
        Move.ASSIGN,
        Move.TRANSFER,
        Move.TAKE_OVER,
        Move.CONSULT,
        Move.CO_REVIEW,
        Move.RECALL,
        Move.EXTEND,
        Move.EXEMPT,
        Move.PLAN_MEETING,
        Move.REBASE,
        Move.SEND_BACK,
        Move.TAKE_BACK,
        Move.URGE,
        Move.SUPERVISE,
        Move.REQUEST_SUPPLEMENT,
        Move.RECORD_INTERPRETATION,
        Move.SETTLE_RELATION,
        Move.ISSUE_LETTER,
        Move.REMIND,
        Move.RECORD_BREACH,
        Move.REPROJECT,
    }
)
COMMENTS = (
    "SELECT c.number AS consultation, m.number FROM advice_comments m "
    "JOIN consultations c ON c.id = m.consultation WHERE c.case_number = :number"
)


# What needs something else before it: another rule set, a question that is still open.
RARE = frozenset(
    {
        Move.REBASE,
        Move.EXTEND,
        Move.CONSULT,
        Move.RECALL,
        Move.RESERVE_NUMBER,
        Move.VOID_NUMBER,
        Move.RECORD_ANSWER,
        Move.REPLY_TO_RECIPIENT,
    }
)


class RandomWalk:
    """One case that walks on at random; the same seed walks the same way."""

    site: Site
    random: Random
    number: str

    def __init__(self, site: Site, seed: int) -> None:
        self.site, self.random = site, Random(seed)
        # Half of them are normative documents, because only those walk the whole way.
        add_person(site, "he", "reviewer")
        add_person(site, "sun", "chief")
        matters = [*MatterType, *[MatterType.NORMATIVE_DOCUMENT] * (len(MatterType) - 2)]
        self.number = received(site, matter_type=self.random.choice(matters))
        self.made: list[Move] = [Move.RECEIVE]
        self._files = 0
        with site.database.reading() as connection:
            known = [persons.find_person(connection, code) for code in PEOPLE]
        self._people = [SYSTEM, *(person for person in known if person is not None)]

    def step(self) -> bool:
        """Let some days pass and one move be tried; say whether it was made."""
        days = self.random.choice((0, 0, 0, 1, 1, 4, 9))
        today_is(self.site, day_of(self.site.clock.now()) + timedelta(days=days))
        return self.try_move(*self._choose())

    def try_move(self, who: str, move: Move) -> bool:
        """Let somebody try a move; say whether it was made."""
        try:
            act(self.site, who, self.number, move, FORMS[move](self))
        except ReviewError:
            return False
        self.made.append(move)
        return True

    def _choose(self) -> tuple[str, Move]:
        with self.site.database.reading() as connection:
            case = records.find_case(connection, self.number)
            assert case is not None
            choices = [
                (person.code, move)
                for person in self._people
                for move in possible_moves(case, persons.standing_of(connection, person, case))
            ]
        weights = [_weight(move, case.state) for _, move in choices]
        return self.random.choices(choices, weights)[0]

    def today(self) -> str:
        """The day in Asia/Shanghai."""
        return day_of(self.site.clock.now()).isoformat()

    def later(self, days: int) -> str:
        """A day after today."""
        return (day_of(self.site.clock.now()) + timedelta(days=days)).isoformat()

    def document(self, kind: DocumentKind) -> dict[str, object]:
        """A file that the case does not have yet."""
        self._files += 1
        text = f"{kind} {self._files} of {self.number}"
        if kind is DocumentKind.DRAFT and self.random.random() < 0.3:
            return a_changed_draft(self.site, text)
        return a_document(self.site, kind, text)

    def handed_out(self) -> Form:
        """A copy that somebody takes away; the desk does not look inside."""
        copy = a_document(self.site, DocumentKind.OTHER, f"copy of {self.number}")
        number = self.random.choice((1, 1, 2))
        with self.site.database.reading() as connection:
            draft = case_files.draft_sha256(connection, self.number)
        return {
            "recipient": "gu",
            "consultation": number,
            "document_sha256": draft,
            "sha256": copy["sha256"],
            "comments": 0,
        }

    def answers(self, adoption: str) -> list[dict[str, object]]:
        """An answer to each item of the opinion in force."""
        with self.site.database.reading() as connection:
            opinion = opinions.opinion_in(connection, self.number, OpinionState.SIGNED)
            items = opinions.items_of(connection, opinion["id"]) if opinion else []
        said = {"adoption": adoption, "wording": "改", "reason": "见说明", "basis": "上位法"}
        return [{"item": item["number"], **said} for item in items]

    def opinion(self) -> Form:
        """A conclusion, with an item where it needs one."""
        conclusion = self.random.choice(("legal", "revise", "revise", "illegal"))
        return opinion(conclusion, case_in(self.site.database, self.number).matter_type)

    def advice_answers(self) -> list[dict[str, object]]:
        """An answer to each comment that advisors have made so far."""
        with self.site.database.reading() as connection:
            rows = connection.rows(COMMENTS, number=self.number)
        return [
            {
                "consultation": row["consultation"],
                "comment": row["number"],
                "adoption": self.random.choice(("adopted", "partly", "not_adopted")),
                "reason": "已研究",
            }
            for row in rows
        ]

    def deliberation(self) -> Form:
        """What a meeting of today decides; a changed text comes with its changes."""
        result = self.random.choice(
            ("passed", "passed", "passed_with_changes", "sent_back", "rejected")
        )
        changed = result == "passed_with_changes"
        return {
            "result": result,
            "meeting": "第58次",
            "held_on": self.today(),
            "note": "会议意见",
            "documents": [self.document(DocumentKind.DRAFT)] if changed else [],
        }

    def letter(self) -> int:
        """The first letter of the case that is not written yet, or none."""
        with self.site.database.reading() as connection:
            found = connection.value(
                "SELECT min(id) FROM letters WHERE case_number = :n AND written_at IS NULL "
                "AND withdrawn_at IS NULL",
                n=self.number,
            )
        return int(found or 0)

    def receipt(self) -> Form:
        """A recipient's answer of today."""
        recipient = self.random.choice(RECIPIENTS)
        return {
            "recipient": recipient,
            "receipt_number": "备1号",
            "registered_on": self.today(),
        }

    def reply(self) -> Form:
        """What a recipient asked for last, where one waits; else a reply that nobody asked for."""
        with self.site.database.reading() as connection:
            tracks = issuances.filings(connection, self.number)
        states = {track["recipient"]: FilingState(track["state"]) for track in tracks}
        asked = [one for one, state in states.items() if state in REPLIES]
        recipient = self.random.choice(asked or list(states) or list(RECIPIENTS))
        wanted = REPLIES[states[recipient]] if asked else {}
        reply = self.random.choice(list(wanted) or [FilingReply.OBJECTION])
        corrected = reply is FilingReply.CORRECTED
        papers = [self.document(DocumentKind.CORRECTED_TEXT)] if corrected else []
        return {"recipient": recipient, "reply": reply, "text": "答复如下", "documents": papers}

    def valid_until(self) -> str:
        """The last day of the document's validity; any day where it has none, or is no document."""
        with self.site.database.reading() as connection:
            issued = issuances.issuance(connection, self.number)
        return str(issued["valid_until"] if issued else self.today())


def _weight(move: Move, state: CaseState) -> float:
    if move is Move.CLAIM and state is CaseState.ACCEPTED:
        return 40
    if move is Move.WITHDRAW:
        return 0.2
    if move in RARE:
        return 3
    return 0.5 if move in STAYS else 2 if move in ENDS else 10
