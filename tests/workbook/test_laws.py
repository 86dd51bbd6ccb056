"""Laws of the reader: whatever stands in a cell, the answer is a plan and problems in words, never an exception."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incentive.numbers import exact
from incentive.problems import Problem
from incentive.workbook import book_of, plan_of
from incentive.workbook.book_forms import Cell, shown_number
from incentive.workbook.values import percent_text
from tests.random_plans.generator import generate

ODD: tuple[Any, ...] = (
    None, "", " ", "x", "*", "-", ":", "kpi:", "role:", "80%", "-5%", "=1+", "(", "a;b;;", "formula", "each",
    "0001", "threshold", "9999-Q4", "2026-13", "é" * 40, "A" * 9000, "\x00", "1" * 50 + "%",
    Decimal("1E308"), Decimal("1E-300"), Decimal("-1E17"), Decimal(0), Decimal(-1), Decimal(85), True, False,
    date(1, 1, 1), date(9999, 12, 31),
    Cell(None, error="#REF!"), Cell(None, formula="=A1"), Cell(Decimal(5), "0%"), Cell(Decimal(417), '0"'),
)  # fmt: skip


def spoilt(random: Random) -> dict[str, list[Any]]:
    """A random plan in which some cells, rows and sheets are not what they were."""
    sheets: dict[str, list[Any]] = dict(generate(random).sheets)
    for _ in range(random.randint(1, 12)):
        title = random.choice(list(sheets))
        rows = sheets[title]
        if not rows or random.random() < 0.05:
            del sheets[title]
            continue
        place = random.randrange(len(rows))
        if random.random() < 0.1:
            del rows[place]
        elif isinstance(rows[place], dict):
            rows[place] = rows[place] | {random.choice(list(rows[place])): random.choice(ODD)}
        else:
            rows[place] = [*rows[place][:-1], random.choice(ODD)]
    return sheets


def in_words(problem: Problem) -> bool:
    words = f"{problem.message} {problem.hint} {' '.join(str(place) for place in problem.places)}"
    return "{" not in words and "Decimal(" not in words and "None" not in words


@pytest.mark.parametrize("seed", range(40))
def test_whatever_stands_in_a_cell_there_is_an_answer(seed: int) -> None:
    plan, problems = plan_of(book_of(spoilt(Random(seed))))
    assert plan is not None
    assert [problem for problem in problems if not in_words(problem)] == []
    assert list(problems) == sorted(
        problems, key=lambda problem: ["error", "warning", "notice"].index(problem.severity)
    )


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_what_a_percentage_shows_is_what_it_is(value: Decimal) -> None:
    shown = shown_number(value, "0.00%")
    assert percent_text(shown) == value
    assert exact(shown.rstrip("%")) / 100 == value
