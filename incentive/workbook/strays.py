"""Rows below a header that are no record: totals, remarks and units, a second header, figures beside nobody.

In: a line with its raw cells, before they are read. Out: why it is none and what to do; None for a record. One such row
would else be several problems, none of which says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.i18n.phrases import Listing, phrase
from incentive.workbook import values
from incentive.workbook.book_forms import Cell, Merged
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import columns_by_name
from incentive.workbook.schema_forms import Column, Kind

_KEYS = {Kind.ID, Kind.TEXT, Kind.SUBJECT, Kind.TARGET}
_WITH_DIGITS = {Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.WEIGHT, Kind.FIGURE, Kind.DATE}
_AWAY = phrase("Delete the row, or move it above the header.")
_NEAR = 2  # rows under the header in which remarks on the columns stand
_TOTALS = frozenset(
    normalise(word)
    for word in (
        *("total", "totals", "subtotal", "grand total", "sum"),
        *("totale", "somma", "gesamt", "gesamtsumme", "summe", "zwischensumme"),
        *("total général", "somme", "suma", "total general", "итого", "всего", "сумма"),
    )
)


@dataclass(frozen=True, slots=True)
class Stray:
    """A row that is no record: the column of the cell that shows it, why, and what to do.

    `sure`: there is nothing to do, as it can be nothing else.
    """

    column: str | None
    why: str
    advice: str
    sure: bool = False


def is_total(text: str) -> bool:
    """Whether a text heads a sum of what stands above or before it."""
    return normalise(text.rstrip(":")) in _TOTALS


def keys_of(table: Table) -> list[Column]:
    """The columns that say of whom or what a row is."""
    return [column for column in _columns(table) if column.required and column.kind in _KEYS]


def stray(line: Line, keys: list[Column], reading: Reading) -> Stray | None:
    """Why a line is no record; None where it may be one. `keys` are those of its table."""
    first = next((key for key in keys if key.id in line.cells), None)
    if first is None:
        return _remark(line, keys, reading) or _without_keys(line, keys)
    return _second_header(line, first) or _total(line, first) or _remark(line, keys, reading)


def _columns(table: Table) -> list[Column]:
    return [column for column in table.shape.columns if column.id in table.columns]


def _second_header(line: Line, key: Column) -> Stray | None:
    cell = line.cells[key.id]
    if columns_by_name(line.table.shape.id).get(normalise(cell.shown)) is not key or not _all_text(line):
        return None
    advice = phrase("Delete the row; if a second table begins here, move it to a sheet of its own.")
    return Stray(key.id, phrase('it repeats the heading "{heading}"', heading=cell.shown), advice)


def _all_text(line: Line) -> bool:
    return all(isinstance(cell.value, str) for cell in line.cells.values())


def _total(line: Line, key: Column) -> Stray | None:
    cell = line.cells[key.id]
    if not is_total(cell.shown):
        return None
    whole = all(column.id in line.cells for column in _columns(line.table) if column.required)
    if whole and line.table.shape.id != "actuals":
        return None
    if _adds_up(line):
        return Stray(key.id, phrase('"{cell}" is a row of totals', cell=cell.shown), _AWAY, sure=True)
    return Stray(key.id, phrase('"{cell}" looks like a row of totals', cell=cell.shown), _AWAY)


def _adds_up(line: Line) -> bool:
    """Whether each number of a row is the sum of those above it: of all, or of those since the last such row."""
    table = line.table
    since: dict[str, Decimal] = {}
    count = len(table.lines) - table.summed
    for each in table.lines[table.summed :]:
        for name, cell in each.cells.items():
            if isinstance(cell.value, Decimal):
                since[name] = since.get(name, Decimal(0)) + cell.value
    for name, value in since.items():
        table.sums[name] = table.sums.get(name, Decimal(0)) + value
    table.summed = len(table.lines)
    numbers = {name: cell.value for name, cell in line.cells.items() if isinstance(cell.value, Decimal)}
    # The sum of one row alone may as well be a second figure.
    for sums, rows in ((since, count), (table.sums, len(table.lines))):
        if numbers and rows > 1 and all(sums.get(name) == value for name, value in numbers.items()):
            return True
    return False


def heading(line: Line, merged: Iterable[Merged]) -> Stray | None:
    """A row with one text alone, merged across the table's first columns: the heading of a part of it."""
    if len(line.cells) != 1:
        return None
    (name, cell), table = next(iter(line.cells.items())), line.table
    at = table.columns.get(name, 0)
    across = any(each.holds(line.number, at) and each.last_column > each.column for each in merged)
    if not across or not isinstance(cell.value, str) or at > min((*table.columns.values(), *table.others)):
        return None
    return Stray(name, phrase('"{cell}" is a heading', cell=cell.shown), _AWAY, sure=True)


def _remark(line: Line, keys: list[Column], reading: Reading) -> Stray | None:
    """Words about the columns right under their headings: units, forms, examples."""
    table = line.table
    if table.lines or line.number > table.header + _NEAR:
        return None
    if not _all_text(line):
        return None
    words = [column.id for column in _columns(table) if _is_word(line.cells.get(column.id), column, reading)]
    blank = any(column.id not in line.cells for column in keys)
    if len(words) < 1 + (not blank):
        return None
    shown = line.cells[words[0]].shown
    why = phrase('"{cell}" looks like a remark on the column', cell=shown)
    return Stray(words[0], why, _AWAY)


def _is_word(cell: Cell | None, column: Column, reading: Reading) -> bool:
    """Whether a cell holds words where figures, days or months belong."""
    if cell is None or any(sign.isdigit() for sign in cell.shown):
        return False
    if column.kind is Kind.MONTH:
        return isinstance(values.month(cell, reading.months), values.Refusal)
    return column.kind in _WITH_DIGITS


def _without_keys(line: Line, keys: list[Column]) -> Stray | None:
    if len(keys) < 2:
        return None
    *before, last = [phrase('"{column}"', column=key.name) for key in keys]
    why = phrase("it has neither {columns} nor {column}", columns=Listing(before), column=last)
    first = next(iter(line.cells))
    advice = phrase("Empty the row if it is a total or a note. If figures were pasted a row too low, paste them again.")
    return Stray(first if not first.startswith("#") else None, why, advice)
