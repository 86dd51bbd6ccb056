"""The generator of random plans itself: its plans are well-formed, repeatable, and together use every feature."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from tests.random_plans import (
    FEATURES,
    MEETINGS,
    RandomPlan,
    Sheets,
    count,
    lacking,
    plan_of,
    plan_strategy,
    together,
    write_xlsx,
)
from tests.random_plans.formula_text import call, operator, unary_minus

SEEDS = range(150)


@pytest.fixture(scope="module")
def plans() -> list[RandomPlan]:
    return [plan_of(seed) for seed in SEEDS]


def test_the_same_seed_gives_the_same_plan(plans: list[RandomPlan]) -> None:
    assert [plan.sheets for plan in plans[:30]] == [plan_of(seed).sheets for seed in SEEDS[:30]]
    assert plans[0].sheets != plans[1].sheets


def test_rows_hold_the_kinds_of_the_form(plans: list[RandomPlan]) -> None:
    for plan in plans:
        for name, rows in plan.sheets.items():
            assert rows, name
            for row in rows:
                values = list(row.values()) if isinstance(row, dict) else row
                for value in values:
                    assert isinstance(value, (Decimal, int, str, bool, date, type(None))), (name, row)


def test_what_rows_refer_to_exists(plans: list[RandomPlan]) -> None:
    for plan in plans:
        sheets = plan.sheets
        people = {row["Employee"] for row in sheets["Employees"]}
        kpis = {row["KPI"] for row in sheets["KPIs"]}
        inputs = {f"In{kpi}{end}" for kpi in kpis for end in "ab"}
        scales = {row["Scale"] for row in sheets.get("Scales", [])}
        assert {row["KPI"] for row in sheets["Matrix"]} <= kpis
        assert {row["Scale"] for row in sheets["Matrix"] if "Scale" in row} <= scales
        assert {row["KPI"] for row in sheets.get("Actuals", [])} <= kpis | inputs
        for name in ("Assignments", "Absences", "Adjustments", "Paid"):
            assert {row["Employee"] for row in sheets.get(name, [])} <= people


def test_weights_total_one_where_they_must(plans: list[RandomPlan]) -> None:
    tested = 0
    for plan in plans:
        settings_of = {row["Setting"]: row["Value"] for row in plan.sheets["Plan"]}
        if settings_of.get("Weights", "total 100%") != "total 100%":
            continue
        for total in _totals(plan.sheets).values():
            assert total == 1
            tested += 1
    assert tested > 100


def _totals(sheets: Sheets) -> Mapping[object, Decimal]:
    """The weights of each role, within each section where sections carry weights."""
    roles = {row["Role"] for sheet in ("Employees", "Assignments") for row in sheets.get(sheet, []) if "Role" in row}
    totals: dict[object, Decimal] = defaultdict(Decimal)
    for role in roles:
        rows: dict[str, dict[str, Any]] = {}
        for row in sheets["Matrix"]:
            if "Employee" not in row and (row["Role"] == role or (row["Role"] == "*" and row["KPI"] not in rows)):
                rows[row["KPI"]] = row
        for row in rows.values():
            if row.get("Weight") is not None:
                totals[role, row["Section"] if "Sections" in sheets else None] += row["Weight"]
    return totals


def test_no_absences_of_one_person_overlap(plans: list[RandomPlan]) -> None:
    for plan in plans:
        days: dict[str, date] = {}
        for row in sorted(plan.sheets.get("Absences", []), key=lambda row: row["From"]):
            assert row["Employee"] not in days or days[row["Employee"]] < row["From"] <= row["To"]
            days[row["Employee"]] = row["To"]


def test_every_feature_occurs() -> None:
    seen = {name for seed in range(1200) for name in plan_of(seed).features}
    assert seen == set(FEATURES)


def test_a_plan_without_a_feature_is_another_plan(plans: list[RandomPlan]) -> None:
    for plan in plans[:40]:
        before = repr(plan.sheets)
        for name, without in plan.features.items():
            assert without() != plan.sheets, name
        assert repr(plan.sheets) == before


def test_count_finds_what_decides_an_amount(plans: list[RandomPlan]) -> None:
    def pay(sheets: Sheets) -> Mapping[str, object]:
        return {row["Employee"]: row["Salary"] for row in sheets["Employees"]}

    changed = count(plans, pay, enough=5)
    assert {name for name, times in changed.items() if times} == {"Employees.Salary"}
    assert changed["Employees.Salary"] == 5
    assert "Cap" in lacking(changed, 5)
    assert "Employees.Salary" not in lacking(changed, 5)


def test_count_leaves_out_plans_with_problems(plans: list[RandomPlan]) -> None:
    assert set(count(plans[:5], lambda _: None).values()) == {0}


@given(plan_strategy())
@settings(max_examples=20)
def test_the_strategy_gives_plans(plan: RandomPlan) -> None:
    assert {"Plan", "KPIs", "Matrix", "Employees"} <= set(plan.sheets)


def test_a_plan_can_be_written_as_a_workbook(plans: list[RandomPlan], tmp_path: Path) -> None:
    for seed in SEEDS[:8]:
        path = tmp_path / f"{seed}.xlsx"
        write_xlsx(plans[seed].sheets, path)
        book = load_workbook(path)
        assert set(book.sheetnames) == set(plans[seed].sheets)
        employees = list(book["Employees"].values)
        assert [row[0] for row in employees[1:]] == [row["Employee"] for row in plans[seed].sheets["Employees"]]


@pytest.mark.parametrize(
    ("text", "function", "changed"),
    [
        ('IF(Team = "a, b)", MAX(1, 2), 3)', "IF", "MAX(1, 2)"),
        ("1 + MAX(2; MIN(3; 4))", "MAX", "1 + MIN(3; 4)"),
        ("ISBLANK(x)", "BLANK", None),
    ],
)
def test_a_call_is_replaced_by_its_second_argument(text: str, function: str, changed: str | None) -> None:
    assert call(text, function, lambda held: held[1]) == changed


def test_operators_are_exchanged_outside_quotes() -> None:
    assert operator('IF(a >= "x > y", 1, 2)', ">", "<") is None
    assert operator("a > b", ">", "<=") == "a <= b"
    assert unary_minus("-a^2 + 2^-1 - 3") == "a^2 + 2^1 - 3"
    assert unary_minus("a - 3") is None


def test_meetings_name_features_and_are_counted(plans: list[RandomPlan]) -> None:
    assert {name for pair in MEETINGS for name in pair} <= set(FEATURES)

    def pay(sheets: Sheets) -> Mapping[str, object]:
        plan = {row["Setting"]: row["Value"] for row in sheets["Plan"]}
        return {name: plan.get(name) for name in ("Cap", "Rounding")}

    met = together(plans, pay, [("Cap", "Rounding"), ("Cap", "Round score")])
    assert met["Cap", "Rounding"] > 0
    assert met["Cap", "Round score"] == 0
