"""A plan as sheets in, everyone's results out: the product's own reading and calculation, without a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from incentive.engine.calculate import calculate
from incentive.engine.tables import Calculation
from incentive.formula.tree import Value
from incentive.problems import Problem, Severity, suppress
from incentive.workbook import book_of, plan_of

Sheets = dict[str, list[Any]]


class Refused(Exception):
    """The plan has errors."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(f"{one.code} {one.places[:1]}: {one.message}" for one in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Score:
    """One KPI of one assignment."""

    kpi: str
    actual: Value
    target: Value
    attainment: Value
    result: Value
    weight: Value
    earned: Value


@dataclass(frozen=True, slots=True)
class Person:
    """One person's results; `steps` by the names of the calculation."""

    currency: str
    payout: Decimal | None
    score: Decimal | None
    scores: tuple[Score, ...]
    steps: Mapping[str, Value]


def calculated_people(sheets: Sheets) -> dict[str, Person]:
    """Everyone's results by id, in the order of Employees; Refused where the plan has an error."""
    plan, problems = plan_of(book_of(sheets))
    if plan is None:
        raise Refused(list(problems))
    calculation = calculate(plan)
    found = [*problems, *suppress(calculation.problems, plan.broken)]
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
    return {employee.id: _person(calculation, number) for number, employee in enumerate(plan.employees)}


def _person(calculation: Calculation, number: int) -> Person:
    steps = calculation.payouts.row(number)
    first, last = calculation.spans[number].scores
    scores = tuple(_score(calculation.scores.row(row)) for row in range(first, last))
    payout, score = steps["Payout"], steps["Score"]
    return Person(
        currency=calculation.plan.employees[number].currency,
        payout=payout if isinstance(payout, Decimal) else None,
        score=score if isinstance(score, Decimal) else None,
        scores=scores,
        steps=steps,
    )


def _score(row: Mapping[str, Value]) -> Score:
    return Score(
        kpi=str(row["KPI"]),
        actual=row["Actual"],
        target=row["Target"],
        attainment=row["Attainment"],
        result=row["Result"],
        weight=row["Weight"],
        earned=row["Earned"],
    )
