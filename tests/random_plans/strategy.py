"""Random plans for hypothesis.

In: nothing. Out: a strategy whose cases are seeds, so that a found case is `generate(random.Random(seed))` for anyone.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.random_plans.generator import RandomPlan, generate


def plan_of(seed: int) -> RandomPlan:
    """The plan of a seed."""
    return generate(Random(seed))


def plan_strategy() -> st.SearchStrategy[RandomPlan]:
    """Random plans, drawn by seed."""
    return st.integers(min_value=0, max_value=2**32 - 1).map(plan_of)
