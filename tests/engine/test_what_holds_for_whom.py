"""Which row holds for a person, what gates and limits act on, and what formulas see of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from incentive.engine.calculate import trace_of
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
CENT = D("0.01")


def gate(name: str, condition: str, **changes: Any) -> dict[str, Any]:
    return {"Gate": name, "Condition": condition} | {key.replace("_", " "): value for key, value in changes.items()}


def test_a_person_s_row_for_the_role_stands_before_the_one_for_any_role() -> None:
    matrix = [
        line(Role="*", Employee="1", Target=D(50)),
        line(Employee="1", Target=D(200)),
        line(),
        line(Role="*", Target=D(400)),
    ]
    assert payouts(plan(Matrix=matrix)) == [D("600.00")]
    assert payouts(plan(Matrix=[matrix[0], *matrix[2:]])) == [D("2400.00")]
    assert payouts(plan(Matrix=matrix[2:])) == [D("1200.00")]
    assert payouts(plan(Matrix=matrix[3:])) == [D("300.00")]


def test_targets_win_cell_by_cell() -> None:
    """The person's weight, the role's target: 100 of 50."""
    sheets = plan(
        Targets=[
            {"For": "1", "KPI": "A", "Threshold": D(10)},
            {"For": "role:Staff", "KPI": "A", "Target": D(50), "Threshold": D(20)},
            {"For": "*", "KPI": "A", "Target": D(25)},
        ],
    )
    assert payouts(sheets) == [D("2400.00")]
    assert problems(sheets) == {}
    calculation, _ = calculated(sheets)
    assert calculation.scores.values["Threshold"] == [10]


def test_two_rows_of_targets_with_different_cells_are_no_clash() -> None:
    rows = [{"For": "1", "KPI": "A", "Target": D(50)}, {"For": "1", "KPI": "A", "Threshold": D(10)}]
    assert problems(plan(Targets=rows)) == {}
    rows[1]["Target"] = D(60)
    assert problems(plan(Targets=rows))["CA020"] == ["Targets!C2", "Targets!C3"]


def test_formulas_see_the_target_of_a_kpi_that_the_matrix_lacks() -> None:
    """The person's row gives no target, so the team's holds; 30 of 40 is 75 %."""
    sheets = plan(
        KPIs=[kpi(), kpi("B")],
        Employees=[person(Team="North")],
        Targets=[
            {"For": "1", "KPI": "B", "Threshold": D(10)},
            {"For": "team:North", "KPI": "B", "Target": D(40)},
        ],
        Actuals=[actual(), actual(name="B", value=D(30))],
        Formulas=[step("T", 'TARGET("B")'), step("A of B", 'ACTUAL("B")'), step("Reached", 'ATTAINMENT("B")')],
    )
    found = steps(sheets)
    assert [found["T"], found["A of B"], found["Reached"]] == [40, 30, D("0.75")]


def test_weights_of_a_whole_are_not_below_nothing_and_not_all_nothing() -> None:
    matrix = [line(Weight=D(3)), line("B", Weight=D(1))]
    sheets = plan(
        Plan=settings(Weights="relative"),
        KPIs=[kpi(), kpi("B")],
        Matrix=matrix,
        Actuals=[actual(), actual(name="B", value=D(0))],
    )
    assert payouts(sheets) == [D("900.00")]
    matrix[1]["Weight"] = D(-1)
    assert problems(sheets) == {"WB023": ["Matrix!C3"]}
    matrix[0]["Weight"] = matrix[1]["Weight"] = D(0)
    assert problems(sheets) == {"CA044": ["Matrix!C2", "Matrix!C3"]}


def test_weights_of_sections_are_not_all_nothing() -> None:
    """What only a formula reads, the blank one, weighs nothing beside them."""
    sheets = plan(
        Plan=settings(Weights="relative"),
        KPIs=[kpi(), kpi("B"), kpi("C")],
        Matrix=[line(name, Section=name) for name in "ABC"],
        Sections=[{"Section": "A", "Weight": D(3)}, {"Section": "B", "Weight": D(1)}, {"Section": "C"}],
        Actuals=[actual(), actual(name="B", value=D(0)), actual(name="C")],
    )
    assert payouts(sheets) == [D("900.00")]
    sheets["Sections"][0]["Weight"] = D(0)
    assert payouts(sheets) == [D("0.00")]
    sheets["Sections"][1]["Weight"] = D(0)
    assert problems(sheets) == {"CA044": ["Sections!B2", "Sections!B3", "Sections!B4"]}


def test_what_would_mend_weights_is_said() -> None:
    def message(*weights: str, **settings_: Any) -> str:
        sheets = plan(
            KPIs=[kpi(), kpi("B")],
            Matrix=[line(Weight=D(weights[0])), line("B", Weight=D(weights[1]))],
            Actuals=[actual(), actual(name="B")],
            **settings_,
        )
        (problem,) = [one for one in calculated(sheets)[1] if one.code == "CA033"]
        return f"{problem.message} {problem.hint}"

    assert 'role "Staff"' in message("0.6", "0.35")
    assert "95%" in message("0.6", "0.35")
    assert "raise one of them by 5 points" in message("0.6", "0.35")
    assert "lower one of them by 2.5 points" in message("0.6", "0.425")
    own = [{"For": "1", "KPI": "B", "Weight": D("0.3")}]
    assert "employee 1" in message("0.6", "0.4", Targets=own)


def test_a_cap_that_covers_everything_but_is_blank_caps_nothing() -> None:
    assert payouts(plan(Actuals=[actual(value=D(300))])) == [D("3600.00")]
    assert payouts(plan(Plan=settings(Cap_covers="all"), Actuals=[actual(value=D(300))])) == [D("3600.00")]


def with_money(**changes: Any) -> dict[str, list[Any]]:
    """1,200.00 of bonus and 500.00 of money."""
    return plan(
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(), line("B", Weight=None, Target=None, Pays="amount", Scale="S")],
        Scales=points("S", {0: "500"}, Between="step", Measured_in="value"),
        Actuals=[actual(), actual(name="B", value=D(7))],
        **changes,
    )


def test_a_limit_never_acts_on_money() -> None:
    limit = gate("G", "FALSE", Limit_to=D("0.5"), Acts_on="all")
    assert payouts(with_money()) == [D("1700.00")]
    assert payouts(with_money(Gates=[limit])) == [D("1100.00")]
    assert payouts(with_money(Gates=[limit | {"Multiply by": D("0.8")}])) == [D("1000.00")]
    assert payouts(with_money(Gates=[gate("G", "FALSE", Acts_on="all")])) == [D("0.00")]
    assert payouts(with_money(Gates=[gate("G", "FALSE")])) == [D("500.00")]


def test_a_kpi_and_a_section_of_one_name() -> None:
    """Section A holds the KPIs A and B, half each."""
    matrix = [line(Weight=D("0.5"), Section="A"), line("B", Weight=D("0.5"), Section="A")]

    def paid(acts_on: str) -> list[object]:
        closed = gate("G", "FALSE", Acts_on=acts_on)
        figures = [actual(), actual(name="B")]
        return list(payouts(plan(KPIs=[kpi(), kpi("B")], Matrix=matrix, Actuals=figures, Gates=[closed])))

    assert paid("kpi:A") == [D("600.00")]
    assert paid("kpi:B") == [D("600.00")]
    assert paid("section:A") == [D("0.00")]


def test_a_blank_team_is_a_blank() -> None:
    people = [person(Team="North"), person("2")]
    formulas = [step("Alone", "IF(ISBLANK(Team), 1, 0)"), step("Where", 'Team & "!"')]
    sheets = plan(Employees=people, Actuals=[actual(), actual("2")], Formulas=formulas)
    assert [steps(sheets, number)["Alone"] for number in (0, 1)] == [0, 1]
    assert [steps(sheets, number)["Where"] for number in (0, 1)] == ["North!", "!"]


def test_what_is_left_out_weighs_nothing_to_formulas() -> None:
    sheets = with_money(
        Plan=settings(If_actual_is_missing="leave out"),
        Formulas=[step("Weight of B", 'WEIGHT("B")'), step("Money of B", 'EARNED("B")'), step("C", 'RESULT("B")')],
    )
    del sheets["Actuals"][1]
    found = steps(sheets)
    assert [found["Weight of B"], found["Money of B"], found["C"]] == [0, 0, None]
    assert found["Payout"] == D("1200.00")


def test_a_formula_kpi_of_a_team_s_figures_follows_the_team() -> None:
    """Own 50 of the team's 500 until 31 July and of 1,000 after: 10 %, then 5 %."""
    sheets = plan(
        KPIs=[kpi(Formula="Own / Whole", Better="higher"), kpi("Own"), kpi("Whole", Level="team")],
        Matrix=[line(Target=D("0.1"))],
        Employees=[person(Team="North")],
        Assignments=[{"Employee": "1", "From": date(2026, 8, 1), "Team": "South"}],
        Actuals=[
            actual(name="Own", value=D(50)),
            actual("team:North", "Whole", D(500)),
            actual("team:South", "Whole", D(1000)),
        ],
    )
    calculation, found = calculated(sheets)
    assert [one.code for one in found if one.severity == "error"] == []
    assert calculation.scores.values["Actual"] == [D("0.1"), D("0.05")]


