"""What people do besides moving a case: look, and keep the site; each with who may.

The moves stand in models/permission.py, which joins both into the one table.
"""

from enum import StrEnum

from models.case import CaseState as S
from models.person import ADMINISTRATORS, Role
from models.relation import Condition, Permission, Relation, may_if


class Action(StrEnum):
    """What a command, or a page, does that is no move."""

    SEE_CASE = "see_case"  # that there is such a case; its state, days, tasks, letters
    READ_DOCUMENTS = "read_documents"
    READ_FINDINGS = "read_findings"  # what the screening found
    READ_REVIEW = "read_review"  # advice, comments, opinions before their signature
    SEE_QUEUE = "see_queue"
    SUBMIT = "submit"
    MOVE = "move"  # one's own moves; each is looked up by itself
    SEE_LEDGER = "see_ledger"
    SEE_REGISTER = "see_register"  # 发文登记表: what was issued, and the series of its numbers
    IMPORT_CATALOGUE = "import_catalogue"  # 发文目录: what was issued outside the system
    CROSS_CHECK = "cross_check"  # hold catalogues against cases, register and filings
    READ_LOG = "read_log"  # of a case
    READ_SITE_LOG = "read_site_log"  # what belongs to no case: people, calendars, refusals
    VERIFY_LOG = "verify_log"
    EXPORT_LOG = "export_log"  # whole entries of a case, for somebody outside
    REDACT_LOG = "redact_log"  # remove a text that is kept beside an entry; the entry stands
    SEE_RULES = "see_rules"
    SEE_CALENDAR = "see_calendar"
    CHANGE_CALENDAR = "change_calendar"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"  # units, persons, memberships; never roles
    GRANT_ROLES = "grant_roles"
    MANAGE_ACCOUNTS = "manage_accounts"  # one-time links, the end of sessions; no password
    READ_SECURITY_LOG = "read_security_log"
    SEE_ACCOUNT_POLICY = "see_account_policy"
    ENTER_ABSENCE = "enter_absence"  # one's own
    ENTER_OTHERS_ABSENCE = "enter_others_absence"
    SEE_CLEANUP = "see_cleanup"  # 清理: the list of documents in force, and what became of each
    KEEP_CLEANUP = "keep_cleanup"
    SEE_NOTICES = "see_notices"
    TAKE_IN = "take_in"  # take what lies in docs_in, and run again what failed
    OPERATE = "operate"  # start, look after the machine
    # What others file with this organ, where it is the recipient.
    RECEIVE_FILING = "receive_filing"
    ANSWER_FILING = "answer_filing"  # what needs no judgement on the text
    JUDGE_FILING = "judge_filing"  # an opinion on it, a suggestion, a revocation, its end
    SEE_RECEIVED = "see_received"


ANYONE = may_if()
PASSED_ON = frozenset(
    {
        S.PASSED,
        S.ISSUED,
        S.PUBLISHED,
        S.FILED,
        S.IN_FORCE,
        S.EVALUATED,
        S.AMENDED,
        S.REPEALED,
        S.LAPSED,
    }
)
SINCE_PASSED = may_if(
    states=PASSED_ON, sentence="only what the meeting has passed comes to this desk"
)
OWN_CASES = may_if(Relation.OWN_UNIT, sentence="only the drafting unit of the case may see this")
# Who belongs to the drafting unit is no independent advisor.
WHILE_ASKED = may_if(
    Relation.ASKED,
    bars=(Relation.CONFLICTED,),
    sentence="an advisor sees a case while being asked about it",
)
IN_THE_REVIEW = Permission(
    tuple(
        Condition(frozenset({part}), frozenset({Relation.CONFLICTED}))
        for part in (Relation.REVIEWER, Relation.ASKED)
    ),
    "only who reviews the case may read this",
)
# Before its acceptance a case is the clerk's, and one that ended waits for no reviewer.
REVIEW_WAITS = frozenset(
    {S.ACCEPTED, S.UNDER_REVIEW, S.PAUSED, S.REVISION_SUBMITTED, S.PASSED_WITH_CHANGES}
)
MAY_REVIEW = Permission(
    (
        *IN_THE_REVIEW.conditions,
        Condition(frozenset({Relation.UNCLAIMED}), frozenset({Relation.CONFLICTED}), REVIEW_WAITS),
    ),
    "a reviewer takes what nobody reviews yet, and never a document of his own unit",
)
# Who had a hand in a review finds the case among what he has done, and reads nothing of it.
REVIEWERS_SIGHT = Permission(
    (
        *MAY_REVIEW.conditions,
        Condition(frozenset({Relation.REVIEWED}), frozenset({Relation.CONFLICTED})),
    ),
    "a reviewer sees the cases that he reviews and those that nobody has taken",
)
NOT_CONFLICTED = may_if(
    bars=(Relation.CONFLICTED,), sentence="nobody judges a document of his own unit"
)
_EVERYBODYS = (
    Action.SEE_QUEUE,
    Action.MOVE,
    Action.SEE_RULES,
    Action.SEE_CALENDAR,
    Action.ENTER_ABSENCE,
    Action.SEE_NOTICES,
)
_BUSINESS = (
    Role.DRAFTER,
    Role.CLERK,
    Role.REVIEWER,
    Role.CHIEF,
    Role.ADVISOR,
    Role.OFFICE,
    Role.REGISTRAR,
    Role.FILING_CLERK,
    Role.AUDITOR,
)
# Who works in the house sees who else does; drafting units and law firms need not.
_HOUSE = (
    Role.CLERK,
    Role.REVIEWER,
    Role.CHIEF,
    Role.OFFICE,
    Role.REGISTRAR,
    Role.FILING_CLERK,
    *ADMINISTRATORS,
)

