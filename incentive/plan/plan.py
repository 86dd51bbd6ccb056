"""`Plan`: everything a workbook says, as records; and the little look-up that every reader of it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.plan.origins import Origins
from incentive.plan.records import (
    Absence,
    Actual,
    Adjustment,
    Assignment,
    Blank,
    Employee,
    Export,
    Factor,
    Gate,
    Goal,
    Grid,
    Kpi,
    MatrixRow,
    Override,
    Paid,
    Rate,
    Scale,
    Scenario,
    Section,
    Settings,
    SourceRow,
    Step,
    Target,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and one cycle of it. Every tuple is in the order of the sheet.

    `sections` is None where there is no sheet Sections. `steps_of` gives each currency in use its rounding step
    (the setting, or the currency's minor unit). `broken` names what could not be read (`employee:00417`, `kpi:REV`,
    `actual:REV`, `setting:Period`, `scale:S1`, `sheet:Employees`, `matrix:ROLE`, ...): problems that only follow from
    those stay unsaid. `statement` is the sheet Statement: setting to text.
    """

    settings: Settings
    kpis: tuple[Kpi, ...] = ()
    goals: tuple[Goal, ...] = ()
    matrix: tuple[MatrixRow, ...] = ()
    targets: tuple[Target, ...] = ()
    sections: tuple[Section, ...] | None = None
    scales: tuple[Scale, ...] = ()
    grids: tuple[Grid, ...] = ()
    employees: tuple[Employee, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    absences: tuple[Absence, ...] = ()
    actuals: tuple[Actual, ...] = ()
    blanks: tuple[Blank, ...] = ()
    """Cells of Actuals that wait for a figure: where a missing one belongs. They are no input."""
    factors: tuple[Factor, ...] = ()
    gates: tuple[Gate, ...] = ()
    overrides: tuple[Override, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    paid: tuple[Paid, ...] = ()
    rates: tuple[Rate, ...] = ()
    steps: tuple[Step, ...] = ()
    exports: tuple[Export, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    statement: Mapping[str, str] = field(default_factory=dict)
    steps_of: Mapping[str, Decimal] = field(default_factory=dict)
    own_columns: tuple[str, ...] = ()
    """The company's own columns of Employees, headers as written, in the sheet's order."""
    origins: Origins = Origins()
    broken: frozenset[str] = frozenset()
