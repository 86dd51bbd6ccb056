"""Cells as they stand in the file of a sheet: a value in, its element of XML out, with its number format.

A column's writer is made once and then called for each of its cells, so that nothing is decided twice. Text of users is
written as text, never as a formula or a link. Numbers keep all their digits; how many are shown is the format's.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from incentive.sheets.content import Cell, SheetColumn, Tone, Value
from incentive.sheets.styles import Styles

LONGEST_TEXT = 32_767
# Excel's calendar begins with 1900; an earlier date is written as its text.
_FIRST_DAY = date(1900, 3, 1)
_DAY_ZERO = date(1899, 12, 30)
# Decimals of a plain number: the fewest of these that show it whole; else the last but one, or for small ones the last.
_SHOWN = (0, 2, 4, 6)
# Letters of a number whose digits all fit into what a program of spreadsheets keeps.
_EXACT = 16
# Units whose numbers are written in the column's own way; in the others a number is a plain one.
_NO_NUMBERS = {"text", "date", "kpi", "number"}

CellWriter = Callable[[Value | Cell, int], str]


def cell_writer(number: int, column: SheetColumn, styles: Styles, escape: Callable[[str], str]) -> CellWriter:
    """What writes the cells of a column, counted from 0; a blank is no cell at all.

    `escape` makes text fit for XML. The writer takes a value and the row, counted from 1.
    """
    head = f'<c r="{letters(number)}'
    tone = column.tone
    plain = column.unit in _NO_NUMBERS
    numbers = "" if plain else f'" s="{styles.index(column.unit, tone, column.decimals)}"><v>'
    by_decimals = {
        decimals: f'" s="{styles.index("number", tone, decimals)}"><v>' for decimals in (_SHOWN if plain else ())
    }
    texts = f'" s="{styles.index("text", tone)}" t="inlineStr"><is>'
    truths = f'" s="{styles.index("text", tone)}" t="b"><v>'
    dates = f'" s="{styles.index("date", tone)}"><v>'
    others: dict[tuple[str, Tone | None], CellWriter] = {}

    def write(value: Value | Cell, row: int) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return f"{head}{row}{texts}{escape(cut(value))}</is></c>"
        if isinstance(value, Decimal):
            digits = digits_of(value)
            if not digits:
                return write(str(value), row)
            return f"{head}{row}{by_decimals[decimals_of(digits)] if plain else numbers}{digits}</v></c>"
        if isinstance(value, Cell):
            writer = others.get((value.unit, value.tone))
            if writer is None:
                own = replace(column, unit=value.unit or column.unit, tone=value.tone or tone)
                writer = others[value.unit, value.tone] = cell_writer(number, own, styles, escape)
            return writer(value.value, row)
        return rarer(value, row)

    def rarer(value: bool | int | date, row: int) -> str:
        if isinstance(value, bool):
            return f"{head}{row}{truths}{int(value)}</v></c>"
        if isinstance(value, int):
            return write(Decimal(value), row)
        if value >= _FIRST_DAY:
            return f"{head}{row}{dates}{(value - _DAY_ZERO).days}</v></c>"
        return write(str(value), row)

    return write


def digits_of(value: Decimal) -> str:
    """A number as a sheet's file holds it, with the digits that a program of spreadsheets keeps; empty beyond those."""
    text = str(value)
    if len(text) <= _EXACT and "E" not in text:
        return text
    near = float(value)
    # Infinity less itself is no number.
    return repr(near).removesuffix(".0") if near - near == 0 else ""


def length(value: Value | Cell, column: SheetColumn) -> int:
    """About how many characters a cell shows."""
    unit = column.unit
    if isinstance(value, Cell):
        unit, value = value.unit or unit, value.value
    match value:
        case None:
            return 0
        case bool():
            return 5
        case Decimal() | int():
            digits = digits_of(Decimal(value))
            whole = len(f"{abs(value):,.0f}") + (value < 0)
            if unit in {"days", "count"}:
                return whole
            if unit in _NO_NUMBERS:
                return whole + decimals_of(digits) + 1
            return whole + (2 if column.decimals is None else column.decimals) + 2
        case date():
            return 10
        case _:
            return len(str(value))


def decimals_of(digits: str) -> int:
    """The decimals with which a plain number is shown."""
    whole, point, fraction = digits.partition(".")
    if not point:
        return 0
    has = len(fraction.rstrip("0"))
    if "e" in fraction or has > _SHOWN[-1]:
        return _SHOWN[-1] if whole in {"0", "-0"} and fraction.startswith("00") else _SHOWN[-2]
    return next(decimals for decimals in _SHOWN if decimals >= has)


def letters(number: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def cut(text: str) -> str:
    """A text that fits into a cell."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
