"""Workbooks as companies draw them: sheets instead of those of a plain workbook of two people and two KPIs.

In: rows of cells, and which of them are merged. Out: a file, what it is read as, and what is wrong with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from incentive.engine.calculate import calculate
from incentive.plan import Plan
from incentive.problems import Problem, Severity
from incentive.workbook import read_plan

Rows = Sequence[Sequence[Any]]

PLAN: Rows = [["Setting", "Value"], ["Plan name", "Bonus"], ["Period", "2026-Q3"], ["Currency", "EUR"]]
KPIS: Rows = [
    ["KPI", "Name", "Better", "Combine"],
    ["REV", "Revenue", "higher", "sum"],
    ["NPS", "Promoter score", "higher", "average"],
]
EMPLOYEES: Rows = [
    ["Employee", "Name", "Role", "Salary", "Target bonus %", "Team"],
    ["001", "Anna Rossi", "Rep", 40000, 0.1, "North"],
    ["002", "Bob Ley", "Lead", 60000, 0.2, "South"],
]
MATRIX: Rows = [
    ["Role", "KPI", "Weight", "Threshold", "Target", "Maximum"],
    ["Rep", "REV", 0.6, 80, 100, 120],
    ["Rep", "NPS", 0.4, 20, 40, 60],
    ["Lead", "REV", 0.5, 80, 110, 130],
    ["Lead", "NPS", 0.5, 20, 40, 60],
]
ACTUALS: Rows = [
    ["For", "KPI", "Value"],
    ["001", "REV", 120],
    ["001", "NPS", 50],
    ["002", "REV", 90],
    ["002", "NPS", 44],
]
PLAIN: Mapping[str, Rows] = {
    "Plan": PLAN,
    "KPIs": KPIS,
    "Employees": EMPLOYEES,
    "Matrix": MATRIX,
    "Actuals": ACTUALS,
}


@dataclass(frozen=True)
class Drawn:
    """Sheets instead of the plain workbook's, what of them is merged, and which of the plain ones are not there."""

    sheets: Mapping[str, Rows]
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    without: tuple[str, ...] = ()


def written(path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for name in (merged or {}).get(title, ()):
            sheet.merge_cells(name)
    book.save(path)
    return path


def read(path: Path, drawn: Drawn) -> tuple[Plan, tuple[Problem, ...]]:
    sheets = {**{title: rows for title, rows in PLAIN.items() if title not in drawn.without}, **drawn.sheets}
    plan, problems = read_plan(written(path / "drawn.xlsx", sheets, drawn.merged))
    assert plan is not None
    return plan, problems


def listed(*rows: Any) -> list[Any]:
    """What a test expects: numbers compare with decimals."""
    return list(rows)


def worse(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    """What is more than a notice: code, first place, message."""
    return [
        (problem.code, str(problem.places[0]) if problem.places else "", problem.message)
        for problem in problems
        if problem.severity is not Severity.NOTICE
    ]


def paid(plan: Plan) -> dict[object, object]:
    """What each person is paid."""
    calculation = calculate(plan)
    assert [problem.message for problem in calculation.problems if problem.severity is Severity.ERROR] == []
    return dict(zip((each.id for each in plan.employees), calculation.payouts.values["Payout"], strict=True))


def facts(records: Sequence[Any], *without: str) -> list[tuple[object, ...]]:
    """Records without their places, in any order."""
    names = [each.name for each in fields(records[0]) if each.name not in {"at", *without}] if records else []
    return sorted((tuple(getattr(record, name) for name in names) for record in records), key=str)
