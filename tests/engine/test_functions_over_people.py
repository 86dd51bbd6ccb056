"""TOTAL, COUNT, RANK and ALLOCATE where something is amiss with one of the people."""

from datetime import date
from decimal import Decimal

import pytest

from tests.engine.plans import Sheets, actual, payouts, person, plan, problems, step

ADJUSTED = {"Employee": "3", "Amount": Decimal(100), "Reason": "a reason", "Approved by": "HR"}


def with_one_who_left(formula: str) -> Sheets:
    """1 and 2 in teams A and B; 3 left team A before the quarter, and gets 100.00 by an adjustment."""
    people = [person("1", Team="A"), person("2", Team="B"), person("3", Team="A", End=date(2025, 12, 31))]
    return plan(
        Employees=people,
        Actuals=[actual("1"), actual("2")],
        Adjustments=[ADJUSTED],
        Formulas=[step("Cash", formula, Split="how")],
    )


@pytest.mark.parametrize(
    "formula",
    [
        "Payout * TOTAL(Capped) / 2400",
        "Payout * TOTAL(Capped, GROUP(Team)) / 1200",
        "Payout * COUNT(Capped) / 2",
        "Payout * COUNT(Capped, GROUP(Team))",
        "Payout + ALLOCATE(0, Capped)",
    ],
)
def test_who_left_is_not_counted_but_may_read_what_the_others_are_together(formula: str) -> None:
    assert payouts(with_one_who_left(formula)) == [Decimal("1200.00"), Decimal("1200.00"), Decimal("100.00")]


def test_a_fault_of_one_is_a_fault_of_all_that_read_it() -> None:
    two = {"Employees": [person(), person("2")], "Actuals": [actual(), actual("2")]}
    sheets = plan(**two, Formulas=[step("x", "TOTAL(Name) / 2"), step("Adjusted", "Capped + x")])
    assert problems(sheets)["FX032"] == ["Formulas!B2", "Employees!A2", "Formulas!B2", "Employees!A3"]
    sheets = plan(**two, Formulas=[step("x", "IFERROR(TOTAL(Name) / 2, 9)"), step("Adjusted", "Capped + x")])
    assert payouts(sheets) == [Decimal("1209.00"), Decimal("1209.00")]


def test_ranks_share_the_better_place() -> None:
    reached = {"1": 100, "2": 50, "3": 100, "4": 70}
    sheets = plan(
        Employees=[person(each) for each in reached],
        Actuals=[actual(each, value=Decimal(value)) for each, value in reached.items()],
        Formulas=[step("Adjusted", "RANK(Score) * 10 + PERCENTRANK(Score)")],
    )
    # Two are first, then third and fourth; of the three others 2, 0, 2 and 1 are below.
    assert payouts(sheets) == [Decimal("10.67"), Decimal("40.00"), Decimal("10.67"), Decimal("30.33")]


def test_a_pool_is_shared_within_each_team() -> None:
    teams = {"1": "A", "2": "A", "3": "B", "4": None}
    reached = {"1": 100, "2": 50, "3": 100, "4": 100}
    sheets = plan(
        Employees=[person(each, Team=team) for each, team in teams.items()],
        Actuals=[actual(each, value=Decimal(value)) for each, value in reached.items()],
        Formulas=[step("Adjusted", "ALLOCATE(100, Score, GROUP(Team))")],
    )
    assert payouts(sheets) == [Decimal("66.67"), Decimal("33.33"), Decimal("100.00"), Decimal("100.00")]
