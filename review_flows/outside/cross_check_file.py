"""The findings of a cross-check as cells, and as an .xlsx file of the same bytes each time."""

from collections.abc import Iterator, Mapping, Sequence

from models.cross_check.finding import CrossCheckFinding, CrossCheckList, CrossCheckResult
from models.cross_check.material import CrossCheckMaterial
from models.words import Language, phrase, told_source, word, word_of
from review_flows.outside.ledgers.columns import Cell
from review_flows.outside.ledgers.table_file import TableFile, table_xlsx

# Code of each column, and its width in characters of a sheet.
COLUMNS: Mapping[str, int] = {
    "check_list": 16,
    "check_day": 12,
    "check_number": 24,
    "check_title": 48,
    "check_unit": 24,
    "claim": 16,
    "check_why": 36,
    "check_where": 24,
    "check_other": 24,
    "check_other_title": 48,
    "recipient": 24,
    "check_due_on": 18,
    "late": 12,
}


def cells(one: CrossCheckFinding, language: Language) -> list[Cell]:
    """Return the cells of a finding, in the order of COLUMNS."""
    return [
        word(one.kind, language),
        one.day,
        one.document_number,
        one.title,
        one.unit,
        word(one.claim, language),
        word(one.reason, language),
        one.where,
        one.other,
        one.other_title,
        word_of("UnitKind", one.recipient, language),
        one.due_on,
        one.late,
    ]


def told(
    result: CrossCheckResult, material: CrossCheckMaterial, language: Language
) -> Iterator[str]:
    """Yield what the findings were drawn from, and how they are meant."""
    yield phrase(
        "cross_check.from",
        language,
        cases=result.cases,
        issued=result.issued,
        catalogues=len(material.catalogues),
        lines=result.lines,
        repeated=result.repeated,
        not_taken=result.not_taken,
    )
    term = material.term
    if term is None:
        yield phrase("cross_check.no_term", language)
    else:
        unverified = "" if term.verified else phrase("cross_check.unverified", language)
        yield phrase(
            "cross_check.term",
            language,
            days=term.days,
            unit=word(term.unit, language),
            source=told_source(term.source, language),
            unverified=unverified,
        )
    yield phrase("cross_check.near_measure", language)
    yield phrase("cross_check.person", language)


def counts(result: CrossCheckResult, language: Language) -> list[tuple[str, int, str]]:
    """Return each list with how many findings it has, and what it counts."""
    return [
        (word(kind, language), result.counts[kind], phrase(f"cross_check.means.{kind}", language))
        for kind in CrossCheckList
    ]


def cross_check_xlsx(
    result: CrossCheckResult, lines: Sequence[str], language: Language, changed_at: str
) -> bytes:
    """Return the file: the findings, and on a second sheet their counts and how they are meant."""
    counted = [f"{name}：{count}。{means}" for name, count, means in counts(result, language)]
    table = TableFile(
        title=phrase("cross_check.name", language),
        headings=[phrase(f"heading.{code}", language) for code in COLUMNS],
        widths=list(COLUMNS.values()),
        rows=[cells(one, language) for one in result.findings],
        told=[*counted, *lines],
        told_name=phrase("heading.meaning", language),
        changed_at=changed_at,
    )
    return table_xlsx(table)
