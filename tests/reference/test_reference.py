"""The reference against the values that the specification prints, and against its examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import cast

import pytest

from tests.reference import Outcome, Person, Sheets, pay
from tests.reference.exact import Problem, largest_remainder, power, seen, square_root, to_step
from tests.reference.language import Table, Value, evaluate
from tests.reference.scales import Curve, attainment
from tests.reference.syntax import parse

D = Decimal
Change = Callable[[Sheets], None]


def worth(text: str, **names: Value) -> Value:
    return evaluate(parse(text), Table(dict(names)))


def curve(points: list[tuple[object, object]], between: str, **kwargs: bool) -> Curve:
    settings = {"hold_below": False, "go_on": False, "to": False, "descending": False, **kwargs}
    return Curve(tuple((Fraction(str(a)), Fraction(str(p))) for a, p in points), between, formula=None, **settings)


def plan(**more: list[dict[str, object]]) -> Sheets:
    """One person, one KPI, a target bonus of 1,200 for a whole quarter; sheets given replace these."""
    sheets: Sheets = {
        "Plan": [
            {"Setting": "Plan name", "Value": "Plan"},
            {"Setting": "Period", "Value": "2026-Q3"},
            {"Setting": "Currency", "Value": "EUR"},
        ],
        "KPIs": [{"KPI": "Sales", "Better": "higher"}],
        "Matrix": [{"Role": "Rep", "KPI": "Sales", "Weight": D(1), "Target": D(100)}],
        "Employees": [
            {"Employee": "1", "Name": "A", "Role": "Rep", "Salary": D(48000), "Target bonus %": D("0.1")},
        ],
        "Actuals": [{"For": "1", "KPI": "Sales", "Value": D(90)}],
    }
    settings = more.pop("Plan", [])
    sheets["Plan"] = sheets["Plan"] + settings
    sheets.update(more)
    return sheets


def settings(**values: object) -> list[dict[str, object]]:
    return [{"Setting": name.replace("_", " "), "Value": value} for name, value in values.items()]


def one(sheets: Sheets) -> Person:
    found = pay(sheets)
    assert found.problems == ()
    return found.people[0]


def refused(sheets: Sheets, word: str) -> Outcome:
    found = pay(sheets)
    assert any(word in p for p in found.problems), found.problems
    return found


# reference values


def test_line() -> None:
    line = curve([(620, "0.5"), (1997, 1), (2400, "1.5"), (3324, 2), (4000, 3)], "line")
    assert str(float(line.pays(Fraction(1313)))).startswith("0.7516339869")


@pytest.mark.parametrize(("x", "slices", "step"), [(15000, 200, "0.02"), (60000, 1200, "0.03")])
def test_table_of_rates(x: int, slices: int, step: str) -> None:
    points: list[tuple[object, object]] = [(0, "0.01"), (10000, "0.02"), (50000, "0.03"), (100000, "0.04")]
    assert curve(points, "slices").pays(Fraction(x)) == slices
    assert curve(points, "step").pays(Fraction(x)) == Fraction(step)


def deals(combine: str) -> Sheets:
    at = [(0, "0.01"), (1000, "0.02"), (3000, "0.03"), (8000, "0.05")]
    return plan(
        KPIs=[{"KPI": "Sales", "Better": "higher", "Unit": "EUR", "Combine": combine}],
        Matrix=[{"Role": "Rep", "KPI": "Sales", "Scale": "Rates", "Pays": "rate"}],
        Scales=[
            {
                "Scale": "Rates",
                "At": D(a),
                "Pays": D(p),
                "Measured in": "value" if a == 0 else None,
                "Between": "slices" if a == 0 else None,
            }
            for a, p in at
        ],
        Actuals=[
            {"For": "1", "KPI": "Sales", "Month": None if combine == "each" else f"2026-0{7 + i}", "Value": D(v)}
            for i, v in enumerate([200, 300, 1500, 1200, 2000, 4500] if combine == "each" else [500, 2700, 6500])
        ],
    )


def test_deal_by_deal_and_accumulated() -> None:
    assert one(deals("each")).steps["Direct"] == 164
    assert one(deals("sum")).steps["Direct"] == 285


def test_whole_quarter() -> None:
    person = one(plan())
    assert person.steps["TargetBonus"] == 1200
    assert person.score == Fraction("0.9")
    assert person.payout == 1080
    assert person.scores[0].attainment == Fraction("0.9")


def test_calendar_days() -> None:
    sheets = plan()
    sheets["Plan"][1]["Value"] = "2025"
    sheets["Employees"][0]["Start"] = dt.date(2025, 4, 1)
    assert one(sheets).steps["TargetBonus"] == 4800 * Fraction(275, 365)


def test_salary_change_pays_a_commission_once() -> None:
    sheets = plan(
        KPIs=[{"KPI": "Sales", "Better": "higher", "Unit": "EUR"}],
        Matrix=[{"Role": "Rep", "KPI": "Sales", "Scale": "Rate", "Pays": "rate"}],
        Scales=[{"Scale": "Rate", "At": D(0), "Pays": D("0.02"), "Measured in": "value", "Between": "step"}],
        Actuals=[{"For": "1", "KPI": "Sales", "Value": D(100000)}],
        Assignments=[
            {"Employee": "1", "From": dt.date(2026, 8, 1), "Salary": D(60000)},
            {"Employee": "1", "From": dt.date(2026, 9, 10), "Salary": D(72000)},
        ],
    )
    person = one(sheets)
    assert len(person.scores) == 3
    assert person.steps["Direct"] == 2000


def test_halves_foot() -> None:
    assert sum(
        largest_remainder(Fraction("2747.89"), [Fraction("1373.9425")] * 2, Fraction("0.01"), [0, 1])
    ) == Fraction("2747.89")
    sheets = plan(
        Matrix=[{"Role": "Rep", "KPI": "Sales", "Weight": D(1), "Target": D(1200)}],
        Actuals=[{"For": "1", "KPI": "Sales", "Value": D("2747.885")}],
        Formulas=[
            {"Step": "Cash", "Formula": "Payout / 2", "Split": "paid"},
            {"Step": "Shares", "Formula": "Payout - Cash", "Split": "paid"},
        ],
    )
    steps = one(sheets).steps
    assert steps["Payout"] == Fraction("2747.89")
    assert (steps["Cash"], steps["Shares"]) == (Fraction("1373.95"), Fraction("1373.94"))


# the language


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2^2", 4),
        ("0-2^2", -4),
        ("2^3^2", 64),
        ("50%^2", Fraction(1, 4)),
        ("=1E3", 1000),
        ("TRUE()+1", 2),
        ("ROUND(2.5,0)", 3),
        ("ROUND(-2.5,0)", -3),
        ("ROUND(1234.5,-1.9)", 1230),
        ("ROUNDUP(-1.21,1)", Fraction("-1.3")),
        ("ROUNDDOWN(-1.29,1)", Fraction("-1.2")),
        ("INT(-1.5)", -2),
        ("MOD(-3,2)", 1),
        ("MOD(3,-2)", -1),
        ("MOD(1,0.1)", 0),
        ("FLOOR(0,0)", 0),
        ("CEILING(5,0)", 0),
        ("MROUND(5,0)", 0),
        ("FLOOR(-2.5,-1)", -2),
        ("CEILING(-2.5,1)", -2),
        ("MROUND(-7,-5)", -5),
        ("IF(TRUE,,1)", 0),
        ("IF(1>2,1)", False),
        ('"a"="A"', True),
        ('1="1"', False),
        ("1=TRUE", False),
        ('"x"&1+2', "x3"),
        ("1+1=2", True),
        ("IFERROR(1/0,7)", 7),
        ('"b">"A1"', True),
        ("SWITCH(2,1,5,2,6)", 6),
        ("IFS(1>2,1,TRUE,3)", 3),
        ("IF(TRUE;1;1/0)", 1),
        ("SQRT(2)^2=2", True),
        ("AVERAGE(x,4)", 4),
        ('x=""', True),
        ("IFBLANK(x,9)", 9),
        ("1/3*3=1", True),
        ("4^0.5", 2),
    ],
)
def test_language(text: str, value: object) -> None:
    found = worth(text, x=None)
    assert found == value
    assert type(found) is type(Fraction(1) if type(value) is int else value)


@pytest.mark.parametrize(
    "text",
    [
        "1/0",
        "x+1",
        "x<1",
        '"1"+1',
        'AND(FALSE,"a")',
        "FLOOR(1,0)",
        "FLOOR(1,-1)",
        "CEILING(1,-1)",
        "MROUND(1,-1)",
        "(-8)^(1/3)",
        "MAX(1,)",
        '"a b"<"c"',
        'TRUE<"a"',
        "SUM(1,2;3)",
        "1,5;2",
        "(1",
        "1 2",
    ],
)
def test_language_refuses(text: str) -> None:
    with pytest.raises(Problem):
        worth(text, x=None)


def test_numbers_as_comparisons_see_them() -> None:
    assert seen(Fraction(1, 3)) == Fraction("0.333333333333")
    assert seen(Fraction(1000) + Fraction(1, 3)) == Fraction("1000.33333333333")
    assert seen(Fraction("0.7999999999999")) == Fraction("0.8")
    assert to_step(Fraction("-2.5"), Fraction(1), "halfup") == -3
    assert [to_step(Fraction("2.5"), Fraction(1), m) for m in ("halfeven", "up", "down")] == [2, 3, 2]
    assert abs(power(Fraction(2), Fraction(1, 2)) - square_root(Fraction(2))) < Fraction(1, 10**50)


# attainment and scales


@pytest.mark.parametrize(
    ("better", "rule", "actual", "figures", "value"),
    [
        ("lower", "ratio", 50, (None, 50, None), 1),
        ("lower", "ratio", 100, (None, 50, None), 0),
        ("lower", "ratio", 200, (None, 50, None), -2),
        ("lower", "ratio", 0, (None, 50, None), 2),
        ("higher", "ratio", -10, (None, -10, None), 1),
        ("higher", "ratio", -5, (None, -10, None), "1.5"),
        ("lower", "inverse", 80, (None, 100, None), "1.25"),
        ("lower", "index", 6, (10, 5, None), "0.8"),
        ("closest", "ratio", 110, (None, 100, None), "0.9"),
        ("closest", "band", 5, (4, None, 6), 1),
        ("closest", "band", 9, (4, None, 6), "0.5"),
        ("yes", "met", 1, (None, None, None), 1),
        ("higher", "ratio", 0, (None, 0, None), 1),
        ("closest", "band", 1, (-1, None, 0), 0),
    ],
)
def test_attainment(
    better: str, rule: str, actual: int, figures: tuple[int | None, int | None, int | None], value: object
) -> None:
    named = dict(
        zip(("threshold", "target", "maximum"), (None if f is None else Fraction(f) for f in figures), strict=True)
    )
    assert attainment(better, rule, None, Fraction(actual), named) == Fraction(str(value))


def test_boundaries_and_jumps() -> None:
    points: list[tuple[object, object]] = [("0.8", "0.5"), (1, 1), (1, "1.2"), ("1.5", 2)]
    assert curve(points, "line").pays(Fraction("0.8")) == Fraction("0.5")
    assert curve(points, "line").pays(Fraction("0.79")) == 0
    assert curve(points, "line", to=True).pays(Fraction("0.8")) == 0
    assert curve(points, "line", to=True, hold_below=True).pays(Fraction("0.8")) == Fraction("0.5")
    assert curve(points, "line").pays(Fraction(1)) == Fraction("1.2")
    assert curve(points, "line", to=True).pays(Fraction(1)) == 1
    assert curve(points, "line").pays(Fraction(2)) == 2
    assert curve(points, "line", go_on=True).pays(Fraction(2)) == Fraction("2.8")
    assert curve(points[:3], "line", go_on=True).pays(Fraction(2)) == Fraction("1.2")
    assert curve(points, "step", go_on=True).pays(Fraction(9)) == 2
    falling = curve([(10, 0), (5, 1)], "line", descending=True)
    assert [falling.pays(Fraction(x)) for x in (12, 10, 7, 3)] == [0, 0, Fraction("0.6"), 1]


# whole plans


def test_missing_actual() -> None:
    two: dict[str, list[dict[str, object]]] = {
        "KPIs": [{"KPI": "Sales", "Better": "higher"}, {"KPI": "Cost", "Better": "lower"}],
        "Matrix": [
            {"Role": "Rep", "KPI": "Sales", "Weight": D("0.6"), "Target": D(100)},
            {"Role": "Rep", "KPI": "Cost", "Weight": D("0.4"), "Target": D(100)},
        ],
    }
    refused(plan(**two), "missing")
    for policy, score in (("zero", "0.54"), ("target", "0.94"), ("leave out", "0.9")):
        person = one(plan(**two, Plan=settings(If_actual_is_missing=policy)))
        assert person.score == Fraction(score)
    overridden = one(plan(**two, Overrides=[{"For": "*", "What": "kpi:Cost", "Value": D(1)}]))
    assert overridden.score == Fraction("0.94")
    assert overridden.scores[1].actual is None


def test_gates_factors_and_cap() -> None:
    sheets = plan(
        Actuals=[{"For": "1", "KPI": "Sales", "Value": D(200)}],
        Gates=[
            {"Gate": "Limit", "Condition": 'ACTUAL("Sales") < 150', "Limit to": D("1.5")},
            {"Gate": "Half", "For": "role:Rep", "Condition": "Score < 1", "Multiply by": D("0.8")},
        ],
        Factors=[
            {"Factor": "Company", "For": "*", "Value": D("1.1")},
            {"Factor": "Rating", "For": "1", "Value": D(5), "Use": "value"},
        ],
        Plan=settings(Cap=D("1.25")),
    )
    steps = one(sheets).steps
    assert (steps["Gated"], steps["BonusEarned"], steps["Capped"]) == (Fraction("1.2"), 1584, 1500)


def test_section_override_and_scores_without_a_bonus() -> None:
    sheets = plan(
        Sections=[{"Section": "S", "Weight": D(1)}, {"Section": "F", "Weight": None}],
        KPIs=[{"KPI": "Sales", "Better": "higher"}, {"KPI": "Safe", "Better": "yes"}],
        Matrix=[
            {"Role": "Rep", "KPI": "Sales", "Section": "S", "Weight": D(1), "Target": D(100)},
            {"Role": "Rep", "KPI": "Safe", "Section": "F", "Weight": D(1)},
        ],
        Actuals=[{"For": "1", "KPI": "Sales", "Value": D(90)}, {"For": "1", "KPI": "Safe", "Value": "yes"}],
        Overrides=[{"For": "1", "What": "section:S", "Value": D("0.7")}],
        Formulas=[{"Step": "Both", "Formula": 'SECTION("S") * SECTION("F")'}],
    )
    for bonus in (D("0.1"), D(0)):
        sheets["Employees"][0]["Target bonus %"] = bonus
        person = one(sheets)
        assert (person.score, person.steps["Both"]) == (Fraction("0.7"), Fraction("0.7"))


def test_part_period_and_minimum_service() -> None:
    sheets = plan(
        KPIs=[{"KPI": "Sales", "Better": "higher", "Part period": "prorate"}],
        Plan=settings(Minimum_service=D(60)),
    )
    sheets["Employees"][0]["Start"] = dt.date(2026, 8, 16)
    person = one(sheets)
    assert person.scores[0].target == 50
    assert person.score == Fraction("1.8")
    assert person.payout == 0


def test_months() -> None:
    months = [{"For": "1", "KPI": "Sales", "Month": f"2026-0{m}", "Value": D(30)} for m in (7, 8, 9)]
    refused(plan(Actuals=months), "Combine")
    kpis: list[dict[str, object]] = [{"KPI": "Sales", "Better": "higher", "Combine": "sum"}]
    assert one(plan(Actuals=months, KPIs=kpis)).score == Fraction("0.9")
    refused(plan(Actuals=[*months, months[0]], KPIs=kpis), "two rows")
    refused(plan(Actuals=[*months, {"For": "1", "KPI": "Sales", "Value": D(1)}], KPIs=kpis), "beside")


def test_cumulative_carry_and_reclaim() -> None:
    paid: list[dict[str, object]] = [{"Employee": "1", "Period": "2026-Q1", "Amount": D(4000)}]
    for rule, payout in (("carry", 0), ("reclaim", -760), ("forgive", 0)):
        person = one(plan(Paid=paid, Plan=settings(Earnings="cumulative", If_overpaid=rule)))
        assert person.steps["TargetBonus"] == 3600
        assert person.payout == payout


def people(bonuses: list[int]) -> Sheets:
    return plan(
        Employees=[
            {"Employee": str(i), "Name": "A", "Role": "Rep", "Salary": D(48000), "Target bonus amount": D(b)}
            for i, b in enumerate(bonuses, 1)
        ],
        Actuals=[{"For": str(i), "KPI": "Sales", "Value": D(100)} for i in range(1, len(bonuses) + 1)],
    )


def test_budget_and_people() -> None:
    sheets = people([100, 100, 100])
    sheets["Plan"] += settings(Budget=D(100), If_over_budget="scale")
    sheets["Formulas"] = [
        {"Step": "Pool", "Formula": "ALLOCATE(10, TargetBonus)"},
        {"Step": "Place", "Formula": "RANK(TargetBonus)"},
        {"Step": "All", "Formula": "TOTAL(Payout)"},
    ]
    found = pay(sheets)
    assert [p.payout for p in found.people] == [Fraction("33.34"), Fraction("33.33"), Fraction("33.33")]
    assert [p.steps["Pool"] for p in found.people] == [Fraction("3.34"), Fraction("3.33"), Fraction("3.33")]
    assert [p.steps["Place"] for p in found.people] == [1, 1, 1]
    assert found.people[0].steps["All"] == 100


def test_currencies() -> None:
    sheets = people([100, 200])
    sheets["Employees"][1]["Currency"] = "USD"
    sheets["Rates"] = [{"Currency": "USD", "Rate": D("0.5")}]
    sheets["Formulas"] = [{"Step": "All", "Formula": "TOTAL(TargetBonus)"}]
    assert [p.steps["All"] for p in pay(sheets).people] == [200, 400]


def test_whole_months_and_30_360() -> None:
    sheets = plan(Plan=settings(Proration="whole months"))
    sheets["Employees"][0]["Start"] = dt.date(2026, 7, 10)
    assert one(sheets).steps["TargetBonus"] == 800
    sheets["Plan"][-1]["Value"] = "30/360"
    assert one(sheets).steps["TargetBonus"] == 1200 * Fraction(81, 90)


def test_no_day_in_the_span() -> None:
    sheets = plan(Adjustments=[{"Employee": "1", "Amount": D(50)}])
    sheets["Employees"][0]["End"] = dt.date(2026, 6, 30)
    person = one(sheets)
    assert person.payout == 50
    assert person.score is None
    assert not person.scores


def test_a_circle_is_refused() -> None:
    refused(plan(Formulas=[{"Step": "Capped", "Formula": "Payout"}]), "circle")
    refused(plan(Formulas=[{"Step": "X", "Formula": "Scroe"}]), "score")


def test_grid() -> None:
    sheets = plan(Formulas=[{"Step": "X", "Formula": 'GRID("Pay", 2, 0.5)'}])
    rows: list[object] = [[None, D(0), D("0.5")], [D(1), D(10), D(11)], [D(2), D(20), D(21)]]
    sheets["Grid Pay"] = cast("list[dict[str, object]]", rows)
    assert one(sheets).steps["X"] == 21


def two_roles(pays: str, scale: str | None = None) -> Sheets:
    """Rep to 15 August (46 days), Boss after it (46 days); 40 achieved as a Rep, 60 besides."""
    return plan(
        KPIs=[{"KPI": "Sales", "Better": "higher", "Part period": "prorate" if pays == "share" else "full"}],
        Matrix=[
            {"Role": r, "KPI": "Sales", "Weight": D(1), "Target": D(100), "Pays": pays, "Scale": scale}
            for r in ("Rep", "Boss")
        ],
        Scales=[{"Scale": "Two", "At": D(0), "Pays": D("0.02"), "Measured in": "value", "Between": "step"}],
        Assignments=[{"Employee": "1", "From": dt.date(2026, 8, 16), "Role": "Boss"}],
        Actuals=[
            {"For": "1", "KPI": "Sales", "Role": "Rep", "Value": D(40)},
            {"For": "1", "KPI": "Sales", "Value": D(60)},
        ],
    )


def test_roles_with_figures_of_their_own() -> None:
    person = one(two_roles("share"))
    assert [(s.target, s.attainment) for s in person.scores] == [
        (Fraction(50), Fraction("0.8")),
        (Fraction(50), Fraction("1.2")),
    ]
    assert person.score == 1
    assert one(two_roles("rate", "Two")).steps["Direct"] == 2


def test_year_to_date_counts_from_start() -> None:
    kpis: list[dict[str, object]] = [
        {"KPI": "Sales", "Better": "higher", "Part period": "prorate", "Measured over": "year to date"}
    ]
    sheets = plan(KPIs=kpis, Matrix=[{"Role": "Rep", "KPI": "Sales", "Weight": D(1), "Target": D(273)}])
    sheets["Employees"][0]["Start"] = dt.date(2026, 3, 1)
    assert one(sheets).scores[0].target == 214
    sheets["Targets"] = [{"For": "1", "KPI": "Sales", "Target": D(273)}]
    assert one(sheets).scores[0].target == 273


def test_whole_month_of_two_segments() -> None:
    sheets = plan(
        Plan=settings(Proration="whole months"),
        Assignments=[{"Employee": "1", "From": dt.date(2026, 9, 16), "Salary": D(96000)}],
    )
    assert one(sheets).steps["TargetBonus"] == 800 + 800


def test_nested_sections_and_left_out() -> None:
    sheets = plan(
        Plan=settings(If_actual_is_missing="leave out"),
        Sections=[{"Section": "S", "Weight": D("0.6")}, {"Section": "C", "Weight": D("0.4")}],
        KPIs=[{"KPI": k, "Better": "higher"} for k in ("A", "B", "C")],
        Matrix=[
            {"Role": "Rep", "KPI": k, "Section": s, "Weight": D(w), "Target": D(100)}
            for k, s, w in (("A", "S", "0.75"), ("B", "S", "0.25"), ("C", "C", "1"))
        ],
        Actuals=[{"For": "1", "KPI": k, "Value": D(v)} for k, v in (("A", 80), ("B", 120), ("C", 100))],
    )
    assert [s.weight for s in one(sheets).scores] == [Fraction("0.45"), Fraction("0.15"), Fraction("0.4")]
    del sheets["Actuals"][0]
    assert [s.weight for s in one(sheets).scores] == [0, Fraction("0.6"), Fraction("0.4")]
    del sheets["Actuals"][0]
    assert [s.weight for s in one(sheets).scores] == [0, 0, 1]
    sheets["Gates"] = [{"Gate": "G", "Condition": "1 > 2", "Acts on": "section:C", "Limit to": D("0.5")}]
    assert one(sheets).score == Fraction("0.5")
    sheets["Actuals"] = []
    refused(sheets, "left out")


def test_inverse_of_nothing_takes_the_last_point() -> None:
    sheets = plan(
        KPIs=[{"KPI": "Sales", "Better": "lower", "Attainment": "inverse"}],
        Actuals=[{"For": "1", "KPI": "Sales", "Value": D(0)}],
    )
    refused(sheets, "without a scale")
    sheets["Scales"] = [{"Scale": "X", "At": D(1), "Pays": D(1)}, {"Scale": "X", "At": D(2), "Pays": D("1.5")}]
    sheets["Matrix"][0]["Scale"] = "X"
    person = one(sheets)
    assert (person.score, person.scores[0].attainment) == (Fraction("1.5"), Fraction(2))
    sheets["Scales"][0]["Above last"] = "continue"
    refused(sheets, "continues")


@pytest.mark.parametrize(("better", "actual", "money"), [("higher", 150, 5 + 10), ("lower", 50, 5 + 10)])
def test_slices_of_a_rate_are_summed_in_values(better: str, actual: int, money: int) -> None:
    """Rates 0.1 and 0.2 on the values that reach 50 % to 100 %, and more: 50 x 0.1 + 50 x 0.2."""
    sheets = plan(
        KPIs=[{"KPI": "Sales", "Better": better, "Unit": "EUR"}],
        Matrix=[{"Role": "Rep", "KPI": "Sales", "Target": D(100), "Scale": "X", "Pays": "rate"}],
        Scales=[
            {"Scale": "X", "At": D("0.5"), "Pays": D("0.1"), "Between": "slices"},
            {"Scale": "X", "At": D(1), "Pays": D("0.2")},
        ],
        Actuals=[{"For": "1", "KPI": "Sales", "Value": D(actual)}],
    )
    assert one(sheets).steps["Direct"] == money


def test_budget_in_two_currencies() -> None:
    sheets = people([100, 200, 100])
    sheets["Employees"][1]["Currency"] = "USD"
    sheets["Rates"] = [{"Currency": "USD", "Rate": D("0.5")}]
    sheets["Plan"] += settings(Budget=D(100), If_over_budget="scale")
    assert [p.payout for p in pay(sheets).people] == [Fraction("33.33"), Fraction("66.66"), Fraction("33.33")]


def test_cap_on_all_money() -> None:
    sheets = plan(
        KPIs=[{"KPI": "Sales", "Better": "higher"}, {"KPI": "Fee", "Better": "higher"}],
        Matrix=[
            {"Role": "Rep", "KPI": "Sales", "Weight": D(1), "Target": D(100)},
            {"Role": "Rep", "KPI": "Fee", "Pays": "amount", "Scale": "X"},
        ],
        Scales=[{"Scale": "X", "At": D(0), "Pays": D(500), "Measured in": "value", "Between": "step"}],
        Actuals=[{"For": "1", "KPI": k, "Value": D(100)} for k in ("Sales", "Fee")],
        Plan=settings(Cap=D(1), Cap_covers="all"),
    )
    steps = one(sheets).steps
    assert (steps["Direct"], steps["Capped"], steps["Payout"]) == (500, 700, 1200)
