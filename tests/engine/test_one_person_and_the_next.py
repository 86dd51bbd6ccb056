"""What holds for one person must not be taken for the next: figures, points, groups and problems of two people."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.engine.plans import (
    actual,
    calculated,
    codes,
    kpi,
    line,
    payouts,
    person,
    plan,
    points,
    problems,
    settings,
    step,
    steps,
)

D = Decimal
TWO: dict[str, Any] = {"Employees": [person(), person("2")], "Actuals": [actual(), actual("2")]}


def test_slices_of_an_attainment_begin_at_each_person_s_own_target() -> None:
    """1 on all above the target: 20 above 100, 70 above 50."""
    sheets = plan(
        Matrix=[line(Weight=None, Pays="rate", Scale="S")],
        Scales=points("S", {1: "1"}, Between="slices", Measured_in="attainment"),
        Targets=[{"For": "2", "KPI": "A", "Target": D(50)}],
        Employees=[person(), person("2")],
        Actuals=[actual(value=D(120)), actual("2", value=D(120))],
    )
    assert payouts(sheets) == [D("20.00"), D("70.00")]


def test_points_of_a_negative_target_beside_a_positive_one() -> None:
    """75 of 100, and -125 of -100: each halfway from its threshold of 50 % to its target."""
    sheets = plan(
        Matrix=[line(Threshold=D(50), Scale="S")],
        Scales=points("S", {"threshold": "0", "target": "1"}),
        Targets=[{"For": "2", "KPI": "A", "Threshold": D(-150), "Target": D(-100)}],
        Employees=[person(), person("2")],
        Actuals=[actual(value=D(75)), actual("2", value=D(-125))],
    )
    assert payouts(sheets) == [D("600.00"), D("600.00")]


def test_what_a_role_lacks_is_said_once() -> None:
    sheets = plan(Matrix=[line(Target=None)], **TWO)
    assert codes(sheets) == ["CA025"]
    sheets["Actuals"].pop()
    assert sorted(codes(sheets)) == ["CA025", "CA043"]


def test_a_base_that_equals_the_norm_is_shown_in_both_cells_and_nothing_else_is_said() -> None:
    sheets = plan(
        KPIs=[kpi(Attainment="index")],
        Matrix=[line(Threshold=D(80), Scale="S")],
        Scales=points("S", {"threshold": "0", "target": "1"}),
        Targets=[{"For": "1", "KPI": "A", "Target": D(80)}],
    )
    assert problems(sheets) == {"CA027": ["Matrix!E2", "Targets!C2"]}


def test_everyone_who_cannot_be_paid_is_named() -> None:
    sheets = plan(
        Employees=[person(Own="x"), person("2", Own="x"), person("3", Own=D(5))],
        Actuals=[actual(), actual("2"), actual("3")],
        Formulas=[step("Payout", "Own")],
    )
    assert problems(sheets)["CA064"] == ["Formulas!B2", "Employees!A2", "Formulas!B2", "Employees!A3"]


def test_a_bonus_that_is_no_number_has_no_part_in_the_budget() -> None:
    sheets = plan(
        Plan=settings(Budget=D(1000), If_over_budget="scale"),
        Employees=[person(Own="x"), person("2", Own=D(5))],
        Actuals=[actual(), actual("2")],
        Formulas=[step("Capped", 'IF(Own="x", Own, BonusEarned)')],
    )
    assert "error" in {problem.severity for problem in calculated(sheets)[1]}


def test_money_beside_a_target_bonus_that_is_no_number() -> None:
    sheets = plan(
        Plan=settings(Cap=D(1), Cap_covers="all"),
        Matrix=[line(Weight=None, Target=None, Pays="amount", Scale="S")],
        Scales=points("S", {0: "500"}, Between="step", Measured_in="value"),
        Employees=[person(Own="x")],
        Formulas=[step("TargetBonus", "Own")],
    )
    assert "error" in {problem.severity for problem in calculated(sheets)[1]}


def test_a_yes_of_a_kpi_that_the_matrix_lacks_is_one() -> None:
    def found(value: bool) -> object:
        sheets = plan(
            KPIs=[kpi(), kpi("B", Better="yes", Attainment="met")],
            Actuals=[actual(), actual(name="B", value=value)],
            Formulas=[step("Reached", 'ATTAINMENT("B")')],
        )
        return steps(sheets)["Reached"]

    assert [found(True), found(False)] == [1, 0]


def test_a_kpi_of_one_s_own_that_reads_the_team_s_changes_with_the_team() -> None:
    """10 of one's own; North has 90, South 190: 100 of 100 for 31 days, 200 for 61."""
    sheets = plan(
        KPIs=[kpi(Formula="Mine + Ours"), kpi("Mine"), kpi("Ours", Level="team")],
        Employees=[person(Team="North")],
        Assignments=[{"Employee": "1", "From": date(2026, 8, 1), "Team": "South"}],
        Actuals=[actual(name="Mine", value=D(10)), actual("North", "Ours", D(90)), actual("South", "Ours", D(190))],
    )
    calculation, _ = calculated(sheets)
    assert calculation.scores.values["Actual"] == [100, 200]
    assert payouts(sheets) == [D("2000.00") - D("4.35") + D("0.00")]


