"""Months and periods as people type them: `2026-07`, `July`, `Sep-26`, `07/2026`, `15.07.2026`, `Q3 2026`.

In: a text and, for a month, the months in which one without its year is sought. Out: the month's number or the period;
None where the text names none, or could name two of them.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date

from incentive.i18n.months import month_number
from incentive.periods import Period, month_period, parse_period

EARLIEST, LATEST = 1900, 2200

_CENTURY = 2000
_MOST_DAYS = 31
_YEARS_KEPT = 5  # so old a year may a workbook of figures well speak of

_WORD = r"(?P<word>[^\W\d]+)\.?"
_YEAR = r"(?P<year>\d{4})"
_BETWEEN = r"[\s\-/,.']*"
_YEAR_AND_NUMBER = re.compile(r"(?P<year>\d{4})(?:\s*[-/.]\s*(?P<month>\d{1,2})|(?P<both>\d{2}))")
_NUMBER_AND_YEAR = re.compile(r"(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})")
_DAY_AND_YEAR = re.compile(r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})")
_WORD_AND_YEAR = re.compile(rf"(?:\d{{1,2}}{_BETWEEN})?{_WORD}{_BETWEEN}(?:\d{{1,2}}{_BETWEEN},?\s*)?{_YEAR}")
_WORD_ALONE = re.compile(_WORD)
_WORD_AND_NUMBER = re.compile(rf"{_WORD}{_BETWEEN}(?P<number>\d{{1,2}})")
_NUMBER_AND_WORD = re.compile(rf"(?P<number>\d{{1,2}}){_BETWEEN}{_WORD}")
_NUMBER_ALONE = re.compile(r"\d{1,2}")
_TWO_NUMBERS = re.compile(r"(?P<first>\d{1,2})\s*[-/.]\s*(?P<second>\d{2})")
_YEAR_AND_PART = re.compile(r"^(\d{4})[\s/-]*([QqHh]\d)$")


def month_of_text(text: str, within: Collection[int] = ()) -> int | None:
    """The month that a text names. Of two that it could name, the one within these months."""
    found = {month for month in _readings(text, within) if EARLIEST <= month // 12 <= LATEST}
    if len(found) > 1:
        found &= set(within)
    return found.pop() if len(found) == 1 else None


def _readings(text: str, within: Collection[int]) -> Iterator[int]:
    """Every month that the text may name."""
    yield from _with_year(text)
    if _WORD_ALONE.fullmatch(text):
        yield from _yearless(month_number(text), within)
    elif found := _WORD_AND_NUMBER.fullmatch(text) or _NUMBER_AND_WORD.fullmatch(text):
        yield from _year_or_day(month_number(found["word"]), int(found["number"]), within)
    elif _NUMBER_ALONE.fullmatch(text):
        yield from _yearless(int(text), within)
    elif found := _TWO_NUMBERS.fullmatch(text):
        first, second = int(found["first"]), int(found["second"])
        yield from _in_year(str(_CENTURY + second), first)
        for day, month in ((first, second), (second, first)):
            if 1 <= day <= _MOST_DAYS:
                yield from _yearless(month, within)


def _year_or_day(month: int | None, number: int, within: Collection[int]) -> Iterator[int]:
    """Excel shows July 2026 as Jul-26, and the 26th of July so too: read where both are one month, or one is absurd."""
    year = _CENTURY + number
    near = any(each // 12 - _YEARS_KEPT <= year <= each // 12 + 1 for each in within)
    found = list(_in_year(str(year), month or 0))
    if not within or set(found) & set(within):
        yield from found
    elif not near and 1 <= number <= _MOST_DAYS:
        yield from _yearless(month, within)


def _with_year(text: str) -> Iterator[int]:
    """Every month that a text with a year of four digits may name."""
    if found := _YEAR_AND_NUMBER.fullmatch(text):
        yield from _in_year(found["year"], int(found["month"] or found["both"]))
    elif found := _NUMBER_AND_YEAR.fullmatch(text):
        yield from _in_year(found["year"], int(found["month"]))
    elif found := _DAY_AND_YEAR.fullmatch(text):
        yield from _in_year(found["year"], int(found["second"]))
        if found["sign"] != ".":
            yield from _in_year(found["year"], int(found["first"]))
    elif found := _WORD_AND_YEAR.fullmatch(text):
        yield from _in_year(found["year"], month_number(found["word"]) or 0)
    elif len(text) >= len("2026-07-01"):
        yield from _iso(text)


def _in_year(year: str, month: int) -> Iterator[int]:
    if 1 <= month <= 12:
        yield int(year) * 12 + month - 1


def _yearless(month: int | None, within: Collection[int]) -> Iterator[int]:
    if month is not None:
        yield from (each for each in within if each % 12 + 1 == month)


def _iso(text: str) -> Iterator[int]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return
    yield day.year * 12 + day.month - 1


def period_of_text(text: str) -> Period | None:
    """The period that a text names; a month is one."""
    month = month_of_text(text)
    if month is not None:
        return month_period(month)
    try:
        # However it is written, it is named as 2026-Q3.
        return parse_period(_YEAR_AND_PART.sub(r"\1-\2", text))
    except ValueError:
        return None
