"""What a cell's element says: from its kind, its style and what is stored in it to a `Cell`.

In: the texts of an element, as the XML of a sheet has them. Out: the cell. Numbers become the decimals of their 15
significant digits, and days where their style displays days. Cells that say the same are one object, as long as few do.
"""

from datetime import date, datetime
from decimal import Decimal

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from incentive.numbers import exact
from incentive.workbook.book_forms import GENERAL, Cell, Content
from incentive.workbook.parts import Outline, clean

_NO_NUMBER = "#NUM!"
_LAST = frozenset("123456789")
_MOST_KNOWN = 100_000


class Stored:
    """Makes the cells of a workbook, given its shared texts and how each style displays numbers."""

    def __init__(self, found: Outline, texts: list[str]) -> None:
        self.texts = texts
        self.formats = found.formats
        self.epoch = MAC_EPOCH if found.from_1904 else WINDOWS_EPOCH
        self.dates = [is_date_format(code) and not is_timedelta_format(code) for code in found.formats]
        self._plain: dict[tuple[str, str], Plain] = {}
        self._formulas: dict[str, str] = {}

    def begin(self) -> None:
        """Another sheet begins: formulas are shared within one alone."""
        self._formulas = {}

    def plain(self, kind: str, style: str) -> "Plain":
        """The maker of cells of a kind and style that hold a value and nothing else."""
        found = self._plain.get((kind, style))
        if found is None:
            found = self._plain[kind, style] = Plain(self, kind, int(style or "0"))
        return found

    def cell(self, kind: str, style: int, stored: str | None, own: str, formula: str | None) -> Cell:
        """A cell of any kind. `stored` is None where the element has no value; `own` is the text within it."""
        if kind == "e":
            return Cell(None, GENERAL, formula, stored or _NO_NUMBER)
        if kind == "inlineStr":
            return Cell(clean(own), self._format(style), formula)
        if kind == "str":
            return Cell(clean(stored or ""), self._format(style), formula)
        if not stored or not stored.strip():
            return Cell(None, GENERAL, formula)
        if kind == "s":
            return Cell(self.texts[int(stored)], self._format(style), formula)
        if kind == "b":
            return Cell(stored.strip() in {"1", "true"}, GENERAL, formula)
        if kind == "d":
            return Cell(_iso(stored.strip()), self._format(style), formula)
        return self._number(stored.strip(), style, formula)

    def formula(self, text: str, share: str | None) -> str:
        """A formula's text; cells that share one have that of the first, whose names stand in all of them."""
        if share is not None:
            if text:
                self._formulas[share] = text
            text = text or self._formulas.get(share, "")
        return f"={text}"

    def _number(self, stored: str, style: int, formula: str | None) -> Cell:
        """The number, or the day where its style displays one."""
        try:
            value = exact_of(stored)
        except ValueError:
            # Infinities and what is no number at all.
            return Cell(None, GENERAL, formula, _NO_NUMBER)
        if not 0 <= style < len(self.formats):
            return Cell(value, GENERAL, formula)
        day = self._day(value) if self.dates[style] and value >= 1 else None
        return Cell(value if day is None else day, self.formats[style], formula)

    def _day(self, value: Decimal) -> date | None:
        try:
            found = from_excel(int(value), self.epoch)
        except (OverflowError, ValueError):
            return None
        return found.date() if isinstance(found, datetime) else None

    def _format(self, style: int) -> str:
        return self.formats[style] if 0 <= style < len(self.formats) else GENERAL


class Plain:
    """Makes the cells of one kind and style that hold nothing but a value; `known` are those made, by what is stored.

    None of the known ones is blank.
    """

    def __init__(self, stored: Stored, kind: str, style: int) -> None:
        self.stored = stored
        self.kind = kind
        self.style = style
        self.known: dict[str, Cell] = {}
        self.number_format: str | None = None
        if kind == "n":
            within = 0 <= style < len(stored.formats)
            if not (within and stored.dates[style]):
                self.number_format = stored.formats[style] if within else GENERAL

    def cell(self, stored: str) -> Cell | None:
        """The cell, None where it is blank; the same one for the same value, as long as not too many are known."""
        found = self.known.get(stored)
        if found is not None:
            return found
        if self.number_format is not None and _is_exact(stored):
            found = Cell(Decimal(stored), self.number_format)
        else:
            # Only an inline text is within the cell, and nothing is stored beside one.
            found = self.stored.cell(self.kind, self.style, stored, stored, None)
            if found.blank:
                return None
        if len(self.known) < _MOST_KNOWN:
            self.known[stored] = found
        return found


def _is_exact(stored: str) -> bool:
    """Whether so few digits are written that they come back from a binary fraction as they are, with none to spare."""
    return len(stored) <= 15 and stored[-1:] in _LAST and stored.isascii() and stored.replace(".", "", 1).isdigit()


def exact_of(stored: str) -> Decimal:
    """The decimal of the 15 significant digits that Excel itself works with; ValueError where there is none."""
    return Decimal(stored) if _is_exact(stored) else exact(format(float(stored), ".15g"))


def _iso(text: str) -> Content:
    """The day of an ISO date and time; a time alone stays text."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text
