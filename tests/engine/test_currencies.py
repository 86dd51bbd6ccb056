"""Money in several currencies: never at a rate that is not known."""

from datetime import date
from decimal import Decimal

from tests.engine.plans import Sheets, actual, kpi, line, payouts, person, plan, points, problems, settings, step, steps


def in_dollars(rate: dict[str, object]) -> Sheets:
    return plan(Employees=[person(Currency="USD")], Rates=[{"Currency": "USD", "Rate": Decimal("0.8"), **rate}])


def test_a_rate_dated_after_the_period_does_not_hold() -> None:
    assert problems(in_dollars({"Date": date(2026, 10, 1)})) == {"WB091": ["Employees!F2", "Rates!C2"]}


def test_a_rate_of_the_last_day_or_without_a_date_holds() -> None:
    assert problems(in_dollars({"Date": date(2026, 9, 30)})) == {}
    assert problems(in_dollars({})) == {}


def test_a_unit_is_a_currency_however_it_is_written() -> None:
    sheets = plan(
        KPIs=[kpi(), kpi("B", Unit="usd")],
        Matrix=[line(), line("B", Weight=None, Pays="rate", Scale="S")],
        Scales=points("S", {0: "0.1"}, Between="step"),
        Actuals=[actual(), actual(name="B")],
    )
    assert problems(sheets)["WB091"] == ["KPIs!C3"]
    # 10 % of 100 dollars are 8 euros.
    sheets["Rates"] = [{"Currency": "USD", "Rate": Decimal("0.8")}]
    assert payouts(sheets) == [Decimal("1208.00")]


def test_a_budget_in_three_currencies() -> None:
    sheets = plan(
        Plan=settings(Budget=Decimal(1000), If_over_budget="scale"),
        Employees=[person(), person("2", Currency="USD"), person("3", Currency="JPY", Salary=Decimal(4800000))],
        Actuals=[actual(), actual("2"), actual("3")],
        Rates=[{"Currency": "USD", "Rate": Decimal("0.9")}, {"Currency": "JPY", "Rate": Decimal("0.006")}],
    )
    # 1,200 + 1,080 + 720 = 3,000, so that everyone gets a third: 400 EUR, 400 USD, 40,000 JPY.
    assert payouts(sheets) == [Decimal("400.00"), Decimal("400.00"), Decimal(40000)]


def test_parts_in_the_smallest_unit_of_each_currency() -> None:
    parts = [step("Cash", "Payout / 3", Split="how"), step("Shares", "Payout * 2 / 3", Split="how")]
    yen = steps_of("JPY", Decimal(4800040), parts)
    # 120,001 yen: 40,000.33 and 80,000.67.
    assert yen == (Decimal(120001), Decimal(40000), Decimal(80001))
    dinars = steps_of("KWD", Decimal("4800.12"), parts)
    # 120.003 dinars in thirds.
    assert dinars == (Decimal("120.003"), Decimal("40.001"), Decimal("80.002"))


def steps_of(currency: str, salary: Decimal, parts: list[dict[str, object]]) -> tuple[object, ...]:
    found = steps(plan(Plan=settings(Currency=currency), Employees=[person(Salary=salary)], Formulas=parts))
    return (found["Payout"], found["Cash"], found["Shares"])
