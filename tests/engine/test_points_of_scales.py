"""Scales whose points are figures, values, indices or jumps; what each reads and pays is worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest

from tests.engine.plans import Sheets, actual, kpi, line, payouts, person, plan, points, problems, settings, step, steps

D = Decimal
Cells = dict[str, Any]


MONEY: Cells = {"Weight": None, "Target": None, "Pays": "rate", "Scale": "S"}


def sliced(given: dict[object, str], figure: int, measured: str, row: Cells, **rule: Any) -> Sheets:
    """A commission by slices; no KPI pays a share, so that the payout is the commission."""
    return plan(
        KPIs=[kpi(**rule)],
        Matrix=[line(**(MONEY | row))],
        Scales=points("S", given, Measured_in=measured, Between="slices"),
        Actuals=[actual(value=D(figure))],
    )


HIGHER: Cells = {}
LOWER: Cells = {"Better": "lower"}
INDEX: Cells = {"Attainment": "index"}


@pytest.mark.parametrize(
    ("given", "figure", "measured", "row", "rule"),
    [
        # 1 on the 20 from 80 to 100, 2 on the 10 above: 40
        ({80: "1", 100: "2"}, 110, "value", {}, HIGHER),
        ({"0.8": "1", 1: "2"}, 110, "attainment", {"Target": D(100)}, HIGHER),
        # less is better: 1 on the 20 from 120 down to 100, 2 on the 10 below
        ({120: "1", 100: "2"}, 90, "value", {}, LOWER),
        ({"0.8": "1", 1: "2"}, 90, "attainment", {"Target": D(100)}, LOWER),
        # index 0 at the threshold, 1 at the target; it rises or falls as they do
        ({0: "1", 1: "2"}, 110, "index", {"Threshold": D(80), "Target": D(100)}, HIGHER),
        ({0: "1", 1: "2"}, 110, "attainment", {"Threshold": D(80), "Target": D(100)}, INDEX),
        ({0: "1", 1: "2"}, 90, "index", {"Threshold": D(120), "Target": D(100)}, HIGHER),
        ({0: "1", 1: "2"}, 90, "attainment", {"Threshold": D(120), "Target": D(100)}, INDEX),
        ({80: "1", 100: "2"}, 110, "value", {"Threshold": D(120), "Target": D(100)}, INDEX),
        ({120: "1", 100: "2"}, 90, "value", {"Threshold": D(80), "Target": D(100)}, INDEX | LOWER),
        # named points are the figures themselves
        ({"threshold": "1", "target": "2"}, 110, "value", {"Threshold": D(80), "Target": D(100)}, HIGHER),
        ({"threshold": "1", "target": "2"}, 90, "attainment", {"Threshold": D(120), "Target": D(100)}, LOWER),
    ],
)
def test_a_commission_by_slices(given: dict[object, str], figure: int, measured: str, row: Cells, rule: Cells) -> None:
    assert payouts(sliced(points_of(given), figure, measured, row, **rule)) == [D("40.00")]


def points_of(given: dict[object, str]) -> dict[object, str]:
    """Numbers written as text, which a named point is not."""
    return {(D(at) if isinstance(at, str) and at[0].isdigit() else at): pays for at, pays in given.items()}


@pytest.mark.parametrize(
    ("row", "measured"),
    [
        ({"Target": None, "Threshold": D(80)}, "index"),
        ({"Target": D(100), "Threshold": None}, "index"),
        ({"Target": D(100), "Threshold": D(100)}, "index"),
        ({"Target": None}, "attainment"),
        ({"Target": D(0)}, "attainment"),
    ],
)
def test_slices_that_are_no_values_are_refused(row: Cells, measured: str) -> None:
    found = problems(sliced({0: "1", 1: "2"}, 110, measured, row))
    assert {"CA022", "CA025", "CA027"} & set(found)


def scaled(given: dict[object, str], figure: str, row: Cells | None = None, **scale: Any) -> Sheets:
    """1,200.00 × what the scale pays; the target is 100."""
    rule = scale.pop("rule", {})
    return plan(
        KPIs=[kpi(**rule)],
        Matrix=[line(**{"Scale": "S"} | (row or {}))],
        Scales=points("S", points_of(given), **scale),
        Actuals=[actual(value=D(figure))],
    )


def jump(figure: str, **scale: Any) -> Sheets:
    """50 % at 80, on to 100 % at 100, and there at once 150 %."""
    sheets = scaled({"0.8": "0.5", "1": "1"}, figure, **scale)
    sheets["Scales"].append({"Scale": "S", "At": D(1), "Pays": D("1.5")})
    return sheets


@pytest.mark.parametrize(
    ("figure", "payout"), [("79", "0.00"), ("90", "900.00"), ("99", "1170.00"), ("100", "1800.00"), ("150", "1800.00")]
)
def test_a_jump(figure: str, payout: str) -> None:
    assert payouts(jump(figure)) == [D(payout)]
    # What runs on has no slope to run on with.
    assert payouts(jump(figure, Above_last="continue")) == [D(payout)]


def test_the_last_line_runs_on() -> None:
    """2.5 % for each 1 %: 150 % at 120 %."""
    line_: dict[object, str] = {"0.8": "0.5", "1": "1"}
    assert payouts(scaled(line_, "120")) == [D("1200.00")]
    assert payouts(scaled(line_, "120", Above_last="continue")) == [D("1800.00")]
    assert payouts(scaled(line_, "100", Above_last="continue")) == [D("1200.00")]


def test_the_first_point_with_the_boundary_on_either_side() -> None:
    steps_: dict[object, str] = {"0.8": "0.5", "1": "1"}
    for between in ("step", "line"):
        assert payouts(scaled(steps_, "80", Between=between)) == [D("600.00")]
        assert payouts(scaled(steps_, "80", Between=between, Boundary="to")) == [D("0.00")]
        assert payouts(scaled(steps_, "79", Between=between)) == [D("0.00")]
        assert payouts(scaled(steps_, "79", Between=between, Below_first="hold")) == [D("600.00")]
    assert payouts(scaled(steps_, "100", Between="step", Boundary="to")) == [D("600.00")]


def test_an_index_of_a_value() -> None:
    """(90 − 80) ÷ (100 − 80): halfway, which pays 75 %."""
    row: Cells = {"Threshold": D(80)}
    sheets = scaled({0: "0.5", 1: "1"}, "90", row, Measured_in="index", rule={"Attainment": "value"})
    assert payouts(sheets) == [D("900.00")]


def test_a_rate_on_nothing_is_nothing() -> None:
    sheets = sliced({0: "5"}, 0, "value", {})
    sheets["Scales"][0]["Between"] = "step"
    assert payouts(sheets) == [D("0.00")]


def test_nothing_where_less_is_better_takes_the_last_point() -> None:
    inverse: Cells = {"Better": "lower", "Attainment": "inverse"}
    assert payouts(scaled({"0.8": "0.5", "1": "1", "2": "1.5"}, "0", rule=inverse)) == [D("1800.00")]
    bare = plan(KPIs=[kpi(**inverse)], Actuals=[actual(value=D(0))])
    assert problems(bare)["CA029"] == ["Actuals!C2"]
    formula = plan(
        KPIs=[kpi(**inverse)],
        Matrix=[line(Scale="S")],
        Scales=[{"Scale": "S", "Between": "formula", "Formula": "x"}],
        Actuals=[actual(value=D(0))],
    )
    assert problems(formula)["CA029"] == ["Actuals!C2"]


def test_an_inverse_of_what_is_negative_is_refused() -> None:
    inverse: Cells = {"Better": "lower", "Attainment": "inverse"}
    assert problems(plan(KPIs=[kpi(**inverse)], Actuals=[actual(value=D(-5))]))["CA028"][0] == "Actuals!C2"
    assert "CA028" in problems(plan(KPIs=[kpi(**inverse)], Matrix=[line(Target=D(-5))]))

    def by_value(figure: int, target: int | None) -> Sheets:
        return plan(
            KPIs=[kpi(**inverse)],
            Matrix=[line(Scale="S", Target=target)],
            Scales=points("S", {10: "0", -10: "1"}, Measured_in="value"),
            Actuals=[actual(value=D(figure))],
        )

    assert problems(by_value(-5, 100)) == {"CA028": ["Actuals!C2", "Matrix!D2"]}
    assert problems(by_value(5, -5)) == {"CA028": ["Actuals!C2", "Matrix!D2"]}
    assert payouts(by_value(5, None)) == [D("300.00")]


def by_deal(scale: list[Any], *deals: int, **rule: Any) -> Sheets:
    """A premium for each deal, the target of each being 100."""
    row: Cells = {"Weight": None, "Pays": "amount", "Scale": "S"}
    return plan(
        KPIs=[kpi(**{"Combine": "each", **rule})],
        Matrix=[line(**row)],
        Scales=scale,
        Employees=[person() | {"Target bonus %": D(0)}],
        Actuals=[actual(value=D(deal)) for deal in deals],
    )


def test_an_inverse_looks_at_each_deal_not_at_their_sum() -> None:
    inverse: Cells = {"Better": "lower", "Attainment": "inverse"}
    scale = points("S", {0: "0", 1: "100", 2: "900"})
    assert payouts(by_deal(scale, **inverse)) == [D("0.00")]
    assert problems(by_deal(scale, **inverse)) == {"CA041": ["Matrix!B2", "Employees!2"]}
    assert payouts(by_deal(scale, 0, 100, **inverse)) == [D("1000.00")]
    assert payouts(by_deal(scale, 0, 0, **inverse)) == [D("1800.00")]
    assert payouts(by_deal(scale, 50, 100, **inverse)) == [D("1000.00")]
    assert problems(by_deal(scale, 50, -50, **inverse)) == {"CA028": ["Actuals!C3", "Matrix!C2"]}
    assert problems(by_deal(scale, 50, -20, **inverse)) == {"CA028": ["Actuals!C3", "Matrix!C2"]}
    formula = [{"Scale": "S", "Between": "formula", "Formula": "x * 10"}]
    assert payouts(by_deal(formula, **inverse)) == [D("0.00")]
    assert payouts(by_deal(formula, 50, 100, **inverse)) == [D("30.00")]
    assert problems(by_deal(formula, 100, 0, **inverse)) == {"CA029": ["Actuals!C3"]}


def test_deals_of_nothing_in_all_attain_what_nothing_attains() -> None:
    inverse: Cells = {"Better": "lower", "Attainment": "inverse"}
    scale = points("S", {0: "0", 1: "100", 2: "900"})
    attained = [step("Attained", 'ATTAINMENT("A")')]
    for deals, expected in (((), D(2)), ((0, 0), D(2)), ((0, 100), D(1)), ((50, 150), D("0.5"))):
        assert steps(by_deal(scale, *deals, **inverse) | {"Formulas": attained})["Attained"] == expected
    formula = [{"Scale": "S", "Between": "formula", "Formula": "x * 10"}]
    assert steps(by_deal(formula, **inverse) | {"Formulas": attained})["Attained"] is None


def test_no_scale_is_asked_about_a_sum_of_deals() -> None:
    """Of 40 and 60 each has an answer, of 100 there were none; nor of nothing, where there is no deal."""
    scale: list[Cells] = [{"Scale": "S", "Between": "formula", "Measured in": "value", "Formula": "600 / (100 - x)"}]
    assert payouts(by_deal(scale, 40, 60)) == [D("25.00")]
    assert problems(by_deal(scale, 40, 100)) == {"FX030": ["Scales!D2", "Actuals!C3", "Matrix!2"]}
    scale[0]["Formula"] = "100 / x"
    assert payouts(by_deal(scale)) == [D("0.00")]


def test_a_bound_of_nothing_is_said() -> None:
    band = plan(
        KPIs=[kpi(Better="closest", Attainment="band")],
        Matrix=[line(Target=None, Threshold=D(0), Maximum=D(15))],
        Actuals=[actual(value=D(5))],
    )
    assert problems(band) == {"CA030": ["Matrix!D2"]}
    assert payouts(band) == [D("1200.00")]
    band["Matrix"][0] |= {"Threshold": D(-5), "Maximum": D(0)}
    band["Actuals"][0]["Value"] = D(-1)
    assert problems(band) == {"CA030": ["Matrix!E2"]}
    band["Matrix"][0] |= {"Maximum": D(5)}
    assert problems(band) == {}


def test_a_scale_read_from_high_to_low_in_a_formula() -> None:
    """From 10 to 5 the pay rises from 0 to 1; 10 stands twice, for a jump from nothing to 20 %."""
    falling = points("S", {10: "0"}, Measured_in="value")
    falling += [{"Scale": "S", "At": D(at), "Pays": D(pays)} for at, pays in (("10", "0.2"), ("5", "1"))]
    found = steps(plan(Scales=falling, Formulas=[step(f"At {x}", f'SCALE("S", {x})') for x in (12, 10, 6, 5, 4)]))
    assert [found[f"At {x}"] for x in (12, 10, 6, 5, 4)] == [0, D("0.2"), D("0.84"), 1, 1]


def test_a_missing_rate_has_nothing_to_act_on_but_slices_have() -> None:
    """An override of a rate needs the figure; of slices it is money: 75.00."""
    sheets = sliced({0: "1"}, 0, "value", {})
    sheets["Plan"] = settings()
    sheets["Actuals"] = []
    sheets["Overrides"] = [
        {"For": "1", "What": "kpi:A", "Value": D(75), "Reason": "none", "Approved by": "the board"},
    ]
    assert payouts(sheets) == [D("75.00")]
    sheets["Scales"][0]["Between"] = "step"
    assert problems(sheets)["CA036"] == ["Overrides!C2"]
