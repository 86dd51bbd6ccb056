"""What a cell says, by the kind of its column: an exact value, or a refusal with its code and words.

In: a cell that is neither blank nor an error, and its column. Out: an `Answer` or a `Refusal`. Nothing here knows other
cells: references are resolved, and figures and scale points understood, once all names and units are known.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from incentive.formula.nearest import nearest
from incentive.i18n.currencies import minor_units
from incentive.i18n.months import month_number
from incentive.i18n.phrases import Figure, Listing, Named, phrase
from incentive.numbers import exact
from incentive.periods import Period, month_of, month_period
from incentive.workbook import advice
from incentive.workbook.as_typed import day_of_text, number_of_text, percent_of_text
from incentive.workbook.book_forms import LITERAL, Cell, shown_number
from incentive.workbook.months import EARLIEST, LATEST, month_of_text, period_of_text
from incentive.workbook.reading import Answer
from incentive.workbook.schema import choice_named, means
from incentive.workbook.schema_forms import UNITS, Column, Kind

_TOO_MUCH = Decimal("1E18")
_PERCENT_TEXT = re.compile(r"[-−+]?\d+(?:[.,]\d+)?\s*%")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?", re.I)
_DAY_AND_WORD = re.compile(r"(?P<day>\d{1,2})\.?\s*(?P<word>[^\W\d]+)\.?")
_WORD_AND_DAY = re.compile(r"(?P<word>[^\W\d]+)\.?\s+(?P<day>\d{1,2})")
_MONTH_AND_DAY = re.compile(r"-{0,2}(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NINES = re.compile(r"9{4,}\s*%?")
_NOT_LEAP = 2023
_MOST_MONTHS = 10_000  # days that are kept with their month

PAY = frozenset({"salary", "target_bonus_amount"})
"""Columns of amounts beside which their currency may stand, as it is compared with the person's."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell is not read: a code of the catalogue and its words."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def read(cell: Cell, column: Column) -> Answer | Refusal:
    """What the cell says in this column. Kinds that need other cells first give the cell itself, or its text."""
    return _READERS[column.kind](cell, column)


def _text(cell: Cell, _column: Column) -> Answer | Refusal:
    return cell.shown


def _cell(cell: Cell, _column: Column) -> Answer | Refusal:
    return cell


def number(cell: Cell, money: bool = False) -> Decimal | Refusal:
    """The number in a cell, or in its text where that says one only; `money`: a currency may stand beside it."""
    if isinstance(cell.value, str) and percent_text(cell.value) is None:
        value = number_of_text(cell.value, money) if cell.number_format != LITERAL else None
        return _in_bounds(value) if value is not None else not_a_number(cell)
    return _signed(cell)


def _signed(cell: Cell) -> Decimal | Refusal:
    """The number in a cell; of texts only a percentage, with its sign, counts as one."""
    value = percent_text(cell.value) if isinstance(cell.value, str) else cell.value
    if not isinstance(value, Decimal):
        return not_a_number(cell)
    return _in_bounds(value)


def _in_bounds(value: Decimal) -> Decimal | Refusal:
    return value if abs(value) < _TOO_MUCH else Refusal("WB023", {"rule": phrase("less than 1E18 in size")})


def percent_text(text: str) -> Decimal | None:
    """The fraction that a text such as `80%` or `12,5 %` says."""
    if not _PERCENT_TEXT.fullmatch(text.strip()):
        return percent_of_text(text)
    digits = text.strip().rstrip("%").strip().replace("−", "-")
    if "," in digits:
        # Three decimals after a comma may as well be thousands.
        if len(digits.partition(",")[2]) > 2:
            return None
        digits = digits.replace(",", ".")
    return exact(digits).scaleb(-2)


def is_percent(cell: Cell) -> bool:
    """Whether a cell says in itself that it is a percentage."""
    return cell.percent or (isinstance(cell.value, str) and percent_text(cell.value) is not None)


