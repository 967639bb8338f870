"""The cross-check: what was issued, against what was reviewed, registered and filed.

What one congress did by hand over 1,100 rows of catalogues (domain.md, §9.2). It finds; a person
concludes: a title that seems normative is 疑似, and a row that was not taken in is not judged.
"""

from collections.abc import Iterator

from models.catalogue.days import CatalogueDays
from models.cross_check.both_ways import not_in_catalogue, not_in_register
from models.cross_check.duplicates import near_duplicates
from models.cross_check.filing_lists import FilingTerm, filing_findings
from models.cross_check.finding import CrossCheckFinding, CrossCheckList, CrossCheckResult
from models.cross_check.matching import matched
from models.cross_check.material import CrossCheckMaterial, ListedDocument
from models.cross_check.review_lists import before_opinion, not_reviewed, title_changed
from models.cross_check.title_key import number_key, title_key
from models.work_calendar import WorkCalendar


def cross_check(
    material: CrossCheckMaterial, days: CatalogueDays, calendar: WorkCalendar, unit: str = ""
) -> CrossCheckResult:
    """Return every list. `days` and `unit` choose what is shown, after all was compared with all.

    `unit` is a name: of a catalogue's row, or of the drafting unit of a case.
    """
    lines = _latest(material.lines)
    pairs = matched(lines, material.cases)
    term = FilingTerm(days.today, calendar, material.term)
    found = (
        *not_reviewed(pairs, material.cases),
        *filing_findings(pairs, material.cases, term),
        *not_in_catalogue(pairs, material),
        *not_in_register(pairs),
        *near_duplicates(pairs, material.cases),
        *title_changed(pairs),
        *before_opinion(pairs, material.cases),
    )
    shown = tuple(sorted(_chosen(found, days, unit), key=_order))
    return CrossCheckResult(
        shown,
        cases=len(material.cases),
        issued=sum(case.issued is not None for case in material.cases),
        lines=len(lines),
        repeated=len(material.lines) - len(lines),
        not_taken=material.not_taken,
        counts={kind: sum(one.kind is kind for one in shown) for kind in CrossCheckList},
    )


def _latest(lines: tuple[ListedDocument, ...]) -> tuple[ListedDocument, ...]:
    """Return each document once: of two lines with one number and title, the later catalogue's."""
    latest = {(number_key(one.document_number), title_key(one.title)): one for one in lines}
    return tuple(latest.values())


def _chosen(
    found: tuple[CrossCheckFinding, ...], days: CatalogueDays, unit: str
) -> Iterator[CrossCheckFinding]:
    return (one for one in found if days.cover(one.day) and unit in ("", one.unit))


_PLACE = {kind: place for place, kind in enumerate(CrossCheckList)}


def _order(one: CrossCheckFinding) -> tuple[int, str, str, str, str]:
    return _PLACE[one.kind], str(one.day), one.document_number, one.where, one.recipient
