"""The trace: one person's way from cells to payout, read from the tables. The only thing that reports explain from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from incentive.formula.tree import Node, Value
from incentive.plan.records import Employee, Kpi, MatrixRow
from incentive.problems import Place


@dataclass(frozen=True, slots=True)
class Operand:
    """A value that went into a step: how it is called, what it is and where it came from."""

    label: str
    value: Value
    unit: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One step of one row: `tree` over `operands` (by normalised name) gives `value`.

    `tree` is None for resolved inputs; `places` are the cells the step itself rests on (its formula, its gate, its
    setting). `words` is a short English description where the tree alone does not say it ("figure of team North, sum
    of 3 months").
    """

    step: str
    label: str
    unit: str
    value: Value
    tree: Node | None = None
    operands: Mapping[str, Operand] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class AssignmentTrace:
    """One assignment of the person: its days and texts, and the lines of its row in Assignments."""

    start: date
    end: date
    days: int
    role: str
    team: str
    department: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DealTrace:
    """One deal of a KPI that combines `each`: the figure, what it paid, and its cell."""

    actual: Decimal | None
    earned: Decimal | None
    lines: tuple[Line, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreTrace:
    """One KPI of one assignment. `assignment` counts from 0 in the person's assignments.

    `points` are the scale's points as this row uses them (what the scale reads, what it pays), in ascending or, for
    lower-is-better values, descending order; empty without a scale or with a formula. `whose` says whose figure counts
    ("you", "team North", "department Sales", "company").
    """

    kpi: Kpi
    row: MatrixRow
    assignment: int
    start: date
    end: date
    section: str | None
    actual: Value
    threshold: Decimal | None
    target: Decimal | None
    maximum: Decimal | None
    attainment: Decimal | None
    result: Decimal | None
    weight: Decimal | None
    kpi_target_bonus: Decimal | None
    earned: Decimal | None
    currency: str
    lines: tuple[Line, ...]
    whose: str = ""
    points: tuple[tuple[Decimal, Decimal], ...] = ()
    deals: tuple[DealTrace, ...] = ()
    counted: bool = True
    """Whether the row counts in Score: False in a section that only formulas read."""
    part: tuple[int, int] | None = None
    """The days by which the person's days shrank figures, and of how many; None where none did."""
    shrunk: tuple[bool, bool, bool] = (False, False, False)
    """Which of threshold, target and maximum shrank."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder from target bonus to payout: what it changed (`amount`) and where that led (`total`).

    `kind` is one of target, score, scale, gate, override, factor, cap, budget, direct, adjustment, paid, overpaid,
    floor, rounding, step, payout. A rung that changes nothing is not there, but for target and payout. `line` explains
    it; `values` are its words (factor's name and reason, gate's name, approver, ...).
    """

    kind: str
    label: str
    amount: Decimal
    total: Decimal
    line: Line
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something unusual: `code` is one of joined, left, absent, changed, override, missing, minimum service, cap,
    budget, carried, reclaimed, forgiven, adjustment, factor, gate, out of plan, zero target, negative.

    `amount` is what it did in money in the person's currency, None where that cannot be said. `values` are its words.
    """

    code: str
    amount: Decimal | None
    values: Mapping[str, Value] = field(default_factory=dict)
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One person's whole way. `steps` are the lines of the row in Payouts, in order of calculation.

    `days` counts the person's days in the span, `span_days` the span's. `splits` are steps after Payout that foot to
    it.
    """

    employee: Employee
    currency: str
    payout: Decimal | None
    score: Decimal | None
    target_bonus: Decimal | None
    days: int
    span_days: int
    assignments: tuple[AssignmentTrace, ...]
    scores: tuple[ScoreTrace, ...]
    steps: tuple[Line, ...]
    splits: tuple[Line, ...]
    ladder: tuple[Rung, ...]
    notes: tuple[Note, ...]
