"""The statements of the compliance ledger: each reads what belongs to all chosen cases at once.

:since and :before are instants of receipt (UTC) and bound every statement, so that a month is read
along an index; FIRST and LAST let all through. The other values are codes; None lets all through.
"""

from models.filing_terms import ASKING
from review_flows.outside.exchanges import LIVES

FIRST, LAST = "", "9999"  # before and after every instant
# The same cases in every statement. The type has to be named: PostgreSQL knows none of a NULL.
CHOSEN = (
    "(:played OR NOT c.played) "
    "AND c.received_at >= :since AND c.received_at < :before "
    "AND (CAST(:unit AS TEXT) IS NULL OR c.unit = :unit) "
    "AND (CAST(:matter_type AS TEXT) IS NULL OR c.matter_type = :matter_type) "
    "AND (CAST(:state AS TEXT) IS NULL OR c.state = :state)"
)

CASES = (
    "SELECT c.number, c.title, c.matter_type, c.state, c.unit, u.name AS unit_name, c.reviewer, "
    "p.name AS reviewer_name, c.received_at, c.accepted_on, c.rule_set, c.rule_set_digest, "
    "c.played, i.document_number, i.registration_number, i.published_on FROM cases c "
    "LEFT JOIN units u ON u.code = c.unit LEFT JOIN persons p ON p.code = c.reviewer "
    f"LEFT JOIN issuances i ON i.case_number = c.number WHERE {CHOSEN} "
    "ORDER BY c.received_at, c.number"
)
CLOCK_EVENTS = (
    "SELECT e.case_number, e.seq, e.kind, e.happened_on, e.days, e.ground, e.meeting_on, e.cause "
    f"FROM clock_events e JOIN cases c ON c.number = e.case_number WHERE {CHOSEN} "
    "ORDER BY e.case_number, e.seq"
)
# In the order of signing: of several opinions of a case the last one stands.
OPINIONS = (
    "SELECT o.id, o.case_number, o.state, o.conclusion, o.number, o.signed_at, o.reviewer, "
    "p.name AS reviewer_name, count(i.number) AS items, "
    "count(CASE WHEN i.adoption = 'adopted' THEN 1 END) AS adopted, "
    "count(CASE WHEN i.adoption = 'partly' THEN 1 END) AS partly, "
    "count(CASE WHEN i.adoption = 'not_adopted' THEN 1 END) AS not_adopted, "
    "(SELECT count(*) FROM opinions s WHERE s.case_number = o.case_number "
    "AND s.signed_at IS NOT NULL) AS signed "
    # The cases first: SQLite would read every opinion there is.
    "FROM cases c CROSS JOIN opinions o "
    "LEFT JOIN opinion_items i ON i.opinion = o.id LEFT JOIN persons p ON p.code = o.reviewer "
    f"WHERE o.case_number = c.number AND o.signed_at IS NOT NULL AND {CHOSEN} "
    "GROUP BY o.id, o.case_number, o.state, o.conclusion, o.number, o.signed_at, o.reviewer, "
    "p.name ORDER BY o.id"
)
ADVISORS = (
    "SELECT q.case_number, p.name FROM consultations q JOIN cases c ON c.number = q.case_number "
    f"JOIN persons p ON p.code = q.advisor WHERE {CHOSEN} ORDER BY q.id"
)
MEETINGS = (
    "SELECT d.case_number, d.meeting, d.held_on, d.result FROM deliberations d "
    f"JOIN cases c ON c.number = d.case_number WHERE {CHOSEN} ORDER BY d.id"
)
OVERRIDES = (
    "SELECT o.case_number, o.approved_by, o.reason FROM overrides o "
    f"JOIN cases c ON c.number = o.case_number WHERE c.overridden AND {CHOSEN} ORDER BY o.seq"
)
FILINGS = (
    "SELECT f.case_number, f.recipient, f.registered_on, f.delivered_on, "
    f"CASE WHEN {LIVES} THEN f.state END AS state, f.due_on, "
    f"CASE WHEN {LIVES} THEN f.reply_by END AS reply_by, "
    # A recipient that finds nothing in what it registered need not say so.
    f"CASE WHEN {LIVES} AND f.state <> 'registered' THEN f.answer_by END AS answer_by "
    "FROM filings f "
    f"JOIN cases c ON c.number = f.case_number WHERE {CHOSEN} ORDER BY f.case_number, f.recipient"
)
ASKING_KINDS = ", ".join(f"'{kind}'" for kind in sorted(ASKING))
# Each reply that arrived, with the letter that it answers.
REPLIES = (
    "SELECT a.case_number, a.recipient, a.kind, a.said_on, a.reply_by, r.delivered_on "
    "FROM filing_messages a JOIN filing_messages r ON r.case_number = a.case_number "
    "AND r.recipient = a.recipient AND r.answers = a.number AND r.delivered_on IS NOT NULL "
    "JOIN cases c ON c.number = a.case_number "
    f"WHERE a.direction = 'in' AND a.kind IN ({ASKING_KINDS}) AND {CHOSEN} "
    "ORDER BY a.case_number, a.recipient, a.number"
)
BREACHES = (
    "SELECT b.case_number, b.breach FROM breaches b JOIN cases c ON c.number = b.case_number "
    f"WHERE {CHOSEN}"
)
LAST_PLAYED = (
    "SELECT c.number, max(e.at) AS at FROM cases c JOIN events e ON e.chain = c.number "
    f"WHERE c.played = TRUE AND {CHOSEN} GROUP BY c.number"
)
NEWEST_ENTRY = "SELECT at FROM events ORDER BY id DESC LIMIT 1"
FROZEN_RULES = "SELECT code FROM frozen_rule_sets WHERE digest = :digest"
