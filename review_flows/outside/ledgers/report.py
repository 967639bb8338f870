"""What a ledger's file holds: a ledger and its summary go in, titles, lines and tables come out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.case import MatterType
from models.ledger import Ledger
from models.ledger_summary import LedgerSummary, Punctuality, Tally
from models.words import Language, phrase, word, word_of
from review_flows.outside.ledgers.columns import Cell

# In these options a code stands that has a word; the others name a unit or a person.
LIST_OF_OPTION = {"matter_type": "MatterType", "state": "CaseState", "breach": "ClockBreach"}
COUNTED = (*map(str, Punctuality), "total", "median_working")


@dataclass(frozen=True, slots=True)
class Report:
    """A ledger to be written, by the `office` that keeps it.

    `month` is set where it is about what ended in that month alone.
    """

    ledger: Ledger
    summary: LedgerSummary
    language: Language
    only_summary: bool = False
    month: str = ""
    office: str = ""

    def says(self, key: str, **values: object) -> str:
        """Return a phrase in the report's language."""
        return phrase(f"ledger.{key}", self.language, **values)

    @property
    def title(self) -> str:
        """What stands at its head."""
        name = self.says("name")
        return f"{name}{self.month and ' ' + self.month}"

    def lines(self) -> Iterator[str]:
        """Return what is to be known of the figures: period, choice, and how months are meant."""
        ledger, count = self.ledger, len(self.ledger.rows)
        if self.month:
            yield self.says("month_report", month=self.month, as_of=ledger.as_of, count=count)
        else:
            yield self.says(
                "period",
                first_on=ledger.first_on,
                last_on=ledger.last_on,
                as_of=ledger.as_of,
                count=count,
            )
        if ledger.chosen:
            told = [self._choice(option, code) for option, code in ledger.chosen]
            yield self.says("chosen", chosen=self.says("and").join(told))
        yield from self._overridden()

    def _overridden(self) -> Iterator[str]:
        """Return who let which case go to the meeting against its opinion: colours are not read."""
        for row in self.ledger.rows:
            if row.alarming:
                who, why = row.sequel.override
                number = row.entered.number
                yield self.says("overridden", number=number, approved_by=who, reason=why)

    def _choice(self, option: str, code: str) -> str:
        kind = LIST_OF_OPTION.get(option)
        told = word_of(kind, code, self.language) if kind else code
        return f"{self.says(f'chosen.{option}')} {told}".rstrip()


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A table of the summary; columns by the codes of their headings."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def summary_tables(report: Report) -> Iterator[SummaryTable]:
    """Return the whole, then by unit, reviewer, month and matter type, then the breaches."""
    summary, language = report.summary, report.language

    def type_name(tally: Tally) -> str:
        return word(MatterType(tally.group.code), language)

    yield _tallies(report, "whole", (summary.whole,))
    yield _tallies(report, "unit", summary.by_unit)
    yield _tallies(report, "reviewer", summary.by_reviewer)
    yield _tallies(report, "month", summary.by_month)
    yield _tallies(report, "matter_type", summary.by_matter_type, type_name)
    if summary.breaches:
        rows = tuple(
            (
                word(one.matter_type, language),
                word(one.breach, language),
                word(one.caused_by, language),
                one.count,
            )
            for one in summary.breaches
        )
        columns = ("matter_type", "breach", "caused_by", "total")
        yield SummaryTable(report.says("summary.breach"), columns, rows)


def _tallies(
    report: Report,
    kind: str,
    tallies: tuple[Tally, ...],
    name_of: Callable[[Tally], str] = lambda tally: tally.group.name,
) -> SummaryTable:
    return SummaryTable(
        title=report.says(f"summary.{kind}"),
        columns=(kind, *COUNTED),
        rows=tuple(
            (
                name_of(tally) if tally.group.code else report.says(f"unnamed.{kind}"),
                *(tally.counts[one] for one in Punctuality),
                tally.total,
                _middle(tally.median_working),
            )
            for tally in tallies
        ),
    )


def _middle(median: float | None) -> float | int | None:
    return int(median) if median is not None and median.is_integer() else median
