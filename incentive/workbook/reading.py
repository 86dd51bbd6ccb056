"""`Reading`: what is gathered while a book is read: problems, the cells that records came from, what is broken.

Every pass of the reader adds to it and none takes away. Tables and lines are the half-way form: a sheet whose header is
known, and its rows with each cell read by its column's kind, whether or not they make a record.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from incentive.periods import Period
from incentive.plan.origins import Origins, SheetOrigin, Spot, pack
from incentive.plan.records import Formula
from incentive.problems import Place, Problem
from incentive.workbook.book_forms import Cell, Merged
from incentive.workbook.schema_forms import Column, SheetShape

Answer = Decimal | str | bool | int | date | Period | Formula | Cell | tuple[str, ...] | None
"""What a cell says, once read by its column's kind."""

Choice = TypeVar("Choice", bound=StrEnum)

_LONGEST_SHOWN = 60


class Reading:
    """Problems, origins and broken subjects of one workbook, as they are found."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.sheets: list[SheetOrigin] = list(Origins().sheets)
        self.elsewhere: dict[int, dict[str, int]] = {}
        """As in `Origins`: the cells of other files that completed a record."""
        self.broken: set[str] = set()
        self.months: Collection[int] = ()
        """The months whose figures can count, once the plan's period is known: where one without its year is sought."""

    @property
    def origins(self) -> Origins:
        """The cells that records came from."""
        return Origins(tuple(self.sheets), self.elsewhere)

    def add_sheet(
        self,
        title: str,
        columns: Mapping[str, int],
        cells: Mapping[tuple[int, int], Spot] | None = None,
        header: int = 0,
    ) -> int:
        """The number of a further sheet; `cells` says where its cells really stand, if not where they are read."""
        self.sheets.append(SheetOrigin(self.file, title, columns, cells or {}, header))
        return len(self.sheets) - 1

    def place(self, at: int, shown: str | None = None) -> Place:
        """The place of a record's row or cell, with what the cell shows."""
        if shown is not None and len(shown) > _LONGEST_SHOWN:
            shown = shown[: _LONGEST_SHOWN - 1] + "…"
        return self.origins.place(at, value=shown)

    def report(self, code: str, places: tuple[Place, ...], about: tuple[str, ...] = (), /, **values: str) -> None:
        """Note a problem. Headings and cells of several lines are told in one."""
        words = {name: " ".join(value.split()) if "\n" in value else value for name, value in values.items()}
        self.problems.append(Problem(code, places, words, about))


@dataclass(slots=True)
class Line:
    """A row of a table: its cells and what they say, by column id. `refused` are columns whose cell is in a problem."""

    table: "Table"
    number: int
    cells: Mapping[str, Cell]
    values: dict[str, Answer] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    moved: dict[str, int] = field(default_factory=dict)
    """The cells of another file that filled its blanks, by column id."""

    def at(self, column: str | None = None) -> int:
        """The compact index of the row, or of its cell in a column."""
        if column in self.moved:
            return self.moved[column]
        return pack(self.table.number, self.number, self.table.columns.get(column, 0) if column else 0)

    def shown(self, column: str) -> str | None:
        """The cell as a person sees it."""
        cell = self.cells.get(column)
        return cell.shown if cell is not None else None

    def has(self, *columns: str) -> bool:
        """Whether all of these columns hold something that was read."""
        return all(self.values.get(column) is not None for column in columns)

    def text(self, column: str) -> str:
        """A text, empty where blank."""
        return self.maybe(column) or ""

    def maybe(self, column: str) -> str | None:
        """A text, or None where blank."""
        value = self.values.get(column)
        return str(value) if isinstance(value, str) else None

    def number_of(self, column: str) -> Decimal | None:
        """A number, or None where blank."""
        value = self.values.get(column)
        return value if isinstance(value, Decimal) else None

    def day(self, column: str) -> date | None:
        """A day, or None where blank."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None

    def whole(self, column: str) -> int | None:
        """A whole number or a month, or None where blank."""
        value = self.values.get(column)
        return value if isinstance(value, int) else None

    def truth(self, column: str) -> bool | None:
        """A truth value, or None where blank."""
        value = self.values.get(column)
        return value if isinstance(value, bool) else None

    def choice(self, column: str, choices: type[Choice]) -> Choice | None:
        """A choice, or None where blank."""
        value = self.maybe(column)
        return choices(value) if value is not None else None

    def formula(self, column: str) -> Formula | None:
        """A formula, or None where blank."""
        value = self.values.get(column)
        return value if isinstance(value, Formula) else None

    def cell(self, column: str) -> Cell | None:
        """A cell that is read only once it is known what it means; None where blank."""
        value = self.values.get(column)
        return value if isinstance(value, Cell) else None

    def texts(self, column: str) -> tuple[str, ...]:
        """The texts of a list."""
        value = self.values.get(column)
        return value if isinstance(value, tuple) else ()


@dataclass(slots=True)
class Table:
    """A sheet with its header found: column numbers by column id, headings of other columns by number, its lines."""

    shape: SheetShape
    title: str
    number: int
    header: int
    columns: Mapping[str, int]
    others: Mapping[int, str]
    unread: frozenset[int] = frozenset()
    """Columns whose heading another column has too."""
    lines: list[Line] = field(default_factory=list)
    merged: tuple[Merged, ...] = ()
    places: Mapping[tuple[int, int], Spot] = field(default_factory=dict)
    """Where its cells really stand, if they were brought here from sheets in another layout."""
    summed: int = 0
    """How many lines `sums` holds the sums of, by the key of their cells: what a row of totals is held to."""
    sums: dict[str, Decimal] = field(default_factory=dict)

    def column(self, identifier: str) -> Column:
        """The column of this id, as the schema says it."""
        return next(column for column in self.shape.columns if column.id == identifier)

    def spot(self, row: int, column: int) -> Spot | None:
        """Where a cell really stands: sheet, row and column; None for one that stands nowhere."""
        found = self.places.get((row, column))
        if found is None and (row, 0) not in self.places:
            return self.title, row, column
        return found

    def heading(self, identifier: str) -> int:
        """The compact index of a column's heading."""
        return pack(self.number, self.header, self.columns.get(identifier, 0))
