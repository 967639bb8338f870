"""What somebody on a random walk fills in for each move: sometimes right, sometimes not."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from builders import acceptance
from databases import case_in

from models.document import DocumentKind
from models.moves import Move

if TYPE_CHECKING:
    from random_walk import RandomWalk

RECIPIENTS = ("upper_government", "npc_standing_committee")
Form = Mapping[str, object]


def _reason(walk: "RandomWalk") -> Form:
    return {"reason": "按程序"}


def _nothing(walk: "RandomWalk") -> Form:
    return {}


def _accept(walk: "RandomWalk") -> Form:
    case = case_in(walk.site.database, walk.number)
    return acceptance(case.matter_type)


def _approved(walk: "RandomWalk", reason: str) -> Form:
    evidence = walk.document(DocumentKind.EVIDENCE)
    return {"reason": reason, "approved_by": "区长", "documents": [evidence]}


COLLEAGUES = ("shen", "he", "qian", "sun", "deng", "lin")


def _asked_outside_or_inside(walk: "RandomWalk") -> Form:
    whom = walk.random.choice(({"advisor": "gu"}, {"advisor": "gu"}, {"outsider": "某大学教授"}))
    return {**whom, "question": "可行否", "secret": walk.random.choice((True, False))}


def _advice(walk: "RandomWalk") -> Form:
    kind = walk.random.choice(("favourable", "with_reservations", "no_comment"))
    return {"kind": kind, "text": "意见如上"}


def _signature(walk: "RandomWalk") -> Form:
    reasons = {"early_reason": "急需", "late_reason": "复杂", "breach_cause": "drafting_side"}
    return walk.random.choice(({}, reasons))


FORMS: dict[Move, Callable[["RandomWalk"], Form]] = {
    Move.SCREEN: _nothing,
    # To and fro, so that a walk which lost its bases finds them again.
    Move.NAME_MATERIAL: lambda w: {
        "document": "bases.docx",
        "kind": w.random.choice(("bases", "bases", "cover_letter")),
    },
    Move.ACCEPT: _accept,
    Move.REQUEST_SUPPLEMENT: lambda w: {"missing": ["fair_competition"], "reason": "缺"},
    Move.SUPPLEMENT: lambda w: {"documents": [w.document(DocumentKind.FAIR_COMPETITION)]},
    Move.RETURN_CASE: lambda w: {"ground": "not_ripe", "reason": "条件不成熟"},
    Move.WITHDRAW: _reason,
    Move.CLAIM: _nothing,
    Move.RELEASE: _nothing,
    Move.CHOOSE_VIEW: lambda w: {
        "view": w.random.choice(("final", "original")),
        "reason": "以该文本为准",
    },
    Move.HAND_OUT: lambda w: w.handed_out(),
    Move.CHECK_MATERIAL: lambda w: {
        "kind": w.random.choice(("draft", "explanation", "bases", "fair_competition")),
        "state": w.random.choice(("sufficient", "sufficient", "not_needed", "insufficient")),
        "note": "见清单",
    },
    Move.ASSIGN: lambda w: {"person": w.random.choice(COLLEAGUES)},
    Move.TRANSFER: lambda w: {"person": w.random.choice(COLLEAGUES), "reason": "分工调整"},
    Move.TAKE_OVER: _reason,
    Move.CONSULT: _asked_outside_or_inside,
    Move.ADVISE: _advice,
    Move.CO_REVIEW: lambda w: {"person": w.random.choice(("he", "shen")), "question": "请会签"},
    Move.COUNTERSIGN: _advice,
    Move.RECORD_ADVICE: lambda w: {
        **_advice(w),
        "documents": [w.document(DocumentKind.ADVICE)],
    },
    Move.RECALL: _reason,
    Move.ANSWER_ADVICE: lambda w: {"answers": w.advice_answers()},
    Move.PAUSE: lambda w: {
        "ground": w.random.choice(("hearing", "supplement")),
        "reason": "听证",
    },
    Move.RESUME: _nothing,
    Move.EXTEND: lambda w: {"days": 5, **_approved(w, "复杂")},
    Move.EXEMPT: lambda w: {"ground": "emergency", **_approved(w, "防汛")},
    Move.PLAN_MEETING: lambda w: {"meeting_on": w.later(w.random.choice((3, 9, 30)))},
    Move.REBASE: lambda w: {
        "rule_set": w.random.choice(("guangzhou_2010", "guangzhou_2010", "liaoning_city")),
        "reason": "适用新规",
        "approved_by": "局长",
    },
    Move.PROPOSE_OPINION: lambda w: w.opinion(),
    Move.SIGN: _signature,
    Move.SEND_BACK: lambda w: {
        "reason": "按程序",
        "to": w.random.choice((None, "received", "under_review", "opinion_signed")),
    },
    Move.TAKE_BACK: _reason,
    Move.REPORT_ADOPTION: lambda w: {"answers": w.answers("not_adopted")},
    Move.SUBMIT_REVISION: lambda w: {
        "answers": w.answers("adopted"),
        "documents": [w.document(DocumentKind.DRAFT)],
    },
    Move.CONFIRM_REVISION: lambda w: {"reason": "已核", "confirmed": ["全文"]},
    Move.REVIEW_AGAIN: _reason,
    Move.OVERRIDE: lambda w: _approved(w, "报政府决定"),
    Move.DELIBERATE: lambda w: w.deliberation(),
    Move.RESERVE_NUMBER: _nothing,
    Move.VOID_NUMBER: _reason,
    Move.ISSUE: lambda w: {"signer": "区长", "signed_on": w.today()},
    Move.PUBLISH: lambda w: {
        "place": "网站",
        "published_on": w.today(),
        "effective_on": w.later(30),
        "valid_until": w.later(60),
    },
    Move.RECORD_INTERPRETATION: lambda w: {"place": "网站", "published_on": w.today()},
    Move.SETTLE_RELATION: lambda w: {"kind": "rests_on", "title": f"依据{w.today()}"},
    Move.RECORD_ANSWER: lambda w: {
        "recipient": w.random.choice(RECIPIENTS),
        "answer": w.random.choice(
            ("supplement_required", "returned", "inquiry", "correction_suggested", "passed")
        ),
        "said_on": w.today(),
        "number": "法备函1号",
        "text": "来函如上",
    },
    Move.REPLY_TO_RECIPIENT: lambda w: w.reply(),
    Move.CALL_FOR_EVALUATION: lambda w: {"valid_until": w.valid_until()},
    Move.DELIVER_FILING: lambda w: {
        "recipient": w.random.choice(RECIPIENTS),
        "package_sha256": "0" * 64,
        "delivered_on": w.today(),
    },
    Move.RECORD_RECEIPT: lambda w: w.receipt(),
    Move.TAKE_EFFECT: _nothing,
    Move.EVALUATE: _reason,
    Move.CONTINUE_VALIDITY: lambda w: {
        "valid_until": w.later(60),
        "reason": "继续",
        "place": "网站",
        "published_on": w.today(),
    },
    Move.AMEND: _reason,
    Move.REPEAL: _reason,
    Move.LAPSE: _nothing,
    Move.ISSUE_LETTER: lambda w: {"letter": w.letter(), "sha256": "0" * 64},
    Move.URGE: lambda w: {"note": "请抓紧"},
    Move.SUPERVISE: lambda w: {"instruction": "请说明进展"},
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
