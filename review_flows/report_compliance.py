"""Scheduled: the ledger of the year and the summary of last month, for whoever audits.

Reads: every case with its clock, opinion and what followed.
Writes: docs_out/reports/ledger_<first>_<last>.xlsx, docs_out/reports/summary_<month>.docx.
Run again, it writes the same names anew. The summary reads every clock at the end of the month it
is about, so it says the same whenever it is made; the ledger shows each case as it is today.
"""

from dataclasses import replace
from datetime import date, timedelta

from prefect import flow, task

from models.ledger import Ledger
from models.ledger_summary import month_of, summarize
from models.person import UnitKind
from review_flows.outside.current_site import current_site
from review_flows.outside.ledger_rows import Selection, read_ledger
from review_flows.outside.ledgers.files import ledger_name, write_report
from review_flows.outside.ledgers.report import Report
from review_flows.outside.records import offices
from review_flows.outside.wall_clock import day_of


@flow(name="report_compliance", flow_run_name="report_compliance")
async def report_compliance() -> str:
    """Write both reports on the month before this one; return the path of the ledger."""
    site = current_site()
    today = day_of(site.clock.now())
    last_on = today.replace(day=1) - timedelta(days=1)
    write_month(last_on)
    return write_year(last_on, today)


@task(task_run_name="ledger until {last_on}")
def write_year(last_on: date, today: date) -> str:
    """Write what was received from the first of January to the end of the month."""
    site = current_site()
    wanted = Selection(first_on=date(last_on.year, 1, 1), last_on=last_on)
    with site.database.reading() as connection:
        ledger = read_ledger(site, connection, wanted, today)
        office = offices(connection).get(UnitKind.REVIEW_OFFICE, "")
    path = site.settings.docs_out / "reports" / ledger_name(ledger, "xlsx")
    report = Report(ledger, summarize(ledger.rows), "zh", office=office)
    write_report(report, path, "xlsx")
    return str(path)


@task(task_run_name="summary of {last_on:%Y-%m}")
def write_month(last_on: date) -> str:
    """Write the summary of what ended in the month, whenever it came in, and of what waited."""
    site = current_site()
    month = f"{last_on:%Y-%m}"
    with site.database.reading() as connection:
        ledger = read_ledger(site, connection, Selection(last_on=last_on), last_on)
        office = offices(connection).get(UnitKind.REVIEW_OFFICE, "")
    ledger = of_month(ledger, month)
    path = site.settings.docs_out / "reports" / f"summary_{month}.docx"
    summary = summarize(ledger.rows)
    report = Report(ledger, summary, "zh", only_summary=True, month=month, office=office)
    write_report(report, path, "docx")
    return str(path)


def of_month(ledger: Ledger, month: str) -> Ledger:
    """Return the ledger with what ended in a month and what had not ended when it was over."""
    rows = tuple(row for row in ledger.rows if month_of(row) in ("", month))
    return replace(ledger, rows=rows)
