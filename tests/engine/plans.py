"""The smallest plans that a rule can be shown on: one person, one KPI that is reached, 1,200.00 at target.

A test changes what it is about and reads payouts and problems; the figures are worked out by hand beside it.
"""

from decimal import Decimal
from typing import Any

from incentive.engine.calculate import calculate, trace_of
from incentive.engine.tables import Calculation
from incentive.formula.tree import Value
from incentive.problems import Problem, suppress
from incentive.workbook import book_of, plan_of

Sheets = dict[str, list[Any]]
Row = dict[str, object]


def settings(**changes: object) -> list[Row]:
    """The sheet Plan; `If_over_budget="scale"` is the setting If over budget."""
    given: Row = {"Plan name": "A plan", "Period": "2026-Q3", "Currency": "EUR"}
    given |= {name.replace("_", " "): value for name, value in changes.items()}
    return [{"Setting": name, "Value": value} for name, value in given.items()]


def row(given: Row, changes: Row) -> Row:
    """A row with changes, whose names have `_` for a space; None takes a cell away."""
    found = given | {name.replace("_", " "): value for name, value in changes.items()}
    return {name: value for name, value in found.items() if value is not None}


def kpi(name: str = "A", **changes: object) -> Row:
    """A KPI of which more is better."""
    return row({"KPI": name, "Better": "higher"}, changes)


def line(name: str = "A", **changes: object) -> Row:
    """A row of the matrix: all the weight, a target of 100."""
    return row({"Role": "Staff", "KPI": name, "Weight": Decimal(1), "Target": Decimal(100)}, changes)


def person(identifier: str = "1", **changes: object) -> Row:
    """48,000 a year and 10 %: 1,200.00 a quarter."""
    given: Row = {"Employee": identifier, "Name": f"Person {identifier}", "Role": "Staff", "Salary": Decimal(48000)}
    return row({**given, "Target bonus %": Decimal("0.1")}, changes)


def actual(whom: str = "1", name: str = "A", value: object = Decimal(100), **changes: object) -> Row:
    """A figure; as it stands the target is reached."""
    return row({"For": whom, "KPI": name, "Value": value}, changes)


def step(name: str, formula: str, **changes: object) -> Row:
    """A step of Formulas."""
    return row({"Step": name, "Formula": formula}, changes)


def points(scale: str, given: dict[object, str], **changes: object) -> list[Row]:
    """A scale from points `{at: pays}`; its settings stand on the first row."""
    rows: list[Row] = [
        {"Scale": scale, "At": Decimal(str(at)) if not isinstance(at, str) else at, "Pays": Decimal(pays)}
        for at, pays in given.items()
    ]
    return [row(rows[0], changes), *rows[1:]]


def plan(**changes: list[Any]) -> Sheets:
    """The plan with the sheets that a test is about; a sheet without rows is taken away."""
    sheets: Sheets = {
        "Plan": settings(),
        "KPIs": [kpi()],
        "Matrix": [line()],
        "Employees": [person()],
        "Actuals": [actual()],
    }
    return {name: rows for name, rows in (sheets | changes).items() if rows}


def calculated(sheets: Sheets) -> tuple[Calculation, list[Problem]]:
    """The calculation with all problems, the reader's too; every person is traced, as each must be able to be."""
    made, problems = plan_of(book_of(sheets))
    assert made is not None
    calculation = calculate(made)
    for number in range(len(made.employees)):
        trace_of(calculation, number)
    return calculation, [*problems, *suppress(calculation.problems, made.broken)]


def codes(sheets: Sheets) -> list[str]:
    """The codes of all that is said of a plan."""
    return [problem.code for problem in calculated(sheets)[1]]


def problems(sheets: Sheets) -> dict[str, list[str]]:
    """The cells that each problem points at, by code; two problems of one code follow each other."""
    found: dict[str, list[str]] = {}
    for problem in calculated(sheets)[1]:
        found.setdefault(problem.code, []).extend(str(place) for place in problem.places)
    return found


def steps(sheets: Sheets, number: int = 0) -> dict[str, Value]:
    """One person's steps; the plan must be without problems that stop it."""
    calculation, found = calculated(sheets)
    assert [problem for problem in found if problem.severity == "error"] == []
    return dict(calculation.payouts.row(number))


def payouts(sheets: Sheets) -> list[Value]:
    """Everyone's payout, in the order of Employees."""
    people = sheets["Employees"]
    return [steps(sheets, number)["Payout"] for number in range(len(people))]