def not_a_number(cell: Cell) -> Refusal:
    """The refusal of anything else where a number belongs."""
    return Refusal("WB022", advice.number_words(cell))


def _number(cell: Cell, column: Column) -> Answer | Refusal:
    if isinstance(cell.value, str) and percent_text(cell.value) is not None:
        return not_a_number(cell)
    value = number(cell, column.id in PAY)
    return value if isinstance(value, Refusal) else bounded(value, column)


def _whole(cell: Cell, column: Column) -> Answer | Refusal:
    value = _number(cell, column)
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else Refusal("WB024", {})


def bounded(value: Decimal, column: Column) -> Decimal | Refusal:
    """The value, if it is within the column's bounds."""
    rule: str = ""
    if column.above is not None and value <= column.above:
        rule = phrase("above {bound}", bound=shown_number(column.above))
    elif column.least is not None and value < column.least:
        rule = phrase("{bound} or more", bound=_bound(column.least, column))
    elif column.most is not None and value > column.most:
        rule = phrase("{bound} or less", bound=_bound(column.most, column))
    return Refusal("WB023", {"rule": rule}) if rule else value


def _bound(value: Decimal, column: Column) -> str:
    return shown_number(value, "0%" if column.kind in {Kind.PERCENT, Kind.WEIGHT} else "0")


def percent(cell: Cell, column: Column) -> Decimal | Refusal:
    """A percentage: displayed as one, written as one, or a bare number that is not too large to be one."""
    value = _signed(cell)
    if isinstance(value, Refusal):
        return value
    if not is_percent(cell) and value > column.bare:
        return bare_percent(value)
    return bounded(value, column)


def _weight(cell: Cell, column: Column) -> Answer | Refusal:
    # Whether a bare number is a share or so many points shows only in its total.
    value = _signed(cell)
    return value if isinstance(value, Refusal) else bounded(value, column)


def no_limit(cell: Cell, column: Column) -> bool:
    """Whether a cap is a number of nines that other programs write for none: 9999, 99999%."""
    return column.id == "cap" and _NINES.fullmatch(cell.shown) is not None


def bare_percent(value: Decimal) -> Refusal:
    """The refusal of a bare number where a percentage belongs."""
    # Written as the reader's Excel takes it: 1.05 typed where a comma is the decimal mark becomes a day in May.
    return Refusal("WB025", {"bare": Figure(value), "meant": Figure(value * 100), "fraction": Figure(value / 100)})


def _date(cell: Cell, _column: Column) -> Answer | Refusal:
    value: object = cell.value
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip()[:10])
        except ValueError:
            value = day_of_text(value)
    if isinstance(value, date) and EARLIEST <= value.year <= LATEST:
        return value
    return Refusal("WB026", advice.date_words(cell))


def _month(cell: Cell, _column: Column) -> Answer | Refusal:
    return month(cell, ())


def month(cell: Cell, within: Collection[int]) -> Answer | Refusal:
    """The month that a cell names; one without its year is sought within these months."""
    value = cell.value
    if isinstance(value, date):
        found = _month_of_day(value)
    elif isinstance(value, Decimal):
        found = month_of_text(advice.shown_whole(value), within)
    else:
        found = month_of_text(value.strip(), within) if isinstance(value, str) else None
    return found if found is not None else Refusal("WB027", advice.month_words(cell, within))


@lru_cache(_MOST_MONTHS)
def _month_of_day(day: date) -> int | None:
    """The month of a day; one number stands for the same month in a million figures."""
    return month_of(day) if EARLIEST <= day.year <= LATEST else None


def _period(cell: Cell, _column: Column) -> Answer | Refusal:
    value = cell.value
    if isinstance(value, date):
        # Excel makes the first of a month of `2026-07`.
        found: Period | None = month_period(month_of(value))
    else:
        found = period_of_text(cell.shown)
    if found is None or not EARLIEST <= found.start.year <= LATEST:
        return Refusal("WB028", {})
    return found


