"""Workbooks for tests of runs and commands: an example, with this or that cell changed as a person would change it."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from incentive.workbook.examples import write_example


def example(path: Path, name: str = "kpi_matrix") -> Path:
    write_example(name, path)
    return path


def edit(path: Path, *changes: tuple[str, str, str, Any], kind: str | None = None) -> Path:
    """Change cells and save: sheet, first cell of the row, column, value. `kind` "s" keeps `=…` a text."""
    book = load_workbook(path)
    for sheet_name, key, column, value in changes:
        cell = find(book[sheet_name], key, column)
        cell.value = value
        if kind is not None:
            cell.data_type = kind
    book.save(path)
    return path


def find(sheet: Worksheet, key: str, column: str) -> Cell:
    """The cell in the row that begins with `key`, under the header `column`."""
    rows: list[Any] = list(sheet.iter_rows())
    header = next(row for row in rows if column in [cell.value for cell in row])
    along = [cell.value for cell in header].index(column)
    down = next(row for row in rows if str(row[0].value) == key and row[0].row > header[0].row)
    found: Cell = down[along]
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def beside(folder: Path) -> set[str]:
    """What bears one of the program's own names beside a run's folder."""
    return {path.name for path in folder.parent.iterdir() if path.name.startswith(f"{folder.name}.")}
