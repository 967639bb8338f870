"""The sheet of a clean-up as an office filled it in: rows in, decisions and faults out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.catalogue.cell import CatalogueRow, CatalogueSheet
from models.cleanup import CleanupOutcome, Decision
from models.errors import BadInput
from models.words import word

# As offices head these columns.
_HEADS: Mapping[str, frozenset[str]] = {
    "item": frozenset({"序号", "编号", "item", "no."}),
    "document_number": frozenset({"发文字号", "文号", "document number"}),
    "outcome": frozenset({"清理意见", "清理结果", "处理意见", "清理结论", "outcome"}),
    "reason": frozenset({"理由", "原因", "清理理由", "备注", "reason"}),
}
_NEEDED = ("item", "outcome")
_ALSO_SAID = {
    "继续": CleanupOutcome.CONTINUE,
    "继续执行": CleanupOutcome.CONTINUE,
    "继续实施": CleanupOutcome.CONTINUE,
    "保留": CleanupOutcome.CONTINUE,
    "有效": CleanupOutcome.CONTINUE,
    "继续施行": CleanupOutcome.CONTINUE,
    "修订": CleanupOutcome.AMEND,
    "拟修改": CleanupOutcome.AMEND,
    "拟修订": CleanupOutcome.AMEND,
    "予以修改": CleanupOutcome.AMEND,
    "拟废止": CleanupOutcome.REPEAL,
    "予以废止": CleanupOutcome.REPEAL,
    "拟失效": CleanupOutcome.LAPSED,
    "宣布失效": CleanupOutcome.LAPSED,
    "已失效": CleanupOutcome.LAPSED,
    "已废止": CleanupOutcome.ALREADY_REPEALED,
}
OUTCOMES: Mapping[str, CleanupOutcome] = {
    **{str(one): one for one in CleanupOutcome},
    **{word(one, "zh"): one for one in CleanupOutcome},
    **_ALSO_SAID,
}
_HEAD_WITHIN = 10  # rows from the top


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row that says something: the decision, or why it is none.

    `row` is counted from the top of the sheet, its head included; `item` is the 序号 as it stands
    there.
    """

    row: int
    item: str
    decision: Decision | None
    fault: str = ""


def filled_rows(sheet: CatalogueSheet) -> tuple[FilledRow, ...]:
    """Return the rows of a sheet that were filled in; where no outcome stands, nothing was said.

    Raises BadInput for a sheet without the columns 序号 and 清理意见.
    """
    head, columns = _head(sheet.rows)
    return tuple(_filled(sheet.rows[head + 1 :], columns))


def _head(rows: Sequence[CatalogueRow]) -> tuple[int, dict[str, int]]:
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        columns = {
            name: at
            for at, cell in reversed(list(enumerate(row.cells)))
            for name, heads in _HEADS.items()
            if _text(cell).lower() in heads
        }
        if all(name in columns for name in _NEEDED):
            return place, columns
    raise BadInput(
        "The file has no row that heads the columns 序号 and 清理意见. Fill in the sheet that "
        "“cleanup show NUMBER --xlsx” writes."
    )


def _filled(rows: Sequence[CatalogueRow], columns: Mapping[str, int]) -> Iterator[FilledRow]:
    for row in rows:
        said = {
            name: _text(row.cells[at]) if at < len(row.cells) else ""
            for name, at in columns.items()
        }
        if not said["outcome"]:
            continue
        if not (said["item"].isascii() and said["item"].isdigit()):
            fault = f"序号 “{said['item']}” is no number of an item"
            yield FilledRow(row.number, said["item"], None, fault)
        elif said["outcome"] not in OUTCOMES:
            near = f"Say {'、'.join(word(one, 'zh') for one in CleanupOutcome)}."
            fault = f"“{said['outcome']}” is no outcome. {near}"
            yield FilledRow(row.number, said["item"], None, fault)
        else:
            decision = Decision(
                int(said["item"]),
                OUTCOMES[said["outcome"]],
                said.get("reason", ""),
                said.get("document_number", ""),
            )
            yield FilledRow(row.number, said["item"], decision)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())
