"""Writing a book: sheets with labels, headers, filters and frozen panes, ready to print on A4.

Sheets as plain data come in, bytes go out. All text of users is written as text, never as a formula or a link. Rows are
streamed to disk while they are written, so that a large plan needs little memory.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from incentive.sheets.content import Block, Cell, SheetColumn, SheetContent, Tone, Value
from incentive.sheets.styles import Styles

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
_A4 = 9
_NARROW, _WIDE = 7, 46
_LOOKED_AT = 200
# Characters across a page that can still be read; a wider sheet is printed on several, side by side.
_PAGE_WIDTH = 190
# Excel's calendar begins with 1900; an earlier date is written as its text.
_FIRST_DAY = date(1900, 3, 1)
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
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(stream, options)
    book.set_properties(
        {"title": properties.title[:255], "subject": properties.subject[:255], "author": "", "created": _CREATED}
    )
    styles = Styles(book)
    for sheet in sheets:
        _Page(book.add_worksheet(sheet.name), styles).write(sheet, properties.foot)
    book.close()
    return stream.getvalue()


class _Page:
    """One sheet while it is written."""

    def __init__(self, page: Any, styles: Styles) -> None:
        self.page = page
        self.styles = styles
        self.widths: dict[int, int] = {}

    def write(self, sheet: SheetContent, foot: str) -> None:
        """The whole sheet."""
        page, row = self.page, 0
        if sheet.title:
            page.set_row(0, 24)
            page.write_string(0, 0, _cut(sheet.title), self.styles.title)
            row = 2
        for number, block in enumerate(sheet.blocks):
            header = row + bool(number) + bool(block.heading) + 1
            row = self._block(block, row + bool(number))
            if len(sheet.blocks) == 1:
                page.autofilter(header, 0, max(header, row - 1 - len(block.totals)), len(block.columns) - 1)
                page.freeze_panes(header + 1, sheet.frozen)
                page.repeat_rows(header - 1, header)
        for column, width in self.widths.items():
            page.set_column(column, column, width + 1.5)
        self._print_setup(foot, sheet.frozen)

    def _print_setup(self, foot: str, frozen: int) -> None:
        page = self.page
        pages = max(1, round(sum(self.widths.values()) / _PAGE_WIDTH))
        if pages > 1 and frozen:
            page.repeat_columns(0, frozen - 1)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(pages, 0)
        page.set_footer(f"&L&8{foot.replace('&', '&&')[:150]}&C&8&A&R&8&P / &N")

    def _block(self, block: Block, row: int) -> int:
        """Write one table from `row` on; the first row after it."""
        page, styles = self.page, self.styles
        if block.heading:
            page.write_string(row, 0, _cut(block.heading), styles.heading)
            row += 1
        page.set_row(row, 12.5 * max((_lines(column) for column in block.columns), default=1))
        for number, column in enumerate(block.columns):
            right = column.unit not in {"text", "kpi"}
            page.write_string(row, number, _label(column), styles.label_right if right else styles.label)
        row += 1
        for number, column in enumerate(block.columns):
            right = column.unit not in {"text", "kpi"}
            page.write_string(row, number, column.key, styles.header_right if right else styles.header)
            # Room for the filter's arrow beside the name.
            self._see(number, column.width or len(column.key) + 3)
        row += 1
        for count, values in enumerate(_rows(block, row)):
            total = Tone.TOTAL if isinstance(values, _Total) else None
            for number, (value, column) in enumerate(zip(values, block.columns, strict=True)):
                length = self._cell(row, number, value, column, total)
                if count < _LOOKED_AT or total:
                    self._see(number, column.width or length)
            row += 1
        return row

    def _see(self, column: int, length: int) -> None:
        self.widths[column] = max(self.widths.get(column, _NARROW), min(length, _WIDE))

    def _cell(self, row: int, number: int, value: Value | Cell, column: SheetColumn, total: Tone | None) -> int:
        """Write one value in its style; about how many characters it shows."""
        unit, tone = column.unit, total or column.tone
        if isinstance(value, Cell):
            unit, tone, value = value.unit or unit, value.tone or tone, value.value
        page, style = self.page, self.styles.of
        match value:
            case None:
                page.write_blank(row, number, None, style("text", tone, None))
                return 0
            case bool():
                page.write_boolean(row, number, value, style("text", tone, None))
                return 5
            case Decimal() | int():
                shown = unit if unit not in {"text", "date", "kpi"} else "number"
                page.write_number(row, number, float(value), style(shown, tone, column.decimals))
                return _length(Decimal(value), shown)
            case date() if value >= _FIRST_DAY:
                page.write_datetime(row, number, value, style("date", tone, None))
                return 10
            case _:
                text = _cut(str(value))
                page.write_string(row, number, text, style("text", tone, None))
                return len(text)


class _Total(tuple[Value | Cell, ...]):
    """A row under the table."""

    __slots__ = ()


def _rows(block: Block, first: int) -> Iterator[tuple[Value | Cell, ...]]:
    """The rows that fit on a sheet, then the totals."""
    room = MOST_ROWS - first - len(block.totals)
    for number, values in enumerate(block.rows):
        if number >= room:
            break
        yield values
    for values in block.totals:
        yield _Total(values)


def _length(value: Decimal, unit: str) -> int:
    whole = len(f"{abs(value):,.0f}") + (value < 0)
    if unit == "percent":
        return whole + 5
    return min(15, len(str(value)) + 1) if unit in {"number", "days", "count"} else whole + 3


def _label(column: SheetColumn) -> str:
    """The label and, where it says more, the unit."""
    unit = {"kpi": "KPI's unit"}.get(column.unit, column.unit)
    if unit in {"text", "date", "number", "count"}:
        unit = ""
    return _cut(", ".join(part for part in (column.label, unit) if part))


def _lines(column: SheetColumn) -> int:
    return min(4, -(-len(_label(column)) // max(_NARROW, len(column.key) + 3)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