def test_a_formula_kpi_may_say_what_a_blank_counts() -> None:
    def read(formula: str) -> list[str]:
        sheets = plan(
            KPIs=[kpi(Formula=formula, Combine="sum")],
            Employees=[person(), person("2")],
            Actuals=[
                actual(name="P", Month="2026-07"),
                actual(name="Q", Month="2026-07"),
                *(actual("2", name, Month=f"2026-{month}") for name in "PQ" for month in ("07", "08")),
                actual(name="P", Month="2026-08"),
            ],
        )
        return [one.message for one in calculated(sheets)[1] if one.severity == "error"]

    assert read("P + IFBLANK(Q, 0)") == []
    (message,) = read("P + Q")
    assert "2026-08" in message
    assert "2026-07" not in message


def test_what_minimum_service_takes_away_is_kept_for_the_statement() -> None:
    """30 of 92 days: 1,200.00 × 30 ÷ 92 = 391.30."""
    sheets = plan(Plan=settings(Minimum_service=D(31)), Employees=[person(Start=date(2026, 9, 1))])
    calculation, _ = calculated(sheets)
    assert payouts(sheets) == [D("0.00")]
    (note,) = [one for one in trace_of(calculation, 0).notes if one.code == "minimum service"]
    assert note.amount is not None
    assert note.amount.quantize(CENT) == D("-391.30")
    sheets["Plan"] = settings(Minimum_service=D(30))
    assert payouts(sheets) == [D("391.30")]


