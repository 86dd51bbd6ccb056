"""`Book`: the neutral form of a workbook between file and reader, so that tests can build one without a file.

Sheets in order, each with its rows, each row with the cells that hold something, by column number. Numbers are exact
decimals, dates are days; a formula comes along with its stored value. Nothing here knows what a sheet means, but for
`book_of`, which gives cells the formats that a person would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from incentive.i18n.phrases import Written
from incentive.numbers import plain
from incentive.plan.origins import Spot

Content = Decimal | str | bool | date | None

GENERAL = "General"
PERCENT = "0.00%"
DAY = "yyyy-mm-dd"
# The format of a text that no number may be made of.
LITERAL = "literal"

_LONGEST = 40  # digits that are still written out


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, how it is displayed, its formula's text and its error value (`#DIV/0!`) where it has one.

    A formula whose value is None was never calculated; one that gives an empty text has the value "".
    """

    value: Content
    number_format: str = GENERAL
    formula: str | None = None
    error: str | None = None

    @property
    def blank(self) -> bool:
        """Whether it holds nothing that counts."""
        if self.value is None:
            return self.formula is None and self.error is None
        return isinstance(self.value, str) and not self.value.strip()

    @property
    def uncalculated(self) -> bool:
        """Whether its formula has no stored value."""
        return self.formula is not None and self.value is None and self.error is None

    @property
    def percent(self) -> bool:
        """Whether it is a number displayed as a percentage."""
        return isinstance(self.value, Decimal) and shows_percent(self.number_format)

    @property
    def shown(self) -> str:
        """The value as a person sees it, more or less; for problems and ids."""
        value = self.value
        if self.error is not None:
            return self.error
        match value:
            case None:
                return self.formula or ""
            case bool():
                return "TRUE" if value else "FALSE"
            case Decimal():
                return shown_number(value, self.number_format)
            case date():
                return value.isoformat()
        return value.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, counted from 1, and its cells by column number, counted from 1."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one: its name (`A4:A6`), its first and last row, its first and last column."""

    name: str
    first: int
    last: int
    column: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is one of them."""
        return self.first <= row <= self.last and self.column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title as written and the rows that hold something, in order. Rows of sheets not read are empty."""

    title: str
    rows: Sequence[Row] = ()
    merged: tuple[Merged, ...] = ()
    hidden: frozenset[int] = frozenset()
    """The numbers of rows that Excel does not show."""
    read_as: str = ""
    """The id of the schema's sheet that it is, where its title does not say so."""
    places: Mapping[tuple[int, int], Spot] = field(default_factory=dict)
    """Where its cells really stand, if it was brought into the plan's form from another layout."""


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook in their order."""

    sheets: tuple[Sheet, ...] = field(default=())


def shows_percent(number_format: str) -> bool:
    """Whether a number format displays a percentage; quoted and escaped signs do not count."""
    if "%" not in number_format:
        return False
    first = number_format.partition(";")[0]
    parts = first.split('"')[::2]
    return "%" in "".join(parts).replace("\\%", "")


def shown_number(value: Decimal, number_format: str = GENERAL) -> str:
    """A number as displayed, as far as that matters: a percentage, or leading zeros, or plainly."""
    if not -_LONGEST < value.adjusted() < _LONGEST:
        return str(value)
    if shows_percent(number_format):
        return Written(f"{plain(value * 100)}%")
    text = _padded(value, number_format)
    return Written(text) if "." in text else text


def _padded(value: Decimal, number_format: str) -> str:
    """A number as its format displays it where that matters to ids: leading zeros and literal letters, else plainly."""
    text = plain(value)
    pattern = number_format.partition(";")[0]
    if not text.isdigit() or pattern.strip("0#") == pattern or "0" not in pattern:
        return text
    shape = _placeholders(pattern)
    return text if shape is None else _poured(text, shape)


def _placeholders(pattern: str) -> list[tuple[bool, str]] | None:
    """A format as digits to fill (True) and literal text; None where it is more than that."""
    found: list[tuple[bool, str]] = []
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign in "0#":
            found.append((True, sign))
        elif sign == '"':
            end = pattern.find('"', at + 1)
            if end < 0:
                return None
            found.append((False, pattern[at + 1 : end]))
            at = end
        elif sign == "\\" and at + 1 < len(pattern):
            at += 1
            found.append((False, pattern[at]))
        elif sign in "- /":
            found.append((False, sign))
        else:
            return None
        at += 1
    return found


def _poured(text: str, shape: list[tuple[bool, str]]) -> str:
    """The digits put into a shape from the right; those left over stand before its first digit."""
    digits = list(text)
    first = next(place for place, (digit, _) in enumerate(shape) if digit)
    written: list[str] = []
    for place in range(len(shape) - 1, -1, -1):
        digit, sign = shape[place]
        if not digit:
            written.append(sign)
        elif place == first:
            rest = "".join(digits)
            written.append(rest or ("0" if sign == "0" else ""))
        elif digits:
            written.append(digits.pop())
        elif sign == "0":
            written.append("0")
    return "".join(reversed(written))


def cell_of(value: object, percent: bool = False) -> Cell | None:
    """The cell in which a person would write a value; None for a blank."""
    match value:
        case None:
            return None
        case Cell():
            return value
        case bool() | str():
            return Cell(value)
        case int():
            return Cell(Decimal(value), PERCENT if percent else GENERAL)
        case Decimal():
            return Cell(value, PERCENT if percent else GENERAL)
        case datetime():
            return Cell(value.date(), DAY)
        case date():
            return Cell(value, DAY)
    raise TypeError(f"no cell holds a {type(value).__name__}")
