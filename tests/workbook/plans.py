"""The smallest plan that nothing is wrong with, and how a test changes it.

In: what a test wants otherwise. Out: sheets in memory. Each test states only what it is about.
"""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from incentive.plan import Plan
from incentive.problems import Problem
from incentive.workbook import book_of, plan_of

Sheets = dict[str, list[Any]]

_PLAIN: Sheets = {
    "Plan": [
        {"Setting": "Plan name", "Value": "Sales bonus"},
        {"Setting": "Period", "Value": "2026-Q3"},
        {"Setting": "Currency", "Value": "EUR"},
    ],
    "KPIs": [{"KPI": "REV", "Better": "higher"}],
    "Matrix": [{"Role": "Rep", "KPI": "REV", "Weight": Decimal(1), "Target": Decimal(100)}],
    "Employees": [
        {
            "Employee": "00417",
            "Name": "Ada",
            "Role": "Rep",
            "Salary": Decimal(48000),
            "Target bonus %": Decimal("0.1"),
        }
    ],
    "Actuals": [{"For": "00417", "KPI": "REV", "Value": Decimal(120)}],
}


def plain(**sheets: list[Any]) -> Sheets:
    """The plain plan, with these sheets instead of its own; underscores stand for spaces."""
    return deepcopy(_PLAIN) | {name.replace("_", " "): rows for name, rows in sheets.items()}


def changed(sheet: str, row: int = 0, **cells: Any) -> Sheets:
    """The plain plan with cells of one row changed; underscores stand for spaces, `percent` for %."""
    sheets = plain()
    names = {name: name.replace("_", " ").replace("percent", "%") for name in cells}
    sheets[sheet][row].update({names[name]: value for name, value in cells.items()})
    return sheets


def setting(*rows: tuple[str, Any]) -> Sheets:
    """The plain plan with these settings; one of a name that is there already stands instead."""
    sheets = plain()
    given = dict(rows)
    kept = [row for row in sheets["Plan"] if row["Setting"] not in given]
    sheets["Plan"] = kept + [{"Setting": name, "Value": value} for name, value in rows]
    return sheets


def read(sheets: Sheets) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan and its problems."""
    plan, problems = plan_of(book_of(sheets))
    assert plan is not None
    return plan, problems


def codes(sheets: Sheets) -> list[str]:
    """The codes of the problems, in their order."""
    return [problem.code for problem in read(sheets)[1]]


def sound(sheets: Sheets) -> Plan:
    """The plan, with nothing wrong."""
    plan, problems = read(sheets)
    assert [(problem.code, problem.message) for problem in problems] == []
    return plan
