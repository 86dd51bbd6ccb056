"""One name, one thing: steps, factors and columns that collide are refused with their cells."""

from decimal import Decimal

from tests.engine.plans import payouts, person, plan, problems, step


def test_a_step_twice() -> None:
    twice = [step("Extra", "TargetBonus * 2"), step("extra", "TargetBonus * 3")]
    assert problems(plan(Formulas=twice)) == {"CA050": ["Formulas!A2", "Formulas!A3"]}


def test_a_step_twice_for_one_role() -> None:
    twice = [step("Extra", "1", Role="Staff"), step("Extra", "2", Role="Staff")]
    assert problems(plan(Formulas=twice)) == {"CA050": ["Formulas!A2", "Formulas!A3"]}


def test_a_step_for_everyone_and_one_for_a_role_are_two() -> None:
    both = [step("Extra", "1"), step("Extra", "2", Role="Staff"), step("Adjusted", "Capped + Extra")]
    assert payouts(plan(Formulas=both)) == [Decimal("1202.00")]


def test_a_column_named_like_a_step_that_every_plan_has() -> None:
    assert problems(plan(Employees=[person(Score=Decimal(3))])) == {"CA050": ["Employees!F2"]}


def test_a_split_must_be_a_step_of_its_own() -> None:
    assert problems(plan(Formulas=[step("Payout", "Due", Split="parts")])) == {"CA069": ["Formulas!C2"]}


def test_a_split_that_needs_itself_is_said_and_nothing_breaks() -> None:
    found = problems(plan(Formulas=[step("Due", "Payout * 1", Split="parts")]))
    assert set(found) == {"CA062", "CA069"}


def test_a_factor_named_like_a_step_that_every_plan_has() -> None:
    factor = {"Factor": "Capped", "For": "*", "Value": Decimal(1)}
    assert problems(plan(Factors=[factor])) == {"CA050": ["Factors!A2"]}
