"""Laws of amounts: at target the target bonus is paid, more never pays less, and parts add up to the whole."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from incentive.numbers import look
from tests.laws.plans import (
    Row,
    days_in_the_quarter,
    figures,
    parts_of_a_whole,
    person,
    plan_rows,
    rising_scale,
)
from tests.scenarios.driver import Sheets, calculated_people

CENT = Decimal("0.01")
_AT_TARGET: list[Row] = [
    {"Scale": "S", "At": Decimal("0.8"), "Pays": Decimal("0.4"), "Measured in": "attainment"},
    {"Scale": "S", "At": Decimal(1), "Pays": Decimal(1)},
    {"Scale": "S", "At": Decimal("1.3"), "Pays": Decimal(2)},
]


@given(st.data())
def test_at_target_the_target_bonus_is_paid(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    weights = data.draw(parts_of_a_whole(count))
    kpis: list[Row] = []
    matrix: list[Row] = []
    actuals: list[Row] = []
    for number, weight in enumerate(weights):
        name = f"KPI {number}"
        better, rule = data.draw(
            st.sampled_from(
                [("higher", "ratio"), ("lower", "ratio"), ("closest", "ratio"), ("higher", "index"), ("yes", "met")]
            )
        )
        target = data.draw(figures(-99999, 99999).filter(bool))
        kpis.append({"KPI": name, "Better": better, "Attainment": rule, "Level": "company"})
        row: Row = {"Role": "*", "KPI": name, "Weight": weight, "Target": target, "Scale": "S"}
        if rule == "index":
            row["Threshold"] = target - 10
        if data.draw(st.booleans()):
            del row["Scale"]
        matrix.append(row)
        actuals.append({"For": "*", "KPI": name, "Value": target})
    people = [
        person("Percent", **data.draw(days_in_the_quarter()), **{"Target bonus %": Decimal("0.1")}),
        person("Amount", Target_bonus_amount=data.draw(figures(0, 9999999)), **data.draw(days_in_the_quarter())),
    ]
    sheets: Sheets = {
        "Plan": plan_rows(),
        "KPIs": kpis,
        "Matrix": matrix,
        "Scales": _AT_TARGET,
        "Employees": people,
        "Actuals": actuals,
    }
    for found in calculated_people(sheets).values():
        target_bonus = found.steps["TargetBonus"]
        assert isinstance(target_bonus, Decimal)
        # Roundings see an amount to twelve decimals, so that 5.77499…9, which days left of 5.775, is 5.78.
        assert found.payout == look(target_bonus).quantize(CENT, ROUND_HALF_UP)


@given(st.data())
def test_more_of_a_good_thing_never_pays_less(data: st.DataObject) -> None:
    rule, measured_in, ends = data.draw(
        st.sampled_from(
            [
                ("ratio", "attainment", (-100, 250)),
                ("index", "index", (-100, 250)),
                ("ratio", "value", (-200, 400)),
                ("value", "value", (-200, 400)),
            ]
        )
    )
    scale = data.draw(rising_scale("S", measured_in, ends))
    row: Row = {"Role": "*", "KPI": "A", "Weight": Decimal("0.7"), "Scale": "S"}
    if rule != "value":
        row["Target"] = data.draw(figures(-300, 300).filter(bool))
    if rule == "index":
        # The norm lies above the base: a KPI of which more is better.
        row["Threshold"] = Decimal(str(row["Target"])) - data.draw(figures(1, 300))
    if rule == "ratio" and measured_in == "attainment" and data.draw(st.booleans()):
        del row["Scale"]
    amounts = sorted(data.draw(st.lists(figures(-600, 600), min_size=2, max_size=5)))
    rest: Row = {"Role": "*", "KPI": "B", "Weight": Decimal("0.3"), "Target": Decimal(1)}
    sheets: Sheets = {
        "Plan": plan_rows(Cap=Decimal("1.9")) if data.draw(st.booleans()) else plan_rows(),
        "KPIs": [
            {"KPI": "A", "Better": "higher", "Attainment": rule},
            {"KPI": "B", "Better": "higher", "Level": "company"},
        ],
        "Matrix": [row, rest],
        "Scales": scale,
        "Employees": [person(f"P{number}", Target_bonus_amount=Decimal(1000)) for number in range(len(amounts))],
        "Actuals": [
            {"For": "*", "KPI": "B", "Value": Decimal(1)},
            *({"For": f"P{number}", "KPI": "A", "Value": amount} for number, amount in enumerate(amounts)),
        ],
    }
    payouts = [found.payout for found in calculated_people(sheets).values()]
    paid = [payout for payout in payouts if payout is not None]
    assert len(paid) == len(amounts)
    assert paid == sorted(paid), list(zip(amounts, paid, strict=True))


@given(
    amount=figures(-9999999, 9999999),
    shares=st.integers(2, 5).flatmap(parts_of_a_whole),
    step=st.sampled_from(("0.01", "0.05", "1", "10")),
)
def test_splits_foot(amount: Decimal, shares: list[Decimal], step: str) -> None:
    sheets: Sheets = {
        "Plan": plan_rows(Rounding=Decimal(step), Negative_payout="allow"),
        "KPIs": [{"KPI": "A", "Better": "higher"}],
        "Matrix": [{"Role": "*", "KPI": "A", "Weight": Decimal(1), "Target": Decimal(1)}],
        "Formulas": [
            {"Step": f"Part {number}", "Formula": f"Due * {share}", "Unit": "money", "Split": "Payment"}
            for number, share in enumerate(shares)
        ],
        "Employees": [person("P", Target_bonus_amount=Decimal(0))],
        "Adjustments": [{"Employee": "P", "Amount": amount, "Reason": "a law", "Approved by": "nobody"}],
        "Actuals": [{"For": "P", "KPI": "A", "Value": Decimal(1)}],
    }
    found = calculated_people(sheets)["P"]
    parts = [found.steps[f"Part {number}"] for number in range(len(shares))]
    exact = [part for part in parts if isinstance(part, Decimal)]
    assert len(exact) == len(shares)
    assert sum(exact) == found.payout
    for part, share in zip(exact, shares, strict=True):
        assert Fraction(part) % Fraction(step) == 0
        # Each lies within a step of its own share.
        assert abs(Fraction(part) - Fraction(amount) * Fraction(share)) <= Fraction(step)


@given(
    amounts=st.lists(figures(0, 999999), min_size=1, max_size=6),
    budget=figures(0, 9999999),
    step=st.sampled_from(("0.01", "0.05", "1")),
)
def test_a_budget_is_never_exceeded_and_never_left_over(amounts: list[Decimal], budget: Decimal, step: str) -> None:
    sheets: Sheets = {
        "Plan": plan_rows(Rounding=Decimal(step), Budget=budget, If_over_budget="scale"),
        "KPIs": [{"KPI": "A", "Better": "higher", "Level": "company"}],
        "Matrix": [{"Role": "*", "KPI": "A", "Weight": Decimal(1), "Target": Decimal(1)}],
        "Employees": [person(f"P{number}", Target_bonus_amount=amount) for number, amount in enumerate(amounts)],
        "Actuals": [{"For": "*", "KPI": "A", "Value": Decimal(1)}],
    }
    found = calculated_people(sheets)
    payouts = [one.payout for one in found.values()]
    paid = sum(Fraction(payout) for payout in payouts if payout is not None)
    if sum(amounts) > budget:
        assert paid == Fraction(budget) // Fraction(step) * Fraction(step)
    else:
        # Nothing was scaled: each is only rounded.
        assert all(
            abs(Fraction(payout or 0) - Fraction(amount)) * 2 <= Fraction(step)
            for payout, amount in zip(payouts, amounts, strict=True)
        )
