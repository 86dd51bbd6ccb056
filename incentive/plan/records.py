"""The records of a plan: one frozen dataclass per sheet, in the field's own words, each knowing its row.

Money, percents and figures are exact decimals (80 % is 0.8); a blank is None, never 0. `at` is a compact index that
`Origins` turns back into file, sheet and cell. Texts are as written, trimmed; ids compare exactly as displayed; roles,
teams and departments compare by the one normaliser of names (`incentive.formula.tree.normalise`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from incentive.formula.tree import Node, Value
from incentive.periods import Period
from incentive.plan.choices import (
    AboveLast,
    BelowFirst,
    Better,
    Between,
    Boundary,
    BudgetCovers,
    CapCovers,
    Category,
    Combine,
    Earnings,
    IfMissing,
    IfOverBudget,
    IfOverpaid,
    Level,
    MeasuredIn,
    MeasuredOver,
    NamedPoint,
    NegativePayout,
    PaidKind,
    PartPeriod,
    Pays,
    Proration,
    RoundingMode,
    Rule,
    SalaryIs,
    SalaryPer,
    SubjectKind,
    TargetAmountPer,
    Use,
    Weighting,
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the plan: its text as written and its parsed tree; `at` is its cell."""

    text: str
    tree: Node
    at: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """What a `For` names: a kind and, but for everyone, a name (an employee id, a role, a team, a department)."""

    kind: SubjectKind
    name: str = ""


EVERYONE = Subject(SubjectKind.EVERYONE)


@dataclass(frozen=True, slots=True)
class Settings:
    """The sheet Plan. Percents as fractions; `round_*` and `rounding` are steps; None is a blank without default."""

    plan_name: str
    period: Period
    currency: str
    organisation: str = ""
    language: str = "en"
    salary_per: SalaryPer = SalaryPer.YEAR
    salary_is: SalaryIs = SalaryIs.FULL_TIME
    target_amount_per: TargetAmountPer = TargetAmountPer.PERIOD
    year_starts: tuple[int, int] = (1, 1)
    rounding: Decimal | None = None
    """The step in every currency; None: each currency's own minor unit, see `Plan.steps`."""
    rounding_mode: RoundingMode = RoundingMode.HALF_UP
    proration: Proration = Proration.CALENDAR_DAYS
    start_cutoff: int = 9
    end_cutoff: int = 20
    minimum_service: int = 0
    paid_on: str = ""
    """As printed: a date is kept as ISO text."""
    questions_until: str = ""
    contact: str = ""
    weights: Weighting = Weighting.TOTAL_100
    round_results: Decimal | None = None
    round_score: Decimal | None = None
    if_missing: IfMissing = IfMissing.STOP
    overall_scale: str | None = None
    cap: Decimal | None = None
    cap_covers: CapCovers = CapCovers.BONUS
    negative_payout: NegativePayout = NegativePayout.ZERO
    earnings: Earnings = Earnings.DISCRETE
    if_overpaid: IfOverpaid = IfOverpaid.CARRY
    budget: Decimal | None = None
    budget_covers: BudgetCovers = BudgetCovers.BONUS
    if_over_budget: IfOverBudget = IfOverBudget.REPORT
    at: Mapping[str, int] = field(default_factory=dict)
    """The cell of each setting that was given, by the field name above."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A row of KPIs. `attainment` is the rule; with Rule.FORMULA `attainment_formula` is its expression."""

    id: str
    better: Better
    name: str = ""
    category: Category | None = None
    unit: str = ""
    decimals: int | None = None
    attainment: Rule = Rule.RATIO
    """As resolved: a blank becomes `met` for Better = yes, else `ratio`."""
    attainment_formula: Formula | None = None
    formula: Formula | None = None
    combine: Combine | None = None
    part_period: PartPeriod = PartPeriod.FULL
    measured_over: MeasuredOver = MeasuredOver.PERIOD
    level: Level = Level.PERSON
    if_missing: IfMissing | None = None
    """None: the plan's setting."""
    goals: tuple[str, ...] = ()
    source: str = ""
    description: str = ""
    points: bool = False
    """Unit %, but every figure is written as a bare number: 85 is shown as 85 %, not as 8,500 %."""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """A row of Goals."""

    id: str
    name: str = ""
    owner: str = ""
    measure: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of Matrix. `role` is `*` for everyone; `weight` is a fraction (points already divided by 100)."""

    role: str
    kpi: str
    employee: str | None = None
    section: str | None = None
    weight: Decimal | None = None
    threshold: Decimal | None = None
    target: Decimal | None = None
    maximum: Decimal | None = None
    scale: str | None = None
    cap: Decimal | None = None
    pays: Pays = Pays.SHARE
    at: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """A row of Targets; a blank cell leaves the matrix's figure."""

    subject: Subject
    kpi: str
    role: str | None = None
    threshold: Decimal | None = None
    target: Decimal | None = None
    maximum: Decimal | None = None
    weight: Decimal | None = None
    reason: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A row of Sections; a blank weight: only formulas read the section."""

    id: str
    weight: Decimal | None = None
    role: str | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A row of a scale: `x` is a number or a named point of the KPI."""

    x: Decimal | NamedPoint
    pays: Decimal
    at: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of the sheet Scales, its points in the sheet's order. With Between.FORMULA only `formula` counts."""

    id: str
    points: tuple[Point, ...]
    measured_in: MeasuredIn = MeasuredIn.ATTAINMENT
    between: Between = Between.LINE
    below_first: BelowFirst = BelowFirst.ZERO
    above_last: AboveLast = AboveLast.HOLD
    boundary: Boundary = Boundary.FROM
    formula: Formula | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet `Grid NAME`: `rows` is the axis down (x), `columns` the axis along (y), `cells[row][column]` pays."""

    name: str
    rows: tuple[Decimal, ...]
    columns: tuple[Decimal, ...]
    cells: tuple[tuple[Decimal, ...], ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Employee:
    """A row of Employees. `own` holds the company's own columns, by their header as written."""

    id: str
    name: str
    role: str
    salary: Decimal
    target_bonus_percent: Decimal | None = None
    target_bonus_amount: Decimal | None = None
    email: str = ""
    team: str = ""
    department: str = ""
    manager: str = ""
    fte: Decimal = Decimal(1)
    start: date | None = None
    end: date | None = None
    currency: str = ""
    """Resolved: the plan's where blank."""
    language: str = ""
    statement: bool = True
    own: Mapping[str, Value] = field(default_factory=dict)
    at: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """A row of Assignments: dated changes; a blank leaves the field as it was. `to` None: until further notice."""

    employee: str
    start: date
    to: date | None = None
    role: str | None = None
    salary: Decimal | None = None
    target_bonus_percent: Decimal | None = None
    target_bonus_amount: Decimal | None = None
    fte: Decimal | None = None
    team: str | None = None
    department: str | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Absence:
    """A row of Absences; `counts_as` is the share of pay kept in the bonus base."""

    employee: str
    start: date
    to: date
    counts_as: Decimal = Decimal(0)
    at: int = 0


