"""Questions about figures: those that do not fit their unit, and salaries that stand far from those beside them.

In: a plan. Out: warnings.
"""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from incentive.i18n.phrases import Figure
from incentive.numbers import plain
from incentive.plan import Plan
from incentive.plan.records import Actual, Employee
from incentive.problems import Problem

MOST_PERCENT = Decimal(10)
"""1,000 %: a figure in % above this is more likely one that was meant as a bare number."""
FAR = 10
"""A salary so many times its neighbours', or that part of it, is more likely a slip of a key or of a period."""
FEWEST = 3
"""So many people make a neighbourhood."""

_ALL = ""


def odd_figures(plan: Plan) -> Iterator[Problem]:
    """Figures that do not fit their KPI's unit: parts of a count, percentages above 1,000 %."""
    units = {kpi.id: kpi.unit.casefold() for kpi in plan.kpis if kpi.formula is None}
    in_points = {kpi.id for kpi in plan.kpis if kpi.points}
    for actual in plan.actuals:
        unit = units.get(actual.kpi, "")
        why = _misfit(actual, unit, actual.kpi in in_points)
        if why is not None and isinstance(actual.value, Decimal):
            place = plan.origins.place(actual.at, "Value", plain(actual.value))
            yield Problem("PL009", (place,), {"kpi": actual.kpi, "value": plain(actual.value), "why": why})


def _misfit(actual: Actual, unit: str, in_points: bool) -> str | None:
    value = actual.value
    if not isinstance(value, Decimal):
        return None
    if unit == "count" and value != value.to_integral_value():
        return "a count is a whole number"
    if unit == "%" and abs(value) > MOST_PERCENT * (100 if in_points else 1):
        return "that is more than 1,000 %"
    return None


def odd_salaries(plan: Plan) -> Iterator[Problem]:
    """Salaries ten times those of the people beside them, in the same role where there are enough, or a tenth."""
    groups: dict[tuple[str, str], list[Employee]] = {}
    for employee in plan.employees:
        for name in (employee.role, _ALL):
            groups.setdefault((name, employee.currency), []).append(employee)
    for employee in plan.employees:
        alike = groups[employee.role, employee.currency]
        beside = alike if len(alike) > FEWEST else groups[_ALL, employee.currency]
        others = [one.salary for one in beside if one is not employee and one.salary > 0]
        if len(others) < FEWEST or employee.salary <= 0:
            continue
        middle = median(others)
        if employee.salary >= FAR * middle or employee.salary * FAR <= middle:
            place = plan.origins.place(employee.at, "Salary", plain(employee.salary))
            values = {"employee": employee.id, "salary": plain(employee.salary), "middle": Figure(round(middle))}
            yield Problem("PL010", (place,), values)
