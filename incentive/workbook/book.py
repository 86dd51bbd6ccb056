"""`Book`, a workbook between file and reader, and `book_of`: one made of sheets in memory, formatted as a person would.

In: sheet name to rows, each canonical column name to value (of a grid: a list of values), percentages as fractions.
Out: a `Book` that reads as the same values, in the canonical columns' order. Which cells are percentages follows from
the schema and, for figures and scales, from the KPIs' units and what a scale measures and pays.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from incentive.formula.tree import normalise
from incentive.workbook.book_forms import Book, Cell, Row, Sheet, cell_of
from incentive.workbook.schema import columns_by_name, settings_by_name, sheet_named
from incentive.workbook.schema_forms import Kind

__all__ = ["Book", "Cell", "Row", "Sheet", "Sheets", "book_of"]

Sheets = Mapping[str, Sequence[Any]]


def book_of(sheets: Sheets) -> Book:
    """The book of these sheets. A column that no sheet of the schema has becomes one of the company's own."""
    percents = _Percents(sheets)
    return Book(tuple(_sheet(title, rows, percents) for title, rows in sheets.items()))


def _sheet(title: str, rows: Sequence[Any], percents: "_Percents") -> Sheet:
    if rows and not isinstance(rows[0], Mapping):
        return Sheet(
            title, tuple(_row(number, [cell_of(value) for value in row]) for number, row in enumerate(rows, 1))
        )
    headers = list(dict.fromkeys(name for row in rows for name in row))
    found = sheet_named(title)
    if not headers:
        return Sheet(title)
    sheet_id = found[0].id if found else ""
    written = [_row(1, [Cell(header) for header in headers])]
    for number, row in enumerate(rows, 2):
        cells = [cell_of(row.get(header), percents.of(sheet_id, header, row)) for header in headers]
        written.append(_row(number, cells))
    return Sheet(title, tuple(written))


def _row(number: int, cells: Sequence[Cell | None]) -> Row:
    return Row(number, {column: cell for column, cell in enumerate(cells, 1) if cell is not None})


class _Percents:
    """Which cells of some sheets hold percentages."""

    def __init__(self, sheets: Sheets) -> None:
        settings = {normalise(str(row.get("Setting", ""))): row.get("Value") for row in sheets.get("Plan", ())}
        weights = [row.get("Weight") for name in ("Matrix", "Sections", "Targets") for row in sheets.get(name, ())]
        self.points = settings.get("weights") != "as given" and any(_above_one(weight) for weight in weights)
        """Whether weights are written as bare numbers: points, or relative ones."""
        self.kpis = {
            normalise(str(row.get("KPI", ""))) for row in sheets.get("KPIs", ()) if str(row.get("Unit", "")) == "%"
        }
        self.measured: dict[str, str] = {}
        self.users: dict[str, list[tuple[str, str]]] = {}
        for row in sheets.get("Scales", ()):
            self.measured.setdefault(_key(row, "Scale"), str(row.get("Measured in") or "attainment"))
        for row in sheets.get("Matrix", ()):
            if row.get("Scale") is not None:
                user = (_key(row, "KPI"), str(row.get("Pays") or "share"))
                self.users.setdefault(_key(row, "Scale"), []).append(user)
        self.direct = {_key(row, "KPI") for row in sheets.get("Matrix", ()) if row.get("Pays") in {"amount", "rate"}}

    def of(self, sheet: str, header: str, row: Mapping[str, Any]) -> bool:
        """Whether the cell of this row under this header is a percentage."""
        if not sheet:
            return False
        if sheet in {"plan", "statement"}:
            setting = settings_by_name(sheet).get(normalise(str(row.get("Setting", ""))))
            return setting is not None and setting.kind is Kind.PERCENT
        column = columns_by_name(sheet).get(normalise(header))
        if column is None:
            return sheet == "actuals" and normalise(header) in self.kpis
        point = self._point if sheet == "scales" else self._result
        known: dict[Kind, Callable[[], bool]] = {
            Kind.PERCENT: lambda: column.id != "fte",
            Kind.WEIGHT: lambda: not self.points,
            Kind.FIGURE: lambda: _key(row, "KPI") in self.kpis,
            Kind.POINT: lambda: point(column.id, row),
        }
        return column.kind in known and known[column.kind]()

    def _result(self, _column: str, row: Mapping[str, Any]) -> bool:
        what, _, name = str(row.get("What", "")).partition(":")
        return normalise(what) != "kpi" or normalise(name) not in self.direct

    def _point(self, column: str, row: Mapping[str, Any]) -> bool:
        scale = _key(row, "Scale")
        users = self.users.get(scale, [])
        if column == "pays":
            return all(pays == "share" for _, pays in users)
        if self.measured.get(scale) == "value":
            return bool(users) and all(kpi in self.kpis for kpi, _ in users)
        return True


def _above_one(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 1


def _key(row: Mapping[str, Any], column: str) -> str:
    return normalise(str(row.get(column, "")))