@dataclass(frozen=True, slots=True)
class Actual:
    """One figure achieved. `kpi` is a KPI or an input of formulas; `month` is year × 12 + month − 1."""

    subject: Subject
    kpi: str
    value: Decimal | bool
    """A truth value only for yes/no KPIs (1/0 come as decimals)."""
    month: int | None = None
    role: str | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell of Actuals that waits for a figure."""

    subject: Subject
    kpi: str
    month: int | None = None
    role: str | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Factor:
    """A row of Factors; value may be a text only with Use.VALUE (a rating)."""

    id: str
    subject: Subject
    value: Decimal | str
    use: Use = Use.MULTIPLY
    reason: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class ActsOn:
    """What a gate or override acts on: kind `bonus`, `all`, `section`, `kpi`, `score` or `payout %`, and its name."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """A row of Gates. `multiply_by` None: 0, or 1 where `limit_to` is given."""

    id: str
    condition: Formula
    subject: Subject = EVERYONE
    multiply_by: Decimal | None = None
    limit_to: Decimal | None = None
    acts_on: ActsOn | None = None
    """None: a blank; the default is `bonus` once the rows of one gate are merged."""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Override:
    """A row of Overrides: the result that stands instead."""

    subject: Subject
    what: ActsOn
    value: Decimal
    reason: str
    approved_by: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A row of Adjustments, in the person's currency."""

    employee: str
    amount: Decimal
    reason: str
    approved_by: str
    day: date | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Paid:
    """A row of Paid, in the person's currency, written positive."""

    employee: str
    period: Period
    amount: Decimal
    kind: PaidKind = PaidKind.PAID
    at: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """A row of Rates: plan currency per one unit of `currency`."""

    currency: str
    rate: Decimal
    day: date | None = None
    source: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A row of Formulas. `unit` is money, percent, number, a currency code, or empty; `split` names its group."""

    name: str
    formula: Formula
    label: str = ""
    unit: str = ""
    role: str | None = None
    split: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Export:
    """A row of Exports, kept as read for a later writer."""

    export: str
    column: str
    value: str
    options: Mapping[str, str] = field(default_factory=dict)
    at: int = 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """A row of Scenarios, kept as read for planning."""

    scenario: str
    sheet: str
    row: str
    column: str
    change: str
    description: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of Sources, kept as read."""

    file: str
    sheet: str
    read_as: str
    their_name: str
    our_name: str
    decimal_mark: str = ""
    at: int = 0
