"""Cases in which one rule stands beside another that is nearly the same: what each person is paid, and what is said."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.engine.plans import (
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
Cells = dict[str, Any]


def test_a_band_that_is_paid_in_money_counts_as_kept_without_a_figure() -> None:
    """What reads the attainment alone needs no figure: 100 % pays 500.00; slices read the figure itself."""
    sheets = plan(
        Plan=settings(If_missing="target"),
        KPIs=[kpi(Better="closest", Attainment="band")],
        Matrix=[line(Weight=None, Target=None, Threshold=D(5), Maximum=D(15), Pays="amount", Scale="S")],
        Scales=points("S", {0: "0", 1: "500"}, Between="step", Measured_in="attainment"),
        Actuals=[],
    )
    assert payouts(sheets) == [D("500.00")]
    sheets["Scales"][0]["Between"] = "slices"
    assert "CA037" in problems(sheets)


def test_who_lacks_the_team_of_a_team_s_kpi_is_pointed_at_where_the_team_belongs() -> None:
    people = [person(Team="North", Department="Sales"), person("2", Department="Sales")]
    sheets = plan(KPIs=[kpi(Level="team")], Employees=people, Actuals=[actual("North")])
    assert problems(sheets) == {"CA042": ["Employees!F3"]}
    people[1] |= {"Team": "North", "Department": None}
    sheets = plan(KPIs=[kpi(Level="department")], Employees=people, Actuals=[actual("Sales")])
    assert problems(sheets) == {"CA042": ["Employees!G3"]}


def test_an_index_without_its_base_names_the_cell_of_the_base() -> None:
    sheets = plan(Matrix=[line(Scale="S")], Scales=points("S", {0: "0", 1: "1"}, Measured_in="index"))
    assert [problem.code for problem in calculated(sheets)[1]] == ["CA025"]


def test_a_threshold_that_equals_the_target_is_refused_for_an_index_alone() -> None:
    assert problems(plan(Matrix=[line(Threshold=D(100))])) == {}
    index = plan(KPIs=[kpi(Attainment="index")], Matrix=[line(Threshold=D(100))])
    assert list(problems(index)) == ["CA027"]
    by_value = points("S", {0: "0", 200: "2"}, Measured_in="value")
    index |= {"Matrix": [line(Threshold=D(100), Scale="S")], "Scales": by_value}
    assert list(problems(index)) == ["CA027"]
    index["Matrix"] = [line(Scale="S")]
    assert payouts(index) == [D("1200.00")]


def test_five_who_came_late_are_all_named_and_of_more_the_number_is_said() -> None:
    def said(count: int) -> str:
        people = [person(str(number), Start=date(2026, 8, 1)) for number in range(1, count + 1)]
        figures = [actual(str(number)) for number in range(1, count + 1)]
        sheets = plan(KPIs=[kpi(Combine="sum", Part_period="full")], Employees=people, Actuals=figures)
        (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA038"]
        return problem.message

    assert "1, 2, 3, 4, 5" in said(5)
    assert "more" not in said(5)
    assert "1, 2, 3, 4, 5 and 1 more" in said(6)


def test_a_relative_weight_of_nothing_takes_nothing() -> None:
    sheets = plan(
        Plan=settings(Weights="relative"),
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(Weight=D(4)), line("B", Weight=D(0))],
        Actuals=[actual(), actual(name="B", value=D(300))],
    )
    assert payouts(sheets) == [D("1200.00")]


def test_named_points_of_a_negative_target() -> None:
    """-150 of -100 is 50 %, -125 is 75 %: halfway between 0 and 1 lies 50 %."""
    sheets = plan(
        Matrix=[line(Target=D(-100), Threshold=D(-150), Maximum=D(50), Scale="S")],
        Scales=points("S", {"threshold": "0", "target": "1", "maximum": "2"}),
        Actuals=[actual(value=D(-125))],
    )
    assert payouts(sheets) == [D("600.00")]


def test_a_scale_of_one_or_two_points_in_a_formula() -> None:
    one = points("One", {5: "0.5"}, Measured_in="value")
    falling = points("Two", {10: "0", 5: "1"}, Measured_in="value")
    texts = {
        "Below": 'SCALE("One", 4)',
        "At": 'SCALE("One", 5)',
        "Half": 'SCALE("Two", 7.5)',
        "Over": 'SCALE("Two", 11)',
    }
    found = steps(plan(Scales=[*one, *falling], Formulas=[step(name, text) for name, text in texts.items()]))
    assert [found[name] for name in texts] == [0, D("0.5"), D("0.5"), 0]


def test_cap_and_budget_stand_in_formulas_as_numbers() -> None:
    sheets = plan(
        Plan=settings(Cap=D("1.5"), Budget=D(5000)),
        Formulas=[step("Room", "Cap * TargetBonus - Capped"), step("Rest", "Budget - TOTAL(Capped)")],
    )
    found = steps(sheets)
    assert [found["Room"], found["Rest"]] == [600, 3800]


def test_a_score_that_is_no_number_has_no_place_on_the_overall_scale() -> None:
    sheets = plan(
        Plan=settings(Overall_scale="S"),
        Scales=points("S", {0: "0", 1: "1"}),
        Employees=[person(Grade="A")],
        Formulas=[step("Score", "Grade")],
    )
    assert "error" in {problem.severity for problem in calculated(sheets)[1]}


def test_a_condition_that_is_none_is_said_once_whomever_it_concerns() -> None:
    sheets = plan(
        Employees=[person(), person("2")],
        Actuals=[actual(), actual("2")],
        Gates=[{"Gate": "G", "Condition": "5"}],
    )
    assert [problem.code for problem in calculated(sheets)[1]] == ["CA053"]


def test_a_team_s_ratio_that_cannot_be_worked_out_is_said_once() -> None:
    sheets = plan(
        KPIs=[kpi(Level="team", Formula="Won / Bids")],
        Employees=[person(Team="North"), person("2", Team="North")],
        Actuals=[actual("North", "Won", D(5)), actual("North", "Bids", D(0))],
    )
    assert [problem.code for problem in calculated(sheets)[1]] == ["FX030"]


def test_a_payout_has_an_end() -> None:
    """A figure of 19 digits is more than a cell holds."""

    def with_adjustments(*amounts: str) -> dict[str, list[str]]:
        rows = [{"Employee": "1", "Amount": D(text), "Reason": "x", "Approved by": "y"} for text in amounts]
        return problems(plan(Matrix=[line(Scale="S")], Scales=points("S", {0: "0"}), Adjustments=rows))

    assert "CA064" not in with_adjustments("9E17", "99999999999999999")
    assert "CA064" in with_adjustments("9E17", "1E17")


def test_a_budget_that_is_only_watched_changes_nothing() -> None:
    watched = plan(Plan=settings(Budget=D(1000)))
    assert payouts(watched) == [D("1200.00")]
    assert payouts(plan(Plan=settings(Budget=D(1000), If_over_budget="scale"))) == [D("1000.00")]


def test_what_has_no_way_back_to_values_is_refused() -> None:
    """Slices of an attainment need the value at which it is reached; of a formula nobody can tell."""
    row: Cells = {"Weight": None, "Pays": "rate", "Scale": "S"}
    scale = points("S", {1: "1", 2: "2"}, Between="slices", Measured_in="attainment")
    scale[1]["At"] = D("1.25")
    sheets = plan(KPIs=[kpi(Attainment="Actual / Target")], Matrix=[line(**row)], Scales=scale)
    assert problems(sheets)["CA022"][0] == "Scales!B2"
    # 100 ÷ 1.25 is 80: 1 on the 20 from 100 down to it, 2 on the 5 below.
    inverse: Cells = {"Better": "lower", "Attainment": "inverse"}
    sheets = plan(KPIs=[kpi(**inverse)], Matrix=[line(**row)], Scales=scale, Actuals=[actual(value=D(75))])
    assert payouts(sheets) == [D("30.00")]
    sheets["Scales"][0] |= {"At": D(0)}
    assert problems(sheets)["CA022"][0] == "Scales!B2"


def test_a_kpi_beside_one_that_is_left_out_is_something_left() -> None:
    money: Cells = {"Weight": None, "Target": None, "Pays": "amount", "Scale": "S"}
    sheets = plan(
        Plan=settings(If_missing="leave out"),
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(**money), line("B", **money)],
        Scales=points("S", {0: "500"}, Between="step", Measured_in="value"),
        Employees=[person() | {"Target bonus %": D(0)}],
    )
    assert payouts(sheets) == [D("500.00")]
    sheets["Actuals"] = []
    assert list(problems(sheets)) == ["CA035"]


def test_what_makes_money_needs_a_scale_and_so_does_the_value_itself() -> None:
    assert "CA026" in problems(plan(Matrix=[line(Weight=None, Pays="rate")]))
    assert "WB089" in problems(plan(KPIs=[kpi(Attainment="value")]))
    assert problems(plan()) == {}


def test_a_target_of_nothing_is_shown_as_it_stands() -> None:
    _, found = calculated(plan(Matrix=[line(Target=D(0))]))
    assert [(one.code, one.places[0].value) for one in found] == [("CA030", "0")]


def test_the_levels_that_a_figure_may_have_are_named_in_one_order() -> None:
    levels = ("person", "team", "department")
    sheets = plan(
        KPIs=[kpi(), *(kpi(f"K {level}", Formula="Sold", Level=level) for level in levels)],
        Actuals=[actual(), actual("*", "Sold")],
    )
    (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA002"]
    assert "department, person or team" in problem.message


def test_without_a_target_nothing_can_count_as_reached() -> None:
    sheets = plan(
        Plan=settings(If_missing="target"),
        KPIs=[kpi(Attainment="Actual / 100")],
        Matrix=[line(Target=None)],
        Actuals=[],
    )
    assert "CA037" in problems(sheets)
    sheets["Actuals"] = [actual(value=D(50))]
    assert payouts(sheets) == [D("600.00")]


def test_the_formula_whose_input_is_missing_is_pointed_at() -> None:
    sheets = plan(KPIs=[kpi(Formula="Won / Bids")], Actuals=[actual(name="Won")])
    assert problems(sheets) == {"CA043": ["Employees!A2", "Matrix!B2", "KPIs!C2"]}


def test_a_scale_that_reads_an_index_needs_two_figures_that_differ() -> None:
    sheets = plan(Matrix=[line(Threshold=D(100), Scale="S")], Scales=points("S", {0: "0", 1: "1"}, Measured_in="index"))
    assert list(problems(sheets)) == ["CA027"]


def test_a_formula_of_the_value_itself_has_an_answer_for_nothing() -> None:
    sheets = plan(
        KPIs=[kpi(Better="lower", Attainment="inverse")],
        Matrix=[line(Scale="S")],
        Scales=[{"Scale": "S", "Between": "formula", "Measured in": "value", "Formula": "1 - x / 100"}],
        Actuals=[actual(value=D(0))],
    )
    assert payouts(sheets) == [D("1200.00")]


def test_a_missing_band_is_kept_whatever_the_target_says() -> None:
    sheets = plan(
        Plan=settings(If_missing="target"),
        KPIs=[kpi(Better="closest", Attainment="band")],
        Matrix=[line(Target=D(500), Threshold=D(5), Maximum=D(15))],
        Actuals=[],
    )
    assert payouts(sheets) == [D("1200.00")]


def test_only_a_ratio_to_a_target_of_nothing_is_said() -> None:
    assert list(problems(plan(Matrix=[line(Target=D(0))]))) == ["CA030"]
    assert problems(plan(KPIs=[kpi(Better="yes", Attainment="met")], Matrix=[line(Target=D(0))])) == {}
    assert payouts(plan(KPIs=[kpi(Better="yes", Attainment="met")], Matrix=[line(Target=D(0))])) == [D("1200.00")]


def test_points_some_of_which_are_the_kpi_s_own() -> None:
    """From each one's threshold, where nothing is paid, to the target: 75 of 50 to 100, 90 of 80 to 100."""
    scale = points("S", {"threshold": "0", 1: "1"})
    sheets = plan(
        Matrix=[line(Threshold=D(50), Scale="S")],
        Scales=scale,
        Targets=[{"For": "2", "KPI": "A", "Threshold": D(80)}],
        Employees=[person(), person("2")],
        Actuals=[actual(value=D(75)), actual("2", value=D(90))],
    )
    assert payouts(sheets) == [D("600.00"), D("600.00")]
    sheets["Formulas"] = [step("x", 'SCALE("S", 1)')]
    assert "CA055" in problems(sheets)


