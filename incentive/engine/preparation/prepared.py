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


@dataclass(frozen=True, slots=True)
class Terms:
    """A line of the matrix as it holds for a row of Scores: its KPI, its scale, its figures and where they stand.

    Figures are the line's own, or those of Targets; all rows for which nothing is given apart share one. `sources` are
    the records of threshold, target, maximum and weight (0: none). `shrinks` says which of the three figures a
    part-period person's days shrink, `part` by which days of how many they did.
    """

    kpi: Kpi
    row: MatrixRow
    scale: Scale | None
    threshold: Decimal | None
    target: Decimal | None
    maximum: Decimal | None
    weight: Decimal | None
    sources: tuple[int, int, int, int]
    shrinks: tuple[bool, bool, bool] = (True, True, True)
    part: tuple[int, int] | None = None


@dataclass(slots=True)
class ScoreRow:
    """One KPI of one segment, resolved.

    `weight` is final: normalised, with the section's, re-weighted where others are left out; None for amount and rate.
    `counted`: the row's section counts in Score. `kpi_days` are the person's days with the KPI (with figures by role:
    those of the role), of which the segment's are a part.
    """

    person: int
    segment: int
    terms: Terms
    figure: Figure
    actual: Value
    kpi_days: int
    number: Decimal | None = None
    weight: Decimal | None = None
    counted: bool = True
    state: State = State.NORMAL
    curve: Curve | None = None
    override: Override | None = None

    @property
    def kpi(self) -> Kpi:
        """The KPI whose row it is."""
        return self.terms.kpi

    @property
    def row(self) -> MatrixRow:
        """Its line of the matrix."""
        return self.terms.row

    @property
    def section(self) -> str | None:
        """The section that it belongs to."""
        return self.terms.row.section

    @property
    def scale(self) -> Scale | None:
        """The scale that its attainment is read from."""
        return self.terms.scale

    @property
    def threshold(self) -> Decimal | None:
        """The threshold that holds for it."""
        return self.terms.threshold

    @property
    def target(self) -> Decimal | None:
        """The target that holds for it."""
        return self.terms.target

    @property
    def maximum(self) -> Decimal | None:
        """The maximum that holds for it."""
        return self.terms.maximum


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
