"""Periods, months and day counts: calendar arithmetic over whole days, both ends included.

A `Period` comes in as text (`2026-Q3`) or two dates; what goes out is counts of days and months and shares of them.
A month travels as one whole number, `year × 12 + month − 1`, so that months sort and subtract. No plan, no money.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of days from `start` to `end`, both included; `name` is how the plan wrote it."""

    start: date
    end: date
    name: str = ""

    @property
    def days(self) -> int:
        """Number of days, at least 0."""
        return max(0, (self.end - self.start).days + 1)

    @property
    def whole_months(self) -> int | None:
        """Number of calendar months where the period runs from a first to a last day of months, else None."""
        if self.start.day != 1 or (self.end + DAY).day != 1:
            return None
        return month_of(self.end) - month_of(self.start) + 1

    def overlap(self, other: "Period") -> "Period | None":
        """The days that both hold, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def months(self) -> range:
        """The months that the period touches."""
        return range(month_of(self.start), month_of(self.end) + 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def month_of(day: date) -> int:
    """The month's number, year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def month_period(month: int) -> Period:
    """The days of a month."""
    year, index = divmod(month, 12)
    last = calendar.monthrange(year, index + 1)[1]
    return Period(date(year, index + 1, 1), date(year, index + 1, last), month_name(month))


def month_name(month: int) -> str:
    """The month as the workbook writes it: `2026-07`."""
    year, index = divmod(month, 12)
    return f"{year:04d}-{index + 1:02d}"


_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:[-/ ]?(?:(?P<quarter>Q[1-4])|(?P<half>H[12])|(?P<month>0?[1-9]|1[0-2])))?", re.I
)


_TURNED = re.compile(r"^([QH]\d)[-/ ]?(\d{4})$", re.I)


def parse_period(text: str) -> Period:
    """The calendar period that `2026`, `2026-H1`, `2026-Q3` (`Q3 2026`) or `2026-07` names; ValueError where none."""
    found = _PERIOD.fullmatch(_TURNED.sub(r"\2-\1", text.strip()))
    if found is None or not 1 <= int(found["year"]) <= 9998:
        raise ValueError(f"not a period: {text!r}")
    year = int(found["year"]) * 12
    if found["quarter"]:
        first, count = year + (int(found["quarter"][1]) - 1) * 3, 3
    elif found["half"]:
        first, count = year + (int(found["half"][1]) - 1) * 6, 6
    elif found["month"]:
        first, count = year + int(found["month"]) - 1, 1
    else:
        first, count = year, 12
    return Period(month_period(first).start, month_period(first + count - 1).end, found.group().upper())


def plan_year(day: date, starts: tuple[int, int]) -> Period:
    """The year, beginning each (month, day) of `starts`, that holds the day."""
    month, first = starts
    start = date(day.year, month, first)
    if start > day:
        start = date(day.year - 1, month, first)
    return Period(start, date(start.year + 1, month, first) - DAY, str(start.year))


def days_30_360(start: date, after: date) -> int:
    """Days from `start` to `after` (not included) in the European 30/360 count: a 31st is a 30th."""
    months = (after.year - start.year) * 12 + after.month - start.month
    return months * 30 + min(after.day, 30) - min(start.day, 30)
