"""Origins: from which cell each record came, as one whole number a record.

A record's `at` packs the sheet's number, the row and, where the record is a single cell, the column. The table of
sheets knows the column letters of every field, so that any value of any record can name its cell without the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from incentive.problems import Place

# Excel has 16,384 columns, counted from 1, and 1,048,576 rows.
_ROW = 15
_SHEET = 15 + 21
_COLUMN_MASK = (1 << 15) - 1
_ROW_MASK = (1 << 21) - 1


Spot = tuple[str, int, int]
"""Where a cell really stands: its sheet's title, its row, and its column (0: the row as a whole)."""


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """A sheet as found: its file (None: the plan workbook), its own name, the number of each canonical column.

    `cells` is only there where a sheet was brought into the plan's form before it was read: of each row and column
    of that form (column 0: of the row) the cell that it came from. `header` is the row of the headings (0: not known).
    """

    file: str | None
    sheet: str
    columns: Mapping[str, int]
    cells: Mapping[tuple[int, int], Spot] = field(default_factory=dict)
    header: int = 0

    def spot(self, row: int, column: int) -> Spot:
        """Where a cell, or a row, really stands."""
        if not self.cells:
            return self.sheet, row, column
        return self.cells.get((row, column)) or self.cells.get((row, 0)) or (self.sheet, row, column)


def pack(sheet: int, row: int, column: int = 0) -> int:
    """The compact index of a row (column 0) or a cell; rows and columns count from 1."""
    return (sheet << _SHEET) | (row << _ROW) | column


def sheet_of(at: int) -> int:
    """The number of the sheet in a compact index."""
    return at >> _SHEET


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Origins:
    """The sheets of a plan by number; 0 is reserved for `nowhere` (a default)."""

    sheets: tuple[SheetOrigin, ...] = (SheetOrigin(None, "", {}),)
    elsewhere: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """Of a record that another file completed, by its index: the cell of each column that came from there."""

    def completed(self, at: int) -> list[Place]:
        """The cells of other files that completed a record, in their order."""
        return [self.place(cell) for cell in sorted(self.elsewhere.get(at, {}).values())]

    def place(self, at: int, column: str | None = None, value: str | None = None) -> Place:
        """The place of a record's row, of its own cell, or of the cell in the named column, canonical name."""
        moved = self.elsewhere.get(at)
        if moved is not None and column is not None and column in moved:
            return self.place(moved[column], None, value)
        sheet = self.sheets[at >> _SHEET]
        row = (at >> _ROW) & _ROW_MASK
        number = at & _COLUMN_MASK
        if column is not None:
            number = sheet.columns.get(column, number)
        if not row:
            return Place(sheet.file, sheet.spot(0, 0)[0] or None, None, value)
        title, row, number = sheet.spot(row, number)
        cell = f"{column_letters(number)}{row}" if number else f"{row}" if row else None
        return Place(sheet.file, title, cell, value)

    def heading(self, at: int, column: str) -> Place | None:
        """The place of a column's heading on a record's sheet; None where the sheet has no such column."""
        sheet = self.sheets[at >> _SHEET]
        number = sheet.columns.get(column)
        return self.place(pack(at >> _SHEET, sheet.header, number), None, column) if number and sheet.header else None
