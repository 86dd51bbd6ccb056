"""An independent reference of the calculation: the specification read once more, over fractions.

It takes a plan as sheets of rows and gives every payout with its steps and scores. It shares no code with the product;
where the two differ, one of them has misread the pages.

Readings, where a sentence leaves two:
 1. A segment begins wherever a row of Assignments begins or ends, even if no value changes there.
 2. The span's first day is inside it: a Start on it falls under the cut-offs of whole months.
 3. A target amount per period in a cumulative plan is multiplied by (part of a year of span) / (of period).
 4. GRID: x is looked up down the first column, y along the first row, whatever a heading suggests.
 5. A figure with a month beside one without: told apart per thing, KPI and Role, not over the whole KPI.
 6. Months missing: the person's own time, but with rows by Role that role's time (or the time outside such roles).
 7. Inputs combine by the Combine, Level and window of the KPI that reads them; each input has its own months.
 8. A formula KPI is missing as soon as one figure that it names is missing.
 9. Attainment is blank, no error, where its figures are blank and neither a scale nor 'no scale' reads it.
10. Rule ``value`` without a scale is an error; with a scale measured in attainment it counts as measured in value.
11. ``continue`` on a step scale and below/above on slices have no effect.
12. A formula scale sees x unrounded; the looked-up x of all others is rounded, interpolation goes between plain points.
13. Missing actual, ``leave out``: an error where all share KPIs, or all KPIs, of an assignment are missing.
14. A weight on an amount or rate KPI is ignored; its Weight is blank.
15. Weights total 100 % over the sections that the assignment has share rows in; others do not count.
16. Direct under gates on ``all``: each segment's gates act on the whole Direct, then the mean by target bonus.
17. SECTION falls back to Weight x days where KpiTargetBonus is 0, as Score does.
18. A factor that multiplies in some segments only counts 1 in the others, then the mean.
19. Carry and forgive make a negative Due 0; reclaim lets a replaced Payout be negative too.
20. Largest remainder of the budget breaks ties by id as text, as ALLOCATE does.
21. A split step sees the others of its group unrounded; anything else sees them footed.
22. Adjustments, Paid and Forgiven are names of formulas: the sums of their rows (Paid without what is forgiven).
23. IF without a third argument gives FALSE; MIN and MAX of blanks alone 0, AVERAGE an error (Excel's rules).
24. Blank equals blank and ""; blank = 0 is FALSE. A number may stand as a condition in IF, a gate needs a truth value.
25. A blank x in RANK and PERCENTRANK gives blank, in ALLOCATE 0.
26. Matrix: (employee, role) > (employee, *) > (role) > (*). Rows stand in the chosen rows' order.
27. A person without a day: TargetBonus, BonusEarned, Capped and Direct are 0, Score, PayoutPercent and Gated blank.
28. Payout and its unrounded form after ``Negative payout`` are what a split may add up to.
29. A KPI combining ``each`` has as actual the sum of its rows, and its attainment is that of the sum
    (blank where each is yes or no: their sum is neither).
30. Neither target % nor target amount: a target bonus of 0, no error.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from .attained import Row
from .exact import Problem
from .figures import Person as _Person
from .language import Value
from .payouts import Payouts
from .plan import Sheets
from .reading import Rows

__all__ = ["KpiScore", "Outcome", "Person", "Sheets", "Value", "pay"]


@dataclass(frozen=True, slots=True)
class KpiScore:
    kpi: str
    start: dt.date
    end: dt.date
    actual: Fraction | None
    target: Fraction | None
    attainment: Fraction | None
    result: Fraction | None
    weight: Fraction | None
    earned: Fraction | None


@dataclass(frozen=True, slots=True)
class Person:
    employee: str
    currency: str
    payout: Fraction | None
    score: Fraction | None
    scores: tuple[KpiScore, ...]
    steps: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Outcome:
    problems: tuple[str, ...]
    people: tuple[Person, ...]
    warnings: tuple[str, ...]


def pay(sheets: Sheets) -> Outcome:
    """Every person's payout, or the problems that refuse the plan."""
    try:
        plan = Rows(sheets).read()
    except Problem as problem:
        return Outcome((str(problem),), (), ())
    if plan.problems:
        return Outcome(tuple(plan.problems), (), tuple(plan.warnings))
    board = Payouts(plan)
    board.check_formulas()
    if plan.problems:
        return Outcome(tuple(plan.problems), (), tuple(board.warnings))
    found: dict[str, str] = {}
    people = tuple(_person(board, person, found) for person in board.people)
    return Outcome(tuple(found.values()), () if found else people, tuple(board.warnings))


def _person(board: Payouts, person: _Person, found: dict[str, str]) -> Person:
    for key in board.all_steps():
        try:
            board.step(person, key)
        except Problem as problem:
            found.setdefault(str(problem), f"{person.id}, {board.label(key)}: {problem}")
    try:
        board.check_ranks(person)
        board.warn_of_replaced(person)
    except Problem as problem:
        found.setdefault(str(problem), f"{person.id}: {problem}")
    scores = []
    for row in board.all_rows(person):
        try:
            scores.append(_score(board, row))
        except Problem as problem:
            found.setdefault(str(problem), f"{person.id}, {row.kpi.id}: {problem}")
    steps: dict[str, Value] = {}
    for key in board.order[person.worker.key]:
        steps[board.label(key)] = board.step(person, key)
    payout, score = steps.get("Payout"), steps.get("Score")
    return Person(
        employee=person.id,
        currency=person.worker.currency,
        payout=payout if isinstance(payout, Fraction) else None,
        score=score if isinstance(score, Fraction) else None,
        scores=tuple(scores),
        steps=steps,
    )


def _score(board: Payouts, row: Row) -> KpiScore:
    return KpiScore(
        kpi=row.kpi.id,
        start=row.segment.start,
        end=row.segment.end,
        actual=board.row_actual(row),
        target=board.targets(row.kpi, row.person, row.segment)["target"],
        attainment=board.row_attainment(row),
        result=board.result(row),
        weight=board.weight(row),
        earned=board.earned(row),
    )
