"""Random formulas give what the independent reference gives by fractions, problem for problem."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incentive.formula.scope import FormulaFault
from incentive.formula.tree import Value
from tests.formula.random_formulas import VALUES, Formulas
from tests.formula.scopes import run, value
from tests.reference import exact, language, syntax

CLOSE = Fraction(1, 10**22)


def theirs(text: str) -> language.Value | str:
    values: dict[str, language.Value] = {
        key: Fraction(cell) if isinstance(cell, Decimal) else cell for key, cell in VALUES.items()
    }
    try:
        return language.evaluate(syntax.parse(text), language.Table(values))
    except exact.FormulaError:
        return "a problem"


def ours(text: str) -> Value:
    try:
        return value(text, VALUES)
    except FormulaFault as fault:
        # Every fault can be said in words.
        return "a problem" if fault.error.message and fault.error.hint else "words are missing"


def agree(mine: Value, other: object) -> bool:
    if isinstance(mine, Decimal):
        if not isinstance(other, Fraction):
            return False
        return abs(Fraction(mine) - other) <= max(abs(other), Fraction(1)) * CLOSE
    return type(mine) is type(other) and mine == other


def compared(text: str) -> None:
    mine, other = ours(text), theirs(text)
    assert agree(mine, other), f"{text}: {mine!r}, by fractions {other!r}"


@given(st.integers(0, 2**64), st.integers(1, 5))
def test_a_random_formula(seed: int, depth: int) -> None:
    compared(Formulas(Random(seed)).anything(depth))


@given(st.integers(0, 2**64))
def test_quick_and_careful_rows_agree(seed: int) -> None:
    # A fault of the last column has the whole row computed with all checks.
    formulas = Formulas(Random(seed))
    columns = [(f"c{place}", formulas.anything(3)) for place in range(4)]
    inputs = {key: [cell] for key, cell in VALUES.items()}
    quick = run(columns, inputs)
    careful = run([*columns, ("last", "1 / (n1 - n1)")], inputs)
    for key, _ in columns:
        assert quick.columns[key] == careful.columns[key]
    assert [*quick.faults] == [*careful.faults][:-1]
    assert careful.faults[-1].column == "last"


@pytest.mark.long
@pytest.mark.parametrize("start", range(20))
def test_many_random_formulas(start: int) -> None:
    formulas = Formulas(Random(start))
    for _ in range(1000):
        compared(formulas.anything(formulas.random.randint(1, 5)))
