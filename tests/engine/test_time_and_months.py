"""Days, months and shares at their ends: the day before, the month that is half inside, the figure without a month."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.engine.plans import (
    Sheets,
    actual,
    calculated,
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


def column(sheets: Sheets, name: str) -> list[object]:
    calculation, found = calculated(sheets)
    assert [problem for problem in found if problem.severity == "error"] == []
    return list(calculation.scores.values[name])


def test_one_figure_for_the_whole_period_stands_beside_another_s_months() -> None:
    months = [actual(value=D(40), Month=f"2026-{month:02}") for month in (7, 8, 9)]
    sheets = plan(KPIs=[kpi(Combine="sum")], Employees=[person(), person("2")], Actuals=[*months, actual("2")])
    assert payouts(sheets) == [D("1440.00"), D("1200.00")]


def test_a_single_month_needs_no_way_to_combine() -> None:
    sheets = plan(Actuals=[actual(Month="2026-09")])
    assert payouts(sheets) == [D("1200.00")]
    assert list(problems(sheets)) == ["CA007"]


def test_a_deal_of_a_month_in_which_the_person_was_not_there_is_said() -> None:
    sheets = plan(
        KPIs=[kpi(Combine="each")],
        Matrix=[line(Weight=None, Target=None, Pays="rate", Scale="S")],
        Scales=points("S", {0: "0.1"}, Between="step", Measured_in="value"),
        Employees=[person(Start=date(2026, 9, 1))],
        Actuals=[actual(Month="2026-07"), actual(Month="2026-09")],
    )
    assert payouts(sheets) == [D("20.00")]
    assert problems(sheets)["CA005"] == ["Actuals!D2"]
    sheets["KPIs"][0]["Level"] = "team"
    sheets["Employees"][0]["Team"] = "North"
    for row in sheets["Actuals"]:
        row["For"] = "North"
    assert "CA005" not in problems(sheets)


def test_months_that_one_kpi_reads_are_not_ignored_because_another_does_not() -> None:
    """Sold 10 a month from January: 90 to date, 30 in the quarter."""
    sheets = plan(
        KPIs=[
            kpi("Q", Formula="Sold", Combine="sum"),
            kpi("Y", Formula="Sold", Combine="sum", Measured_over="year to date"),
        ],
        Matrix=[line("Q", Weight=D("0.5")), line("Y", Weight=D("0.5"))],
        Actuals=[actual(name="Sold", value=D(10), Month=f"2026-{month:02}") for month in range(1, 10)],
    )
    assert column(sheets, "Actual") == [30, 90]
    assert "CA008" not in problems(sheets)
    sheets["Actuals"].append(actual(name="Sold", value=D(10), Month="2026-10"))
    assert problems(sheets)["CA008"] == ["Actuals!D11"]


def to_date(**changes: Any) -> Sheets:
    """273 from January to September, of which the own days count."""
    return plan(
        KPIs=[kpi(Combine="sum", Part_period="prorate", Measured_over="year to date")],
        Matrix=[line(Target=D(273))],
        **changes,
    )


def test_a_target_to_date_counts_from_the_first_day_of_the_person() -> None:
    assert column(to_date(), "Target") == [273]
    assert column(to_date(Employees=[person(Start=date(2026, 1, 1))]), "Target") == [273]
    # 15 February to 30 September
    assert column(to_date(Employees=[person(Start=date(2026, 2, 15))]), "Target") == [228]
    # from the first or the second day of the quarter
    assert column(to_date(Employees=[person(Start=date(2026, 7, 1))]), "Target") == [92]
    assert column(to_date(Employees=[person(Start=date(2026, 7, 2))]), "Target") == [91]
    # 46 days short at the end
    assert column(to_date(Employees=[person(End=date(2026, 8, 15))]), "Target") == [227]


def test_days_before_the_quarter_count_with_the_role_held_first() -> None:
    """Staff to 31 July and Lead for 61 days; only Lead has figures of its own, so that the rest is 212 days."""
    sheets = to_date(
        Assignments=[{"Employee": "1", "From": date(2026, 8, 1), "Role": "Lead"}],
        Actuals=[actual(), actual(Role="Lead")],
    )
    sheets["Matrix"].append(line(Role="Lead", Target=D(273)))
    assert column(sheets, "Target") == [212, 61]


def test_a_part_of_the_period_shrinks_what_was_not_given_to_the_person() -> None:
    """46 of 92 days halve the matrix's and the role's figures, not the person's own."""
    half = [person(Start=date(2026, 8, 16))]
    matrix = [line(Threshold=D(40), Target=D(100), Maximum=D(200))]

    def figures(*targets: dict[str, Any]) -> list[object]:
        sheets = plan(KPIs=[kpi(Combine="sum", Part_period="prorate")], Matrix=matrix, Employees=half)
        if targets:
            sheets["Targets"] = list(targets)
        calculation, _ = calculated(sheets)
        return [calculation.scores.values[name][0] for name in ("Threshold", "Target", "Maximum")]

    assert figures() == [20, 50, 100]
    assert figures({"For": "1", "KPI": "A", "Threshold": D(44)}) == [44, 50, 100]
    assert figures({"For": "1", "KPI": "A", "Target": D(120)}) == [20, 120, 100]
    assert figures({"For": "1", "KPI": "A", "Maximum": D(300)}) == [20, 50, 300]
    assert figures({"For": "role:Staff", "KPI": "A", "Maximum": D(300)}) == [20, 50, 150]


