"""The form, the catalogue and the report as files in each format that they have."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.letter import LetterText
from models.statistics.facts import Matter
from models.statistics.table import TableLine
from review_flows.letters import filing_yearbook, statistics_table
from review_flows.letters.statistics_table import StatisticsHead
from review_flows.outside.ledgers.table_file import TableFile, table_csv, table_xlsx
from review_flows.outside.statistics.tables import (
    catalogue_file,
    catalogue_objects,
    form_file,
    form_objects,
)


@dataclass(frozen=True, slots=True)
class StatisticsPaper:
    """What is handed up: as cells, as objects, and as it stands on paper."""

    table: TableFile
    objects: Sequence[Mapping[str, object]]
    text: LetterText


def form_paper(
    lines: Sequence[TableLine], head: StatisticsHead, changed_at: str
) -> StatisticsPaper:
    """Return the form of 14 columns."""
    text = statistics_table.compose(lines, head)
    return StatisticsPaper(form_file(lines, head, changed_at), form_objects(lines), text)


def catalogue_paper(
    matters: Sequence[Matter], head: StatisticsHead, changed_at: str
) -> StatisticsPaper:
    """Return the catalogue of what was published."""
    text = filing_yearbook.compose(matters, head)
    table = catalogue_file(matters, head, changed_at)
    return StatisticsPaper(table, catalogue_objects(matters), text)


def paper_bytes(paper: StatisticsPaper, form: str) -> bytes:
    """Return a paper as .csv, .xlsx, .docx or .json; the same facts make the same bytes."""
    if form == "docx":
        # Imported here: python-docx takes as long as a whole command.
        from review_flows.outside.paper.writer import render_letter

        return render_letter(paper.text)
    if form == "json":
        text = json.dumps(list(paper.objects), ensure_ascii=False, default=str, indent=1)
        return (text + "\n").encode("utf-8", "backslashreplace")
    return table_xlsx(paper.table) if form == "xlsx" else table_csv(paper.table)
