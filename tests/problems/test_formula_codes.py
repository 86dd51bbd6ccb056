"""Every code of formulas has the smallest workbook that provokes it; formulas at the bounds are answered in words.

What a formula's text can be guilty of is in `tests/formula`; here it goes the whole way, from a cell to a sentence.
"""

from typing import Any

import pytest

from incentive.engine.calculate import calculate
from incentive.problems import CATALOGUE
from tests.problems.checking import check_case
from tests.problems.small_books import WORDED, Case, checked, figures, kpi, row, settings, step
from tests.workbook.plans import Sheets, plain, sound


def test_every_code_has_its_workbook() -> None:
    assert set(WORDED) == {code for code in CATALOGUE if code.startswith("FX")}


@pytest.mark.parametrize("code", WORDED)
def test_the_smallest_workbook_provokes_it(code: str) -> None:
    check_case(code, WORDED[code])


def by_formula(formula: str) -> list[dict[str, Any]]:
    return [{"Scale": "S", "Between": "formula", "Formula": formula}]


def with_scale(formula: str) -> Sheets:
    return plain(Matrix=[row(Scale="S")], Scales=by_formula(formula))


STEP = ("Formulas!B2", "Employees!A2")
OF_KPI = ("KPIs!C2", "Actuals!C2", "Matrix!2")
OF_SCALE = ("Scales!C2", "Actuals!C2", "Matrix!2")
OVERALL = ("Plan!B5", "Scales!C2", "Employees!A2")
SOLD = figures(10, kpi="Sold")

BOUNDS: dict[str, tuple[str, Case]] = {
    "brackets in brackets": ("FX003", Case(step("(" * 70 + "1" + ")" * 70), STEP[:1])),
    "IF in IF": ("FX003", Case(step("IF(TRUE," * 70 + "1" + ",2)" * 70), STEP[:1])),
    "a sum of very many": ("FX003", Case(step("+".join(["1"] * 3000)), STEP[:1])),
    "very many conditions": ("FX003", Case(step("IFS(" + "FALSE,1," * 600 + "TRUE,1)"), STEP[:1])),
    "a power out of bounds": ("FX040", Case(step("Salary ^ 300"), STEP)),
    "a product of powers": ("FX050", Case(step("10^300 * 10^300"), STEP)),
    "a payout out of bounds": ("FX050", Case(step("10^300", "Payout"), STEP)),
    "a score out of bounds": ("FX050", Case(step("10^300", "Score"), STEP)),
    "a scale out of bounds": ("CA064", Case(with_scale("10^300 * x"), ("Employees!A2",))),
    "a pool out of bounds": ("FX050", Case(step("ALLOCATE(10^300, Salary)"), STEP)),
    "a blank pool": ("FX031", Case(step("ALLOCATE(TargetBonusAmount, Salary)"), STEP)),
    "a pool by texts": ("FX032", Case(step("ALLOCATE(100, Name)"), STEP)),
    "the rank of a text": ("FX032", Case(step("RANK(Name)"), STEP)),
    "the rank of a blank, used": ("FX031", Case(step("1 + RANK(TargetBonusAmount)"), STEP)),
    "a sum with someone's division by zero": ("FX030", Case(step("TOTAL(1 / (Salary - 48000))"), STEP[:1])),
    "a sum of itself": ("CA062", Case(step("TOTAL(Extra)"), STEP[:1])),
    "a gate on what comes after it": (
        "CA062",
        Case(plain(Gates=[{"Gate": "G", "Condition": "Payout > 5"}]), ("Gates!B2",)),
    ),
    "over people in a KPI": ("CA010", Case(plain(KPIs=kpi(Formula="RANK(Sold)"), Actuals=SOLD), ("KPIs!C2",))),
    "over people in an attainment": ("CA010", Case(plain(KPIs=kpi(Attainment="TOTAL(Actual)")), OF_KPI)),
    "over people in a scale": ("CA010", Case(with_scale("RANK(x)"), ("Scales!C2",))),
    "a KPI that is a text": (
        "FX032",
        Case(plain(KPIs=kpi(Formula='IF(Sold > 5, "a", 1)'), Actuals=SOLD), ("KPIs!C2", "Actuals!D2")),
    ),
    "an attainment that is a text": ("FX032", Case(plain(KPIs=kpi(Attainment='IF(Actual > 5, "a", 1)')), OF_KPI)),
    "an attainment of another name": ("FX027", Case(plain(KPIs=kpi(Attainment="Actul / 2")), OF_KPI)),
    "an attainment over zero": ("FX030", Case(plain(KPIs=kpi(Attainment="Actual / (Target - 100)")), OF_KPI)),
    "a scale that gives a text": ("FX032", Case(with_scale('IF(x > 5, 1, "a")'), OF_SCALE)),
    "a scale over zero": ("FX030", Case(with_scale("1 / (x - 1.2)"), OF_SCALE)),
    "a scale over another name": ("FX026", Case(with_scale("y + 1"), ("Scales!C2",))),
    "SCALE of a text": ("FX032", Case(step('SCALE("S", 1)') | {"Scales": by_formula('IF(x > 5, 1, "a")')}, STEP)),
    "SCALE over another name": ("FX026", Case(step('SCALE("S", 1)') | {"Scales": by_formula("y + 1")}, ("Scales!C2",))),
    "an overall scale that gives a text": (
        "FX032",
        Case(settings(plain(Scales=by_formula('IF(x > 5, 1, "a")')), Overall_scale="S"), OVERALL),
    ),
    "an overall scale over zero": (
        "FX030",
        Case(settings(plain(Scales=by_formula("1 / (x - 1.2)")), Overall_scale="S"), OVERALL),
    ),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_at_the_bounds_there_is_a_sentence(name: str) -> None:
    code, case = BOUNDS[name]
    check_case(code, case)


@pytest.mark.parametrize(
    "formula",
    [
        "ALLOCATE(100, 0 * Salary)",
        "ALLOCATE(100, TargetBonusAmount)",
        "ALLOCATE(-100, Salary)",
        "RANK(TargetBonusAmount)",
        "TOTAL(TOTAL(Salary))",
        "TOTAL(Salary, GROUP(Start))",
        "IF(TRUE," * 60 + "1" + ",2)" * 60,
    ],
)
def test_what_has_an_answer_is_no_problem(formula: str) -> None:
    assert checked(step(formula)) == ()


def test_true_counts_as_one_where_a_number_is_wanted() -> None:
    plan = sound(plain(KPIs=kpi(Attainment="Actual >= Target"), Actuals=figures(120)))
    calculation = calculate(plan)
    assert calculation.problems == ()
    assert calculation.payouts.values["Score"] == [1]