def test_a_budget_of_nothing_pays_nothing() -> None:
    assert payouts(plan(Plan=settings(Budget=D(0), If_over_budget="scale"))) == [D("0.00")]


def test_weights_of_nothing_as_they_are_given_earn_nothing_and_that_is_said() -> None:
    sheets = plan(Plan=settings(Weights="as given"), Matrix=[line(Weight=D(0))])
    assert payouts(sheets) == [D("0.00")]


def test_weights_of_a_role_in_targets_are_refused_once() -> None:
    sheets = plan(
        Targets=[{"For": "role:Staff", "KPI": "A", "Weight": D("0.9")}],
        Employees=[person(), person("2")],
        Actuals=[actual(), actual("2")],
    )
    assert [problem.code for problem in calculated(sheets)[1]] == ["CA033"]


def test_the_rest_of_a_section_that_only_a_formula_reads_takes_over() -> None:
    sheets = plan(
        Plan=settings(If_missing="leave out"),
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(Weight=D("0.5"), Section="One"), line("B", Weight=D("0.5"), Section="One")],
        Sections=[{"Section": "One", "Weight": None}],
        Formulas=[step("BonusEarned", 'TargetBonus * SECTION("One")')],
    )
    assert payouts(sheets) == [D("1200.00")]
    assert "CA035" not in problems(sheets)