def test_parts_of_a_payout_below_one_add_up() -> None:
    """0.05 in two halves: 0.03 and 0.02; owed, 0.05 likewise by size."""
    halves = [step("Cash", "Payout / 2", Split="how"), step("Later", "Payout / 2", Split="how")]
    for amount, first, second in (("0.05", "0.03", "0.02"), ("-0.05", "-0.03", "-0.02"), ("0.00", "0.00", "0.00")):
        formulas = [step("Payout", amount), *halves]
        found = steps(plan(Plan=settings(Negative_payout="allow"), Formulas=formulas))
        assert [found["Cash"], found["Later"]] == [D(first), D(second)]


def test_a_split_without_a_unit_is_money() -> None:
    calculation, _ = calculated(
        plan(Formulas=[step("Payout", "10"), step("Cash", "10", Split="how"), step("Ten", "10")])
    )
    units = {column.key: column.unit for column in calculation.payouts.columns}
    assert [units["Cash"], units["Ten"]] == ["money", "number"]


def test_the_latest_rate_of_the_period_holds_in_whatever_order() -> None:
    def paid(*rates: tuple[str, date | None]) -> list[object]:
        rows = [{"Currency": "CHF", "Rate": D(rate)} | ({} if day is None else {"Date": day}) for rate, day in rates]
        money = with_money(Employees=[person(Currency="CHF")], Rates=rows)
        return list(payouts(money))

    late, june, july = ("4", date(2026, 10, 1)), ("2", date(2026, 6, 1)), ("1.25", date(2026, 7, 1))
    # 1,200.00 of salary are in francs; 500.00 euros are 400.00 francs.
    for order in ((late, june, july), (july, late, june), (july, ("8", None), june), (("8", None), july)):
        assert paid(*order) == [D("1600.00")]
    assert paid(("8", None), late) == [D("1262.50")]
    assert paid(("8", None), june) == [D("1450.00")]


def test_a_limit_of_a_kpi_is_no_idle_gate() -> None:
    sheets = plan(Gates=[gate("G", "FALSE", Limit_to=D("0.5"), Acts_on="kpi:A")])
    assert payouts(sheets) == [D("600.00")]
    assert problems(sheets) == {}


def test_deals_need_no_month_to_be_full() -> None:
    sheets = with_money()
    sheets["KPIs"][1]["Combine"] = "each"
    sheets["Actuals"] = [actual(), actual(name="B", Month="2026-07"), actual(name="B", Month="2026-09")]
    assert payouts(sheets) == [D("2200.00")]
    assert problems(sheets) == {}


def test_a_target_s_own_cell_is_named() -> None:
    sheets = plan(Targets=[{"For": "1", "KPI": "A", "Target": D(0)}])
    assert problems(sheets)["CA030"] == ["Targets!C2"]
    sheets["Targets"] = [{"For": "1", "KPI": "A", "Maximum": D(150)}]
    sheets["Matrix"][0]["Target"] = D(0)
    assert problems(sheets)["CA030"] == ["Matrix!D2"]


def test_a_payout_that_is_none_names_its_formula_alone() -> None:
    sheets = plan(Formulas=[step("Before", "1"), step("Payout", '"much"'), step("After", "2")])
    assert problems(sheets)["CA064"] == ["Formulas!B3", "Employees!A2"]


def test_sentences_name_who_and_what() -> None:
    def message(code: str, **changes: Any) -> str:
        (problem,) = [one for one in calculated(plan(**changes))[1] if one.code == code]
        return problem.message

    assert "attainment rule" in message("CA025", Matrix=[line(Target=None)])
    index = points("S", {0: "0", 1: "1"}, Measured_in="index")
    assert "scale" in message("CA025", Matrix=[line(Scale="S")], Scales=index)
    twice = [{"For": "*", "KPI": "A", "Target": D(50)}, {"For": "*", "KPI": "A", "Target": D(60)}]
    assert "everyone (*)" in message("CA020", Targets=twice)
    names = [str(number) for number in range(1, 8)]

    def late(count: int) -> str:
        return message(
            "CA038",
            KPIs=[kpi(Combine="sum")],
            Employees=[person(name, Start=date(2026, 8, 1)) for name in names[:count]],
            Actuals=[actual(name) for name in names[:count]],
        )

    assert "1, 2, 3, 4, 5" in late(5)
    assert "more" not in late(5)
    assert "1, 2, 3, 4, 5 and 2 more" in late(7)