def test_groups_are_alike_without_case() -> None:
    people = [person(number, Unit=unit) for number, unit in (("1", "North"), ("2", "north"), ("3", "South"))]
    sheets = plan(
        Employees=people,
        Actuals=[actual(number) for number in ("1", "2", "3")],
        Formulas=[step("Sum", "TOTAL(Capped, GROUP(Unit))")],
    )
    assert [steps(sheets, number)["Sum"] for number in range(3)] == [2400, 2400, 1200]


@pytest.mark.parametrize("formula", ["TOTAL(MAX(Capped, Nope))", "TOTAL(Capped, GROUP(Nope))", "RANK(Capped + Nope)"])
def test_an_unknown_name_inside_is_said(formula: str) -> None:
    assert "FX026" in problems(plan(Formulas=[step("x", formula)]))


def test_who_left_has_no_rank() -> None:
    people = [person("1"), person("2"), person("3", End=date(2025, 12, 31))]
    sheets = plan(
        Employees=people,
        Actuals=[actual("1"), actual("2", value=D(50))],
        Formulas=[step("Cash", "Payout + 0 * IFBLANK(RANK(Capped), 0)", Split="how"), step("x", "RANK(Capped)")],
    )
    assert [steps(sheets, number)["x"] for number in range(3)] == [1, 2, None]


def test_a_section_that_is_listed_for_another_role_is_shown() -> None:
    sheets = plan(
        Matrix=[line(Section="Growth"), line(Role="Lead", Section="Growth")],
        Sections=[{"Section": "Growth", "Role": "Lead", "Weight": D(1)}],
    )
    _, found = calculated(sheets)
    assert [(one.code, [place.value for place in one.places]) for one in found if one.code == "CA032"] == [
        ("CA032", ["Growth"])
    ]


def test_a_figure_for_what_nobody_reads_is_refused() -> None:
    found = problems(plan(Actuals=[actual(), actual(name="Nope", Month="2026-07")]))
    assert len(found) == 1


def test_who_left_is_in_no_group_of_a_factor() -> None:
    people = [person("1"), person("2"), person("3", End=date(2025, 12, 31))]
    sheets = plan(
        Employees=people,
        Actuals=[actual("1"), actual("2")],
        Adjustments=[{"Employee": "3", "Amount": D(100), "Reason": "x", "Approved by": "y"}],
        Factors=[{"Factor": "F", "For": "1", "Value": D("0.5"), "Use": "multiply"}],
        Formulas=[step("Cash", 'Payout + IF(Employee="3", TOTAL(Capped, GROUP(F)), 0)', Split="how")],
    )
    assert payouts(sheets) == [D("600.00"), D("1200.00"), D("100.00")]
