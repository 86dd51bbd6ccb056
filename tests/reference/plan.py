"""The plan as the reference holds it: plain records, all numbers fractions.

In: nothing.  Out: the record types that reading.py fills.
Not here: how sheets are read, what anything is worth.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

from .language import Value
from .syntax import Node

Sheets = dict[str, list[dict[str, object]]]
RANKS = ("employee", "role", "team", "department", "*")


@dataclass(frozen=True, slots=True)
class Whom:
    """What a cell ``For`` speaks of."""

    kind: str
    name: str = ""

    @property
    def rank(self) -> int:
        return RANKS.index(self.kind)


@dataclass(frozen=True, slots=True)
class Kpi:
    id: str
    key: str
    unit: str
    better: str
    rule: str
    rule_formula: Node | None
    formula: Node | None
    inputs: tuple[str, ...]
    combine: str
    prorate: bool
    to_date: bool
    level: str
    if_missing: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    order: int
    role: str
    employee: str
    kpi: str
    section: str
    weight: Fraction | None
    figures: dict[str, Fraction | None]
    scale: str
    cap: Fraction | None
    pays: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    whom: Whom
    kpi: str
    role: str
    cells: dict[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class ActualRow:
    whom: Whom
    key: str
    month: dt.date | None
    role: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a thing that several rows define for different people (a factor, a gate, an override)."""

    whom: Whom
    cells: dict[str, object]


@dataclass(frozen=True, slots=True)
class StepRow:
    key: str
    name: str
    tree: Node
    unit: str
    role: str
    split: str


@dataclass(frozen=True, slots=True)
class Worker:
    id: str
    key: str
    fields: dict[str, Value]
    start: dt.date | None
    end: dt.date | None
    currency: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row of Assignments."""

    start: dt.date
    end: dt.date | None
    fields: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Leave:
    start: dt.date
    end: dt.date
    counts: Fraction


@dataclass(frozen=True, slots=True)
class Settings:
    period: tuple[dt.date, dt.date]
    year: tuple[dt.date, dt.date]
    span: tuple[dt.date, dt.date]
    currency: str
    choice: dict[str, str]
    number: dict[str, Fraction | None]
    overall_scale: str


@dataclass(slots=True)
class Plan:
    settings: Settings
    kpis: dict[str, Kpi] = field(default_factory=dict)
    matrix: list[MatrixRow] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    sections: dict[tuple[str, str], Fraction | None] = field(default_factory=dict)
    has_sections: bool = False
    scales: dict[str, object] = field(default_factory=dict)
    grids: dict[str, object] = field(default_factory=dict)
    workers: list[Worker] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    changes: dict[str, list[Change]] = field(default_factory=dict)
    leaves: dict[str, list[Leave]] = field(default_factory=dict)
    actuals: list[ActualRow] = field(default_factory=list)
    factors: dict[str, list[Part]] = field(default_factory=dict)
    gates: dict[str, list[Part]] = field(default_factory=dict)
    overrides: dict[str, list[Part]] = field(default_factory=dict)
    adjustments: dict[str, Fraction] = field(default_factory=dict)
    paid: dict[str, Fraction] = field(default_factory=dict)
    forgiven: dict[str, Fraction] = field(default_factory=dict)
    rates: dict[str, Fraction] = field(default_factory=dict)
    steps: dict[str, list[StepRow]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
