"""The statements of the statistics: each reads what belongs to all cases at once."""

OPINIONS = (
    "SELECT case_number, number, conclusion, signed_at FROM opinions "
    "WHERE signed_at IS NOT NULL ORDER BY signed_at, id"
)
ITEMS = (
    "SELECT o.case_number, o.number AS opinion, o.signed_at, i.number, i.adoption "
    "FROM opinion_items i JOIN opinions o ON o.id = i.opinion WHERE o.signed_at IS NOT NULL "
    "ORDER BY o.id, i.number"
)
ISSUANCES = (
    "SELECT i.case_number, i.document_number, i.registration_number, i.issued_on, i.maker_kind, "
    "i.makers, i.led_elsewhere, i.published_on, i.effective_on, i.valid_until, c.state, "
    "c.state_since, c.rule_set, c.rule_set_digest "
    "FROM issuances i JOIN cases c ON c.number = i.case_number ORDER BY i.case_number"
)
RELATIONS = (
    "SELECT case_number, kind, title, document_number FROM relations WHERE state = 'confirmed' "
    "ORDER BY case_number, number"
)
TRACKS = (
    "SELECT case_number, recipient, due_on, delivered_on, registered_on FROM filings "
    "ORDER BY case_number, recipient DESC"
)
SAID = (
    "SELECT case_number, recipient, kind, said_on, problem_types FROM filing_messages "
    "ORDER BY case_number, recipient, number"
)
RECEIVED = (
    "SELECT number, title, sender, received_on, registered_on FROM received_filings ORDER BY number"
)
RECEIVED_SAID = (
    "SELECT filing, kind, said_on, problem_types FROM received_messages ORDER BY filing, number"
)
LISTED = (
    "SELECT c.name, l.line, l.title, l.document_number, l.issued_on, l.published_on "
    "FROM catalogue_lines l JOIN catalogues c ON c.id = l.catalogue "
    "WHERE l.normative = 'yes' AND l.fault = '' ORDER BY l.catalogue, l.line"
)
