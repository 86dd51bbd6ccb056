"""The engine against the independent reference, on random plans that use every feature."""

import os
import random

import pytest

from tests.comparison.both import amounts_by_engine, differences
from tests.random_plans import generate
from tests.random_plans.coverage import MEETINGS, count, lacking, together

CHUNK = 100
PLANS = 2_000
LONG = int(os.environ.get("INCENTIVE_LONG_PLANS", "20000"))
ENOUGH = 20

# Seeds at which the two once differed, or at which one of them once refused what the pages allow.
FOUND = (11, 63, 81, 156, 788, 1097, 1927)


def compared(seeds: range | tuple[int, ...]) -> dict[int, list[str]]:
    found = {seed: differences(generate(random.Random(seed)).sheets) for seed in seeds}
    return {seed: words for seed, words in found.items() if words}


@pytest.mark.parametrize("first", range(0, PLANS, CHUNK))
def test_engine_and_reference_agree(first: int) -> None:
    assert compared(range(first, first + CHUNK)) == {}


def test_what_was_once_different() -> None:
    assert compared(FOUND) == {}


@pytest.mark.long
@pytest.mark.parametrize("first", range(PLANS, PLANS + LONG, CHUNK))
def test_engine_and_reference_agree_on_many_more(first: int) -> None:
    assert compared(range(first, first + CHUNK)) == {}


def test_every_feature_decides_amounts_often_enough() -> None:
    plans = (generate(random.Random(seed)) for seed in range(PLANS))
    changed = count(plans, amounts_by_engine, ENOUGH)
    assert changed, "no feature is listed"
    assert lacking(changed, ENOUGH) == {}


@pytest.mark.long
def test_features_meet() -> None:
    plans = (generate(random.Random(seed)) for seed in range(PLANS))
    met = together(plans, amounts_by_engine, MEETINGS)
    assert {pair: times for pair, times in met.items() if times < 3} == {}
