"""A file of separated text as a sheet of text cells: its encoding, its separator, and each cell where a spreadsheet
shows it.

In: bytes, and which headings are known. Out: a `Delimited`, or the one problem that says why not. The encoding is that
of a byte-order mark, else UTF-8 where every byte fits, else the Windows code page of the letters found; the separator
is the one of four that finds the most known headings. What the texts mean, numbers and dates too, is not known here.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from incentive.i18n.phrases import Figure, Phrase, phrase
from incentive.plan.origins import column_letters
from incentive.problems import Place, Problem
from incentive.workbook.book_forms import Cell, Row, Sheet
from incentive.workbook.cells import uncollected
from incentive.workbook.parts import LONGEST_TEXT, visible

MOST_BYTES = 100_000_000
MOST_CELLS = 4_000_000  # more than seven hundred thousand figures, each with whom it is for, KPI, month and role
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # as a sheet has
SEPARATORS = (";", ",", "\t", "|")

_KEPT = 100_000  # different texts
_SAMPLE = 1 << 16
_SAMPLE_ROWS = 50
_TOLD = re.compile(r"sep=(.)(?:\r\n|\n|\r|$)", re.I)
_AS_TEXT = re.compile(r'="([^"]*)"')
# Words in Cyrillic are letters of the upper half in a row; in Western words such letters stand singly or in pairs.
_CYRILLIC = re.compile(rb"[\xa8\xb8\xc0-\xff]{4,}")
_UPPER = re.compile(rb"[\x80-\xff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", phrase("UTF-8 with a byte-order mark")),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

Known = Callable[[str], bool]
"""Whether a heading is one that the plan knows."""


@dataclass(frozen=True, slots=True)
class Delimited:
    """The sheet, how its text was recognised, in words, and how many fields each row has, blank ones too."""

    sheet: Sheet
    encoding: str
    separator: str
    widths: Mapping[int, int]

    def too_wide(self, header: Row) -> list[tuple[int, int]]:
        """The rows with more fields than the header, and how many: their cells may stand under wrong headings.

        Where every row has as many more and they are blank, the program only ends its rows with separators; but of
        commas, which stand in numbers too, that cannot be known.
        """
        width = self.widths[header.number]
        below = {row: count for row, count in self.widths.items() if row > header.number and count >= width}
        wide = [(row, count) for row, count in below.items() if count > width]
        comma = self.separator == _said(",")
        if not comma and len(set(below.values())) == 1 and all(max(row.cells) <= width for row in self.sheet.rows):
            return []
        return wide


class _NoTable(Exception):
    """The text is no table; `reason` says why, `cell` where."""

    def __init__(self, reason: Phrase, cell: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cell = cell


def read_delimited(data: bytes, name: str, title: str, known: Known) -> Delimited | Problem:
    """The sheet that a spreadsheet would show of these bytes, under this title; `name` names the file in a problem."""
    try:
        if len(data) > MOST_BYTES:
            raise _NoTable(phrase("it has more than {most} MB", most=str(MOST_BYTES // 1_000_000)))
        text, encoding = _decoded(data)
        told = _TOLD.match(text)
        if told is not None:
            text = text[told.end() :]
        separator = told[1] if told is not None else _separator(text, known)
        with uncollected():
            rows, widths = _rows(text, separator)
    except _NoTable as found:
        place = Place(name, title if found.cell else None, found.cell)
        return Problem("WB131", (place,), {"file": name, "reason": found.reason})
    if not rows:
        return Problem("WB131", (Place(name),), {"file": name, "reason": phrase("it is empty")})
    return Delimited(Sheet(title, tuple(rows)), encoding, _said(separator), widths)


def _said(separator: str) -> str:
    return phrase("tabs") if separator == "\t" else f'"{separator}"'


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and what its encoding is called."""
    for mark, codec, called in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError as reason:
                raise _NoTable(_no_byte(reason.start + len(mark), called)) from None
            return _without_zeros(text), called
    if b"\0" in data:
        raise _NoTable(phrase("byte {number} is a zero, as in no text", number=Figure(data.index(0) + 1)))
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    in_words = sum(len(found) for found in _CYRILLIC.findall(data))
    cyrillic = in_words * 2 > len(_UPPER.findall(data))
    codec, called = ("cp1251", "Windows-1251") if cyrillic else ("cp1252", "Windows-1252")
    try:
        return data.decode(codec), called
    except UnicodeDecodeError as reason:
        byte = Figure(reason.start + 1)
        raise _NoTable(phrase("byte {number} is neither UTF-8 nor {other}", number=byte, other=called)) from None


