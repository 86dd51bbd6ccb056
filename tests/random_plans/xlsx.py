"""A random plan as a real workbook file.

In: sheets and a path. Out: an `.xlsx` file in which percents are percent-formatted cells, ids are text, dates are
dates and grids are grids, as a person would enter them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from tests.random_plans.form import Sheets

PERCENT_COLUMNS = {
    "Matrix": {"Weight", "Cap"},
    "Sections": {"Weight"},
    "Targets": {"Weight"},
    "Employees": {"Target bonus %"},
    "Assignments": {"Target bonus %"},
    "Absences": {"Counts as"},
    "Gates": {"Multiply by", "Limit to"},
}
PERCENT_SETTINGS = {"Cap"}
FIGURES = {
    "Matrix": ("Threshold", "Target", "Maximum"),
    "Targets": ("Threshold", "Target", "Maximum"),
    "Actuals": ("Value",),
}


def write_xlsx(sheets: Sheets, path: Path) -> None:
    """Write every sheet, its header in the order in which columns first occur."""
    book = Workbook()
    book.remove(book.worksheets[0])
    percent_kpis = {row["KPI"] for row in sheets.get("KPIs", []) if row.get("Unit") == "%"}
    percent_scales = _percent_scales(sheets, percent_kpis)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        if name.startswith("Grid "):
            for down, values in enumerate(rows, 1):
                for along, value in enumerate(values, 1):
                    _write(sheet.cell(down, along), value, percent=False)
            continue
        columns = list(dict.fromkeys(column for row in rows for column in row))
        for along, column in enumerate(columns, 1):
            sheet.cell(1, along, column)
        for down, row in enumerate(rows, 2):
            for along, column in enumerate(columns, 1):
                _write(
                    sheet.cell(down, along), row.get(column), _percent(name, column, row, percent_kpis | percent_scales)
                )
    book.save(path)


def _percent_scales(sheets: Sheets, percent_kpis: set[str]) -> set[str]:
    """Scales whose points are values of a KPI in %: they are written in the style of its target."""
    by_value = {row["Scale"] for row in sheets.get("Scales", []) if row.get("Measured in") == "value"}
    value_kpis = {row["KPI"] for row in sheets["KPIs"] if row.get("Attainment") == "value"}
    return {
        row["Scale"]
        for row in sheets["Matrix"]
        if row["KPI"] in percent_kpis and "Scale" in row and (row["Scale"] in by_value or row["KPI"] in value_kpis)
    }


def _percent(sheet: str, column: str, row: dict[str, Any], percents: set[str]) -> bool:
    if sheet == "Plan":
        return row["Setting"] in PERCENT_SETTINGS
    if sheet == "Scales":
        return column == "At" and row["Scale"] in percents
    if column in FIGURES.get(sheet, ()):
        return row.get("KPI") in percents
    return column in PERCENT_COLUMNS.get(sheet, set())


def _write(cell: Any, value: object, percent: bool) -> None:
    assert isinstance(cell, Cell)
    if value is None:
        return
    if isinstance(value, str):
        # As text even where it looks like a number or a formula: "007", "=Score > 1".
        cell.value = value
        cell.data_type = "s"
        cell.number_format = "@"
        return
    if isinstance(value, bool | int | Decimal | date):
        cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif percent:
        cell.number_format = "0.00%"
