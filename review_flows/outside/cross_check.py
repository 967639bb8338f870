"""SQL → what a cross-check reads: cases with register line and tracks, lines of catalogues."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from models.case import CaseState, MatterType
from models.catalogue.line import NO_DOCUMENT
from models.cross_check.material import (
    CheckedCase,
    CheckedCatalogue,
    CrossCheckMaterial,
    FilingTrack,
    IssuedDocumentOfCase,
    ListedDocument,
)
from models.issuance import MakerKind
from models.opinion import Conclusion
from models.period import Period
from review_flows.outside.database import Connection, Row
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of_text

CASES = (
    "SELECT c.number, c.title, c.matter_type, c.state, c.unit, u.name AS unit_name, c.received_at, "
    "k.case_number AS classified, i.document_number, i.registration_number, i.issued_on, "
    "i.signed_on, i.published_on, i.makers, i.led_elsewhere, "
    "(SELECT min(o.signed_at) FROM opinions o WHERE o.case_number = c.number) AS opinion_at, "
    "(SELECT o.conclusion FROM opinions o WHERE o.id = (SELECT max(s.id) FROM opinions s "
    "WHERE s.case_number = c.number AND s.signed_at IS NOT NULL)) AS conclusion, "
    "(SELECT count(*) FROM opinions o WHERE o.case_number = c.number AND o.state = 'signed' "
    "AND o.document_sha256 = i.document_sha256) AS covering "
    "FROM cases c LEFT JOIN units u ON u.code = c.unit "
    "LEFT JOIN classifications k ON k.case_number = c.number "
    "LEFT JOIN issuances i ON i.case_number = c.number "
    "WHERE (:played OR NOT c.played) ORDER BY c.number"
)
TRACKS = "SELECT case_number, recipient, due_on, delivered_on FROM filings ORDER BY recipient"
LINES = (
    "SELECT catalogue, sheet, sheet_row, title, document_number, registration_number, issued_on, "
    "published_on, unit, normative, filed_on FROM catalogue_lines WHERE fault = '' "
    "ORDER BY catalogue, line"
)
FAULTS = "SELECT fault, count(*) AS count FROM catalogue_lines WHERE fault <> '' GROUP BY fault"
CATALOGUES = "SELECT id, unit, first_on, last_on FROM catalogues ORDER BY id"


def cross_check_material(
    site: Site, connection: Connection, *, played: bool = False
) -> CrossCheckMaterial:
    """Return all that is compared; `played` takes demonstrations in as well."""
    tracks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.rows(TRACKS):
        tracks[row["case_number"]].append(row)
    faults = {row["fault"]: row["count"] for row in connection.rows(FAULTS)}
    return CrossCheckMaterial(
        cases=tuple(
            _case(row, tracks[row["number"]]) for row in connection.rows(CASES, played=played)
        ),
        lines=tuple(map(_line, connection.rows(LINES))),
        catalogues=tuple(map(_catalogue, connection.rows(CATALOGUES))),
        term=filing_term(site),
        not_taken=sum(count for fault, count in faults.items() if fault not in NO_DOCUMENT),
    )


def filing_term(site: Site) -> Period | None:
    """Return the longest term of filing that the site's rules set a government, or None.

    Where the recipients of a document outside the system are not known, the longest term accuses
    nobody wrongly.
    """
    rules = site.rules.rule_set(site.settings.rule_set).rules_for(MatterType.NORMATIVE_DOCUMENT)
    periods = (rule.period for rule in rules.filed_by(MakerKind.GOVERNMENT))
    return max(filter(None, periods), key=lambda period: period.days, default=None)


def _case(row: Row, tracks: Sequence[Row]) -> CheckedCase:
    return CheckedCase(
        number=row["number"],
        title=row["title"],
        unit=row["unit_name"] or "",
        matter_type=MatterType(row["matter_type"]),
        state=CaseState(row["state"]),
        received_on=day_of_text(row["received_at"]),
        classified=row["classified"] is not None,
        opinion_on=day_of_text(row["opinion_at"]) if row["opinion_at"] else None,
        conclusion=Conclusion(row["conclusion"]) if row["conclusion"] else None,
        issued=_issued(row) if row["document_number"] else None,
        tracks=tuple(
            FilingTrack(one["recipient"], _day(one["due_on"]), _day(one["delivered_on"]))
            for one in tracks
        ),
    )


def _issued(row: Row) -> IssuedDocumentOfCase:
    return IssuedDocumentOfCase(
        document_number=row["document_number"],
        registration_number=row["registration_number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        signed_on=date.fromisoformat(row["signed_on"]),
        published_on=_day(row["published_on"]),
        makers=tuple(json.loads(row["makers"])),
        led_elsewhere=bool(row["led_elsewhere"]),
        covered=row["covering"] > 0,
    )


def _line(row: Row) -> ListedDocument:
    return ListedDocument(
        catalogue=row["catalogue"],
        place=f"{row['sheet']} {row['sheet_row']}",
        title=row["title"],
        document_number=row["document_number"],
        registration_number=row["registration_number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        published_on=_day(row["published_on"]),
        unit=row["unit"],
        normative=row["normative"],
        filed_on=_day(row["filed_on"]),
    )


def _catalogue(row: Row) -> CheckedCatalogue:
    return CheckedCatalogue(row["id"], row["unit"], _day(row["first_on"]), _day(row["last_on"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
