"""Opening a workbook: from a file to a `Book`, in one pass over the sheets that the plan knows.

In: a path. Out: the book, or the one problem that says why there is none. Numbers become the decimals of their 15
significant digits, dates become days (of the 1900 or the 1904 calendar), a formula comes with its stored value and is
never calculated. What keeps a dangerous file out is in `safe`; what cells mean is not known here.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from defusedxml.common import DefusedXmlException

from incentive.i18n.phrases import Figure, phrase
from incentive.problems import Problem
from incentive.workbook.book_forms import Book, Cell, Row, Sheet
from incentive.workbook.bounds import MOST_COLUMNS, MOST_ROWS, TooManyCells, column_of, merged_of
from incentive.workbook.parts import LONGEST_TEXT, Outline, Quiet, Texts, local, outline
from incentive.workbook.plainly import NotPlain
from incentive.workbook.quick import QuickSheet
from incentive.workbook.safe import Package, TooLarge, damaged, open_package, problem, wary_parser
from incentive.workbook.schema import OWN_SHEETS, sheet_named
from incentive.workbook.stored import Stored

MOST_CELLS = 5_000_000
# Of the sheets that the plan does not know, so much is looked at for other layouts; a longer one is none.
MOST_GLIMPSED_CELLS = 200_000
MOST_GLIMPSED_ROWS = 20_000

_DIGITS = "0123456789"
_TRUE = frozenset({"1", "true"})
_TEXTS = frozenset({"v", "f", "t"})


def is_known(title: str) -> bool:
    """Whether a sheet of this title is read: of others only the titles are wanted."""
    return sheet_named(title) is not None


def open_book(
    path: Path, wanted: Callable[[str], bool] = is_known, quickly: bool = True
) -> tuple[Book | None, list[Problem]]:
    """The book in a file; None and the one problem that keeps it from being read.

    Of sheets that are not wanted so much is read as shows what they are. Read `quickly` or not, the book is the same.
    """
    package = open_package(path)
    if isinstance(package, Problem):
        return None, [package]
    try:
        with package, uncollected():
            found = outline(package)
            if found is None:
                return None, [problem("WB002", path, kind=phrase("a zip archive without a workbook"))]
            if found.macros:
                return None, [problem("WB004", path)]
            return _book(package, found, wanted, quickly), []
    except DefusedXmlException:
        return None, [problem("WB007", path)]
    except TooLarge as reason:
        return None, [problem("WB006", path, reason=str(reason))]
    except TooManyCells:
        return None, [problem("WB008", path, most=Figure(MOST_CELLS))]
    # A damaged file makes archive and parser fail in any way there is; whatever it was, the answer is the same.
    except Exception as reason:
        return None, [damaged(path, reason)]


def _book(package: Package, found: Outline, wanted: Callable[[str], bool], quickly: bool) -> Book:
    lost = next((title for title in found.lost if wanted(title)), None)
    if lost is not None:
        raise LookupError(f'the sheet "{lost}" is named, but not in it')
    texts = Texts()
    if found.texts is not None and any(wanted(title) for title, _ in found.sheets):
        package.parse(found.texts, texts)
    stored = Stored(found, texts.texts)
    left = MOST_CELLS
    sheets = [Sheet(title) for title, _ in found.sheets]
    for place, (title, part) in enumerate(found.sheets):
        if wanted(title):
            target = _read(package, part, stored, left, quickly)
            left = target.left
            sheets[place] = _sheet(title, target)
    # Last, so that what they unpack to is not held against the sheets of the plan.
    left = MOST_GLIMPSED_CELLS
    for place, (title, part) in enumerate(found.sheets):
        if not wanted(title) and title not in OWN_SHEETS and left > 0:
            glimpse = _SheetCells(stored, left, MOST_GLIMPSED_ROWS)
            if _glimpsed(package, part, glimpse):
                sheets[place] = _sheet(title, glimpse)
            left = glimpse.left
    return Book(tuple(sheets))


@contextmanager
def uncollected() -> Iterator[None]:
    """While cells are made nothing becomes garbage in circles: looking for it would take a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(package: Package, part: str, stored: Stored, left: int, quickly: bool) -> "_SheetCells | QuickSheet":
    """A sheet's cells: quickly where they are written plainly, by the parser where not."""
    expanded = package.expanded
    if quickly:
        try:
            quick = QuickSheet(stored, left, wary_parser())
            for piece in package.pieces(part):
                quick.read(piece)
            quick.close()
        except NotPlain:
            package.expanded = expanded
        else:
            return quick
    target = _SheetCells(stored, left)
    package.parse(part, target)
    return target


def _sheet(title: str, cells: "_SheetCells | QuickSheet") -> Sheet:
    rows = tuple(sorted(cells.rows, key=lambda row: row.number))
    return Sheet(title, rows, tuple(merged_of(cells.merged)), frozenset(cells.hidden))


def _glimpsed(package: Package, part: str, target: "_SheetCells") -> bool:
    """Whether a sheet that the plan does not know could be read: nothing in it keeps the plan from being read."""
    try:
        package.parse(part, target)
    # As damaged or as large as it may be: what nobody asked for is nobody's problem.
    except Exception:
        return False
    return True


class _SheetCells(Quiet):
    """Gathers the rows of one sheet that hold something."""

    def __init__(self, stored: Stored, left: int, most_rows: int = MOST_ROWS) -> None:
        self.stored = stored
        self.left = left
        self.most_rows = most_rows
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self.hidden: set[int] = set()
        self.row = 0
        self.column = 0
        self.cells: dict[int, Cell] = {}
        self.within: str | None = None
        self.hint = False
        self.counted = 0
        self.kind = "n"
        self.style = 0
        self.share: str | None = None
        self.parts: dict[str, list[str]] = {}
        stored.begin()

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
            self.merged.append(attributes.get("ref", ""))
        elif name == "rPh":
            self.hint = True

    def _start_row(self, number: str | None) -> None:
        self.counted += 1
        self.row = int(number) if number is not None else self.row + 1
        if self.counted > self.most_rows or not 1 <= self.row <= MOST_ROWS:
            raise TooManyCells
        self.column = 0
        self.cells = {}

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "").rstrip(_DIGITS)
        self.column = column_of(reference) if reference else self.column + 1
        if self.column > MOST_COLUMNS:
            raise TooManyCells
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
                raise TooManyCells
            self.cells[self.column] = cell

    def _cell(self) -> Cell:
        parts = self.parts
        stored = "".join(parts["v"]) if "v" in parts else None
        formula = self.stored.formula("".join(parts["f"]), self.share) if "f" in parts else None
        return self.stored.cell(self.kind, self.style, stored, "".join(parts.get("t", ())), formula)
