"""Printed sums: each line, retyped with its printed digits, gives its printed result."""

import re
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incentive.formula.parse import parse
from incentive.i18n.formats import formats
from incentive.numbers import CONTEXT
from incentive.reports.arithmetic import Expression, Form, Operation, Term, evaluate, from_tree, product, settle, write
from tests.reports.pocket import calculator

D = Decimal
ENGLISH = formats("en")


def test_digits_are_added_until_the_result_comes_out() -> None:
    score = D(17) / D(15)
    chain = Operation(
        "+", Operation("×", Operation("×", money("1200"), percent(score)), Term(D("1.05"), decimals=2)), money("50")
    )
    found = settle(chain, money("1478"))
    assert found is not None
    assert write(found[0], ENGLISH) == "1,200.00 × 113.333% × 1.05 + 50.00"
    assert calculator("1,200.00 × 113.333% × 1.05 + 50.00") == pytest.approx(D("1477.9958"))


def test_what_cannot_come_out_is_not_printed() -> None:
    assert settle(Operation("+", money("1"), money("1")), money("3")) is None
    assert settle(Operation("÷", money("1"), money("0")), money("3")) is None


def test_brackets_stand_only_where_they_matter() -> None:
    a, b, c = money("1"), money("2"), Term(D(-3))
    cases = {
        "(1.00 + 2.00) × (−3)": Operation("×", Operation("+", a, b), c),
        "1.00 − (2.00 + (−3))": Operation("−", a, Operation("+", b, c)),
        "1.00 + 2.00 + (−3)": Operation("+", a, Operation("+", b, c)),
        "1.00 ÷ (2.00 × (−3))": Operation("÷", a, Operation("×", b, c)),
        "1.00 × 2.00 − (−3)": Operation("−", Operation("×", a, b), c),
    }
    for text, expression in cases.items():
        assert write(expression, ENGLISH) == text


def test_a_formula_of_the_four_operations_becomes_a_sum() -> None:
    tree = parse("(2 + 50%) * 3").tree
    assert tree is not None
    expression = from_tree(tree, {})
    assert expression is not None
    assert write(expression, ENGLISH) == "(2 + 50%) × 3"
    other = parse("MAX(1, 2)").tree
    assert other is not None
    assert from_tree(other, {}) is None


def test_factors_of_one_are_left_out() -> None:
    one = Term(D(1))
    assert product(one, None, money("2"), one) == Operation("×", one, money("2"))


numbers = st.decimals(min_value=D("0.0001"), max_value=D(10**9), places=6)


@given(first=numbers, second=numbers, third=numbers, signs=st.lists(st.sampled_from("+−×÷"), min_size=2, max_size=2))
def test_retyped_digits_give_the_printed_result(
    first: Decimal, second: Decimal, third: Decimal, signs: list[str]
) -> None:
    expression: Expression = Operation(signs[1], Operation(signs[0], Term(first), percent(second)), Term(third))
    with localcontext(CONTEXT):
        exact = evaluate(
            Operation(
                signs[1],
                Operation(signs[0], Term(first, decimals=6), Term(second, decimals=6)),
                Term(third, decimals=6),
            )
        )
        found = settle(expression, Term(exact, Form.MONEY, 2))
        assert found is not None
        text = write(found[0], ENGLISH)
        printed = Decimal(re.sub("[,−]", lambda sign: "" if sign[0] == "," else "-", write(found[1], ENGLISH)))
        assert calculator(text).quantize(D("0.01"), "ROUND_HALF_UP") == printed


def money(text: str) -> Term:
    return Term(D(text), Form.MONEY, 2)


def percent(value: Decimal) -> Term:
    return Term(value, Form.PERCENT, 1)
