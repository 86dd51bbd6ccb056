"""Rows and columns added to a table of a user's own, looking like those beside them.

In: a table as read and what the new row says by column id. Out: values and styles noted in a `SheetEdit`; where Excel
knows the range as a table, its range grows with it.
"""

from collections.abc import Mapping

from openpyxl.utils.cell import coordinate_from_string, get_column_letter

from incentive.workbook.editing.sheet import SheetEdit, Value
from incentive.workbook.editing.splices import Element, Splices, elements
from incentive.workbook.reading import Table


class Rows:
    """The end of a table, at which rows are added one below the other."""

    def __init__(self, sheet: SheetEdit, table: Table) -> None:
        self.sheet = sheet
        self.table = table
        self.next = max((line.number for line in table.lines), default=table.header) + 1
        found = elements(sheet.copy.read(sheet.part), lambda path, _: path[-1] == "c")
        self.styles = {one.attributes.get("r", ""): one.attributes.get("s", "") for one in found}

    def add(self, values: Mapping[str, Value]) -> int:
        """Add a row, and give its number. Columns that the table lacks are left out."""
        row = self.next
        for identifier, value in values.items():
            if (column := self.table.columns.get(identifier)) is not None:
                self._put(row, column, value)
        self.next += 1
        return row

    def head(self, heading: str, identifier: str | None = None) -> int:
        """Add a column at the right end, of the schema or a KPI's own, and give its number."""
        column = max((*self.table.columns.values(), *self.table.others)) + 1
        if identifier is None:
            self.table.others = {**self.table.others, column: heading}
        else:
            self.table.columns = {**self.table.columns, identifier: column}
        before = f"{get_column_letter(column - 1)}{self.table.header}"
        cell = f"{get_column_letter(column)}{self.table.header}"
        self.sheet.values[cell] = heading
        self._look(cell, before)
        return column

    def _put(self, row: int, column: int, value: Value) -> None:
        letter = get_column_letter(column)
        cell = f"{letter}{row}"
        self.sheet.values[cell] = value
        if cell not in self.styles:
            self._look(cell, f"{letter}{row - 1}" if row - 1 > self.table.header else "")
            self.styles[cell] = self.styles.get(f"{letter}{row - 1}", "") if row - 1 > self.table.header else ""

    def _look(self, cell: str, like: str) -> None:
        style = self.styles.get(like, "")
        if style.isdigit():
            self.sheet.styles[cell] = int(style)

    def done(self) -> None:
        """Let Excel's own table, where there is one, reach over the rows that were added."""
        for kind, part in self.sheet.copy.related(self.sheet.part).values():
            if kind == "table" and self.sheet.copy.has(part):
                self._grow(part)

    def _grow(self, part: str) -> None:
        data = self.sheet.copy.read(part)
        ranges = elements(data, lambda path, _: path[-1] in {"table", "autoFilter"})
        splices = Splices(data)
        for one in ranges:
            grown = self._grown(one)
            if grown is not None:
                splices.attribute(one, "ref", grown)
        self.sheet.copy.put(part, splices.result())

    def _grown(self, one: Element) -> str | None:
        first, _, end = one.attributes.get("ref", "A1").partition(":")
        bottom = coordinate_from_string(end or first)
        last = self.next - 1
        if coordinate_from_string(first)[1] != self.table.header or bottom[1] >= last:
            return None
        return f"{first}:{bottom[0]}{last}"
