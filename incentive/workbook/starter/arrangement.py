"""Where everything of a starter stands: which sheets, which columns, in which rows.

In: the sheets and the layout that were asked for, and figures that have columns of their own. Out: a `Placed` a sheet,
which knows the address of each column, for itself and for formulas on other sheets. Nothing is written here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from openpyxl.utils import get_column_letter, quote_sheetname

from incentive.workbook.schema import SHEETS
from incentive.workbook.schema_forms import Column, SheetShape
from incentive.workbook.starter.wording import SETTINGS, Wording

FIRST_SHEETS = ("plan", "kpis", "matrix", "scales", "employees", "actuals")
"""The sheets of a starter where nothing else is asked for."""

TITLE, ABOUT, HEADER = 1, 2, 4
FIRST = HEADER + 1

# Rows that are prepared for filling in, and rows that drop-downs, marks and lists reach to when more are pasted in.
_PREPARED = {"kpis": 60, "matrix": 150, "scales": 60, "employees": 100, "actuals": 300}
_REACH = {"kpis": 300, "matrix": 600, "scales": 300, "employees": 2000, "actuals": 5000}
_FEW, _MANY = 50, 300
_BLANK_FIGURES = 10
GRID_SIZE = 8


class Layout(StrEnum):
    """How figures stand on Actuals: a row a figure; a row a person; or a row a person and month, month by month."""

    LONG = "long"
    WIDE = "wide"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet of the starter: its title, its columns in order, then the headings of figures that have columns.

    `figures` are those headings; a blank one is there for the person to fill in.
    """

    shape: SheetShape
    title: str
    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    figures: tuple[str, ...] = ()

    @property
    def prepared(self) -> int:
        """The last row that is prepared for filling in."""
        settings = SETTINGS.get(self.shape.id)
        if not self.columns:
            return FIRST + GRID_SIZE - 1
        rows = len(settings) if settings is not None else _PREPARED.get(self.shape.id, _FEW)
        return HEADER + rows

    @property
    def reach(self) -> int:
        """The last row that drop-downs and marks hold for."""
        if self.shape.id in SETTINGS:
            return self.prepared
        return HEADER + _REACH.get(self.shape.id, _MANY)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns) + len(self.figures) if self.columns else GRID_SIZE

    @property
    def last_letter(self) -> str:
        """The letter of the last column."""
        return get_column_letter(self.width)

    def has(self, column: str) -> bool:
        """Whether the sheet has a column of this id."""
        return any(each.id == column for each in self.columns)

    def letter(self, column: str) -> str:
        """The letter of a column."""
        number = next(number for number, each in enumerate(self.columns, start=1) if each.id == column)
        return get_column_letter(number)

    def area(self, column: str, last: int | None = None) -> str:
        """The cells of a column, for formulas on the same sheet: `$A$5:$A$304`."""
        letter = self.letter(column)
        return f"${letter}${FIRST}:${letter}${last or self.reach}"

    def elsewhere(self, column: str, last: int | None = None) -> str:
        """The cells of a column, for formulas on any sheet: `'KPIs'!$A$5:$A$304`."""
        return self.on(self.area(column, last))

    def on(self, area: str) -> str:
        """An address of this sheet, for formulas on any sheet."""
        return f"{quote_sheetname(self.title)}!{area}"


def arranged(
    sheets: Iterable[str], wording: Wording, layout: Layout, figures: Sequence[str] = ()
) -> Mapping[str, Placed]:
    """Each sheet by its id, in the schema's order."""
    wanted = set(sheets)
    return {shape.id: _placed(shape, wording, layout, figures) for shape in SHEETS if shape.id in wanted}


def _placed(shape: SheetShape, wording: Wording, layout: Layout, figures: Sequence[str]) -> Placed:
    title, columns = wording.title(shape), shape.columns
    if shape.titled:
        title = f"{title} 1"
    across: tuple[str, ...] = ()
    if shape.id == "actuals" and layout is not Layout.LONG:
        # The month is what tells the two apart; a second known heading shows the reader where the header is.
        kept = ("subject", "month") if layout is Layout.MONTHS else ("subject", "role")
        columns = tuple(column for column in columns if column.id in kept)
        across = tuple(figures) or ("",) * _BLANK_FIGURES
    headings = tuple(wording.heading(shape.id, column) for column in columns)
    return Placed(shape, title, columns, headings, across)
