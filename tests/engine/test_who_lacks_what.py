"""Rows for others, KPIs of one assignment only, shares that fail: what is left out of a sum and what is said."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from incentive.engine.calculate import trace_of
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
LEAD = {"Employee": "1", "From": date(2026, 9, 1), "Role": "Lead"}
MONEY: dict[str, Any] = {"Weight": None, "Target": None, "Pays": "amount", "Scale": "S"}
FIVE_HUNDRED = points("S", {0: "500"}, Between="step", Measured_in="value")


def test_a_row_for_the_person_in_another_role_does_not_hold() -> None:
    matrix = [line(Employee="1", Role="Lead", Target=D(50)), line(), line(Role="Lead")]
    assert payouts(plan(Matrix=matrix)) == [D("1200.00")]
    assert payouts(plan(Matrix=matrix, Employees=[person(Role="Lead")])) == [D("2400.00")]


def test_a_kpi_of_the_second_role_alone_has_no_days_before() -> None:
    """To date, 273 days; B begins with Lead, for 30 of them."""
    to_date: dict[str, Any] = {"Combine": "sum", "Part_period": "prorate", "Measured_over": "year to date"}
    half: dict[str, Any] = {"Weight": D("0.5"), "Target": D(273)}
    sheets = plan(
        KPIs=[kpi(**to_date), kpi("B", **to_date)],
        Matrix=[line(Target=D(273)), line(Role="Lead", **half), line("B", Role="Lead", **half)],
        Assignments=[LEAD],
        Actuals=[actual(), actual(name="B")],
    )
    calculation, _ = calculated(sheets)
    assert calculation.scores.values["Target"] == [273, 273, 30]


def test_money_is_no_part_of_a_section_s_score() -> None:
    sheets = plan(
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(Section="One"), line("B", **MONEY, Section="One")],
        Scales=FIVE_HUNDRED,
        Actuals=[actual(), actual(name="B")],
        Formulas=[step("S", 'SECTION("One")')],
    )
    assert steps(sheets)["S"] == 1


def test_a_weight_of_nothing_has_no_part_in_a_mean() -> None:
    """50 % as Staff, where A weighs nothing, and 100 % as Lead."""
    sheets = plan(
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(Target=D(200), Weight=D(0)), line("B"), line(Role="Lead")],
        Employees=[person() | {"Target bonus %": D(0)}],
        Assignments=[LEAD],
        Actuals=[actual(), actual(name="B")],
        Formulas=[step("R", 'RESULT("A")')],
    )
    assert steps(sheets)["R"] == 1


def test_a_share_that_cannot_be_worked_out_stops_the_pool() -> None:
    sheets = plan(
        Employees=[person(Own=D(1)), person("2", Own=D(0))],
        Actuals=[actual(), actual("2")],
        Formulas=[step("Part", "ALLOCATE(100, 1 / Own)")],
    )
    assert "FX030" in problems(sheets)


def test_a_sum_that_cannot_be_worked_out_stops_who_left_as_well() -> None:
    people = [person("1", Own=D(0)), person("2", Own=D(1)), person("3", End=date(2025, 12, 31))]
    sheets = plan(
        Employees=people,
        Actuals=[actual("1"), actual("2")],
        Adjustments=[{"Employee": "3", "Amount": D(100), "Reason": "x", "Approved by": "y"}],
        Formulas=[step("Cash", 'IF(Employee="3", IFERROR(Payout + TOTAL(1 / Own), Payout), Payout)', Split="how")],
    )
    assert payouts(sheets) == [D("1200.00"), D("1200.00"), D("100.00")]


def test_what_is_left_out_beside_a_figure_that_makes_no_sense() -> None:
    sheets = plan(
        Plan=settings(If_missing="leave out"),
        KPIs=[kpi(Attainment="index"), kpi("B")],
        Matrix=[line(Weight=D("0.5"), Threshold=D(100)), line("B", Weight=D("0.5"))],
    )
    assert codes(sheets) == ["CA027"]


def test_everyone_s_figure_twice_is_said_of_everyone() -> None:
    sheets = plan(KPIs=[kpi(Level="company")], Actuals=[actual("*"), actual("*")])
    (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA003"]
    assert "everyone (*)" in problem.message


INVERSE: dict[str, Any] = {"Better": "lower", "Attainment": "inverse"}


def test_where_an_inverse_of_a_negative_target_is_shown() -> None:
    sheets = plan(KPIs=[kpi(**INVERSE)], Targets=[{"For": "1", "KPI": "A", "Target": D(-5)}])
    assert problems(sheets)["CA028"] == ["Actuals!C2", "Targets!C2"]
    sheets["Plan"] = settings(If_missing="target")
    sheets["Actuals"] = []
    assert problems(sheets)["CA028"] == ["Matrix!2", "Targets!C2"]


def test_a_scale_of_values_has_no_trouble_with_a_target_of_nothing() -> None:
    """From -10, where less is better, all is paid; at 0 half of it."""
    sheets = plan(
        KPIs=[kpi(Better="lower")],
        Matrix=[line(Scale="S", Target=D(0))],
        Scales=points("S", {10: "0", -10: "1"}, Measured_in="value"),
        Actuals=[actual(value=D(-5))],
    )
    assert problems(sheets) == {}
    assert payouts(sheets) == [D("900.00")]


@pytest.mark.parametrize("acts_on", ["bonus", "kpi:A"])
def test_a_gate_that_closes_is_noted_with_what_it_took(acts_on: str) -> None:
    gate = {"Gate": "G", "Condition": "FALSE", "Acts on": acts_on, "Multiply by": D("0.5")}
    calculation, _ = calculated(plan(Gates=[gate]))
    trace = trace_of(calculation, 0)
    assert [(note.code, note.amount) for note in trace.notes] == [("gate", D(-600))]


def test_an_assignment_goes_on_until_the_next_one_begins() -> None:
    """60,000 for July, 72,000 to 15 August, one's own 48,000, 84,000 to 15 September, and again one's own."""
    sheets = plan(
        Assignments=[
            {"Employee": "1", "From": date(2026, 7, 1), "Salary": D(60000)},
            {"Employee": "1", "From": date(2026, 8, 1), "To": date(2026, 8, 15), "Salary": D(72000)},
            {"Employee": "1", "From": date(2026, 9, 1), "To": date(2026, 9, 15), "Salary": D(84000)},
        ],
    )
    # 1,500 × 31 + 1,800 × 15 + 1,200 × 16 + 2,100 × 15 + 1,200 × 15, over 92 days
    assert payouts(sheets) == [D("1545.65")]
