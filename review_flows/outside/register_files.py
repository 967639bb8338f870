"""The issuance register as cells and as files: rows go in, the same bytes come out each time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.issuance_register import IssuedDocument, totals
from models.words import Language, phrase, word, word_of
from review_flows.letters.issuance_register import RegisterHead, compose
from review_flows.outside.ledgers.columns import Cell
from review_flows.outside.ledgers.table_file import TableFile, table_csv, table_xlsx

FORMATS = ("csv", "xlsx", "docx", "json")
# Code of each column, and its width in characters of a sheet.
COLUMNS: Mapping[str, int] = {
    "serial": 6,
    "number_state": 10,
    "issued_on": 12,
    "document_number": 24,
    "registration_number": 22,
    "title": 44,
    "unit": 26,
    "signer": 12,
    "signed_on": 12,
    "opinion_number": 24,
    "conclusion": 14,
    "published_on": 12,
    "disclose_by": 16,
    "effective_on": 12,
    "valid_until": 12,
    "makers": 30,
    "case": 12,
    "remarks": 44,
}
MAIN = (
    *("serial", "number_state", "issued_on", "document_number", "registration_number", "title"),
    *("unit", "signer", "opinion_number", "conclusion", "published_on", "remarks"),
)


@dataclass(frozen=True, slots=True)
class Register:
    """Rows of a register with their head; `changed_at` is when the site last changed, UTC."""

    rows: tuple[IssuedDocument, ...]
    head: RegisterHead
    language: Language
    changed_at: str


def register_bytes(register: Register, form: str) -> bytes:
    """Return the register in one of FORMATS. The .docx is Chinese, as every paper is."""
    if form == "docx":
        # Imported here: python-docx takes as long as a whole command.
        from review_flows.outside.paper.writer import render_letter

        return render_letter(compose(register.rows, register.head))
    if form == "json":
        return _json(register)
    table = as_table(register)
    return table_csv(table) if form == "csv" else table_xlsx(table)


def as_table(register: Register) -> TableFile:
    """Return the register as a table to be written."""
    language = register.language
    return TableFile(
        title=phrase("register.name", language),
        headings=[phrase(f"heading.register.{code}", language) for code in COLUMNS],
        widths=tuple(COLUMNS.values()),
        rows=[list(cells(row, n, language).values()) for n, row in _numbered(register)],
        told=told(register),
        told_name=phrase("register.totals", language),
        alarming=alarming(register.rows),
        changed_at=register.changed_at,
    )


def alarming(rows: Sequence[IssuedDocument]) -> frozenset[int]:
    """Return the places of documents without an opinion, and of those that were public late."""
    return frozenset(n for n, row in enumerate(rows) if row.unreviewed or row.published_late)


def told(register: Register) -> tuple[str, ...]:
    """Return what the rows add up to, a line each."""
    language, head, added = register.language, register.head, totals(register.rows)
    conclusions = [
        f"{word_of('Conclusion', code, language)} {count}"
        for code, count in added.conclusions.items()
    ]
    values: dict[str, object] = {
        **{name: getattr(added, name) for name in ("issued", "void", "reserved", "published")},
        **{name: getattr(added, name) for name in ("unreviewed", "published_late")},
        "first_on": head.first_on,
        "last_on": head.last_on,
        "conclusions": phrase("ledger.and", language).join(conclusions) or "–",
    }
    lines = ("register.told_days", "register.told_reviewed", "register.told_published")
    return tuple(phrase(line, language, **values) for line in lines)


def cells(row: IssuedDocument, serial: int, language: Language) -> dict[str, Cell]:
    """Return the cells of a row by their columns, as people read them."""
    joint = phrase("ledger.and", language).join(row.makers)
    lacking = phrase("register.without_opinion", language) if row.unreviewed else ""
    return {
        "serial": serial,
        "number_state": word(row.state, language),
        "issued_on": row.issued_on,
        "document_number": row.document_number,
        "registration_number": row.registration_number,
        "title": row.title,
        "unit": row.drafting_unit,
        "signer": row.signer,
        "signed_on": row.signed_on,
        "opinion_number": row.opinion_number or lacking,
        "conclusion": word_of("Conclusion", row.conclusion, language) or lacking,
        "published_on": row.published_on,
        "disclose_by": row.disclose_by,
        "effective_on": row.effective_on,
        "valid_until": row.valid_until,
        "makers": joint,
        "case": row.case_number,
        "remarks": _remarks(row, language),
    }


def exact(row: IssuedDocument, serial: int) -> dict[str, object]:
    """Return a row as codes and exact texts."""
    said = dict(cells(row, serial, "en"))
    codes = {"number_state": str(row.state), "makers": list(row.makers)}
    opinion = {"opinion_number": row.opinion_number, "conclusion": row.conclusion}
    said.pop("remarks")
    return {
        **said,
        **codes,
        **opinion,
        "led_elsewhere": row.led_elsewhere,
        "published_late": row.published_late,
        "late_reason": row.late_reason,
        "void_reason": row.void_reason,
    }


def _remarks(row: IssuedDocument, language: Language) -> str:
    late = phrase("register.late", language, reason=row.late_reason) if row.published_late else ""
    led = phrase("register.led_elsewhere", language) if row.led_elsewhere else ""
    return " ".join(part for part in (row.void_reason, led, late) if part)


def _numbered(register: Register) -> enumerate[IssuedDocument]:
    return enumerate(register.rows, start=1)


def _json(register: Register) -> bytes:
    head, added = register.head, totals(register.rows)
    said: dict[str, object] = {
        "first_on": head.first_on,
        "last_on": head.last_on,
        "rows": [exact(row, n) for n, row in _numbered(register)],
        "totals": {name: getattr(added, name) for name in added.__slots__},
    }
    text = json.dumps(said, ensure_ascii=False, default=str, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")
