"""Which figures make a KPI's actual: months, roles, yes and no."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.engine.plans import Sheets, actual, calculated, kpi, line, payouts, person, plan, points, problems, settings

D = Decimal


def monthly(*figures: tuple[str, object], **changes: Any) -> Sheets:
    """Figures by month of a KPI, whose target is 100."""
    return plan(
        KPIs=[kpi(**changes)],
        Actuals=[actual(value=value, Month=month) for month, value in figures],
    )


def scored(sheets: Sheets, column: str = "Actual") -> list[object]:
    calculation, found = calculated(sheets)
    assert [problem for problem in found if problem.severity == "error"] == []
    return list(calculation.scores.values[column])


def test_months_of_the_period_make_one_figure() -> None:
    months = (("2026-07", D(10)), ("2026-08", D(40)), ("2026-09", D(25)))
    assert scored(monthly(*months, Combine="sum")) == [75]
    assert scored(monthly(*months, Combine="average")) == [25]
    assert scored(monthly(*months, Combine="last")) == [25]
    assert scored(monthly(*months, Combine="max")) == [40]
    assert scored(monthly(*months, Combine="min")) == [10]
    assert scored(monthly(*reversed(months), Combine="last")) == [25]


def test_a_month_outside_the_period_does_not_count() -> None:
    sheets = monthly(
        ("2026-06", D(1000)),
        ("2026-07", D(10)),
        ("2026-08", D(40)),
        ("2026-09", D(25)),
        ("2026-10", D(1)),
        Combine="sum",
    )
    assert scored(sheets) == [75]
    assert problems(sheets) == {"CA008": ["Actuals!D2", "Actuals!D6"]}


def test_a_year_to_date_begins_with_the_plan_year() -> None:
    months = [(f"2026-{month:02}", D(1)) for month in range(1, 10)]
    sheets = monthly(("2025-12", D(1000)), *months, Combine="sum", Measured_over="year to date")
    assert scored(sheets) == [9]
    assert problems(sheets) == {"CA008": ["Actuals!D2"]}


def test_yes_counts_one_and_no_nothing() -> None:
    months = (("2026-07", True), ("2026-08", False), ("2026-09", False))
    changes: dict[str, Any] = {"Better": "yes", "Attainment": "met"}
    assert scored(monthly(*months, Combine="sum", **changes)) == [1]
    assert scored(monthly(*months, Combine="max", **changes)) == [1]
    assert scored(monthly(*months, Combine="min", **changes)) == [0]
    assert scored(monthly(*months, Combine="last", **changes)) == [False]


def test_a_no_among_deals_pays_nothing() -> None:
    """50.00 for each yes: two of three."""
    sheets = plan(
        KPIs=[kpi(Better="yes", Attainment="met", Combine="each")],
        Matrix=[line(Weight=None, Target=None, Pays="amount", Scale="S")],
        Scales=points("S", {0: "0", 1: "50"}, Between="step", Measured_in="attainment"),
        Employees=[person()],
        Actuals=[actual(value=True), actual(value=False), actual(value=True)],
    )
    assert payouts(sheets) == [D("100.00")]
    assert scored(sheets) == [2]
    assert scored(sheets, "Attainment") == [None]
    sheets["Actuals"][1]["Value"] = D(5)
    assert "CA031" in problems(sheets)


def test_the_month_that_is_missing_is_named() -> None:
    sheets = plan(
        KPIs=[kpi(Combine="sum")],
        Employees=[person(), person("2")],
        Actuals=[
            *(actual(Month=f"2026-{month:02}") for month in (7, 8, 9)),
            actual("2", Month="2026-07"),
            actual("2", Month="2026-09"),
        ],
    )
    _, found = calculated(sheets)
    assert [problem.code for problem in found] == ["CA043"]
    assert "2026-08" in found[0].message
    assert "2026-07" not in found[0].message


def in_two_roles(*figures: dict[str, object]) -> Sheets:
    """Staff until 31 August, Lead in September; each role has a target of 100 and a target bonus of its own."""
    return plan(
        KPIs=[kpi(Combine="sum", Part_period="full")],
        Matrix=[line(), line(Role="Lead")],
        Assignments=[{"Employee": "1", "From": date(2026, 9, 1), "Role": "Lead"}],
        Actuals=list(figures),
    )


def test_figures_of_a_role_are_those_of_its_time() -> None:
    """July and August 60 + 50 as Staff, September 80 as Lead."""
    sheets = in_two_roles(
        actual(value=D(60), Month="2026-07", Role="Staff"),
        actual(value=D(50), Month="2026-08", Role="Staff"),
        actual(value=D(80), Month="2026-09", Role="Lead"),
    )
    assert scored(sheets) == [110, 80]
    assert "CA005" not in problems(sheets)


def test_a_role_without_figures_of_its_own_has_the_rest_of_the_time() -> None:
    sheets = in_two_roles(
        actual(value=D(60), Month="2026-07"),
        actual(value=D(50), Month="2026-08"),
        actual(value=D(80), Month="2026-09", Role="Lead"),
    )
    assert scored(sheets) == [110, 80]
    assert "CA005" not in problems(sheets)


def test_a_figure_of_a_role_for_a_month_of_the_other_is_said() -> None:
    sheets = in_two_roles(
        actual(value=D(60), Month="2026-07", Role="Staff"),
        actual(value=D(50), Month="2026-08", Role="Staff"),
        actual(value=D(80), Month="2026-08", Role="Lead"),
        actual(value=D(80), Month="2026-09", Role="Lead"),
    )
    assert scored(sheets) == [110, 160]
    assert problems(sheets)["CA005"] == ["Actuals!D4"]


def test_a_team_s_target_does_not_shrink_with_one_person_s_time() -> None:
    """46 of 92 days: half of 1,200.00, at the team's 50 of 100; a target of one's own would be 50 as well."""
    half: dict[str, Any] = {"Start": date(2026, 8, 16), "Team": "North"}
    team = plan(
        KPIs=[kpi(Level="team", Combine="sum")],
        Employees=[person(**half)],
        Actuals=[actual("North", value=D(50))],
    )
    own = plan(
        KPIs=[kpi(Combine="sum", Part_period="prorate")], Employees=[person(**half)], Actuals=[actual(value=D(50))]
    )
    assert scored(team, "Target") == [100]
    assert scored(own, "Target") == [50]
    assert "CA038" not in problems(team)
    assert payouts(team) == [D("300.00")]
    assert payouts(own) == [D("600.00")]


def test_records_that_reach_beyond_the_period_are_said() -> None:
    june, october = date(2026, 6, 30), date(2026, 10, 1)
    inside = {"From": date(2026, 7, 1), "To": date(2026, 9, 30)}
    sheets = plan(
        Assignments=[
            {"Employee": "1", "Team": "North"} | inside | {"From": june, "To": date(2026, 7, 31)},
            {"Employee": "1", "Team": "South"} | inside | {"From": date(2026, 8, 1), "To": october},
        ],
        Absences=[{"Employee": "1"} | inside],
    )
    assert problems(sheets)["CA039"] == ["Assignments!C2", "Assignments!D3"]
    del sheets["Assignments"]
    assert "CA039" not in problems(sheets)
    sheets["Absences"][0]["From"] = june
    assert problems(sheets)["CA039"] == ["Absences!B2"]
    sheets["Absences"] = [{"Employee": "1", "From": october, "To": october}]
    assert problems(sheets)["CA039"] == ["Absences!B2"]


def test_a_gap_in_a_budgeted_plan_stops_it() -> None:
    sheets = plan(Plan=settings(Budget=D(1000), If_over_budget="scale"), Actuals=[])
    assert list(problems(sheets)) == ["CA043"]
