"""The frontier: the resolved input rows that preparation ends in and from which all columns are expressions.

One `ScoreRow` per person, segment and KPI, one `Person` per row of Employees. Every figure stands beside the record it
came from. Nothing here calculates.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from incentive.engine.preparation.figures import Figure, FigureBook
from incentive.engine.preparation.holder import Holder
from incentive.engine.preparation.kpis import KpiBook
from incentive.engine.preparation.precedence import TargetBook
from incentive.engine.preparation.spans import Clock, Segment
from incentive.engine.scaling.points import CurveBook
from incentive.engine.scaling.scales import Curve
from incentive.engine.trouble import Notebook
from incentive.formula.tree import Value
from incentive.periods import Period
from incentive.plan import Plan
from incentive.plan.choices import Between, Combine, Pays
from incentive.plan.records import Employee, Kpi, MatrixRow, Override, Scale


class State(StrEnum):
    """What stands in the place of an actual."""

    NORMAL = "normal"
    ZERO = "zero"
    """Missing, and the plan says that the result is 0."""
    MET = "met"
    """Missing, and the plan says that it counts as 100 %, where no figure can stand for it."""
    OUT = "out"
    """Missing, and left out."""
    STOOD_IN = "stood in"
    """Missing, and an override gives the result."""
    LAST = "last"
    """The inverse rule on an actual of 0: the scale's last point."""


@dataclass(slots=True)
class ScoreRow:
    """One KPI of one segment, resolved. `sources` are the records of threshold, target, maximum and weight (0: none).

    `weight` is final: normalised, with the section's, re-weighted where others are left out; None for amount and rate.
    `counted`: the row's section counts in Score. `days` are the segment's, `kpi_days` the person's with the KPI (with
    figures by role: those of the role). `shrinks` says which of the three figures a part-period person's days shrink,
    `part` by which days of how many they did.
    """

    person: int
    segment: int
    kpi: Kpi
    row: MatrixRow
    figure: Figure
    actual: Value
    number: Decimal | None
    threshold: Decimal | None
    target: Decimal | None
    maximum: Decimal | None
    sources: tuple[int, int, int, int]
    given_weight: Decimal | None
    weight: Decimal | None
    section: str | None
    counted: bool
    days: int
    kpi_days: int
    state: State
    scale: Scale | None = None
    curve: Curve | None = None
    override: Override | None = None
    shrinks: tuple[bool, bool, bool] = (True, True, True)
    part: tuple[int, int] | None = None


def makes_money(row: ScoreRow) -> bool:
    """Whether the result of the row is money by itself: an amount, slices of a rate, or deal by deal."""
    if row.row.pays is Pays.SHARE:
        return False
    sliced = row.scale is not None and row.scale.between is Between.SLICES
    return row.row.pays is Pays.AMOUNT or sliced or row.kpi.combine is Combine.EACH


@dataclass(slots=True)
class Person:
    """A person's rows as half-open ranges over `Prepared.segments` and `Prepared.rows`."""

    employee: Employee
    time: Period | None
    holder: Holder
    segments: range
    rows: range = range(0)


@dataclass(slots=True)
class Prepared:
    """All resolved rows of a plan, and the books that columns still ask."""

    plan: Plan
    clock: Clock
    notes: Notebook
    kpis: KpiBook
    figures: FigureBook
    curves: CurveBook
    targets: TargetBook
    rates: dict[str, Decimal]
    """Plan currency per unit of each currency."""
    people: list[Person] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    """The person of each segment."""
    rows: list[ScoreRow] = field(default_factory=list)
