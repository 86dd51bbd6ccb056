"""Writing a book: sheets with labels, headers, filters and frozen panes, ready to print on A4.

Sheets as plain data come in, bytes go out, the same bytes for the same input. Rows leave memory as they are written, so
that a large plan needs little.
"""

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from incentive.sheets.cells import LONGEST_TEXT, CellWriter, Room, cell_writer, cut, length
from incentive.sheets.content import Block, Cell, SheetColumn, SheetContent, Tone, Value
from incentive.sheets.styles import Styles

MOST_ROWS = 1_048_576
_A4 = 9
# The least and the most that a column is wide; where tables stand one below the other, the last is less.
_NARROW, _WIDE, _WIDE_TABLES = 7, 46, 26
_LOOKED_AT = 200
_LINE, _MOST_LINES = 12.5, 5
# The width of a printed page in pixels of the screen. A sheet a little narrower is fitted too, since fonts differ; one
# much wider than a page goes over several, each shrunk less.
_PAGE_PIXELS = 1020
_ROOMY, _MOST_SHRUNK, _SHRUNK, _MOST_SHRUNK_TABLES = 0.65, 1.6, 1.4, 2.2
# Not the time of writing: the same run gives the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself, and the line at the foot of each printed page."""

    title: str
    subject: str = ""
    foot: str = ""


def workbook(sheets: Sequence[SheetContent], properties: Properties) -> bytes:
    """The bytes of the book, its sheets in the order given."""
    stream = io.BytesIO()
    book = Workbook(stream, {"constant_memory": True})
    book.set_properties(
        {"title": properties.title[:255], "subject": properties.subject[:255], "author": "", "created": _CREATED}
    )
    styles = Styles(book)
    for sheet in sheets:
        _Sheet(book.add_worksheet(sheet.name), sheet, styles).write(properties.foot)
    book.close()
    return stream.getvalue()


