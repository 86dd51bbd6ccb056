"""A copy of a user's workbook with rows on its sheet Sources; the sheet is added at the end where there is none.

In: the workbook as a path, and rows by column of that sheet. Out: the copy as a file. Rows that are there already are
not repeated; all other parts of the file keep every byte.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from incentive.plan.origins import column_letters
from incentive.problems import Problem
from incentive.workbook.book_forms import Sheet
from incentive.workbook.cells import open_book
from incentive.workbook.editing.altered import altered
from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.sheet import SheetEdit
from incentive.workbook.editing.sheets import put_last
from incentive.workbook.parts import MAIN, STRICT_MAIN, Outline
from incentive.workbook.schema import columns_by_name, sheet, sheet_named
from incentive.workbook.tables import header_of, headings_of

_ID = "sources"
_WIDTH = 24


def write_sources(path: Path, rows: Sequence[Mapping[str, str]], out: Path) -> Problem | None:
    """Write the copy to `out`; the problem that keeps the file from being read, if there is one."""
    book, problems = open_book(path, is_sources)
    if book is None:
        return problems[0]
    there = next((each for each in book.sheets if is_sources(each.title)), None)

    def change(copy: Copy, found: Outline) -> None:
        if there is None:
            part = put_last(copy, sheet(_ID).name, _empty(copy.strict))
        else:
            part = next(part for title, part in found.sheets if title == there.title)
        _fill(SheetEdit(copy, part), there or Sheet(""), rows)

    return altered(path, out, change)


def is_sources(title: str) -> bool:
    """Whether a sheet of this title is Sources."""
    named = sheet_named(title)
    return named is not None and named[0].id == _ID


def _fill(edit: SheetEdit, there: Sheet, rows: Sequence[Mapping[str, str]]) -> None:
    """Write the rows under those that are there, and headings for columns that are not."""
    known = columns_by_name(_ID)
    header = header_of(there, known, None)
    last = max((row.number for row in there.rows), default=0)
    at = header.number if header is not None else last + 1
    columns = dict(headings_of(header, known)[0]) if header is not None else {}
    taken = max((number for row in there.rows for number in row.cells), default=0) if header is not None else 0
    for column in sheet(_ID).columns:
        if column.id not in columns and any(row.get(column.id) for row in rows):
            taken += 1
            columns[column.id] = taken
            edit.values[f"{column_letters(taken)}{at}"] = column.name
    present = [
        {name: row.cells[number].shown for name, number in columns.items() if number in row.cells}
        for row in there.rows
        if row.number > at
    ]
    line = max(last, at)
    for row in rows:
        said = {name: text for name, text in row.items() if text}
        if said not in present:
            line += 1
            edit.values |= {f"{column_letters(columns[name])}{line}": text for name, text in said.items()}
    edit.done()


def _empty(strict: bool) -> bytes:
    columns = len(sheet(_ID).columns)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{STRICT_MAIN if strict else MAIN}">'
        f'<cols><col min="1" max="{columns}" width="{_WIDTH}" customWidth="1"/></cols><sheetData/></worksheet>'
    ).encode()