# The auditor sees that a case is there and its days, and reads documents only where the law gives
# him a reason that he states; so not here. No administrator sees a case.
ACTIONS: dict[tuple[Role, Action], Permission] = {
    **{(role, action): ANYONE for role in _BUSINESS for action in _EVERYBODYS},
    **{(role, Action.SEE_PEOPLE): ANYONE for role in _HOUSE},
    **{(role, Action.SEE_RULES): ANYONE for role in ADMINISTRATORS},
    **{(role, Action.SEE_CALENDAR): ANYONE for role in ADMINISTRATORS},
    (Role.DRAFTER, Action.SUBMIT): ANYONE,
    (Role.DRAFTER, Action.SEE_CASE): OWN_CASES,
    (Role.DRAFTER, Action.READ_DOCUMENTS): OWN_CASES,
    (Role.DRAFTER, Action.READ_LOG): OWN_CASES,
    (Role.DRAFTER, Action.SEE_LEDGER): OWN_CASES,
    (Role.DRAFTER, Action.SEE_REGISTER): OWN_CASES,
    (Role.CLERK, Action.SUBMIT): ANYONE,  # what was handed over on paper or by mail
    (Role.CLERK, Action.SEE_CASE): ANYONE,
    (Role.CLERK, Action.READ_DOCUMENTS): ANYONE,
    (Role.CLERK, Action.READ_FINDINGS): ANYONE,
    (Role.CLERK, Action.READ_LOG): ANYONE,
    (Role.CLERK, Action.TAKE_IN): ANYONE,
    (Role.CLERK, Action.ENTER_OTHERS_ABSENCE): ANYONE,
    (Role.CLERK, Action.IMPORT_CATALOGUE): ANYONE,
    (Role.CLERK, Action.CROSS_CHECK): ANYONE,
    (Role.REVIEWER, Action.SEE_CASE): REVIEWERS_SIGHT,
    (Role.REVIEWER, Action.READ_DOCUMENTS): MAY_REVIEW,
    (Role.REVIEWER, Action.READ_FINDINGS): IN_THE_REVIEW,
    (Role.REVIEWER, Action.READ_REVIEW): IN_THE_REVIEW,
    (Role.REVIEWER, Action.READ_LOG): REVIEWERS_SIGHT,
    (Role.CHIEF, Action.SEE_CASE): ANYONE,
    (Role.CHIEF, Action.READ_DOCUMENTS): ANYONE,
    (Role.CHIEF, Action.READ_FINDINGS): NOT_CONFLICTED,
    (Role.CHIEF, Action.READ_REVIEW): NOT_CONFLICTED,
    (Role.CHIEF, Action.READ_LOG): ANYONE,
    (Role.CHIEF, Action.SEE_LEDGER): ANYONE,
    (Role.CHIEF, Action.SEE_REGISTER): ANYONE,
    (Role.CHIEF, Action.CHANGE_CALENDAR): ANYONE,
    (Role.CHIEF, Action.SEE_CLEANUP): ANYONE,
    (Role.CHIEF, Action.KEEP_CLEANUP): ANYONE,
    (Role.CHIEF, Action.JUDGE_FILING): ANYONE,
    (Role.CHIEF, Action.SEE_RECEIVED): ANYONE,
    (Role.CHIEF, Action.ENTER_OTHERS_ABSENCE): ANYONE,
    (Role.CHIEF, Action.CROSS_CHECK): ANYONE,
    (Role.ADVISOR, Action.SEE_CASE): WHILE_ASKED,
    (Role.ADVISOR, Action.READ_DOCUMENTS): WHILE_ASKED,
    (Role.ADVISOR, Action.READ_LOG): WHILE_ASKED,
    (Role.OFFICE, Action.SEE_CASE): ANYONE,
    (Role.OFFICE, Action.READ_DOCUMENTS): ANYONE,
    (Role.OFFICE, Action.READ_LOG): ANYONE,
    (Role.OFFICE, Action.SEE_CLEANUP): ANYONE,
    (Role.OFFICE, Action.SEE_REGISTER): ANYONE,
    (Role.REGISTRAR, Action.SEE_CASE): SINCE_PASSED,
    (Role.REGISTRAR, Action.READ_DOCUMENTS): SINCE_PASSED,
    (Role.REGISTRAR, Action.READ_LOG): SINCE_PASSED,
    (Role.REGISTRAR, Action.SEE_CLEANUP): ANYONE,
    (Role.REGISTRAR, Action.KEEP_CLEANUP): ANYONE,
    (Role.REGISTRAR, Action.SEE_REGISTER): ANYONE,  # void numbers of cases sent back too
    (Role.REGISTRAR, Action.IMPORT_CATALOGUE): ANYONE,
    (Role.REGISTRAR, Action.CROSS_CHECK): ANYONE,
    (Role.FILING_CLERK, Action.SEE_CASE): SINCE_PASSED,
    (Role.FILING_CLERK, Action.READ_DOCUMENTS): SINCE_PASSED,
    (Role.FILING_CLERK, Action.READ_LOG): SINCE_PASSED,
    (Role.FILING_CLERK, Action.SEE_CLEANUP): ANYONE,
    (Role.FILING_CLERK, Action.SEE_REGISTER): ANYONE,
    (Role.FILING_CLERK, Action.RECEIVE_FILING): ANYONE,
    (Role.FILING_CLERK, Action.ANSWER_FILING): ANYONE,
    (Role.FILING_CLERK, Action.SEE_RECEIVED): ANYONE,
    (Role.FILING_CLERK, Action.CROSS_CHECK): ANYONE,
    (Role.AUDITOR, Action.SEE_RECEIVED): ANYONE,
    (Role.AUDITOR, Action.SEE_CASE): ANYONE,
    (Role.AUDITOR, Action.SEE_LEDGER): ANYONE,
    (Role.AUDITOR, Action.SEE_REGISTER): ANYONE,
    (Role.AUDITOR, Action.READ_LOG): ANYONE,
    (Role.AUDITOR, Action.READ_SITE_LOG): ANYONE,
    (Role.AUDITOR, Action.SEE_CLEANUP): ANYONE,
    (Role.AUDITOR, Action.VERIFY_LOG): ANYONE,
    (Role.AUDITOR, Action.EXPORT_LOG): ANYONE,
    (Role.AUDITOR, Action.CROSS_CHECK): ANYONE,
    (Role.SYSTEM_ADMIN, Action.MANAGE_PEOPLE): ANYONE,
    **{(role, Action.SEE_ACCOUNT_POLICY): ANYONE for role in ADMINISTRATORS},
    (Role.SYSTEM_ADMIN, Action.MANAGE_ACCOUNTS): ANYONE,
    (Role.SYSTEM_ADMIN, Action.OPERATE): ANYONE,
    (Role.SYSTEM_ADMIN, Action.TAKE_IN): ANYONE,
    (Role.SYSTEM_ADMIN, Action.SEE_NOTICES): ANYONE,
    (Role.SECURITY_ADMIN, Action.GRANT_ROLES): ANYONE,
    (Role.SECURITY_ADMIN, Action.CHANGE_CALENDAR): ANYONE,
    (Role.AUDIT_ADMIN, Action.VERIFY_LOG): ANYONE,
    (Role.AUDIT_ADMIN, Action.REDACT_LOG): ANYONE,
    (Role.AUDIT_ADMIN, Action.READ_SITE_LOG): ANYONE,
    (Role.AUDIT_ADMIN, Action.READ_SECURITY_LOG): ANYONE,
}
