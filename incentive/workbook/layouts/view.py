"""A sheet as its reader sees it, and rows of the plan's own form made from it.

In: a `Sheet`. Out: a `View`, in which every cell of a merged range shows what the range shows, with the place where it
is written; and, the other way, sheets with the schema's columns made of records. Nothing here knows a layout.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from incentive.formula.tree import normalise
from incentive.plan.origins import Spot
from incentive.workbook.book_forms import Cell, Content, Merged, Row, Sheet
from incentive.workbook.schema import columns_by_name
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.tables import header_of, headings_of

_MOST_FILLED = 200_000
_FIGURES = frozenset({"Value", "Weight", "Threshold", "Target", "Maximum"})
_DASHES = frozenset("-–—−")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and where it is written."""

    cell: Cell
    at: Spot

    @property
    def text(self) -> str:
        """What it shows, if it is text; else nothing."""
        return self.cell.shown if isinstance(self.cell.value, str) else ""

    @property
    def blank(self) -> bool:
        """Whether it holds nothing, or a dash for nothing."""
        return self.cell.blank or self.text in _DASHES

    def saying(self, value: Content) -> "Placed":
        """The same place with another value, such as the id of the thing that is named there."""
        return Placed(Cell(value), self.at)


Record = dict[str, Placed]
"""A row of a sheet of the schema: its cells by their columns' names."""


@dataclass(slots=True)
class Understood:
    """What a sheet in another layout holds: rows by id of the schema's sheet, and rows that were passed over."""

    layout: str
    records: dict[str, list[Record]] = field(default_factory=dict)
    passed: list[tuple[Spot, str]] = field(default_factory=list)
    said: list[tuple[str, tuple[Placed, ...], Mapping[str, str]]] = field(default_factory=list)
    """Problems: the code, the cells, the words."""
    broken: set[str] = field(default_factory=set)
    """What cannot be read whole, as `Reading.broken` has it."""

    def add(self, sheet: str, record: Record) -> None:
        """One row more of a sheet."""
        self.records.setdefault(sheet, []).append(record)

    def say(self, code: str, *cells: Placed, **values: str) -> None:
        """Note a problem of some cells."""
        self.said.append((code, cells, values))


class View:
    """The cells of a sheet by row and column, merged ranges filled."""

    def __init__(self, sheet: Sheet) -> None:
        self.title = sheet.title
        self.across = False
        self.merged: tuple[Merged, ...] = sheet.merged
        self.cells: dict[tuple[int, int], Placed] = {}
        for row in sheet.rows:
            for column, cell in row.cells.items():
                spot = sheet.places.get((row.number, column), (sheet.title, row.number, column))
                self.cells[row.number, column] = Placed(cell, spot)
        self._survey()
        self._fill()

    def _fill(self) -> None:
        if not self.cells:
            return
        last_row = max(self.rows)
        last_column = max((each.last_column for each in self.merged if each.last_column < 500), default=0)
        left = _MOST_FILLED
        for each in self.merged:
            first = self.cells.get((each.first, each.column))
            if first is None:
                continue
            for row in range(each.first, min(each.last, last_row) + 1):
                for column in range(each.column, min(each.last_column, max(last_column, self.columns[-1])) + 1):
                    self.cells.setdefault((row, column), first)
                    left -= 1
                    if left < 0:
                        break
        self._survey()

    def _survey(self) -> None:
        """Note which rows and columns hold something, and which columns each row has."""
        self.rows = sorted({row for row, _ in self.cells})
        self.columns = sorted({column for _, column in self.cells})
        self.of_row: dict[int, list[int]] = {row: [] for row in self.rows}
        for row, column in sorted(self.cells):
            self.of_row[row].append(column)

    def at(self, row: int, column: int) -> Placed | None:
        """What a cell shows; None where it is blank."""
        found = self.cells.get((row, column))
        return found if found is not None and not found.cell.blank else None

    def text(self, row: int, column: int) -> str:
        """The text that a cell shows; nothing where it holds none."""
        found = self.cells.get((row, column))
        return found.text if found is not None else ""

    def own(self, row: int, column: int) -> Placed:
        """The cell itself, blank or not, with its own place."""
        spot = (self.title, column, row) if self.across else (self.title, row, column)
        return self.cells.get((row, column)) or Placed(Cell(None), spot)

    def row(self, number: int) -> Iterator[tuple[int, Placed]]:
        """What stands in a row, by column; a range merged across counts once."""
        seen: set[Spot] = set()
        for column in self.of_row.get(number, ()):
            found = self.at(number, column)
            if found is not None and found.at not in seen:
                seen.add(found.at)
                yield column, found

    def turned(self) -> "View":
        """The sheet with rows and columns exchanged."""
        other = View(Sheet(self.title))
        other.across = not self.across
        other.cells = {(column, row): placed for (row, column), placed in self.cells.items()}
        other._survey()
        return other


def canonical(sheet: str, title: str, records: Sequence[Record], hidden: Collection[tuple[str, int]] = ()) -> Sheet:
    """A sheet of the schema with these rows; `hidden` are rows that the user's own sheets do not show."""
    headings = list(dict.fromkeys(name for record in records for name in record))
    rows = [Row(1, {column: Cell(name) for column, name in enumerate(headings, 1)})]
    columns = {name: column for column, name in enumerate(headings, 1)}
    # The title may be that of the plan's own sheet, as several of the user's are read as one.
    first = next((placed.at[0] for record in records for placed in record.values()), title)
    places: dict[tuple[int, int], Spot] = {(0, 0): (first, 0, 0), (1, 0): (first, 0, 0)}
    written = list(_rows(records, columns, 2, places))
    out_of_sight = {row.number for row in written if places[row.number, 0][:2] in hidden}
    return Sheet(title, (*rows, *written), (), frozenset(out_of_sight), sheet, places)


def extended(standing: Sheet, sheet: str, records: Sequence[Record]) -> Sheet:
    """A sheet that is read as it stands, with further rows below its own."""
    known = columns_by_name(sheet)
    header = header_of(standing, known, None)
    if header is None:
        return canonical(sheet, standing.title, records)
    found, _, _ = headings_of(header, known)
    names = {column.id: column.name for column in sheet_shape(sheet).columns}
    columns = {names[identifier]: number for identifier, number in found.items()}
    cells = dict(header.cells)
    for name in dict.fromkeys(name for record in records for name in record):
        if name not in columns:
            columns[name] = max((*cells, *columns.values())) + 1
            cells[columns[name]] = Cell(name)
    below = max((*(row.number for row in standing.rows), *(each.last for each in standing.merged)))
    places = dict(standing.places)
    rows = [Row(row.number, cells) if row is header else row for row in standing.rows]
    rows.extend(_rows(records, columns, below + 1, places))
    return replace(standing, rows=tuple(rows), places=places)


def _rows(
    records: Iterable[Record], columns: Mapping[str, int], first: int, places: dict[tuple[int, int], Spot]
) -> Iterator[Row]:
    """The rows of records, from a number on; their places are noted.

    A record whose first cell is a figure stands in that cell, any other in the row of its first cell.
    """
    for number, record in enumerate(records, first):
        for name, placed in record.items():
            places[number, columns[name]] = placed.at
        name, (title, row, column) = next((name, placed.at) for name, placed in record.items())
        places[number, 0] = (title, row, column if name in _FIGURES else 0)
        yield Row(number, {columns[name]: placed.cell for name, placed in record.items() if not placed.cell.blank})


def same(text: str, other: str) -> bool:
    """Whether two texts are one name."""
    return normalise(text) == normalise(other)
