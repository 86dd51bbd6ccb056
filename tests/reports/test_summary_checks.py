"""The checks of the first sheet: what they hold against what, that a wrong number is found, and reasons for nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from incentive.engine.calculate import calculate
from incentive.engine.tables import Calculation, Table
from incentive.formula.tree import Value
from incentive.numbers import exact_arithmetic
from incentive.plan.choices import IfOverBudget
from incentive.problems import Severity
from incentive.reports.summary import summary_sheets
from incentive.reports.summary.checks import Check, checks
from incentive.reports.summary.reasons import reasons
from incentive.sheets import Cell, Tone
from incentive.workbook import book_of, plan_of
from tests.engine.plans import actual, calculated, kpi, line, person, plan, points, settings, step
from tests.random_plans import generate
from tests.reports.examples import NAMES, RUN, calculation

D = Decimal
EARNED = "Earned of share KPIs in Scores = Score × KpiTargetBonus"
BY_ASSIGNMENT = "Earned in Scores = Score in Assignments × KpiTargetBonus"
DIRECT = "Earned of other KPIs in Scores = Direct in Payouts"
STARTS = "AssignmentTargetBonus in Assignments = TargetBonus in Payouts"
PAID = "Capped + Direct + Adjustments, rounded = Payout"
PAID_YEAR = "Capped + Direct + Adjustments − Paid, rounded = Payout"
ANSWERED = "People with a payout, or a reason why not = people read"


def made(**changes: list[Any]) -> Calculation:
    """A plan's calculation; it must have no error."""
    found, problems = calculated(plan(**changes))
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    return found


def checked(whole: Calculation) -> dict[str, Check]:
    """The checks by name; of those of several currencies one that does not hold, if there is one."""
    with exact_arithmetic():
        return {check.name: check for check in sorted(checks(whole), key=lambda check: not check.holds)}


def spoilt(whole: Calculation, table: str, column: str, row: int, value: Value) -> Calculation:
    """The calculation with one value of one table changed."""
    old: Table = getattr(whole, table)
    values = [value if number == row else one for number, one in enumerate(old.values[column])]
    new: Any = {table: replace(old, values={**old.values, column: values})}
    return replace(whole, **new)


@pytest.mark.parametrize("name", NAMES)
def test_all_checks_of_the_examples_hold(name: str) -> None:
    found = checked(calculation(name))
    assert {check.name: check.difference for check in found.values() if not check.holds} == {}
    assert all(not check.difference for check in found.values() if "≤" not in check.name)
    assert {EARNED, BY_ASSIGNMENT, STARTS, ANSWERED} <= set(found)


@pytest.mark.parametrize(
    ("name", "table", "column", "wrong"),
    [
        ("sales_quarter", "scores", "Earned", {EARNED, BY_ASSIGNMENT}),
        ("sales_quarter", "payouts", "Score", {EARNED}),
        ("sales_quarter", "assignments", "Score", {BY_ASSIGNMENT}),
        ("sales_quarter", "assignments", "AssignmentTargetBonus", {STARTS}),
        ("sales_quarter", "payouts", "TargetBonus", {STARTS}),
        ("sales_quarter", "payouts", "Adjustments", {"Adjustments as read = Adjustments in Payouts", PAID}),
        ("sales_quarter", "payouts", "Capped", {"Capped in Payouts ≤ Budget", PAID}),
        ("sales_quarter", "payouts", "Payout", {PAID}),
        ("commission", "payouts", "Direct", {DIRECT, PAID}),
        ("executive_annual", "payouts", "Paid", {"Paid before, as read = Paid in Payouts", PAID_YEAR}),
        ("executive_annual", "payouts", "Cash", {"Payment: sum of Cash, Deferred = Payout"}),
        ("executive_annual", "payouts", "Payout", {"Payment: sum of Cash, Deferred = Payout", PAID_YEAR}),
    ],
)
def test_a_wrong_number_is_found(name: str, table: str, column: str, wrong: set[str]) -> None:
    whole = spoilt(calculation(name), table, column, 0, D(99999))
    found = checked(whole)
    assert {check.name for check in found.values() if not check.holds} == wrong
    with exact_arithmetic():
        assert all(check.difference for check in found.values() if not check.holds)


