"""Days as catalogues write them: a cell goes in, the day comes out, or None where it is none.

A form that leaves open which number is the month is not read: 9/3/2026 is two days.
"""

import re
from datetime import date, datetime, timedelta

from models.catalogue.cell import CellValue, narrow_text
from models.structure.number_value import number_value

_ZERO, _ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)  # of the serial numbers of spreadsheets
EARLIEST, LATEST = date(1949, 10, 1), date(2100, 1, 1)  # our choice; what lies outside is no day
_FIGURES = "[0-9〇○零一二三四五六七八九十]"
_TIME = r"(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_WRITTEN = re.compile(
    rf"(?P<year>{_FIGURES}{{4}})年(?P<month>{_FIGURES}{{1,3}})月(?P<day>{_FIGURES}{{1,3}})[日号]?{_TIME}"
)
_POINTED = re.compile(
    rf"(?P<year>\d{{4}})(?P<sign>[.\-/、。])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){_TIME}"
)
_PRESSED = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\.0)?")
_WITHOUT_YEAR = re.compile(rf"(?P<month>{_FIGURES}{{1,3}})月(?P<day>{_FIGURES}{{1,3}})[日号]?")
_SHORT_YEAR = re.compile(r"(?P<year>\d{2})[.\-/年](?P<month>\d{1,2})[.\-/月](?P<day>\d{1,2})日?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def read_day(value: CellValue, *, year: int | None = None, since_1904: bool = False) -> date | None:
    """Return the day of a cell, or None.

    `year` is that of the document number: it completes a day without a year (3月9日), and one with
    two figures of it (26.3.9) where they agree. A number is a spreadsheet's serial number of days.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _possible(value.date())
    if isinstance(value, date):
        return _possible(value)
    text = narrow_text(value).rstrip(",。;")
    for form in (_WRITTEN, _POINTED, _PRESSED):
        if found := form.fullmatch(text):
            return _day(found["year"], found["month"], found["day"])
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text), since_1904)
    return _completed(text, year) if year else None


def _of_serial(serial: float, since_1904: bool) -> date | None:
    return _possible((_ZERO_1904 if since_1904 else _ZERO) + timedelta(days=int(serial)))


def _completed(text: str, year: int) -> date | None:
    if found := _WITHOUT_YEAR.fullmatch(text):
        return _day(str(year), found["month"], found["day"])
    found = _SHORT_YEAR.fullmatch(text)
    if found and int(found["year"]) == year % 100:
        return _day(str(year), found["month"], found["day"])
    return None


def _day(*written: str) -> date | None:
    numbers = [number_value(one) or 0 for one in written]
    try:
        return _possible(date(*numbers))
    except ValueError:
        return None


def _possible(day: date) -> date | None:
    return day if EARLIEST <= day < LATEST else None