def _year_start(cell: Cell, _column: Column) -> Answer | Refusal:
    value = cell.value
    if isinstance(value, date):
        month, day = value.month, value.day
    else:
        month, day = _month_and_day(cell.shown)
    try:
        return date(_NOT_LEAP, month, day)
    except ValueError:
        return Refusal("WB037", {})


def _month_and_day(text: str) -> tuple[int, int]:
    """Month and day of `1 April`, `April 1`, `04-01` or an ISO date; (0, 0) where it names none."""
    for pattern in (_DAY_AND_WORD, _WORD_AND_DAY):
        found = pattern.fullmatch(text)
        if found:
            return month_number(found["word"]) or 0, int(found["day"])
    found = _MONTH_AND_DAY.fullmatch(text)
    if found:
        return int(found["month"]), int(found["day"])
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return 0, 0
    return day.month, day.day


def _choice(cell: Cell, column: Column) -> Answer | Refusal:
    choices = column.choices
    if choices is None:
        raise TypeError(f"{column.id} has no choices")
    # Excel shows a typed "yes" as it is, but a formula may give TRUE.
    word = cell.shown if not isinstance(cell.value, bool) else "yes" if cell.value else "no"
    found = choice_named(choices, word)
    return (
        found
        if found is not None
        else not_a_choice(word, [Named(member, f"{choices.__name__}.{member}") for member in choices])
    )


def not_a_choice(word: str, words: Sequence[str]) -> Refusal:
    """The refusal of a word that is none of the choices."""
    near = nearest(word, words)
    offered = Listing(words)
    write = phrase("Write {near}.", near=near) if near else phrase("Write one of {choices}.", choices=offered)
    return Refusal("WB029", {"choices": offered, "advice": write})


def _yes_no(cell: Cell, _column: Column) -> Answer | Refusal:
    found = truth(cell)
    return found if found is not None else Refusal("WB032", {})


def truth(cell: Cell) -> bool | None:
    """The truth value that a cell says: TRUE or FALSE, 1 or 0, or the words for yes and no."""
    value = cell.value
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return bool(value) if value in {Decimal(0), Decimal(1)} else None
    if isinstance(value, str):
        for key, answer in (("word.yes", True), ("word.no", False)):
            if means(key, value):
                return answer
    return None


def _currency(cell: Cell, _column: Column) -> Answer | Refusal:
    code = cell.shown.upper()
    return code if minor_units(code) is not None else Refusal("WB033", {})


def _unit(cell: Cell, _column: Column) -> Answer | Refusal:
    text = cell.shown
    if text == "%" or means("word.percent", text):
        return "%"
    return next((unit for unit in UNITS if means(f"word.{unit}", text)), text)


def _language(cell: Cell, _column: Column) -> Answer | Refusal:
    text = cell.shown
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else Refusal("WB036", {})


def _list(cell: Cell, _column: Column) -> Answer | Refusal:
    return tuple(part.strip() for part in cell.shown.split(";") if part.strip())


def _formula(cell: Cell, _column: Column) -> Answer | Refusal:
    """The formula's text: the cell's own formula where Excel took it for one."""
    return cell.formula.replace("_xlfn.", "") if cell.formula is not None else cell.shown


_READERS: Mapping[Kind, Callable[[Cell, Column], Answer | Refusal]] = {
    Kind.TEXT: _text,
    Kind.ID: _text,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.MONEY: _number,
    Kind.PERCENT: percent,
    Kind.WEIGHT: _weight,
    Kind.FIGURE: _cell,
    Kind.POINT: _cell,
    Kind.RATING: _cell,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.PERIOD: _period,
    Kind.YEAR_START: _year_start,
    Kind.CHOICE: _choice,
    Kind.RULE: _formula,
    Kind.YES_NO: _yes_no,
    Kind.FORMULA: _formula,
    Kind.SUBJECT: _text,
    Kind.TARGET: _text,
    Kind.CURRENCY: _currency,
    Kind.UNIT: _unit,
    Kind.LANGUAGE: _language,
    Kind.LIST: _list,
}
