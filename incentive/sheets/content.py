"""What a sheet holds, as plain data: columns with their units, and rows.

A sheet is one block, a table from its header to its last row, or several blocks, one below the other, each under a
heading of its own. A unit is money, percent, number, days, count, text, date or a currency code.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

Value = Decimal | str | bool | date | int | None


class Tone(StrEnum):
    """What a cell is, told apart by its style: read from the plan, calculated, a parameter, a check, or a heading."""

    INPUT = "input"
    CALCULATED = "calculated"
    CHECK_GOOD = "good"
    CHECK_BAD = "bad"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a unit or a tone of its own, where it differs from its column's."""

    value: Value
    unit: str = ""
    tone: Tone | None = None


Row = tuple[Value | Cell, ...]


class Rows(Protocol):
    """Rows that can be counted before they are made, and made more than once: a list is, a generator is not."""

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def __iter__(self) -> Iterator[Row]:
        """The rows, from the first."""
        ...


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: `key` is its name, `label` says it in words, `decimals` are those of money and percents."""

    key: str
    label: str = ""
    unit: str = "text"
    tone: Tone = Tone.CALCULATED
    decimals: int | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A table: columns and rows, and total lines under it that stay outside its filter."""

    columns: tuple[SheetColumn, ...]
    rows: Rows
    totals: tuple[Row, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sheet: its name, and its blocks; `frozen` counts the columns that stay in view and stand on each page."""

    name: str
    blocks: tuple[Block, ...] = field(default=())
    frozen: int = 1
    title: str = ""