def test_a_share_without_a_section_is_refused_where_there_are_sections() -> None:
    sheets = plan(Matrix=[line()], Sections=[{"Section": "One", "Weight": D(1)}])
    assert "error" in {problem.severity for problem in calculated(sheets)[1]}


def test_a_text_is_no_figure() -> None:
    assert problems(plan(Actuals=[actual(value="high")])) == {"WB022": ["Actuals!C2"]}


def test_a_kpi_and_a_section_of_one_name_are_overridden_one_by_one() -> None:
    matrix = [line(Weight=D("0.5"), Section="A"), line("B", Weight=D("0.5"), Section="A")]

    def paid(what: str, value: str = "0.5") -> list[object]:
        set_ = {"For": "1", "What": what, "Value": D(value), "Reason": "none", "Approved by": "the board"}
        figures = [actual(), actual(name="B")]
        sheets = plan(KPIs=[kpi(), kpi("B")], Matrix=matrix, Actuals=figures, Overrides=[set_])
        return [*payouts(sheets), *calculated(sheets)[0].scores.values["Result"]]

    assert paid("kpi:A") == [D("900.00"), D("0.5"), 1]
    assert paid("section:A") == [D("600.00"), 1, 1]


def test_a_weight_of_nothing_in_a_section_takes_nothing_over() -> None:
    """B weighs nothing; C is missing, so that A has all of the section."""
    sheets = plan(
        Plan=settings(If_missing="leave out"),
        KPIs=[kpi(), kpi("B"), kpi("C")],
        Matrix=[
            line(Weight=D("0.5"), Section="One"),
            line("B", Weight=D(0), Section="One"),
            line("C", Weight=D("0.5"), Section="One"),
        ],
        Sections=[{"Section": "One", "Weight": D(1)}],
        Actuals=[actual(value=D(50)), actual(name="B"), actual(name="C")],
    )
    assert payouts(sheets) == [D("900.00")]
    sheets["Actuals"].pop()
    assert payouts(sheets) == [D("600.00")]
    assert calculated(sheets)[0].scores.values["Weight"] == [1, 0, 0]


