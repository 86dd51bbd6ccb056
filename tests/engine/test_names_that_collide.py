"""One name, one thing: steps, factors and columns that collide are refused with their cells."""

from decimal import Decimal
from typing import Any

from incentive.reports.inputs import inputs_lines, plan_from_inputs
from incentive.workbook import book_of, plan_of
from tests.engine.plans import calculated, payouts, person, plan, problems, step


def said(sheets: dict[str, list[Any]]) -> list[str]:
    """The messages of the problems."""
    return [problem.message for problem in calculated(sheets)[1]]


def test_a_step_twice() -> None:
    twice = [step("Extra", "TargetBonus * 2"), step("extra", "TargetBonus * 3")]
    assert problems(plan(Formulas=twice)) == {"CA050": ["Formulas!A3", "Formulas!A2"]}


def test_a_step_twice_for_one_role() -> None:
    twice = [step("Extra", "1", Role="Staff"), step("Extra", "2", Role="Staff")]
    assert problems(plan(Formulas=twice)) == {"CA050": ["Formulas!A3", "Formulas!A2"]}


def test_a_step_for_everyone_and_one_for_a_role_are_two() -> None:
    both = [step("Extra", "1"), step("Extra", "2", Role="Staff"), step("Adjusted", "Capped + Extra")]
    assert payouts(plan(Formulas=both)) == [Decimal("1202.00")]


def test_a_column_named_like_a_step_that_every_plan_has() -> None:
    assert problems(plan(Employees=[person(Score=Decimal(3))])) == {"CA050": ["Employees!F1"]}


def test_a_split_must_be_a_step_of_its_own() -> None:
    assert problems(plan(Formulas=[step("Payout", "Due", Split="parts")])) == {"CA069": ["Formulas!C2"]}


def test_a_split_that_needs_itself_is_said_and_nothing_breaks() -> None:
    found = problems(plan(Formulas=[step("Due", "Payout * 1", Split="parts")]))
    assert set(found) == {"CA062", "CA069"}


def test_a_factor_named_like_a_step_that_every_plan_has() -> None:
    factor = {"Factor": "Capped", "For": "*", "Value": Decimal(1)}
    assert problems(plan(Factors=[factor])) == {"CA050": ["Factors!A2"]}


def test_the_later_one_is_the_taker_and_both_are_spelled_as_they_are_written() -> None:
    rating = {"Factor": "rating", "For": "*", "Value": Decimal("1.2"), "Use": "value"}
    sheets = plan(Formulas=[step("Rating", "2")], Factors=[rating])
    assert problems(sheets) == {"CA050": ["Factors!A2", "Formulas!A2"]}
    assert said(sheets) == ["The name rating is already taken by Rating (Formulas!A2)."]


def test_a_column_with_another_name_of_one_that_is_there() -> None:
    sheets = plan(Employees=[person() | {"Base salary": Decimal(1000)}])
    assert problems(sheets) == {"CA050": ["Employees!F1", "Employees!D1"]}
    assert said(sheets) == [
        "The name Base salary is already taken by the column Salary (Employees!D1), also called Base salary."
    ]


def test_three_that_share_one_name_are_one_problem() -> None:
    own = person() | {"base pay": Decimal(5)}
    sheets = plan(Employees=[own], Formulas=[step("Base_Pay", "2")])
    assert problems(sheets) == {"CA050": ["Formulas!A2", "Employees!F1", "Employees!D1"]}


def test_a_step_named_like_a_column_that_is_not_there() -> None:
    sheets = plan(Formulas=[step("Team", "1")])
    assert problems(sheets) == {"CA050": ["Formulas!A2"]}
    assert said(sheets) == ["The name Team is already taken by the column Team of Employees."]


def test_headings_are_known_to_the_inputs_of_a_run_too() -> None:
    read, _ = plan_of(book_of(plan(Employees=[person(Grade=Decimal(3))])))
    assert read is not None
    again = plan_from_inputs(inputs_lines(read))
    assert str(again.origins.heading(again.employees[0].at, "Grade")) == "Employees!F1"
    assert again.origins.heading(again.employees[0].at, "Team") is None
