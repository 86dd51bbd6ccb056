"""Plans at the edge: long chains of formulas, KPIs that share parts, amounts beyond 15 digits."""

from decimal import Decimal

from tests.engine.plans import actual, calculated, kpi, line, payouts, person, plan, problems, settings, step, steps


def test_steps_that_build_on_one_another_in_the_wrong_order() -> None:
    chain = [step(f"S{number}", f"S{number - 1} + 1") for number in range(400, 0, -1)]
    sheets = plan(Formulas=[step("Adjusted", "S400"), *chain, step("S0", "Capped")])
    assert payouts(sheets) == [Decimal("1600.00")]


def test_kpis_that_share_their_parts() -> None:
    # Each is the sum of the two before it: the 60th Fibonacci number of 100 reached of 100.
    chain = [kpi(f"K{number}", Formula=f"K{number - 1} + K{number - 2}") for number in range(2, 60)]
    first = [kpi("K0", Formula="Sold"), kpi("K1", Formula="Sold")]
    sheets = plan(
        KPIs=[*reversed(chain), *first],
        Matrix=[line("K59", Target=Decimal("154800875592000"))],
        Actuals=[actual(name="Sold")],
    )
    assert payouts(sheets) == [Decimal("1200.00")]


def test_parts_of_an_amount_beyond_15_digits_add_up() -> None:
    parts = [step("Cash", "Payout * 60%", Split="how"), step("Shares", "Payout * 40%", Split="how")]
    found = steps(plan(Employees=[person(Salary=Decimal("912345678901234567"))], Formulas=parts))
    cash, shares, payout = found["Cash"], found["Shares"], found["Payout"]
    assert isinstance(cash, Decimal)
    assert isinstance(shares, Decimal)
    assert cash + shares == payout
    assert payout == Decimal("22808641972530900")


def test_a_budget_beyond_15_digits_is_kept() -> None:
    sheets = plan(
        Plan=settings(Budget=Decimal("912345678901234"), If_over_budget="scale"),
        Employees=[person(number, Salary=Decimal("9E17")) for number in ("1", "2")],
        Actuals=[actual(), actual("2")],
    )
    assert payouts(sheets) == [Decimal("456172839450617"), Decimal("456172839450617")]


def test_amounts_above_ten_thousand_million_are_said_once() -> None:
    # 4E11 a year and 10 %: 1E10 a quarter at target, which is still exact.
    people = [person(str(number), Salary=Decimal(salary)) for number, salary in enumerate(["4E11", *["4.4E11"] * 5])]
    sheets = plan(Employees=people, Actuals=[actual(str(number)) for number in range(6)])
    assert problems(sheets) == {"CA073": ["Employees!A3", "Employees!A4", "Employees!A5"]}
    assert [problem.message for problem in calculated(sheets)[1]] == [
        "Amounts above 10,000,000,000 in size (people: 5), the first for 1: Target bonus 11000000000."
    ]


def test_a_large_amount_on_the_way_to_a_small_payout_is_said() -> None:
    assert problems(plan(Formulas=[step("Pool", "Capped * 10000000"), step("Adjusted", "Pool / 10000000")])) == {
        "CA073": ["Employees!A2"]
    }


def test_a_plain_number_of_any_size_is_none_of_these() -> None:
    assert problems(plan(Formulas=[step("Size", "99999999999", Unit="number")])) == {}
