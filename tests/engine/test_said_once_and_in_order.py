"""What is said of many people and of what follows: once, in the sheet's order, with the cell as it stands."""

from datetime import date
from decimal import Decimal
from typing import Any

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


def gate(condition: str, **changes: Any) -> dict[str, Any]:
    return {"Gate": "G", "Condition": condition} | changes


def test_what_follows_from_a_missing_figure_is_not_said() -> None:
    assert codes(plan(Actuals=[], Gates=[gate('ACTUAL("A")')])) == ["CA043"]
    split = plan(Actuals=[], Formulas=[step("Cash", "Payout + 5", Split="how")])
    assert codes(split) == ["CA043"]
    split["Actuals"] = [actual()]
    assert codes(split) == ["CA060"]


def test_what_follows_from_a_gate_that_cannot_be_worked_out_is_not_said() -> None:
    sheets = plan(
        Plan=settings(Overall_scale="S"),
        Scales=[{"Scale": "S", "Between": "formula", "Formula": "1 / (x - x)"}],
        Employees=[person(Own=D(0))],
        Gates=[gate("1 / Own > 0", **{"Acts on": "kpi:A"})],
    )
    assert codes(sheets) == ["FX030"]
    sheets["Gates"][0]["Condition"] = "1 / Own > 0 - 1"
    sheets["Employees"] = [person(Own=D(1))]
    assert codes(sheets) == ["FX030"]


def test_a_split_of_what_is_no_payout_is_not_looked_at() -> None:
    sheets = plan(
        Employees=[person(Own="x")],
        Formulas=[step("Payout", "Own"), step("Cash", "Payout & 5", Split="how"), step("Rest", "5", Split="how")],
    )
    assert "CA064" in codes(sheets)


def test_a_split_none_of_whose_parts_is_a_number_does_not_add_up() -> None:
    sheets = plan(
        Employees=[person(Own=None), person("2", Own=D(1))],
        Actuals=[actual(), actual("2")],
        Formulas=[
            step("Cash", 'IF(ISBLANK(Own), "later", Payout)', Split="how"),
            step("Rest", "IF(ISBLANK(Own), Own, Own - Own)", Split="how"),
        ],
    )
    assert problems(sheets) == {"CA060": ["Formulas!C2", "Employees!A2"]}
    sheets["Actuals"][0]["Value"] = D(0)
    assert problems(sheets) == {}


def test_the_figure_of_a_team_is_missed_once() -> None:
    people = [person(Team="North"), person("2", Team="North")]
    assert codes(plan(KPIs=[kpi(Level="team")], Employees=people, Actuals=[])) == ["CA043"]


def test_the_odd_cent_goes_to_the_first_row_of_the_sheet() -> None:
    parts = [step("Zeta", "Payout / 2", Split="how"), step("Alpha", "Payout / 2", Split="how")]
    found = steps(plan(Employees=[person(Salary=D("48000.4"))], Formulas=parts))
    assert [found["Payout"], found["Zeta"], found["Alpha"]] == [D("1200.01"), D("600.01"), D("600.00")]


def test_two_groups_of_splits_are_apart() -> None:
    parts = [
        step("Cash", "Payout", Split="how"),
        step("Now", "Payout / 2", Split="when"),
        step("Later", "Payout / 2", Split="when"),
    ]
    found = steps(plan(Formulas=parts))
    assert [found["Cash"], found["Now"], found["Later"]] == [1200, 600, 600]


def test_a_negative_payout_that_is_not_paid_is_noted_with_its_amount() -> None:
    owed = [{"Employee": "1", "Amount": D(-2000), "Reason": "x", "Approved by": "y"}]
    sheets = plan(Plan=settings(If_overpaid="reclaim"), Adjustments=owed)
    calculation, found = calculated(sheets)
    assert calculation.payouts.values["Payout"] == [0]
    assert "CA063" in {problem.code for problem in found}
    notes = {note.code: note.amount for note in trace_of(calculation, 0).notes}
    assert notes["negative"] == 800
    sheets["Plan"] = settings(Negative_payout="allow")
    assert payouts(sheets) == [D("-800.00")]


def test_every_deal_has_its_row() -> None:
    sheets = plan(
        KPIs=[kpi(Combine="each")],
        Matrix=[line(Weight=None, Target=None, Pays="rate", Scale="S")],
        Scales=points("S", {0: "0.1"}, Between="step", Measured_in="value"),
        Actuals=[actual(value=D(30)), actual(value=D(20))],
    )
    calculation, _ = calculated(sheets)
    (score,) = trace_of(calculation, 0).scores
    assert [(deal.actual, deal.earned) for deal in score.deals] == [(D(30), D(3)), (D(20), D(2))]
    sheets["Scales"] = [{"Scale": "S", "Between": "formula", "Measured in": "value", "Formula": "1 / (x - 20)"}]
    assert codes(sheets) == ["FX030", "CA065"]


def test_cells_are_shown_as_they_stand() -> None:
    wrong = plan(KPIs=[kpi(Level="team")], Employees=[person(Team="North")], Actuals=[actual("1"), actual("North")])
    _, found = calculated(wrong)
    assert [(one.code, one.places[0].value) for one in found] == [("CA002", "1")]
    wrong["Actuals"][0]["For"] = "*"
    _, found = calculated(wrong)
    assert [(one.code, one.places[0].value) for one in found] == [("CA002", "*")]
    for whom, shown in (("1", "1"), ("role:Staff", "Staff"), ("*", "*")):
        rows = [{"Factor": "F", "For": whom, "Value": D(1), "Use": "multiply"}] * 2
        (problem,) = [one for one in calculated(plan(Factors=rows))[1] if one.code == "CA020"]
        assert [place.value for place in problem.places] == [shown, shown]


