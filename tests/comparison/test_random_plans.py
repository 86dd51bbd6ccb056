"""The engine against the independent reference, on random plans that use every feature."""

import os
import random
from dataclasses import replace

import pytest

from tests.comparison.both import amounts_by_engine, differences
from tests.random_plans import FEATURES, RandomPlan, generate
from tests.random_plans.coverage import MEETINGS, count, lacking, together

CHUNK = 100
PLANS = 2_000
LONG = int(os.environ.get("INCENTIVE_LONG_PLANS", "20000"))
ENOUGH = 20
PARTS = 8


def compared(seeds: range) -> dict[int, list[str]]:
    found = {seed: differences(generate(random.Random(seed)).sheets) for seed in seeds}
    return {seed: words for seed, words in found.items() if words}


@pytest.mark.parametrize("first", range(0, PLANS, CHUNK))
def test_engine_and_reference_agree(first: int) -> None:
    assert compared(range(first, first + CHUNK)) == {}


@pytest.mark.long
@pytest.mark.parametrize("first", range(PLANS, PLANS + LONG, CHUNK))
def test_engine_and_reference_agree_on_many_more(first: int) -> None:
    assert compared(range(first, first + CHUNK)) == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_feature_decides_amounts_often_enough(part: int) -> None:
    wanted = set(list(FEATURES)[part::PARTS])
    plans = (with_features(generate(random.Random(seed)), wanted) for seed in range(PLANS))
    changed = count(plans, amounts_by_engine, ENOUGH)
    mine = {name: times for name, times in changed.items() if name in wanted}
    assert mine, "no feature is listed"
    assert lacking(mine, ENOUGH) == {}


def with_features(plan: RandomPlan, wanted: set[str]) -> RandomPlan:
    """The same plan, of whose features only the wanted ones are tried."""
    return replace(plan, features={name: made for name, made in plan.features.items() if name in wanted})


@pytest.mark.long
def test_features_meet() -> None:
    plans = (generate(random.Random(seed)) for seed in range(PLANS))
    met = together(plans, amounts_by_engine, MEETINGS)
    assert {pair: times for pair, times in met.items() if times < 3} == {}