def test_without_proration_whoever_is_in_the_plan_has_all_of_it() -> None:
    late = [person(Start=date(2026, 9, 30))]
    assert payouts(plan(Plan=settings(Proration="none"), Employees=late)) == [D("1200.00")]
    assert payouts(plan(Employees=late)) == [D("13.04")]


def test_a_start_or_an_end_outside_the_period_cuts_no_month_off() -> None:
    """Whole months: who leaves on 5 October, or came on 20 June, has all three."""
    months = settings(Proration="whole months")
    for employee, paid in (
        (person(End=date(2026, 10, 5)), "1200.00"),
        (person(Start=date(2026, 6, 20)), "1200.00"),
        (person(End=date(2026, 9, 5)), "800.00"),
        (person(Start=date(2026, 7, 20)), "800.00"),
    ):
        assert payouts(plan(Plan=months, Employees=[employee])) == [D(paid)]


def test_the_cell_that_reaches_beyond_the_period_is_shown_with_its_date() -> None:
    def shown(start: date, end: date | None) -> list[tuple[str, str | None]]:
        rows = [{"Employee": "1", "From": start, "To": end, "Team": "North"}]
        _, found = calculated(plan(Assignments=rows))
        return [(str(place), place.value) for problem in found if problem.code == "CA039" for place in problem.places]

    assert shown(date(2026, 6, 30), date(2026, 7, 31)) == [("Assignments!B2", "2026-06-30")]
    assert shown(date(2026, 7, 1), date(2026, 10, 1)) == [("Assignments!C2", "2026-10-01")]
    assert shown(date(2026, 9, 30), date(2026, 10, 1)) == [("Assignments!C2", "2026-10-01")]
    assert shown(date(2026, 7, 1), date(2026, 9, 30)) == []


def test_named_points_are_each_person_s_own() -> None:
    """Halfway from the threshold to the target, which lie elsewhere for each."""
    sheets = plan(
        Matrix=[line(Threshold=D(50), Scale="S"), line(Role="Lead", Threshold=D(80), Scale="S")],
        Scales=points("S", {"threshold": "0", "target": "1"}),
        Employees=[person(), person("2", Role="Lead")],
        Actuals=[actual(value=D(75)), actual("2", value=D(90))],
    )
    assert payouts(sheets) == [D("600.00"), D("600.00")]


def test_named_points_that_turn_back_are_refused() -> None:
    sheets = plan(Matrix=[line(Threshold=D(120), Scale="S")], Scales=points("S", {"threshold": "0", "target": "1"}))
    assert list(problems(sheets)) == ["CA024"]


def test_whose_figure_is_missing_is_said() -> None:
    def said(level: str) -> str:
        _, found = calculated(plan(KPIs=[kpi(Level=level)], Employees=[person(Team="North")], Actuals=[]))
        (problem,) = [one for one in found if one.code == "CA043"]
        return problem.message

    assert "1 (Person 1)" in said("person")
    assert "North" in said("team")
    assert "everyone (*)" in said("company")


def test_an_assignment_that_has_ended_leaves_the_field_to_the_person_s_own_row() -> None:
    """60,000 in July, 72,000 in August; the second row ended the first, so that September is at 48,000 again."""
    sheets = plan(
        Assignments=[
            {"Employee": "1", "From": date(2026, 7, 1), "Salary": D(60000)},
            {"Employee": "1", "From": date(2026, 8, 1), "To": date(2026, 8, 31), "Salary": D(72000)},
        ],
    )
    # 10 % of a quarter of each, by 31, 31 and 30 of 92 days
    assert payouts(sheets) == [D("1503.26")]