def test_a_person_that_is_missing_or_twice_is_found() -> None:
    whole = spoilt(calculation("sales_quarter"), "payouts", "Employee", 0, "00276")
    check = checked(whole)["People in Payouts = people read"]
    assert (check.found, check.expected, check.holds, check.detail) == (D(11), D(12), False, "00198")


def test_differences_that_cancel_out_are_found_all_the_same() -> None:
    whole = calculation("sales_quarter")
    scores = whole.payouts.values["Score"]
    first, last = (whole.payouts.values["TargetBonus"][n] for n in (0, 1))
    assert isinstance(first, Decimal)
    assert isinstance(last, Decimal)
    assert isinstance(scores[0], Decimal)
    assert isinstance(scores[1], Decimal)
    with exact_arithmetic():
        less = spoilt(whole, "payouts", "Score", 0, scores[0] - 1 / first)
        both = spoilt(less, "payouts", "Score", 1, scores[1] + 1 / last)
    check = checked(both)[EARNED]
    assert check.difference == 0
    assert not check.holds
    assert check.detail == "differs for 00198, 00276"


def test_a_score_as_the_plan_rounds_it_agrees() -> None:
    whole = made(Plan=settings(Round_score=D("0.01")), Actuals=[actual(value=D("98.765"))])
    check = checked(whole)[EARNED]
    assert (check.found, check.expected, check.holds) == (D("1188.00"), D("1188.00"), True)


def test_what_the_plan_puts_between_two_numbers_is_left_out_and_counted() -> None:
    override = {"For": "1", "What": "score", "Value": D("0.5"), "Reason": "r", "Approved by": "b"}
    whole = made(
        Employees=[person(), person("2")],
        Actuals=[actual(), actual("2")],
        Overrides=[override],
    )
    check = checked(whole)[EARNED]
    assert (check.found, check.expected, check.holds) == (D(1200), D(1200), True)
    assert check.detail == "people left out, for whom the plan has a rule of its own: 1"
    own = made(Formulas=[step("Score", "0.7", Role="Staff")])
    assert EARNED not in checked(own)


def test_gates_on_all_money_leave_the_check_of_direct_out() -> None:
    commission = {
        "KPIs": [kpi(), kpi("B", Unit="EUR")],
        "Matrix": [line(), line("B", Weight=None, Target=None, Pays="rate", Scale="S")],
        "Scales": points("S", {0: "0.1"}, Measured_in="value", Between="step"),
        "Actuals": [actual(), actual(name="B")],
    }
    assert checked(made(**commission))[DIRECT].found == 10
    gate = {"Gate": "G", "Condition": "Salary > 1000000", "Multiply by": D("0.5"), "Acts on": "all"}
    gated = made(**commission, Gates=[gate])
    assert gated.payouts.values["Direct"][0] == 5
    assert DIRECT not in checked(gated)


def test_a_budget_is_held_against_what_is_spent_in_the_plan_s_currency() -> None:
    changes = {
        "Employees": [person(), person("2", Currency="GBP")],
        "Actuals": [actual(), actual("2")],
        "Rates": [{"Currency": "GBP", "Rate": D("1.25")}],
    }
    within = checked(made(Plan=settings(Budget=D(2700)), **changes))["Capped in Payouts ≤ Budget"]
    assert (within.found, within.expected, within.holds) == (D(2700), D(2700), True)
    over = checked(made(Plan=settings(Budget=D(2699)), **changes))["Capped in Payouts ≤ Budget"]
    assert (over.difference, over.holds, over.currency) == (D(1), False, "EUR")
    assert over.detail == "over budget is reported only"


