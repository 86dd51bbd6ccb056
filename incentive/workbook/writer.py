"""Workbooks that people fill in, written so that they are pleasant to work in: the same bytes for the same content.

In: sheets in the notation of the examples. Out: an .xlsx file with titles, header style, frozen headers, filters,
widths and number formats. What the sheets mean is not known here, but which is which.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES, MergedCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from incentive.workbook.notation import Cell, Form
from incentive.workbook.schema import sheet_named

ACCENT = "1F5C7A"
PALE = "EAF1F5"
WIDEST = 60
NARROWEST = 9

# The colour of a sheet's tab says what it holds: the plan's rules, the people, what was achieved and decided.
_RULES = {"plan", "goals", "kpis", "matrix", "sections", "scales", "grid", "gates", "formulas", "targets"}
_PEOPLE = {"employees", "assignments", "absences", "paid"}
_TABS = {"rules": "1F5C7A", "people": "7A8B45", "figures": "B07D2B"}

_TITLE = Font(name="Calibri", size=14, bold=True, color=ACCENT)
_NOTE = Font(name="Calibri", size=10, italic=True, color="5F6B73")
_HEAD = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_BODY = Font(name="Calibri", size=11)
_KEY = Font(name="Calibri", size=11, bold=True)
_HEAD_FILL = PatternFill("solid", fgColor=ACCENT)
_AXIS_FILL = PatternFill("solid", fgColor=PALE)
_LINE = Border(bottom=Side(style="hair", color="B8C4CB"))

# Times inside the file: the first that a zip archive can hold, and one for the properties.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CREATED = b"2026-01-01T00:00:00Z"


def write_forms(forms: Sequence[Form], path: Path, title: str = "") -> None:
    """Write sheets to `path`, replacing what is there."""
    path.write_bytes(workbook_bytes(forms, title))


def workbook_bytes(forms: Sequence[Form], title: str = "") -> bytes:
    """The bytes of a workbook with these sheets; they depend on nothing else."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "incentive"
    workbook.properties.title = title or None
    for number, form in enumerate(forms, start=1):
        _write(workbook.create_sheet(form.name), form, number)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return reproducible(buffer.getvalue())


def _write(sheet: Worksheet, form: Form, number: int) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = _tab(form.name)
    for row, note in enumerate(form.notes, start=1):
        above = sheet.cell(row, 1, note)
        above.font = _TITLE if row == 1 else _NOTE
    # An empty row keeps the table apart from what stands above it, for Excel as for the eye.
    first = len(form.notes) + 2 if form.notes else 1
    _header(sheet, form, first)
    aligned = [_aligned(form, column) for column in range(1, len(form.header) + 1)]
    for row, cells in enumerate(form.rows, start=first + 1):
        for column, content in enumerate(cells, start=1):
            cell = sheet.cell(row, column)
            _fill(cell, content, _KEY if column == 1 else _BODY)
            wrapped = isinstance(content.value, str) and len(content.value) > WIDEST
            cell.alignment = Alignment(**aligned[column - 1], vertical="top", wrap_text=wrapped)
            if form.grid and column == 1:
                cell.fill = _AXIS_FILL
    _widths(sheet, form)
    _frame(sheet, form, first, number)


def tab_colour(identifier: str) -> str:
    """The colour of the tab of a sheet, by the schema's id."""
    if identifier in _RULES:
        return _TABS["rules"]
    return _TABS["people" if identifier in _PEOPLE else "figures"]


def _tab(name: str) -> str:
    named = sheet_named(name)
    return tab_colour(named[0].id if named is not None else "")


def _header(sheet: Worksheet, form: Form, row: int) -> None:
    for column, content in enumerate(form.header, start=1):
        cell = sheet.cell(row, column)
        _fill(cell, content, _KEY if form.grid else _HEAD)
        cell.fill = _AXIS_FILL if form.grid else _HEAD_FILL
        cell.alignment = Alignment(**_aligned(form, column), vertical="center", wrap_text=True)


def _aligned(form: Form, column: int) -> dict[str, Any]:
    """Numbers to the right, one below the other; all else to the left, off the number before it."""
    values = [row[column - 1].value for row in form.rows]
    numbers = [isinstance(value, Decimal) for value in values if value is not None]
    if form.grid or (numbers and all(numbers)):
        return {"horizontal": "right"}
    return {"horizontal": "left", "indent": 0 if column == 1 else 1}


def _fill(cell: ExcelCell | MergedCell, content: Cell, font: Font) -> None:
    cell.font = font
    cell.border = _LINE
    if content.value is None or isinstance(cell, MergedCell):
        return
    cell.value = content.value
    cell.number_format = content.number_format
    # Text that begins with a sign stays text; only what is marked as a formula is one.
    if isinstance(content.value, str) and not content.formula and content.value not in ERROR_CODES:
        cell.data_type = "s"


def _widths(sheet: Worksheet, form: Form) -> None:
    for column in range(1, len(form.header) + 1):
        head = len(_shown(form.header[column - 1])) + 4  # room for the arrow of the filter
        longest = max((len(_shown(row[column - 1])) for row in form.rows), default=0) + 4
        sheet.column_dimensions[get_column_letter(column)].width = min(max(head, longest, NARROWEST), WIDEST + 2)


def _shown(cell: Cell) -> str:
    value, style = cell.value, cell.number_format
    if value is None:
        return ""
    if not isinstance(value, Decimal):
        return str(value)
    _, _, places = style.rstrip("%").partition(".")
    if style.endswith("%"):
        return f"{value * 100:.{len(places)}f}%"
    if style.startswith("#"):
        return f"{value:,.{len(places)}f}"
    return f"{value:.{len(places)}f}" if places else f"{value:f}"


def _frame(sheet: Worksheet, form: Form, first: int, number: int) -> None:
    last = f"{get_column_letter(len(form.header))}{first + len(form.rows)}"
    if form.rows and not form.grid:
        table = Table(displayName=f"T{number}_{re.sub('[^A-Za-z0-9]+', '_', form.name)}", ref=f"A{first}:{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet.add_table(table)
    # The first column names the row: it stays in sight, but where there is nothing to scroll to.
    keys = "B" if form.grid or len(form.header) > 4 else "A"
    sheet.freeze_panes = f"{keys}{first + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{first}:{first}"


def reproducible(data: bytes, packed: bool = False) -> bytes:
    """The same workbook with nothing in it that depends on the moment, the XML library or the compressor.

    Unless it is to be packed: then its parts are the same everywhere, and its bytes wherever the compressor is.
    """
    target = io.BytesIO()
    way = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", way) as fixed:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _CREATED, part)
            canonical = canonicalize(part.decode("utf-8"))
            entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            entry.compress_type = way
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # the same on Windows
            fixed.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{canonical}'.encode())
    return target.getvalue()
