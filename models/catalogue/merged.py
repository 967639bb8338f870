"""Cells merged downwards: the value of the first one holds for each row that it spans."""

from dataclasses import replace

from models.catalogue.cell import CatalogueRow, CatalogueSheet, CellValue


def fill_down(sheet: CatalogueSheet) -> list[CatalogueRow]:
    """Return the rows of a sheet with what is merged over several rows standing in each."""
    rows = list(sheet.rows)
    filled: set[tuple[int, int]] = set()  # ranges that overlap are a trick, and end the filling
    by_number = {row.number: place for place, row in enumerate(rows)}
    for merged in sheet.merged:
        first = by_number.get(merged.first_row)
        if first is None or merged.first_row == merged.last_row:
            continue
        if merged.first_column >= len(rows[first].cells):
            continue
        value, place = rows[first].cells[merged.first_column], first + 1
        column = merged.first_column
        while place < len(rows) and rows[place].number <= merged.last_row:
            if (place, column) in filled:
                break
            filled.add((place, column))
            rows[place] = _with(rows[place], column, value)
            place += 1
    return rows


def _with(row: CatalogueRow, column: int, value: CellValue) -> CatalogueRow:
    cells = [*row.cells, *(None,) * (column + 1 - len(row.cells))]
    cells[column] = value
    return replace(row, cells=tuple(cells))


def spans_of(sheet: CatalogueSheet) -> dict[tuple[int, int], int]:
    """Return, for the first cell of each merged range by row and column, the columns it takes."""
    return {(one.first_row, one.first_column): one.spans for one in sheet.merged}
