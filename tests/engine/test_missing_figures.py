"""Figures that are missing, and what stands for them: refused wherever nothing can stand for them."""

from datetime import date
from decimal import Decimal

from tests.engine.plans import Sheets, actual, calculated, kpi, line, payouts, person, plan, points, problems, settings

VALUES = points("S", {0: "0.5", 10: "1"}, Measured_in="value", Between="step")


def in_a_band(target: Decimal | None, scale: str | None = None) -> Sheets:
    return plan(
        Plan=settings(If_actual_is_missing="target"),
        KPIs=[kpi(Better="closest", Attainment="band")],
        Matrix=[line(Threshold=Decimal(5), Maximum=Decimal(15), Target=target, Scale=scale)],
        Scales=VALUES,
        Actuals=[],
    )


def test_a_band_counts_as_kept() -> None:
    assert payouts(in_a_band(None)) == [Decimal("1200.00")]


def test_a_scale_in_values_reads_the_target() -> None:
    assert payouts(in_a_band(Decimal(8), "S")) == [Decimal("600.00")]


def test_a_scale_in_values_has_nothing_to_read_without_a_target() -> None:
    assert "CA037" in problems(in_a_band(None, "S"))


def test_a_yes_or_no_has_no_figure_that_a_scale_could_read() -> None:
    sheets = in_a_band(None, "S")
    sheets["KPIs"] = [kpi(Better="yes")]
    assert "CA037" in problems(sheets)


def leaving_out(matrix: list[dict[str, object]], figures: list[dict[str, object]]) -> Sheets:
    return plan(
        Plan=settings(If_actual_is_missing="leave out"),
        KPIs=[kpi(), kpi("B")],
        Matrix=matrix,
        Scales=VALUES,
        Actuals=figures,
    )


def test_the_rest_takes_over() -> None:
    matrix = [line(Weight=Decimal("0.6")), line("B", Weight=Decimal("0.4"))]
    assert payouts(leaving_out(matrix, [actual(name="B", value=Decimal(80))])) == [Decimal("960.00")]


def test_a_rest_without_any_weight_cannot_take_over() -> None:
    matrix = [line(), line("B", Weight=Decimal(0))]
    assert problems(leaving_out(matrix, [actual(name="B")]))["CA035"] == ["Employees!A2"]


def test_all_money_missing_is_all_missing() -> None:
    matrix = [line(Weight=None, Pays="amount", Scale="S")]
    assert problems(leaving_out(matrix, []))["CA035"] == ["Employees!A2"]


def test_a_full_target_is_said_only_where_it_was_not_given_to_the_person() -> None:
    joined = person(Start=date(2026, 8, 1))
    target = {"For": "1", "KPI": "A", "Target": Decimal(50)}
    assert problems(plan(Employees=[joined])) == {"CA038": ["KPIs!2"]}
    assert problems(plan(Employees=[joined], Targets=[target])) == {}


def test_two_figures_for_one_month_whether_they_count_or_not() -> None:
    sheets = plan(
        KPIs=[kpi(Combine="sum")],
        Actuals=[actual(Month=month) for month in ("2026-07", "2026-08", "2026-09", "2026-01", "2026-01")],
    )
    assert problems(sheets)["CA003"] == ["Actuals!C5", "Actuals!C6"]


def test_two_figures_of_a_role_that_nobody_holds() -> None:
    sheets = plan(Matrix=[line(), line(Role="Lead")], Actuals=[actual(), *2 * [actual(Role="Lead")]])
    assert problems(sheets)["CA003"] == ["Actuals!C3", "Actuals!C4"]


def test_a_fault_of_a_blank_names_what_was_read() -> None:
    sheets = plan(Gates=[{"Gate": "Conduct", "Condition": 'ACTUAL("B") > 0'}], KPIs=[kpi(), kpi("B")])
    said = [problem.message for problem in calculated(sheets)[1] if problem.code == "FX031"]
    assert said == ['gate Conduct, for 1, at ACTUAL("B"): A blank where a value to compare is needed (character 13).']


def test_one_day_is_no_days() -> None:
    first, last = date(2026, 9, 30), date(2026, 9, 29)
    for start, said in ((first, "1 day, fewer"), (last, "2 days, fewer")):
        sheets = plan(Plan=settings(Minimum_service=Decimal(30)), Employees=[person(Start=start)])
        assert [said in found.message for found in calculated(sheets)[1] if found.code == "CA066"] == [True]