def test_a_result_without_any_target_bonus_is_a_mean_by_weight_and_days() -> None:
    """A weighs all of 62 days and half of 30, at 50 % and 100 %: (62 × 0.5 + 15 × 1) ÷ 77."""
    sheets = plan(
        KPIs=[kpi(), kpi("B")],
        Matrix=[
            line(Target=D(200)),
            line(Role="Lead", Weight=D("0.5")),
            line("B", Role="Lead", Weight=D("0.5")),
        ],
        Employees=[person() | {"Target bonus %": D(0)}],
        Assignments=[{"Employee": "1", "From": date(2026, 9, 1), "Role": "Lead"}],
        Actuals=[actual(), actual(name="B")],
        Formulas=[step("R", 'RESULT("A") * 77')],
    )
    found = steps(sheets)["R"]
    assert isinstance(found, Decimal)
    assert abs(found - 46) < D("1E-20")


def test_the_months_that_are_missing_are_named_in_order() -> None:
    months = [actual(name=name, Month=f"2026-{month:02}") for month in (7, 8, 9) for name in ("Won", "Bids")]
    sheets = plan(
        KPIs=[kpi(Formula="Won / Bids", Combine="sum")],
        Employees=[person(), person("2")],
        Actuals=[*months, actual("2", "Won", Month="2026-07"), actual("2", "Bids", Month="2026-07")],
    )
    (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA043"]
    assert "2026-08, 2026-09" in problem.message


def test_the_month_that_does_not_count_is_shown() -> None:
    sheets = plan(KPIs=[kpi(Combine="sum")], Actuals=[actual(Month="2026-06"), actual(Month="2026-09")])
    (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA008"]
    assert [place.value for place in problem.places] == ["2026-06"]


def test_months_that_are_missing_of_a_figure_are_named_in_order() -> None:
    months = [actual(Month=f"2026-{month:02}") for month in (7, 8, 9)]
    sheets = plan(
        KPIs=[kpi(Combine="sum")], Employees=[person(), person("2")], Actuals=[*months, actual("2", Month="2026-07")]
    )
    (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA043"]
    assert "2026-08, 2026-09" in problem.message


def test_two_months_need_a_way_to_combine() -> None:
    sheets = plan(Actuals=[actual(Month="2026-08"), actual(Month="2026-09")])
    assert "CA006" in problems(sheets)


def test_a_single_month_of_a_yes_stays_a_yes() -> None:
    sheets = plan(
        KPIs=[kpi(Better="yes", Attainment="met", Combine="sum")],
        Matrix=[line(Target=None)],
        Actuals=[actual(value=True, Month="2026-09")],
    )
    (found,) = column(sheets, "Actual")
    assert found is True
    assert payouts(sheets) == [D("1200.00")]


def test_days_before_the_quarter_count_with_every_role_that_has_no_figures_of_its_own() -> None:
    """Staff in July and Senior in August share the rest, 181 + 62 days; Lead has its own 30."""
    sheets = to_date(
        Assignments=[
            {"Employee": "1", "From": date(2026, 8, 1), "Role": "Senior"},
            {"Employee": "1", "From": date(2026, 9, 1), "Role": "Lead"},
        ],
        Actuals=[actual(), actual(Role="Lead")],
    )
    sheets["Matrix"] += [line(Role="Senior", Target=D(273)), line(Role="Lead", Target=D(273))]
    assert column(sheets, "Target") == [243, 243, 30]


def test_only_what_adds_up_over_time_is_short_for_who_came_late() -> None:
    late = [person(Start=date(2026, 8, 16))]
    assert "CA038" in problems(plan(KPIs=[kpi(Combine="sum")], Employees=late))
    assert "CA038" in problems(plan(Employees=late))
    assert "CA038" not in problems(plan(KPIs=[kpi(Combine="average")], Employees=late))


def test_the_first_and_the_last_day_of_the_period_lie_within_it() -> None:
    for start in (date(2026, 7, 1), date(2026, 9, 30)):
        assert "CA039" not in problems(plan(Assignments=[{"Employee": "1", "From": start, "Team": "North"}]))
    after = [{"Employee": "1", "From": date(2026, 10, 1), "Team": "North"}]
    assert problems(plan(Assignments=after)) == {"CA039": ["Assignments!B2"]}


def test_years_in_the_company_are_no_days_of_the_plan_year() -> None:
    assert column(to_date(Employees=[person(Start=date(2020, 3, 1))]), "Target") == [273]
    assert column(to_date(Employees=[person(Start=date(2020, 3, 1), End=date(2026, 9, 29))]), "Target") == [272]


def test_a_month_of_one_day_goes_to_the_assignment_that_holds_the_day() -> None:
    """July is the 31st alone, at 10 % of 4,000; August and September at 10 % of 8,000."""
    sheets = plan(
        Plan=settings(Proration="whole months", **{"Start cut-off": 31}),
        Employees=[person(Start=date(2026, 7, 31))],
        Assignments=[{"Employee": "1", "From": date(2026, 8, 1), "Salary": D(96000)}],
    )
    assert payouts(sheets) == [D("2000.00")]
