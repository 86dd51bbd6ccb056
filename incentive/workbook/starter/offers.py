"""The drop-downs of a starter: what each column or setting offers, and whether another value is asked about.

In: columns and the lists of what is defined. Out: data validations. Other words than those offered can always be typed,
since the reader knows synonyms and all languages; where only such words make sense, Excel asks before it takes others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from incentive.i18n.vocabulary import LANGUAGES
from incentive.workbook.schema_forms import Column, Kind, Thing
from incentive.workbook.starter.arrangement import FIRST, HEADER, Placed
from incentive.workbook.starter.lists import WHOM, Lists
from incentive.workbook.starter.wording import Wording

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "PLN", "CZK", "SEK", "NOK", "DKK", "RUB", "JPY", "CNY", "INR")
_UNITS = ("count", "days", "score")
_LONGEST = 255
"""Letters of a list that stands in the drop-down itself; Excel takes no more."""

NOT_OFFERED = "This value is none of those offered. It can be kept if it is spelled as on the sheet that defines it."
TITLE = "Not in the list"
TEXTS = (TITLE, NOT_OFFERED)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a drop-down offers, as Excel writes it, and whether it asks about other values."""

    formula: str
    asks: bool


def literal(words: Sequence[str]) -> str:
    """A list that stands in the drop-down itself."""
    text = ",".join(words)
    if len(text) > _LONGEST or any("," in word or '"' in word for word in words):
        raise ValueError(f"no drop-down can hold {text}")
    return f'"{text}"'


def offer(column: Column, lists: Lists, wording: Wording, months: Sequence[str] = ()) -> Offer | None:
    """What a column or setting offers; None where anything may be typed."""
    if column.refers is not None:
        name = lists.offered.get(column.refers)
        return Offer(name, column.kind is not Kind.LIST and not column.everyone) if name is not None else None
    if column.choices is not None:
        return Offer(literal(wording.choices(column.choices)), column.kind is Kind.CHOICE)
    words = _words(column, wording, months)
    if words:
        return Offer(literal(words), column.kind is Kind.YES_NO)
    return Offer(WHOM, False) if column.kind is Kind.SUBJECT else None


def _words(column: Column, wording: Wording, months: Sequence[str]) -> Sequence[str]:
    """Words that a column offers by its kind."""
    if column.id == "x":
        return wording.points()
    kinds: Mapping[Kind, Sequence[str]] = {
        Kind.YES_NO: wording.yes_and_no(),
        Kind.CURRENCY: _CURRENCIES,
        Kind.LANGUAGE: LANGUAGES,
        Kind.UNIT: ("%", *(wording.word(f"word.{unit}", unit) for unit in _UNITS), *_CURRENCIES[:3]),
        Kind.MONTH: months,
    }
    return kinds.get(column.kind, ())


def add_offers(sheet: Worksheet, placed: Placed, lists: Lists, wording: Wording, months: Sequence[str]) -> None:
    """Give each column of a table its drop-down; a heading that is still blank offers the figures."""
    for column in placed.columns:
        found = offer(column, lists, wording, months)
        if found is not None:
            letter = placed.letter(column.id)
            add_offer(sheet, f"{letter}{FIRST}:{letter}{placed.reach}", found, wording)
    figures = lists.offered.get(Thing.FIGURE)
    for number, heading in enumerate(placed.figures, start=len(placed.columns) + 1):
        if not heading and figures is not None:
            add_offer(sheet, sheet.cell(HEADER, number).coordinate, Offer(figures, False), wording)


def add_offer(sheet: Worksheet, cells: str, what: Offer, wording: Wording) -> None:
    """Give cells a drop-down."""
    found = DataValidation(type="list", formula1=what.formula, allow_blank=True, showErrorMessage=what.asks)
    if what.asks:
        found.errorStyle = "warning"
        found.errorTitle = wording.speech(TITLE, "help")
        found.error = wording.speech(NOT_OFFERED, "help")
    found.add(cells)
    sheet.add_data_validation(found)
