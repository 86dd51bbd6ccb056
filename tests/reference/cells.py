"""One cell to one value: numbers, dates, months, periods, choices.

In: a cell of a sheet.  Out: a value, or a problem in words.
Not here: rows and sheets (reading.py).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction

from .exact import Problem
from .language import Value, fold
from .syntax import norm


def blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell: object) -> str:
    return "" if blank(cell) else str(cell).strip()


def key(cell: object) -> str:
    return norm(text(cell))


def ident(cell: object) -> str:
    """People, roles, teams and departments are told apart by their whole text; only case does not count."""
    return fold(text(cell))


def value(cell: object) -> Value:
    if blank(cell):
        return None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, Decimal | int | Fraction):
        return Fraction(cell)
    if isinstance(cell, dt.datetime):
        return cell.date()
    return cell if isinstance(cell, dt.date) else str(cell).strip()


def num(cell: object, what: str) -> Fraction | None:
    found = value(cell)
    if isinstance(found, str):
        percent = found.endswith("%")
        try:
            return Fraction(Decimal(found.rstrip("% "))) / (100 if percent else 1)
        except ArithmeticError:
            raise Problem(f"{what}: a number is expected, not {found!r}") from None
    if found is None or isinstance(found, Fraction):
        return found
    raise Problem(f"{what}: a number is expected, not {found!r}")


def day(cell: object, what: str) -> dt.date | None:
    found = value(cell)
    if isinstance(found, str):
        try:
            return dt.date.fromisoformat(found)
        except ValueError:
            raise Problem(f"{what}: a date is expected, not {found!r}") from None
    if found is None or isinstance(found, dt.date):
        return found
    raise Problem(f"{what}: a date is expected, not {found!r}")


def month_of(cell: object) -> dt.date | None:
    found = value(cell)
    if isinstance(found, dt.date):
        return found.replace(day=1)
    if found is None:
        return None
    matched = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?", str(found))
    if not matched:
        raise Problem(f"Month: {found!r} is no month")
    return dt.date(int(matched[1]), int(matched[2]), 1)


def month_end(date: dt.date) -> dt.date:
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])


def period_of(cell: object) -> tuple[dt.date, dt.date]:
    written = text(cell)
    matched = re.fullmatch(r"(\d{4})(?:-?(?:Q([1-4])|H([12])|(\d{1,2})))?", written, re.I)
    if not matched:
        raise Problem(f"Period {written!r} is not understood")
    year = int(matched[1])
    first, last = 1, 12
    if matched[2]:
        first = 3 * int(matched[2]) - 2
        last = first + 2
    elif matched[3]:
        first = 6 * int(matched[3]) - 5
        last = first + 5
    elif matched[4]:
        first = last = int(matched[4])
    return dt.date(year, first, 1), month_end(dt.date(year, last, 1))


MONTHS = [m.casefold() for m in calendar.month_name]


def year_start(cell: object, first: dt.date) -> dt.date:
    """The first day of the plan year that holds ``first``."""
    found = value(cell)
    month, date = 1, 1
    if isinstance(found, dt.date):
        month, date = found.month, found.day
    elif isinstance(found, Fraction):
        month = int(found)
    elif isinstance(found, str):
        words = re.findall(r"[^\W\d]+", found.casefold())
        digits = [int(d) for d in re.findall(r"\d+", found) if int(d) < 100]
        named = [i for i, m in enumerate(MONTHS) if m and words and m.startswith(words[0][:3])]
        if named:
            month, date = named[0], digits[0] if digits else 1
        elif len(digits) >= 2:
            month, date = digits[0], digits[1]
    begins = dt.date(first.year, month, date)
    return begins if begins <= first else dt.date(first.year - 1, month, date)


def choose(cell: object, options: tuple[str, ...], what: str) -> str:
    if blank(cell):
        return norm(options[0])
    found = key(cell)
    if found not in [norm(o) for o in options]:
        raise Problem(f"{what}: {text(cell)!r} is none of {', '.join(options)}")
    return found
