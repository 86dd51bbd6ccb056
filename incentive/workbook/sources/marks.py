"""Numbers and dates as text, which can be read in two ways: what each text may say, and what a column's others settle.

In: texts of one column. Out: by convention (a decimal mark, an order of day and month) the value that each text has
under it. A text that fits one convention alone is evidence for it; one that has two values and no evidence beside it is
never guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Generic, TypeVar

from incentive.numbers import exact

POINT, COMMA = ".", ","
DAY_FIRST, MONTH_FIRST = "day first", "month first"

_LONGEST = 28  # characters of a number; longer ones are none
_SPACES = re.compile("[\u00a0\u2009\u202f]")
_FORMS = {
    mark: re.compile(
        rf"(?:(?P<grouped>[1-9]\d{{0,2}}(?:(?P<group>[{other}'’ ])\d{{3}})(?:(?P=group)\d{{3}})*)|(?P<whole>\d+)|)"
        rf"(?:{re.escape(mark)}(?P<decimals>\d+))?"
    )
    for mark, other in ((POINT, COMMA), (COMMA, r"\."))
}
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4})(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as text: what its digits say by decimal mark, and whether a percent sign stands behind it."""

    values: Mapping[str, Decimal]
    percent: bool = False


@cache
def _outside(currency: tuple[str, ...]) -> re.Pattern[str]:
    money = "|".join(re.escape(sign) for sign in currency) or r"(?!)"
    return re.compile(
        rf"(?P<first>[-−+]?)\s*(?P<before>(?:{money})?)\s*(?P<second>[-−+]?)\s*"
        rf"(?P<body>[.,]?\d(?:[\d.,'’ ]*\d)?)\s*(?P<after>(?:{money}|%)?)\s*(?P<last>[-−]?)",
        re.I,
    )


def figure(text: str, currency: tuple[str, ...] = ()) -> Figure | None:
    """What a text says as a number; None where it says none. `currency` are the signs that may stand beside it."""
    found = _outside(currency).fullmatch(_SPACES.sub(" ", text.strip()))
    if found is None or len(found["body"]) > _LONGEST:
        return None
    signs = [found[name] for name in ("first", "second", "last") if found[name]]
    if len(signs) > 1 or (found["before"] and found["after"]):
        return None
    sign = "" if not signs or signs[0] == "+" else "-"
    values = {}
    for mark, form in _FORMS.items():
        digits = form.fullmatch(found["body"])
        if digits is not None:
            whole = re.sub(r"\D", "", digits["grouped"] or digits["whole"] or "0")
            decimals = (digits["decimals"] or "").rstrip("0")
            value = exact(f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}")
            values[mark] = value or Decimal(0)
    return Figure(values, found["after"] == "%") if values else None


def days(text: str) -> Mapping[str, date]:
    """The day that a text names by order; none where it is no date of digits with a full year, or an ISO date."""
    text = text.strip()
    found = _YEAR_FIRST.fullmatch(text)
    if found is not None:
        day = _day(found[1], found[2], found[3])
        return {DAY_FIRST: day, MONTH_FIRST: day} if day is not None else {}
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        return {}
    orders = {DAY_FIRST: _day(found[4], found[3], found[1])}
    if found[2] != ".":
        orders[MONTH_FIRST] = _day(found[4], found[1], found[3])
    return {order: day for order, day in orders.items() if day is not None}


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(slots=True)
class Evidence(Generic[Value]):
    """What the texts of a column say of a convention: by convention the first row that fits it alone, and the first
    that has two values."""

    proofs: dict[str, int] = field(default_factory=dict)
    open: tuple[int, Mapping[str, Value]] | None = None

    def note(self, row: int, values: Mapping[str, Value]) -> None:
        """Take a text into account by what it may say."""
        if len(values) == 1:
            self.proofs.setdefault(next(iter(values)), row)
        elif self.open is None and len(set(values.values())) > 1:
            self.open = (row, values)

    @property
    def settled(self) -> str | None:
        """The convention that the column shows, if it shows exactly one."""
        return next(iter(self.proofs)) if len(self.proofs) == 1 else None


def shared(columns: Iterable[Evidence[Value]]) -> str | None:
    """The convention that all columns of a file show that show any: a program writes its numbers in one way."""
    shown = {convention for column in columns for convention in column.proofs}
    return shown.pop() if len(shown) == 1 else None
