"""One mistake, one report: what only follows from a mistake that the reader names stays unsaid.

A plan in which everything is defined and read somewhere is spoilt cell by cell and sheet by sheet. Where the reader
has something against it, the calculation adds nothing.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from incentive.engine.calculate import calculate
from incentive.problems import Problem, Severity, suppress
from incentive.workbook import book_of, plan_of
from tests.workbook.plans import Sheets
from tests.workbook.test_problems import CASES


def percent(number: int) -> Decimal:
    return Decimal(number).scaleb(-2)


def person(number: int, role: str, **cells: Any) -> dict[str, Any]:
    given = {"Employee": str(number), "Name": f"Person {number}", "Role": role, "Salary": Decimal(48000)}
    return given | {"Target bonus %": percent(10), "Team": "N", "Grade": Decimal(1)} | cells


def part(role: str, kpi: str, section: str | None, weight: int | None, **cells: Any) -> dict[str, Any]:
    share = None if weight is None else percent(weight)
    return {"Role": role, "KPI": kpi, "Section": section, "Weight": share} | cells


def figure(whom: str, kpi: str, value: int) -> dict[str, Any]:
    return {"For": whom, "KPI": kpi, "Value": Decimal(value)}


OF_REPS = (("REV", 110), ("NPS", 40), ("Clicks", 12), ("Views", 100), ("DEALS", 900), ("EXTRA", 1))
WHY = {"Reason": "r", "Approved by": "b"}
TARGET = {"Target": Decimal(100)}
WHOLE: Sheets = {
    "Plan": [
        {"Setting": "Plan name", "Value": "All of it"},
        {"Setting": "Period", "Value": "2026-Q3"},
        {"Setting": "Currency", "Value": "EUR"},
        {"Setting": "Overall scale", "Value": "ALL"},
        {"Setting": "Cap", "Value": Decimal(2)},
    ],
    "KPIs": [
        {"KPI": "REV", "Better": "higher", "Combine": "sum"},
        {"KPI": "NPS", "Better": "higher", "Attainment": "value"},
        {"KPI": "CTR", "Better": "higher", "Formula": "Clicks / Views", "Combine": "sum"},
        {"KPI": "DEALS", "Better": "higher", "Attainment": "value", "Combine": "each", "Unit": "EUR"},
        {"KPI": "TEAM", "Better": "higher", "Level": "team"},
        {"KPI": "EXTRA", "Better": "yes"},
    ],
    "Sections": [{"Section": "A", "Weight": percent(60)}, {"Section": "B", "Weight": percent(40)}],
    "Matrix": [
        part("Rep", "REV", "A", 50, Scale="S", **TARGET),
        part("Rep", "NPS", "A", 50, Scale="V"),
        part("Rep", "CTR", "B", 50, **TARGET),
        part("Rep", "TEAM", "B", 50, **TARGET),
        part("Rep", "DEALS", None, None, Scale="R", Pays="rate"),
        part("Lead", "REV", "A", 100, Scale="S", **TARGET),
        part("Lead", "TEAM", "B", 100, **TARGET),
    ],
    "Targets": [{"For": "1", "KPI": "REV", "Target": Decimal(120)}],
    "Scales": [
        {"Scale": "S", "At": percent(80), "Pays": percent(50), "Between": "line"},
        {"Scale": "S", "At": Decimal(1), "Pays": Decimal(1)},
        {"Scale": "V", "At": Decimal(0), "Pays": Decimal(0), "Measured in": "value"},
        {"Scale": "V", "At": Decimal(50), "Pays": Decimal(1)},
        {"Scale": "R", "At": Decimal(0), "Pays": percent(1), "Measured in": "value", "Between": "slices"},
        {"Scale": "R", "At": Decimal(1000), "Pays": percent(2)},
        {"Scale": "ALL", "At": Decimal(0), "Pays": Decimal(0)},
        {"Scale": "ALL", "At": Decimal(1), "Pays": Decimal(1)},
    ],
    "Grid G": [
        [None, Decimal(1), Decimal(2)],
        [Decimal(1), percent(90), Decimal(1)],
        [Decimal(2), Decimal(1), Decimal(1)],
    ],
    "Employees": [person(1, "Rep"), person(2, "Rep"), person(3, "Lead", Currency="USD")],
    "Assignments": [{"Employee": "1", "From": date(2026, 7, 1), "To": date(2026, 8, 15), "Salary": Decimal(40000)}],
    "Absences": [{"Employee": "2", "From": date(2026, 7, 1), "To": date(2026, 7, 10)}],
    "Actuals": [
        *(figure(whom, kpi, value) for whom in ("1", "2") for kpi, value in OF_REPS),
        *(figure("3", kpi, value) for kpi, value in (("REV", 130), ("EXTRA", 1))),
        figure("team:N", "TEAM", 110),
    ],
    "Factors": [
        {"Factor": "Rating", "For": "*", "Value": Decimal(1), "Use": "value"},
        {"Factor": "Extra effort", "For": "1", "Value": percent(110)},
    ],
    "Gates": [
        {"Gate": "Quality", "For": "*", "Condition": 'ACTUAL("EXTRA") = 1'},
        {"Gate": "Time", "For": "role:Rep", "Condition": "FTE > 0.2", "Acts on": "section:A"},
        {"Gate": "Balance", "Condition": 'SECTION("B") > 0.1', "Acts on": "kpi:REV"},
    ],
    "Overrides": [
        {"For": "2", "What": "kpi:TEAM", "Value": percent(120), **WHY},
        {"For": "3", "What": "score", "Value": percent(120), **WHY},
    ],
    "Adjustments": [{"Employee": "1", "Amount": Decimal(50), **WHY}],
    "Rates": [{"Currency": "USD", "Rate": percent(90)}],
    "Formulas": [
        {
            "Step": "Extra",
            "Formula": '100 * FACTOR("Rating") * GRID("G", Grade, 1) + SCALE("V", 50) + [Extra effort]',
            "Unit": "money",
        },
        {"Step": "Adjusted", "Formula": 'Capped + Direct + Adjustments + Extra + 0 * RESULT("REV")'},
        {"Step": "Cash", "Formula": "Payout * 60%", "Split": "parts", "Unit": "money"},
        {"Step": "Later", "Formula": "Payout * 40%", "Split": "parts", "Unit": "money"},
    ],
}
SPOILT: tuple[Any, ...] = (None, "(", Decimal("-5E9"), date(2026, 1, 1))
RENAMED = {("KPIs", "KPI"), ("Sections", "Section")}
"""Where a cell names a thing, another name may be what was meant: who uses the old one is then told as well."""


def problems_of(sheets: Sheets) -> tuple[tuple[Problem, ...], list[Problem]]:
    """What the reader says, and what the calculation adds."""
    plan, found = plan_of(book_of(sheets))
    assert plan is not None
    return found, suppress(calculate(plan).problems, plan.broken)


def spoilt_in(sheet: str) -> Iterator[tuple[str, Sheets]]:
    """The whole plan with one cell of the sheet spoilt, or without the sheet."""
    yield f"without {sheet}", {name: rows for name, rows in WHOLE.items() if name != sheet}
    for number, row in enumerate(WHOLE[sheet]):
        for column in row if isinstance(row, dict) else range(len(row)):
            for value in SPOILT:
                if value is not None and (sheet, column) in RENAMED:
                    continue
                sheets = deepcopy(WHOLE)
                sheets[sheet][number][column] = value
                yield f"{sheet}, row {number + 2}, {column} = {value!r}", sheets


def test_the_whole_plan_is_sound() -> None:
    assert problems_of(WHOLE) == ((), [])


@pytest.mark.parametrize("sheet", WHOLE)
def test_a_mistake_has_no_echo(sheet: str) -> None:
    refused = 0
    echoes = []
    for name, sheets in spoilt_in(sheet):
        found, added = problems_of(sheets)
        if any(problem.severity is Severity.ERROR for problem in found):
            refused += 1
            echoes += [f"{name}: {problem.code} {problem.message}" for problem in added]
    assert echoes == []
    assert refused >= 3


# Not from the mistake: the second KPI has no figure; the only KPI pays an amount.
ALSO = {"WB079": ["CA043"], "WB097": ["CA065"]}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_workbook_of_the_reader_has_no_echo(code: str) -> None:
    found, added = problems_of(CASES[code].sheets)
    if any(problem.severity is Severity.ERROR for problem in found):
        assert [problem.code for problem in added] == ALSO.get(code, [])