def _without_zeros(text: str) -> str:
    if "\0" in text:
        raise _NoTable(phrase("sign {number} is a zero, as in no text", number=Figure(text.index(chr(0)) + 1)))
    return text


def _no_byte(at: int, called: str) -> Phrase:
    return phrase("its mark says {encoding}, but byte {number} is none", encoding=called, number=Figure(at + 1))


def _separator(text: str, known: Known) -> str:
    """The separator under which the most headings are known; of equals, the one whose rows are alike."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    return max(SEPARATORS, key=lambda separator: _evidence(sample, separator, known))


def _evidence(sample: str, separator: str, known: Known) -> tuple[int, int, int]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if len(rows) == _SAMPLE_ROWS:
                break
            rows.append(row)
    except csv.Error:
        return 0, 0, 0
    headings = max((sum(known(cell.strip()) for cell in set(row)) for row in rows[:20]), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, alike = max(widths.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
    return headings, alike, width


def _rows(text: str, separator: str) -> tuple[list[Row], dict[int, int]]:
    """The rows that hold something, and how many fields each has.

    They are numbered as a spreadsheet does: a line break within quotes begins no row.
    """
    rows: list[Row] = []
    widths: dict[int, int] = {}
    left = MOST_CELLS
    # Exports say the same ids, names and months over and over: one cell stands for all that say the same.
    made: dict[str, Cell] = {}
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number += 1
        try:
            fields = next(reader)
        except StopIteration:
            return rows, widths
        except csv.Error as reason:
            raise _NoTable(_words(str(reason)), str(number)) from None
        if len(fields) > MOST_COLUMNS or number > MOST_ROWS:
            most = {"columns": Figure(MOST_COLUMNS), "rows": Figure(MOST_ROWS)}
            raise _NoTable(phrase("it has more than {columns} columns or {rows} rows", **most), str(number))
        cells = {}
        for column, field in enumerate(fields, 1):
            cell = made.get(field)
            if cell is None:
                cell = Cell(_text(field, number, column))
                if len(made) < _KEPT:
                    made[field] = cell
            if cell.value:
                cells[column] = cell
        left -= len(cells)
        if left < 0:
            raise _NoTable(phrase("it holds more than {most} cells", most=Figure(MOST_CELLS)), str(number))
        if cells:
            rows.append(Row(number, cells))
            widths[number] = len(fields)


def _text(field: str, row: int, column: int) -> str:
    """What a field says. `="00417"` is how programs keep Excel from taking an id for a number."""
    if len(field) > LONGEST_TEXT:
        where = f"{column_letters(column)}{row}"
        raise _NoTable(_too_long(), where)
    shown = visible(field).strip()
    wrapped = _AS_TEXT.fullmatch(shown)
    return wrapped[1] if wrapped is not None else shown


def _too_long() -> Phrase:
    return phrase("a cell holds more than {most} characters; is a quote missing?", most=Figure(LONGEST_TEXT))


def _words(reason: str) -> Phrase:
    """What the reader of separated text objects to, in plain words."""
    if "field larger" in reason:
        return _too_long()
    if "unexpected end" in reason:
        return phrase("a quote in it is never closed")
    if "expected after" in reason:
        return phrase("a quote in it is closed in the middle of a cell")
    return phrase("it cannot be taken apart ({reason})", reason=reason)
