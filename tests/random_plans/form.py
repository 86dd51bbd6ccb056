"""The form in which a random plan is built: the sheets being written, and what later parts need of the earlier.

In: a `random.Random`. Out: `Draft`, which each part of the generator reads and adds to. Numbers are `Decimal`, percents
are fractions, blank cells are absent. Nothing here decides what a plan contains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

# A row is a mapping of column to value; of a grid, a list of values.
Sheets = dict[str, list[Any]]

T = TypeVar("T")


def number(text: str | int) -> Decimal:
    """The decimal of a text, without trailing zeros."""
    return Decimal(str(text))


def numbers(text: str) -> list[Decimal]:
    """The decimals of a text, parted by spaces."""
    return [Decimal(part) for part in text.split()]


@dataclass(slots=True)
class Person:
    """One employee as far as later parts must know it."""

    id: str
    roles: list[str]
    teams: list[str]
    departments: list[str]
    start: date
    end: date
    present: bool
    currency: str
    bonus: Decimal
    role_changes: bool = False


@dataclass(slots=True)
class Kpi:
    """One KPI as far as later parts must know it."""

    id: str
    domain: str
    better: str
    rule: str
    level: str = "person"
    combine: str | None = None
    pays: str = "share"
    measured: str = "attainment"
    between: str = "line"
    scale: str | None = None
    section: str | None = None
    target: Decimal | None = None
    threshold: Decimal | None = None
    maximum: Decimal | None = None
    needs: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    formula: str | None = None
    inputs: list[str] = field(default_factory=list)
    policy: str = "stop"
    missing: bool = False
    year_to_date: bool = False
    prorate: bool = False
    by_month: bool = False

    @property
    def money(self) -> bool:
        """Whether it pays money of its own, beside the bonus."""
        return self.pays != "share"


@dataclass(slots=True)
class Draft:
    """A plan being written."""

    random: Random
    sheets: Sheets = field(default_factory=dict)
    start: date = date(2026, 7, 1)
    end: date = date(2026, 9, 30)
    span_start: date = date(2026, 7, 1)
    year_start: date = date(2026, 1, 1)
    cumulative: bool = False
    whole_months: bool = True
    cut_offs: bool = False
    currency: str = "EUR"
    currencies: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    kpis: list[Kpi] = field(default_factory=list)
    role_kpis: dict[str, list[str]] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    blank_section: str | None = None
    nested: bool = False
    weights: str = "total 100%"
    plain_scales: list[str] = field(default_factory=list)
    policy: str = "stop"
    columns: list[str] = field(default_factory=list)
    value_factors: list[str] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        """True in about this share of the cases."""
        return self.random.random() < share

    def pick(self, of: Sequence[T]) -> T:
        """One of these."""
        return self.random.choice(of)

    def sample(self, of: Sequence[T], most: int) -> list[T]:
        """One to `most` different ones of these, in their order."""
        count = self.random.randint(1, min(most, len(of)))
        chosen = set(self.random.sample(range(len(of)), count))
        return [one for place, one in enumerate(of) if place in chosen]

    def add(self, sheet: str, **cells: object) -> dict[str, object]:
        """A row more on a sheet; an underscore in a column's name stands for a blank, blank cells are left out."""
        return self.row(sheet, {name.replace("_", " "): value for name, value in cells.items()})

    def row(self, sheet: str, cells: dict[str, object]) -> dict[str, object]:
        """A row more on a sheet, without its blank cells."""
        row = {name: value for name, value in cells.items() if value is not None}
        self.sheets.setdefault(sheet, []).append(row)
        return row

    def setting(self, name: str, value: object) -> None:
        """A row more on the sheet Plan; none for None."""
        if value is not None:
            self.add("Plan", Setting=name, Value=value)

    def kpi(self, name: str) -> Kpi:
        """The KPI of this id."""
        return next(kpi for kpi in self.kpis if kpi.id == name)

    def everywhere(self) -> list[Kpi]:
        """KPIs that every role has, with a figure for everyone: what a formula may read without a blank."""
        held = [set(ids) for ids in self.role_kpis.values()]
        return [
            kpi for kpi in self.kpis if not kpi.missing and kpi.combine != "each" and all(kpi.id in ids for ids in held)
        ]
