"""Opening a workbook: from a file to a `Book`, in one pass over the sheets that the plan knows.

In: a path. Out: the book, or the one problem that says why there is none. Numbers become the decimals of their 15
significant digits, dates become days (of the 1900 or the 1904 calendar), a formula comes with its stored value and is
never calculated. What keeps a dangerous file out is in `safe`; what cells mean is not known here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from defusedxml.common import DefusedXmlException
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from incentive.numbers import exact
from incentive.problems import Problem
from incentive.workbook.book_forms import GENERAL, Book, Cell, Content, Merged, Row, Sheet
from incentive.workbook.parts import LONGEST_TEXT, Outline, Quiet, Texts, clean, local, outline
from incentive.workbook.safe import Package, TooLarge, damaged, open_package, problem
from incentive.workbook.schema import OWN_SHEETS, sheet_named

MOST_CELLS = 5_000_000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
# Of the sheets that the plan does not know, so much is looked at for other layouts; a longer one is none.
MOST_GLIMPSED_CELLS = 200_000
MOST_GLIMPSED_ROWS = 20_000

_DIGITS = "0123456789"
_TRUE = frozenset({"1", "true"})
_RANGE = re.compile(r"(?P<left>[A-Z]{1,3})(?P<first>\d{1,7}):(?P<right>[A-Z]{1,3})(?P<last>\d{1,7})")
_MOST_MERGED = 10_000
_NO_NUMBER = "#NUM!"
_TEXTS = frozenset({"v", "f", "t"})


class _TooManyCells(Exception):
    """The sheets of the plan hold more cells than are read."""


def is_known(title: str) -> bool:
    """Whether a sheet of this title is read: of others only the titles are wanted."""
    return sheet_named(title) is not None


def open_book(path: Path, wanted: Callable[[str], bool] = is_known) -> tuple[Book | None, list[Problem]]:
    """The book in a file; None and the one problem that keeps it from being read. Unwanted sheets come without rows."""
    package = open_package(path)
    if isinstance(package, Problem):
        return None, [package]
    try:
        with package:
            found = outline(package)
            if found is None:
                return None, [problem("WB002", path, kind="a zip archive without a workbook")]
            if found.macros:
                return None, [problem("WB004", path)]
            return _book(package, found, wanted), []
    except DefusedXmlException:
        return None, [problem("WB007", path)]
    except TooLarge as reason:
        return None, [problem("WB006", path, reason=str(reason))]
    except _TooManyCells:
        return None, [problem("WB008", path, most=f"{MOST_CELLS:,}")]
    # A damaged file makes archive and parser fail in any way there is; whatever it was, the answer is the same.
    except Exception as reason:
        return None, [damaged(path, reason)]


def _book(package: Package, found: Outline, wanted: Callable[[str], bool]) -> Book:
    lost = next((title for title in found.lost if wanted(title)), None)
    if lost is not None:
        raise LookupError(f'the sheet "{lost}" is named, but not in it')
    texts = Texts()
    if found.texts is not None and any(wanted(title) for title, _ in found.sheets):
        package.parse(found.texts, texts)
    styles = _Styles(found)
    left = MOST_CELLS
    sheets = [Sheet(title) for title, _ in found.sheets]
    for place, (title, part) in enumerate(found.sheets):
        if wanted(title):
            target = _SheetCells(texts.texts, styles, left)
            package.parse(part, target)
            left = target.left
            sheets[place] = target.sheet(title)
    # Last, so that what they unpack to is not held against the sheets of the plan.
    left = MOST_GLIMPSED_CELLS
    for place, (title, part) in enumerate(found.sheets):
        if not wanted(title) and title not in OWN_SHEETS and left > 0:
            target = _SheetCells(texts.texts, styles, left, MOST_GLIMPSED_ROWS)
            if _glimpsed(package, part, target):
                sheets[place] = target.sheet(title)
            left = target.left
    return Book(tuple(sheets))


def _glimpsed(package: Package, part: str, target: "_SheetCells") -> bool:
    """Whether a sheet that the plan does not know could be read: nothing in it keeps the plan from being read."""
    try:
        package.parse(part, target)
    # As damaged or as large as it may be: what nobody asked for is nobody's problem.
    except Exception:
        return False
    return True


class _Styles:
    """How each style displays numbers, and whether as dates."""

    def __init__(self, found: Outline) -> None:
        self.formats = found.formats
        self.epoch = MAC_EPOCH if found.from_1904 else WINDOWS_EPOCH
        self.dates = [is_date_format(code) and not is_timedelta_format(code) for code in found.formats]

    def number(self, text: str, style: int) -> tuple[Content, str]:
        """The number in a cell, or the day where its style displays one; and its format."""
        value = _exact(text)
        if not 0 <= style < len(self.formats):
            return value, GENERAL
        if self.dates[style] and value >= 1:
            day = self._day(value)
            if day is not None:
                return day, self.formats[style]
        return value, self.formats[style]

    def _day(self, value: Decimal) -> date | None:
        try:
            found = from_excel(int(value), self.epoch)
        except (OverflowError, ValueError):
            return None
        return found.date() if isinstance(found, datetime) else None


def _exact(text: str) -> Decimal:
    """The decimal of the 15 significant digits that Excel itself works with."""
    return exact(format(float(text), ".15g"))


class _SheetCells(Quiet):
    """Gathers the rows of one sheet that hold something."""

    def __init__(self, texts: list[str], styles: _Styles, left: int, most_rows: int = MOST_ROWS) -> None:
        self.texts = texts
        self.styles = styles
        self.left = left
        self.most_rows = most_rows
        self.rows: list[Row] = []
        self.merged: list[Merged] = []
        self.hidden: set[int] = set()
        self.row = 0
        self.column = 0
        self.cells: dict[int, Cell] = {}
        self.shared: dict[str, str] = {}
        self.within: str | None = None
        self.hint = False
        self.counted = 0
        self.kind = "n"
        self.style = 0
        self.share: str | None = None
        self.parts: dict[str, list[str]] = {}

    def sheet(self, title: str) -> Sheet:
        """The sheet, once all of it was read."""
        rows = tuple(sorted(self.rows, key=lambda row: row.number))
        return Sheet(title, rows, tuple(self.merged), frozenset(self.hidden))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell or a part of one begins."""
        name = local(tag)
        if name == "c":
            self._start_cell(attributes)
        elif name in _TEXTS:
            self.within = None if self.hint else name
            self.parts.setdefault(name, [])
            if name == "f":
                self.share = attributes.get("si") if attributes.get("t") == "shared" else None
        elif name == "row":
            self._start_row(attributes.get("r"))
            if attributes.get("hidden") in _TRUE:
                self.hidden.add(self.row)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "rPh":
            self.hint = True

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found is not None and len(self.merged) < _MOST_MERGED:
            first, last = int(found["first"]), min(int(found["last"]), MOST_ROWS)
            self.merged.append(Merged(reference, first, last, _column(found["left"]), _column(found["right"])))

    def _start_row(self, number: str | None) -> None:
        self.counted += 1
        self.row = int(number) if number is not None else self.row + 1
        if self.counted > self.most_rows or not 1 <= self.row <= MOST_ROWS:
            raise _TooManyCells
        self.column = 0
        self.cells = {}

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "").rstrip(_DIGITS)
        self.column = _column(reference) if reference else self.column + 1
        if self.column > MOST_COLUMNS:
            raise _TooManyCells
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", "0") or "0")
        self.share = None
        self.parts = {}

    def data(self, text: str) -> None:
        """A piece of a value, a formula or a text."""
        if self.within is not None:
            pieces = self.parts[self.within]
            if len(pieces) < LONGEST_TEXT:
                pieces.append(text)

    def end(self, tag: str) -> None:
        """A row, a cell or a part of one ends."""
        name = local(tag)
        if name in _TEXTS:
            self.within = None
        elif name == "c":
            if self.parts:
                self._keep(self._cell())
        elif name == "row":
            if self.cells:
                self.rows.append(Row(self.row, self.cells))
        elif name == "rPh":
            self.hint = False

    def _keep(self, cell: Cell) -> None:
        if not cell.blank:
            self.left -= 1
            if self.left < 0:
                raise _TooManyCells
            self.cells[self.column] = cell

    def _cell(self) -> Cell:
        formula = self._formula()
        stored = "".join(self.parts["v"]) if "v" in self.parts else None
        if self.kind == "e":
            return Cell(None, GENERAL, formula, stored or _NO_NUMBER)
        if self.kind == "inlineStr":
            return Cell(clean("".join(self.parts.get("t", ()))), self._format(), formula)
        if self.kind == "str":
            return Cell(clean(stored or ""), self._format(), formula)
        if not stored or not stored.strip():
            return Cell(None, GENERAL, formula)
        if self.kind == "s":
            return Cell(self.texts[int(stored)], self._format(), formula)
        if self.kind == "b":
            return Cell(stored.strip() in {"1", "true"}, GENERAL, formula)
        if self.kind == "d":
            return Cell(_iso(stored.strip()), self._format(), formula)
        return self._number(stored.strip(), formula)

    def _number(self, stored: str, formula: str | None) -> Cell:
        try:
            value, number_format = self.styles.number(stored, self.style)
        except ValueError:
            # Infinities and what is no number at all.
            return Cell(None, GENERAL, formula, _NO_NUMBER)
        return Cell(value, number_format, formula)

    def _format(self) -> str:
        formats = self.styles.formats
        return formats[self.style] if 0 <= self.style < len(formats) else GENERAL

    def _formula(self) -> str | None:
        """The formula's text; cells that share one have that of the first, whose names stand in all of them."""
        if "f" not in self.parts:
            return None
        text = "".join(self.parts["f"])
        if self.share is not None:
            if text:
                self.shared[self.share] = text
            text = text or self.shared.get(self.share, "")
        return f"={text}"


def _iso(text: str) -> Content:
    """The day of an ISO date and time; a time alone stays text."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text


@cache
def _column(letters: str) -> int:
    """The column's number; beyond every sheet where the letters are none."""
    number = 0
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return MOST_COLUMNS + 1
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