class _Sheet:
    """One sheet while it is laid out."""

    def __init__(self, page: Worksheet, sheet: SheetContent, styles: Styles) -> None:
        self.page = page
        self.sheet = sheet
        self.styles = styles
        self.widths = _widths(sheet)
        self.row = 0
        self.heights: dict[int, int] = {}

    def write(self, foot: str) -> None:
        """The whole sheet."""
        sheet, page = self.sheet, self.page
        for column, width in enumerate(self.widths):
            page.set_column(column, column, width + 1.5)
        if sheet.title:
            self._line([(sheet.title, self.styles.title)], 24)
            self.row += 1
        for number, block in enumerate(sheet.blocks):
            self.row += bool(number)
            header = self._head(block)
            rows = self._rows(block)
            if len(sheet.blocks) == 1:
                page.autofilter(header, 0, max(header, header + rows), len(block.columns) - 1)
                page.freeze_panes(header + 1, sheet.frozen)
                page.repeat_rows(header - 1, header)
        self._print_setup(foot)

    def _head(self, block: Block) -> int:
        """Heading, labels and header of a table; the header's row."""
        styles = self.styles
        if block.heading:
            self._line([(block.heading, styles.heading)])
        labels = [(_label(column), styles.label_right if _right(column) else styles.label) for column in block.columns]
        lines = max((self._lines(number, column) for number, column in enumerate(block.columns)), default=1)
        if not block.heading or any(_label(column) for column in block.columns):
            self._line(labels, _LINE * lines)
        header = self.row
        self._line((column.key, styles.header_right if _right(column) else styles.header) for column in block.columns)
        return header

    def _lines(self, number: int, column: SheetColumn) -> int:
        """Lines of a column's label at the width that the column has."""
        # The label's letters are smaller than those of the column.
        return min(_MOST_LINES, max(1, len(textwrap.wrap(_label(column), max(6, int(self.widths[number] * 0.85))))))

    def _rows(self, block: Block) -> int:
        """The rows that fit on the sheet, and the totals under them; how many rows of the table those are."""
        count = min(len(block.rows), MOST_ROWS - self.row - len(block.totals))
        self._write(self._writers(block.columns), islice(iter(block.rows), count))
        totals = self._writers([replace(column, tone=Tone.TOTAL) for column in block.columns])
        self._write(totals, ([_shown(value) for value in values] for values in block.totals))
        return count

    def _write(self, writers: Sequence[CellWriter], rows: Iterable[Sequence[Value | Cell]]) -> None:
        for values in rows:
            for write, value in zip(writers, values, strict=True):
                write(value, self.row)
            self.row += 1

    def _writers(self, columns: Sequence[SheetColumn]) -> list[CellWriter]:
        return [
            cell_writer(self.page, number, column, self.styles, self._room(number, len(columns)))
            for number, column in enumerate(columns)
        ]

    def _room(self, number: int, count: int) -> Room:
        """How long a text may be in a column: beyond the last of a table that shares its columns nothing stands."""
        shared = number == count - 1 and len(self.sheet.blocks) > 1
        return Room(LONGEST_TEXT if shared else self.widths[number], self.heights, self.page)

    def _line(self, cells: Iterable[tuple[str, Any]], height: float | None = None) -> None:
        """One line of texts with their styles that belongs to no table; an empty text is no cell."""
        if height is not None:
            self.page.set_row(self.row, height)
        for number, (text, style) in enumerate(cells):
            if text:
                self.page.write_string(self.row, number, cut(text), style)
        self.row += 1

    def _print_setup(self, foot: str) -> None:
        page = self.page
        pixels = [_pixels(width) for width in self.widths]
        keys = sum(pixels[: self.sheet.frozen])
        whole = sum(pixels)
        # Tables one below the other share their columns by chance: side by side, a page would hold one's last column.
        if whole > _PAGE_PIXELS * (_MOST_SHRUNK if len(self.sheet.blocks) == 1 else _MOST_SHRUNK_TABLES):
            # Several pages side by side, the key columns on each of them; a row's pages follow each other.
            if len(self.sheet.blocks) > 1:
                keys = 0
            else:
                page.repeat_columns(0, max(0, self.sheet.frozen - 1))
            room = max(_PAGE_PIXELS * _SHRUNK - keys, _PAGE_PIXELS / 2)
            page.fit_to_pages(-int(-(whole - keys) // room), 0)
            page.print_across()
        elif whole > _PAGE_PIXELS * _ROOMY:
            page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.set_footer(f"&L&8{foot.replace('&', '&&')[:150]}&C&8&A&R&8&P / &N")


def _widths(sheet: SheetContent) -> list[int]:
    """The width of each column in characters, from its name and its first rows."""
    widths = [_NARROW] * max(len(block.columns) for block in sheet.blocks)
    wide = _WIDE if len(sheet.blocks) == 1 else _WIDE_TABLES
    for block in sheet.blocks:
        for number, column in enumerate(block.columns):
            # Room for the filter's arrow beside the name.
            seen = [len(column.key) + 3] if column.width is None else [column.width]
            widths[number] = max(widths[number], *seen)
        for values in (*islice(iter(block.rows), _LOOKED_AT), *block.totals):
            for number, (value, column) in enumerate(zip(values, block.columns, strict=True)):
                if column.width is None:
                    widths[number] = max(widths[number], min(length(value, column), wide))
    return widths


def _shown(value: Value | Cell) -> Value | Cell:
    """A value of a line of totals: the line above it runs through, over blanks too."""
    return "" if value is None else value


def _pixels(width: int) -> int:
    return int((width + 1.5) * 7) + 5


def _right(column: SheetColumn) -> bool:
    """Whether the column's values stand at its right edge."""
    return column.unit != "text"


def _label(column: SheetColumn) -> str:
    """The label and, where that does not say it, the unit."""
    unit = {"kpi": "KPI's unit", "money": "row's currency"}.get(column.unit, column.unit)
    said = column.label.casefold()
    if unit in {"text", "date", "number", "count"} or unit in said or (unit == "percent" and "%" in said):
        unit = ""
    return cut(", ".join(part for part in (column.label, unit) if part))