def test_slices_of_a_share_are_summed_in_the_attainment() -> None:
    """1 on each of the first 100 %, 2 on each beyond: 120 % is 140 %, and for 20 of 50 less 160 %."""
    scale = points("S", {0: "1", 1: "2"}, Between="slices")
    assert payouts(plan(Matrix=[line(Scale="S")], Scales=scale, Actuals=[actual(value=D(120))])) == [D("1680.00")]
    lower = plan(KPIs=[kpi(Better="lower")], Matrix=[line(Scale="S")], Scales=scale, Actuals=[actual(value=D(80))])
    assert payouts(lower) == [D("1680.00")]


def test_a_scale_of_values_that_rise_in_a_formula() -> None:
    rising = points("S", {50: "0", 100: "1"}, Measured_in="value")
    found = steps(plan(Scales=rising, Formulas=[step("At 75", 'SCALE("S", 75)'), step("At 30", 'SCALE("S", 30)')]))
    assert [found["At 75"], found["At 30"]] == [D("0.5"), 0]


def test_who_has_two_rows_of_one_rank_is_named() -> None:
    for whom, said in (("1", "1"), ("role:Staff", "Staff"), ("*", "everyone (*)")):
        rows = [{"Factor": "F", "For": whom, "Value": D(1), "Use": "multiply"}] * 2
        (problem,) = [one for one in calculated(plan(Factors=rows))[1] if one.code == "CA020"]
        assert said in problem.message


def test_a_rate_of_a_yes_or_no_has_nothing_to_act_on_where_it_counts_as_reached() -> None:
    sheets = plan(
        Plan=settings(If_missing="target"),
        KPIs=[kpi(Better="yes", Attainment="met")],
        Matrix=[line(Weight=None, Target=None, Pays="rate", Scale="S")],
        Scales=points("S", {0: "0", 1: "5"}, Between="step", Measured_in="attainment"),
        Actuals=[],
    )
    assert "CA037" in problems(sheets)
    sheets["Matrix"][0]["Pays"] = "amount"
    assert payouts(sheets) == [D("5.00")]
