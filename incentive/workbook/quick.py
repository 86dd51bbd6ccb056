"""The rows of a sheet that is written plainly, as the usual programs write theirs, in a quarter of the parser's time.

In: a sheet's part, piece by piece. Out: its rows, or `NotPlain` where anything in it is written in another way; the
parser reads it then. Every piece goes through the parser here too, which is asked for no element: what is not
well-formed, or declares a document type, is refused alike. One pattern takes each cell, and nothing may stand between.
"""

from collections.abc import Callable
from xml.parsers.expat import XMLParserType

from incentive.workbook.book_forms import Cell, Row
from incentive.workbook.bounds import MOST_ROWS, TooManyCells
from incentive.workbook.plainly import (
    GROUPS,
    HEAD,
    LIKE_CELLS,
    MERGED,
    TOKEN,
    Form,
    NotPlain,
    attributes_of,
    cell_column,
    form_of,
    text_of,
    unescaped,
)
from incentive.workbook.stored import Stored

_LONGEST_TAIL = 8_000_000
_LONGEST_ROW = 2_000_000
_WORTH_IT = 8
_LONGEST_STRIDE = 1024
_TRUE = frozenset({"1", "true"})
_END_OF_ROW = b"</row>"


class QuickSheet:
    """Gathers the rows of one sheet, whose pieces are given to `read` in order, before `close`."""

    def __init__(self, stored: Stored, left: int, parser: XMLParserType) -> None:
        self.left = left
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self.hidden: set[int] = set()
        self._stored = stored
        self._parser = parser
        self._unread = b""
        self._reads: Callable[[], None] = self._head
        self._number = 0
        self._counted = 0
        self._cells: dict[int, Cell] | None = None
        self._form: Form | None = None
        self._stride = 1
        stored.begin()

    def read(self, piece: bytes) -> None:
        """Read a piece of the part."""
        self._parser.Parse(piece, False)
        self._unread += piece
        self._reads()
        if len(self._unread) > (_LONGEST_TAIL if self._reads == self._tail else _LONGEST_ROW):
            raise NotPlain

    def close(self) -> None:
        """The part ends here."""
        self._parser.Parse(b"", True)
        tail = text_of(self._unread)
        merged = MERGED.findall(tail)
        if self._reads != self._tail or len(LIKE_CELLS.findall(tail)) != len(merged):
            raise NotPlain
        self.merged = merged

    def _head(self) -> None:
        found = HEAD.match(self._unread)
        if found is not None:
            self._unread = self._unread[found.end() :]
            self._reads = self._data
            self._data()
        elif b"<row" in self._unread:
            raise NotPlain

    def _data(self) -> None:
        end = self._unread.find(b"</sheetData>")
        last = end >= 0
        if not last:
            end = self._unread.rfind(_END_OF_ROW) + len(_END_OF_ROW)
        if end < len(_END_OF_ROW) and not last:
            return
        rows, self._unread = self._unread[:end], self._unread[end:]
        self._rows(text_of(rows))
        if last:
            if self._cells is not None:
                raise NotPlain
            self._reads = self._tail

    def _tail(self) -> None:
        """What follows the rows is read at the end."""

    def _rows(self, text: str) -> None:
        """Read whole rows: those of one form at once, others cell by cell, so many that looking for forms pays."""
        at = 0
        while at < len(text):
            alike = 0
            if self._form is not None:
                at, alike = self._alike(text, at, self._form)
                if at == len(text):
                    # The next piece may well go on alike.
                    self._stride = 1
                    return
                self._form = None
            self._stride = 1 if alike >= _WORTH_IT else min(self._stride * 2, _LONGEST_STRIDE)
            last, end = _stretch(text, at, self._stride)
            self._cell_by_cell(text[at:end])
            self._form = form_of(text[last:end], self._stored) if self._cells is None else None
            at = end

    def _alike(self, text: str, at: int, form: Form) -> tuple[int, int]:
        """Read rows as long as they have a form; the place after the last of them, and how many they are."""
        match, columns, rows = form.pattern.match, form.columns, self.rows
        counted = 0
        while found := match(text, at):
            at = found.end()
            counted += 1
            name, *values = found.groups()
            number = int(name)
            if not 1 <= number <= MOST_ROWS:
                raise TooManyCells
            # As little as can be for each cell: large files are read here.
            cells = {
                column: cell
                for (column, known, make), value in zip(columns, values, strict=True)
                if (cell := known.get(value) or make(value))
            }
            if cells:
                rows.append(Row(number, cells))
                self.left -= len(cells)
                if self.left < 0:
                    raise TooManyCells
        self._count(counted)
        return at, counted

    def _cell_by_cell(self, text: str) -> None:
        """Read rows of any form."""
        found = TOKEN.split(text)
        if any(gap and not gap.isspace() for gap in found[::GROUPS]):
            raise NotPlain
        cells = self._cells
        tokens = zip(*[iter(found)] * GROUPS, strict=False)
        for _, letters, style, kind, attributes, formula, value, own, ended, number, others in tokens:
            if letters is None:
                if (cells is None) is (ended is not None or number is None):
                    raise NotPlain
                self._end(cells)
                cells = self._row(int(number), others) if number is not None else None
                continue
            column = cell_column(letters)
            cell: Cell | None
            if attributes is None and value is None and own is not None and kind == "inlineStr":
                cell = self._stored.plain(kind, style or "").cell(unescaped(own))
            elif attributes is not None or own is not None or (value is not None and kind == "inlineStr"):
                cell = self._whole(kind or "n", int(style or "0"), (attributes, formula), value, own)
            elif value is not None:
                cell = self._stored.plain(kind or "n", style or "").cell(unescaped(value))
            elif kind != "e":
                continue
            else:
                raise NotPlain
            if cells is None:
                raise NotPlain
            if cell is not None and not cell.blank:
                cells[column] = cell
        self._cells = cells

    def _count(self, rows: int) -> None:
        self._counted += rows
        if self._counted > MOST_ROWS:
            raise TooManyCells

    def _end(self, cells: dict[int, Cell] | None) -> None:
        if cells:
            self.rows.append(Row(self._number, cells))
            self.left -= len(cells)
            if self.left < 0:
                raise TooManyCells

    def _row(self, number: int, others: str) -> dict[int, Cell] | None:
        """Begin a row; None where it ends at once."""
        self._number = number
        self._count(1)
        if not 1 <= number <= MOST_ROWS:
            raise TooManyCells
        if "hidden" in others and attributes_of(others).get("hidden") in _TRUE:
            self.hidden.add(number)
        return None if others.endswith("/") else {}

    def _whole(
        self, kind: str, style: int, formula: tuple[str | None, str | None], value: str | None, own: str | None
    ) -> Cell:
        """A cell with a formula, or with a text of its own."""
        attributes, text = formula
        written = None
        if attributes is not None:
            given = attributes_of(attributes) if attributes else {}
            share = given.get("si") if given.get("t") == "shared" else None
            written = self._stored.formula(unescaped(text or ""), share)
        stored = unescaped(value) if value is not None else None
        return self._stored.cell(kind, style, stored, unescaped(own or ""), written)


def _stretch(text: str, at: int, rows: int) -> tuple[int, int]:
    """Where the last of the next so many rows begins, and where it ends."""
    last = end = at
    for _ in range(rows):
        found = text.find("</row>", end)
        if found < 0:
            return end, len(text)
        last, end = end, found + len(_END_OF_ROW)
    return last, end
