"""Cells of a sheet: a value in, written to the page with its number format.

A column's writer is made once and then called for each of its cells, so that nothing is decided twice. Text of users is
written as text, never as a formula or a link. Numbers keep all their digits; how many are shown is the format's.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from incentive.sheets.content import Cell, SheetColumn, Tone, Value
from incentive.sheets.styles import Styles

LONGEST_TEXT = 32_767
# The height of a line of text in points, and how many lines a row has at most.
LINE, _MOST_LINES = 13.5, 12
# Excel's calendar begins with 1900; an earlier date is written as its text.
_FIRST_DAY = date(1900, 3, 1)
# Decimals of a plain number: the fewest of these that show it whole; else the last but one, or for small ones the last.
_SHOWN = (0, 2, 4, 6)
# Letters of a number whose digits all fit into what a program of spreadsheets keeps.
_EXACT = 16
# Units whose numbers are written in the column's own way; in the others a number is a plain one.
_NO_NUMBERS = {"text", "date", "kpi", "number"}

CellWriter = Callable[[Value | Cell, int], None]


@dataclass(frozen=True, slots=True)
class Room:
    """The characters of a line of a column's texts, and what makes a row higher; not every program does by itself."""

    width: int
    heights: dict[int, int]
    page: Worksheet

    def grow(self, row: int, text: str) -> None:
        """Make the row as high as the text needs, unless it is already."""
        # The letters of a text are narrower than digits, in which widths are counted.
        fit = self.width * 9 // 8
        lines = min(_MOST_LINES, len(textwrap.wrap(text[: fit * _MOST_LINES], fit)))
        if lines > self.heights.get(row, 1):
            # Only the row that is being written can still grow.
            self.heights.clear()
            self.heights[row] = lines
            self.page.set_row(row, LINE * lines)


def cell_writer(page: Worksheet, number: int, column: SheetColumn, styles: Styles, room: Room) -> CellWriter:
    """What writes the cells of a column of a page, column and rows counted from 0; a blank is no cell at all.

    A text that is longer than its room goes on in a second line of its cell.
    """
    tone = column.tone
    plain = column.unit in _NO_NUMBERS
    numbers = None if plain else styles.of(column.unit, tone, column.decimals)
    width = room.width
    by_decimals = {decimals: styles.of("number", tone, decimals) for decimals in (_SHOWN if plain else ())}
    texts = styles.of("text", tone, None)
    wrapped = styles.of("wrapped", tone, None)
    others: dict[tuple[str, Tone | None], CellWriter] = {}
    write_string, write_number = page.write_string, page.write_number

    def write(value: Value | Cell, row: int) -> None:
        if value is None:
            return
        if isinstance(value, str):
            if len(value) <= width:
                write_string(row, number, cut(value), texts)
            else:
                longer(value, row)
        elif isinstance(value, Decimal):
            digits = digits_of(value)
            if digits:
                write_number(row, number, float(digits), by_decimals[decimals_of(digits)] if plain else numbers)
            else:
                write_string(row, number, str(value), texts)
        elif isinstance(value, Cell):
            writer = others.get((value.unit, value.tone))
            if writer is None:
                own = replace(column, unit=value.unit or column.unit, tone=value.tone or tone)
                writer = others[value.unit, value.tone] = cell_writer(page, number, own, styles, room)
            writer(value.value, row)
        else:
            rarer(value, row)

    def longer(value: str, row: int) -> None:
        write_string(row, number, cut(value), wrapped)
        room.grow(row, value)

    rarer = _rarer(page, number, (styles.of("truth", tone, None), styles.of("date", tone, None)), write)
    return write


def _rarer(
    page: Worksheet, number: int, looks: tuple[object, object], write: CellWriter
) -> Callable[[bool | int | date, int], None]:
    """What writes truth values, dates and whole numbers; `looks` are those of the first two."""
    truths, dates = looks

    def rarer(value: bool | int | date, row: int) -> None:
        if isinstance(value, bool):
            page.write_boolean(row, number, value, truths)
        elif isinstance(value, int):
            write(Decimal(value), row)
        elif value >= _FIRST_DAY:
            page.write_datetime(row, number, value, dates)
        else:
            write(str(value), row)

    return rarer


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


def cut(text: str) -> str:
    """A text that fits into a cell."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
