"""How long columns take beyond their bare arithmetic."""

from collections.abc import Callable
from decimal import Decimal, localcontext
from time import perf_counter

import pytest

from incentive.formula.evaluate import compile_columns
from incentive.numbers import CONTEXT
from tests.formula.scopes import Names, tree

ROWS = 100_000
COLUMNS = [
    ("na", "n1 / n2"),
    ("nb", "IF(na >= 1, 1, na)"),
    ("nc", "nb * n3"),
    ("nd", "nc * n4"),
    ("ne", "MIN(nd, n1)"),
    ("nf", "ne + nd"),
    ("ng", "nf - ne"),
    ("nh", "IF(na >= 80%, nb, nc)"),
]


def bare(values: list[list[Decimal]]) -> None:
    """The same arithmetic by hand, nothing kept."""
    most, least, one = Decimal("0.9999999999995"), Decimal("0.7999999999995"), Decimal(1)
    with localcontext(CONTEXT):
        for n1, n2, n3, n4 in zip(*values, strict=True):
            na = n1 / n2
            nb = one if na >= most else na
            nc = nb * n3
            nd = nc * n4
            ne = min(nd, n1)
            nf = ne + nd
            _ = nf - ne
            _ = nb if na >= least else nc


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


@pytest.mark.bench
def test_a_row_of_eight_columns_costs_two_microseconds_beyond_its_arithmetic() -> None:
    values = [[Decimal(row % 97 + place) / 7 + 1 for row in range(ROWS)] for place in range(4)]
    compiled = compile_columns([(key, tree(text)) for key, text in COLUMNS], Names())
    inputs = {f"n{place + 1}": column for place, column in enumerate(values)}
    beyond = best(lambda: compiled.run(inputs, ROWS)) - best(lambda: bare(values))
    assert beyond / ROWS < 2e-6