def test_a_debt_that_is_carried_and_a_negative_amount_lead_to_nothing() -> None:
    paid = [{"Employee": "1", "Period": "2026-Q1", "Amount": D(5000)}]
    carried = made(Plan=settings(Earnings="cumulative", If_overpaid="carry"), Paid=paid)
    assert carried.payouts.values["Payout"][0] == 0
    check = checked(carried)[PAID_YEAR]
    assert (check.found, check.expected, check.holds) == (D(0), D(0), True)
    scaled = checked(made(Plan=settings(Budget=D(600), Budget_covers="all", If_over_budget="scale")))
    assert scaled["Adjusted, rounded = Payout"].found == 600
    assert scaled["Adjusted in Payouts ≤ Budget"].holds


def test_the_first_sheet_says_each_check_in_words_and_colour() -> None:
    whole = spoilt(calculation("sales_quarter"), "payouts", "Score", 0, D(0))
    with exact_arithmetic():
        page = summary_sheets(whole, RUN)[0]
    facts, _, found = page.blocks
    assert list(facts.rows)[-1][1] == Cell("NOT OK: 1 of 10 checks", tone=Tone.CHECK_BAD)
    outcome = {row[0]: row[5] for row in found.rows}
    assert outcome[EARNED] == Cell("NOT OK", tone=Tone.CHECK_BAD)
    assert outcome[STARTS] == Cell("OK", tone=Tone.CHECK_GOOD)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Actuals": [actual(value=D(0))]}, "no KPI earned anything"),
        ({"Employees": [person(Start=date(2026, 9, 20))], "Plan": settings(Minimum_service=30)}, "minimum service"),
        ({"Employees": [person(), person("2", End=date(2026, 6, 1))]}, "not in the plan within the span"),
        ({"Gates": [{"Gate": "G", "Condition": "FALSE", "Multiply by": D(0)}]}, "a gate or a decision"),
        ({"Factors": [{"Factor": "F", "For": "*", "Value": D(0), "Use": "multiply"}]}, "a factor leaves nothing"),
        ({"Plan": settings(Cap=D(0))}, "cap or budget leaves nothing"),
        ({"Formulas": [step("Payout", "0")]}, "the plan's own step Payout gives nothing"),
        ({"Plan": settings(Rounding=D(10000))}, "what is due rounds to nothing"),
        ({"Formulas": [step("Score", "-1")]}, "a negative amount is not paid"),
    ],
)
def test_somebody_without_a_payout_has_the_reason(changes: dict[str, list[Any]], reason: str) -> None:
    whole = made(**changes)
    found = reasons(whole)
    assert len(found) == 1
    assert reason in str(next(iter(found.values())))
    assert checked(whole)[ANSWERED].holds
    page = next(sheet for sheet in summary_sheets(whole, RUN) if sheet.name == "Payouts")
    assert page.blocks[0].columns[-1].key == "NoPayoutBecause"
    assert [row[-1] for row in page.blocks[0].rows if row[-1]] == list(found.values())


def test_somebody_without_payout_and_without_reason_is_found() -> None:
    whole = spoilt(calculation("sales_quarter"), "payouts", "Payout", 0, None)
    check = checked(whole)[ANSWERED]
    assert (check.found, check.expected, check.holds, check.detail) == (D(11), D(12), False, "00198")


@pytest.mark.parametrize("seed", range(40))
def test_no_check_is_wrong_about_a_random_plan(seed: int) -> None:
    made_of, problems = plan_of(book_of(generate(Random(seed)).sheets))
    assert made_of is not None
    whole = calculate(made_of)
    if any(problem.severity is Severity.ERROR for problem in (*problems, *whole.problems)):
        pytest.skip("the plan has an error")
    reported = made_of.settings.if_over_budget is IfOverBudget.REPORT
    with exact_arithmetic():
        wrong = [check for check in checks(whole) if not check.holds and not ("≤" in check.name and reported)]
    assert wrong == []
