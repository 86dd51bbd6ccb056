"""What to do about a cell that is not read: the sentence for this very cell, where it shows what was meant.

In: the cell as typed. Out: words for the hints of the catalogue. Whether a cell is refused is decided elsewhere.
"""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from openpyxl.utils.datetime import from_excel

from incentive.i18n.months import month_number
from incentive.i18n.phrases import Listing, phrase
from incentive.numbers import plain
from incentive.periods import month_name
from incentive.workbook.as_typed import readings_of_text
from incentive.workbook.book_forms import Cell

_PLAIN = re.compile(r"[-−+]?\d+(?:\.\d+)?")
_DECORATED = re.compile(r"\W*(?:[A-Za-z]{3}\W*)?[-−+]?\d[\d\s.,'’\u00a0\u202f]*\W*(?:[A-Za-z]{3})?\W*")
_NO_FIGURE = re.compile(r"\W+|n\W?a\W?|tb[acd]|nil|none|open|pending|missing", re.I)
_DAY = re.compile(r"(?P<first>\d{1,2})\s*(?P<sign>[-/.])\s*(?P<second>\d{1,2})\s*(?P=sign)\s*(?P<year>\d{4}|\d{2})")
_DAY_AND_WORD = re.compile(r"(?P<day>\d{1,2})\.?[\s\-/]*(?P<word>[^\W\d]+)\.?[\s\-/,]*(?P<year>\d{4})")
_PART = re.compile(r"(\d{4})?[\s/-]*[QH]\d[\s/-]*(\d{4}|\d{2})?", re.I)
_SERIALS = range(36526, 73051)  # the days of 2000 to 2099, as Excel counts them
_CENTURY = 2000

_TYPE_IT = phrase("Type the number itself, without unit or blanks; a blank cell is not a zero.")


def number_words(cell: Cell) -> dict[str, str]:
    """What a cell is where a number belongs, and what to do."""
    match cell.value:
        case bool():
            return {"found": phrase("a truth value"), "advice": _TYPE_IT}
        case date():
            return {
                "found": phrase("a date"),
                "advice": phrase("Give the cell the format of a number and type the number."),
            }
        case str():
            return _text_words(cell.value.strip())
    return {"found": phrase("a text"), "advice": _TYPE_IT}


def _text_words(text: str) -> dict[str, str]:
    if _PLAIN.fullmatch(text):
        advice = phrase("Select the cells and choose Convert to Number, or Data, Text to Columns, Finish.")
        return {"found": phrase("a number stored as text"), "advice": advice}
    readings = readings_of_text(text)
    if readings:
        advice = phrase("It may mean {numbers}: type the digits alone.", numbers=Listing(map(plain, readings), "or"))
        return {"found": phrase("a text"), "advice": advice}
    if _DECORATED.fullmatch(text):
        return {
            "found": phrase("a text"),
            "advice": phrase(
                "Type the digits alone; currency, unit and separators of thousands belong to the cell's format."
            ),
        }
    if _NO_FIGURE.fullmatch(text):
        return {
            "found": phrase("a text"),
            "advice": phrase("Empty the cell if there is no figure; a blank cell is not a zero."),
        }
    return {"found": phrase("a text"), "advice": _TYPE_IT}


def date_words(cell: Cell) -> dict[str, str]:
    """What to do about a cell that is no date."""
    meant = _days(cell.shown)
    if meant:
        days = Listing(meant, "or")
        return {"advice": phrase("Write {days}; for a whole column: Data, Text to Columns, Date.", days=days)}
    day = _serial(cell)
    if day is not None:
        return {"advice": phrase("Give the cell the format of a date: it is {day}.", day=day)}
    return {"advice": phrase("Enter a date, or text such as 2026-07-01.")}


def _days(text: str) -> list[str]:
    """The days that a text may name, as ISO dates."""
    found = _DAY_AND_WORD.fullmatch(text)
    if found is not None:
        day = _day(int(found["year"]), month_number(found["word"]) or 0, int(found["day"]))
        return [day] if day is not None else []
    found = _DAY.fullmatch(text)
    if found is None:
        return []
    year = int(found["year"]) if len(found["year"]) == 4 else _CENTURY + int(found["year"])
    first, second = int(found["first"]), int(found["second"])
    days = [_day(year, second, first)]
    if found["sign"] != ".":
        days.append(_day(year, first, second))
    return list(dict.fromkeys(day for day in days if day is not None))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _serial(cell: Cell) -> str | None:
    """The day that a bare number is in Excel's count."""
    if not isinstance(cell.value, Decimal) or cell.value not in _SERIALS:
        return None
    return str(from_excel(int(cell.value)))[:10]


def month_words(cell: Cell, within: Collection[int]) -> dict[str, str]:
    """What to do about a cell that is no month."""
    example = month_name(min(within)) if within else "2026-07"
    if _PART.fullmatch(cell.shown):
        text = phrase(
            "Write one month, such as {example}; for a figure of the whole period leave the cell blank.",
            example=example,
        )
        return {"advice": text}
    day = _serial(cell)
    if day is not None:
        return {"advice": phrase("Give the cell the format of a date: it is {day}.", day=day)}
    return {"advice": phrase("Write {example}, or a date in the month.", example=example)}


def zeros_words(name: str, known: str, defined_at: str) -> str:
    """Which of two cells lost the zeros in front of an id: the one that refers to it, or the one that defines it."""
    if len(known) > len(name):
        return phrase("The zeros in front are lost here: give the cell the format Text and type {known}.", known=known)
    return phrase(
        "The zeros in front are lost in {cell}: give that cell the format Text and type {name} there.",
        cell=defined_at,
        name=name,
    )


def shown_whole(value: Decimal) -> str:
    """A whole number as its digits; empty where it is none."""
    return plain(value) if value == value.to_integral_value() else ""
