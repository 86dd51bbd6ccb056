"""One plan through both minds: the engine, and the reference that was written from the pages alone.

A plan as Sheets comes in, differences in words go out. Equal means: amounts to the cent, all else to 1e-15 relative.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from incentive.engine.calculate import calculate
from incentive.engine.tables import Calculation
from incentive.formula.tree import normalise
from incentive.problems import Problem, Severity
from incentive.workbook.book import book_of
from incentive.workbook.read import plan_of
from tests.reference import Outcome, Person, Sheets, pay

CENT = Fraction(1, 100)
CLOSE = Fraction(1, 10**15)
SCORE_FIELDS = {
    "actual": "Actual",
    "target": "Target",
    "attainment": "Attainment",
    "result": "Result",
    "weight": "Weight",
    "earned": "Earned",
}


def by_engine(sheets: Sheets) -> tuple[Calculation | None, list[Problem]]:
    """The engine's calculation, or None and the errors that stop it."""
    plan, problems = plan_of(book_of(sheets))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if plan is None or errors:
        return None, errors
    calculation = calculate(plan)
    errors = [problem for problem in calculation.problems if problem.severity is Severity.ERROR]
    return (None, errors) if errors else (calculation, [])


def amounts_by_engine(sheets: Sheets) -> dict[str, object] | None:
    """Each person's payout and splits, or None where the plan has problems: what a feature can change."""
    calculation, _ = by_engine(sheets)
    if calculation is None:
        return None
    values = calculation.payouts.values
    splits = {normalise(row.name): row.name for row in calculation.plan.steps if row.split}
    columns = [key for key in values if key == "Payout" or normalise(key) in splits]
    found: dict[str, object] = {}
    for number, employee in enumerate(calculation.plan.employees):
        for key in columns:
            found[f"{employee.id} {normalise(key)}"] = values[key][number]
    return found


def differences(sheets: Sheets) -> list[str]:
    """What the two say differently; a plan that both refuse is no difference."""
    outcome = pay(sheets)
    calculation, errors = by_engine(sheets)
    if calculation is None:
        said = "; ".join(f"{error.code} {error.message}" for error in errors)
        return [] if outcome.problems else [f"only the engine refuses: {said}"]
    if outcome.problems:
        return [f"only the reference refuses: {'; '.join(outcome.problems)}"]
    return list(_between(calculation, outcome))


def _between(calculation: Calculation, outcome: Outcome) -> Iterator[str]:
    keys = {normalise(key): key for key in calculation.payouts.values}
    for number, person in enumerate(outcome.people):
        for name, value in person.steps.items():
            key = keys.get(normalise(name))
            own = calculation.payouts.values[key][number] if key is not None else "no such step"
            money = key is not None and _unit(calculation, key) == "money"
            if not same(own, value, CENT if money and name == "Payout" else None):
                yield f"{person.employee}, step {name}: engine {own}, reference {_shown(value)}"
        yield from _scores(calculation, number, person)


def _unit(calculation: Calculation, key: str) -> str:
    return next(column.unit for column in calculation.payouts.columns if column.key == key)


def _scores(calculation: Calculation, number: int, person: Person) -> Iterator[str]:
    first, last = calculation.spans[number].scores
    if last - first != len(person.scores):
        yield f"{person.employee}: engine {last - first} rows of Scores, reference {len(person.scores)}"
        return
    for row, score in zip(range(first, last), person.scores, strict=True):
        values = calculation.scores.values
        place = (values["KPI"][row], values["From"][row], values["To"][row])
        if place != (score.kpi, score.start, score.end):
            yield f"{person.employee}: engine has {place}, reference {(score.kpi, score.start, score.end)}"
        for name, column in SCORE_FIELDS.items():
            own, other = values[column][row], getattr(score, name)
            if not same(own, other):
                yield f"{person.employee}, {score.kpi} {name}: engine {own}, reference {_shown(other)}"


def same(own: object, other: object, within: Fraction | None = None) -> bool:
    """Whether a value of the engine and one of the reference say the same."""
    if own is None or other is None:
        return own is other
    if isinstance(own, str) or isinstance(other, str):
        return own == other
    if not isinstance(own, bool | Decimal) or not isinstance(other, bool | int | Fraction):
        return own == other
    left, right = Fraction(own), Fraction(other)
    if within is not None:
        return abs(left - right) < within / 2
    return abs(left - right) <= CLOSE * max(abs(left), abs(right), Fraction(1, 10**9))


def _shown(value: object) -> object:
    """A fraction as a person reads it."""
    return f"{Decimal(value.numerator) / value.denominator}" if isinstance(value, Fraction) else value