def test_the_weights_of_one_person_s_rows_are_told_from_the_role_s() -> None:
    sheets = plan(Matrix=[line(Employee="1", Weight=D("0.9")), line()])
    (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA033"]
    assert "employee 1" in problem.message


def test_weights_of_sections_are_looked_at_whatever_else_is_wrong() -> None:
    sheets = plan(
        Matrix=[line(Section="One")],
        Sections=[{"Section": "One", "Weight": D("0.9")}],
        Employees=[person(), person("2", Salary="much")],
        Actuals=[actual(), actual("2")],
    )
    found = codes(sheets)
    assert "CA034" in found
    assert len(set(found)) > 1


def test_the_cap_covers_the_bonus_alone_unless_it_says_all() -> None:
    sheets = plan(
        Plan=settings(Cap=D(1)),
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(), line("B", Weight=None, Target=None, Pays="amount", Scale="S")],
        Scales=points("S", {0: "5000"}, Between="step", Measured_in="value"),
        Actuals=[actual(value=D(200)), actual(name="B")],
    )
    assert payouts(sheets) == [D("6200.00")]
    sheets["Plan"] = settings(Cap=D(1), Cap_covers="all")
    assert payouts(sheets) == [D("1200.00")]


def test_what_a_cap_on_all_takes_of_direct_money_is_said() -> None:
    """The bonus of 2,400 and the money of 5,000 come to 1,200: the money itself fills the cap."""
    sheets = plan(
        Plan=settings(Cap=D(1), Cap_covers="all"),
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(), line("B", Weight=None, Target=None, Pays="amount", Scale="S")],
        Scales=points("S", {0: "5000"}, Between="step", Measured_in="value"),
        Actuals=[actual(value=D(200)), actual(name="B")],
    )
    trace = trace_of(calculated(sheets)[0], 0)
    assert [(rung.kind, rung.amount, rung.total) for rung in trace.ladder] == [
        ("target", D(1200), D(1200)),
        ("score", D(1200), D(2400)),
        ("cap", D(-2400), D(0)),
        ("direct", D(5000), D(5000)),
        ("cap", D(-3800), D(1200)),
        ("payout", D(0), D(1200)),
    ]
    assert [(note.code, note.amount) for note in trace.notes] == [("cap", D(-6200))]
    (direct,) = [step for step in trace.steps if step.step == "Direct"]
    assert [direct.operands[name].value for name in ("part1", "cap", "targetbonus")] == [5000, 1, 1200]
    assert [str(place) for place in direct.places] == ["Plan!B5"]
    # A bonus of the plan's own is not the cap's to take; what fits under the cap is left alone.
    sheets["Formulas"] = [step("Capped", "BonusEarned")]
    trace = trace_of(calculated(sheets)[0], 0)
    assert [(note.code, note.amount) for note in trace.notes] == [("cap", D(-3800))]
    assert trace.payout == 3600
    sheets["Formulas"] = []
    sheets["Scales"][0]["Pays"] = D(1200)
    sheets["Actuals"] = [actual(value=D(0)), actual(name="B")]
    trace = trace_of(calculated(sheets)[0], 0)
    assert [rung.kind for rung in trace.ladder] == ["target", "score", "direct", "payout"]
    assert [note.code for note in trace.notes] == []


def test_a_gate_on_money_reads_the_score_of_a_kpi_that_comes_later() -> None:
    for condition, paid in (("Score >= 1", "1700.00"), ("Score > 1", "1200.00")):
        sheets = plan(
            KPIs=[kpi("B"), kpi()],
            Matrix=[line("B", Weight=None, Target=None, Pays="amount", Scale="S"), line()],
            Scales=points("S", {0: "500"}, Between="step", Measured_in="value"),
            Actuals=[actual(), actual(name="B")],
            Gates=[gate(condition, **{"Acts on": "kpi:B"})],
        )
        assert payouts(sheets) == [D(paid)]


def test_a_gate_reads_a_kpi_that_its_own_assignment_lacks_as_blank() -> None:
    """Lead alone has B, so that in July and August A is gated: 600.00 × 30 ÷ 92 of A, the same of B."""
    sheets = plan(
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(), line(Role="Lead", Weight=D("0.5")), line("B", Role="Lead", Weight=D("0.5"))],
        Assignments=[{"Employee": "1", "From": date(2026, 9, 1), "Role": "Lead"}],
        Actuals=[actual(), actual(name="B")],
        Gates=[gate('NOT(ISBLANK(RESULT("B")))', **{"Acts on": "kpi:A"})],
    )
    assert payouts(sheets) == [D("391.30")]


def test_gates_are_merged_cell_by_cell() -> None:
    rows = [gate("FALSE", For="1", **{"Limit to": D("1.2")}), gate("FALSE", For="*", **{"Multiply by": D("0.5")})]
    sheets = plan(Employees=[person(), person("2")], Actuals=[actual(value=D(200)), actual("2")], Gates=rows)
    # 200 % × 0.5 is below 120 %; 100 % × 0.5
    assert payouts(sheets) == [D("1200.00"), D("600.00")]


def test_a_blank_has_no_rank_and_no_one_else_s() -> None:
    sheets = plan(
        Employees=[person(Own=D(5)), person("2"), person("3", Own=D(7))],
        Actuals=[actual(number) for number in ("1", "2", "3")],
        Formulas=[step("Place", "RANK(Own)")],
    )
    assert [steps(sheets, number)["Place"] for number in range(3)] == [2, None, 1]


def test_weights_of_nothing_leave_nothing_to_earn_and_that_is_said() -> None:
    assert codes(plan(Plan=settings(Weights="as given"), Matrix=[line(Weight=D(0))])) == ["CA065"]
