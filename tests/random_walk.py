"""A seeded walk of a case: at each step somebody makes some move that the table allows."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from builders import AN_ITEM, a_document, received, today_is
from databases import case_in

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import ReviewError
from models.moves import Move
from models.opinion import OpinionState
from models.permission import possible_moves
from models.person import SYSTEM
from review_flows.desk import act
from review_flows.outside import opinions, records
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

PEOPLE = ("lin", "deng", "shen", "qian", "gu", "guan", "yin", "bei")
# Endings and busywork are rarer than what leads on, or no walk would get far.
ENDS = frozenset({Move.RETURN_CASE, Move.AMEND, Move.REPEAL})
STAYS = frozenset(
    {
        Move.SCREEN,
        Move.NAME_MATERIAL,
        Move.CLAIM,
        Move.RELEASE,
        Move.CONSULT,
        Move.EXTEND,
        Move.EXEMPT,
        Move.PLAN_MEETING,
        Move.REBASE,
        Move.SEND_BACK,
        Move.REQUEST_SUPPLEMENT,
        Move.ISSUE_LETTER,
        Move.REMIND,
        Move.RECORD_BREACH,
        Move.REPROJECT,
    }
)
RECIPIENTS = ("upper_government", "npc_standing_committee")
Form = Mapping[str, object]


class RandomWalk:
    """One case that walks on at random; the same seed walks the same way."""

    def __init__(self, site: Site, seed: int) -> None:
        self.site, self.random = site, Random(seed)
        # Half of them are normative documents, because only those walk the whole way.
        matters = [*MatterType, *[MatterType.NORMATIVE_DOCUMENT] * (len(MatterType) - 2)]
        self.number = received(site, matter_type=self.random.choice(matters))
        self.made: list[Move] = [Move.RECEIVE]
        self._files = 0
        with site.database.reading() as connection:
            known = [records.find_person(connection, code) for code in PEOPLE]
        self._people = [SYSTEM, *(person for person in known if person is not None)]

    def step(self) -> bool:
        """Let some days pass and one move be tried; say whether it was made."""
        days = self.random.choice((0, 0, 0, 1, 1, 4, 9))
        today_is(self.site, day_of(self.site.clock.now()) + timedelta(days=days))
        who, move = self._choose()
        try:
            act(self.site, who, self.number, move, self._form(move))
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
                for move in possible_moves(case, records.standing_of(connection, person, case))
            ]
        weights = [_weight(move, case.state) for _, move in choices]
        return self.random.choices(choices, weights)[0]

    def _form(self, move: Move) -> Form:
        return FORMS[move](self)

    def today(self) -> str:
        """The day in Asia/Shanghai."""
        return day_of(self.site.clock.now()).isoformat()

    def later(self, days: int) -> str:
        """A day after today."""
        return (day_of(self.site.clock.now()) + timedelta(days=days)).isoformat()

    def document(self, kind: DocumentKind) -> dict[str, object]:
        """A file that the case does not have yet."""
        self._files += 1
        return a_document(self.site, kind, f"{kind} {self._files} of {self.number}")

    def answers(self, adoption: str) -> list[dict[str, object]]:
        """An answer to each item of the opinion in force."""
        with self.site.database.reading() as connection:
            opinion = opinions.opinion_in(connection, self.number, OpinionState.SIGNED)
            items = opinions.items_of(connection, opinion["id"]) if opinion else []
        return [{"item": i["number"], "adoption": adoption, "reason": "见说明"} for i in items]

    def opinion(self) -> Form:
        """A conclusion, with an item where it needs one."""
        conclusion = self.random.choice(("legal", "revise", "revise", "illegal"))
        items = [] if conclusion == "legal" else [AN_ITEM]
        return {"conclusion": conclusion, "summary": "经审核", "items": items}

    def letter(self) -> int:
        """The first letter of the case that is not written yet, or none."""
        with self.site.database.reading() as connection:
            found = connection.value(
                "SELECT min(id) FROM letters WHERE case_number = :n AND written_at IS NULL",
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


def _weight(move: Move, state: CaseState) -> float:
    if move is Move.CLAIM and state is CaseState.ACCEPTED:
        return 40
    if move is Move.WITHDRAW:
        return 0.2
    return 1 if move in STAYS else 3 if move in ENDS else 10


def _reason(walk: RandomWalk) -> Form:
    return {"reason": "按程序"}


def _nothing(walk: RandomWalk) -> Form:
    return {}


def _accept(walk: RandomWalk) -> Form:
    case = case_in(walk.site.database, walk.number)
    return {"matter_type": str(case.matter_type), "reason": "齐备"}


def _approved(walk: RandomWalk, reason: str) -> Form:
    evidence = walk.document(DocumentKind.EVIDENCE)
    return {"reason": reason, "approved_by": "区长", "documents": [evidence]}


FORMS: dict[Move, Callable[[RandomWalk], Form]] = {
    Move.SCREEN: _nothing,
    # To and fro, so that a walk which lost its bases finds them again.
    Move.NAME_MATERIAL: lambda w: {
        "document": "bases.docx",
        "kind": w.random.choice(("bases", "bases", "cover_letter")),
    },
    Move.ACCEPT: _accept,
    Move.REQUEST_SUPPLEMENT: lambda w: {"missing": ["fair_competition"], "reason": "缺"},
    Move.SUPPLEMENT: lambda w: {"documents": [w.document(DocumentKind.FAIR_COMPETITION)]},
    Move.RETURN_CASE: _reason,
    Move.WITHDRAW: _reason,
    Move.CLAIM: _nothing,
    Move.RELEASE: _nothing,
    Move.CONSULT: lambda w: {"advisor": "gu", "question": "可行否"},
    Move.ADVISE: lambda w: {"kind": "favourable", "text": "可行"},
    Move.PAUSE: lambda w: {
        "ground": w.random.choice(("hearing", "supplement")),
        "reason": "听证",
    },
    Move.RESUME: _nothing,
    Move.EXTEND: lambda w: {"days": 5, **_approved(w, "复杂")},
    Move.EXEMPT: lambda w: {"ground": "emergency", **_approved(w, "防汛")},
    Move.PLAN_MEETING: lambda w: {"meeting_on": w.later(w.random.choice((3, 9, 30)))},
    Move.REBASE: lambda w: {
        "rule_set": w.random.choice(("guangzhou_2010", "liaoning_city", "national_2018")),
        "reason": "适用新规",
        "approved_by": "局长",
    },
    Move.PROPOSE_OPINION: RandomWalk.opinion,
    Move.SIGN: lambda w: w.random.choice(
        ({}, {"early_reason": "急需", "breach_cause": "drafting_side"})
    ),
    Move.SEND_BACK: _reason,
    Move.REPORT_ADOPTION: lambda w: {"answers": w.answers("not_adopted")},
    Move.SUBMIT_REVISION: lambda w: {
        "answers": w.answers("adopted"),
        "documents": [w.document(DocumentKind.DRAFT)],
    },
    Move.CONFIRM_REVISION: _reason,
    Move.REVIEW_AGAIN: _reason,
    Move.DELIBERATE: lambda w: {
        "result": w.random.choice(("passed", "passed", "sent_back", "rejected")),
        "meeting": "第58次",
        "held_on": w.today(),
    },
    Move.ISSUE: lambda w: {"signer": "区长", "signed_on": w.today()},
    Move.PUBLISH: lambda w: {
        "place": "网站",
        "published_on": w.today(),
        "effective_on": w.later(30),
        "valid_until": w.later(60),
    },
    Move.DELIVER_FILING: lambda w: {
        "recipient": w.random.choice(RECIPIENTS),
        "package_sha256": "0" * 64,
        "delivered_on": w.today(),
    },
    Move.RECORD_RECEIPT: RandomWalk.receipt,
    Move.TAKE_EFFECT: _nothing,
    Move.EVALUATE: _reason,
    Move.CONTINUE_VALIDITY: lambda w: {"valid_until": w.later(60), "reason": "继续"},
    Move.AMEND: _reason,
    Move.REPEAL: _reason,
    Move.LAPSE: _nothing,
    Move.ISSUE_LETTER: lambda w: {"letter": w.letter(), "sha256": "0" * 64},
    Move.REMIND: lambda w: {
        "about": "review",
        "left": 3,
        "to": "holder",
        "due_on": w.later(3),
        "days_left": 3,
    },
    Move.RECORD_BREACH: lambda w: {
        "breach": "ceiling_breached",
        "due_on": case_in(w.site.database, w.number).ceiling_on or w.today(),
        "caused_by": "review_side",
    },
    Move.REPROJECT: lambda w: {"reason": "新通知", "year": 2026},
}
