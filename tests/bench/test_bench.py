"""Limits of speed and memory, as ratios within one run; by hand (`pytest -m bench`): a busy machine blurs them."""

import pytest

from tests.bench.calculate import memory, speed
from tests.bench.cycle import measure
from tests.bench.read import compare

pytestmark = pytest.mark.bench


def test_the_engine_takes_at_most_twice_the_loop_and_grows_no_faster_than_the_people() -> None:
    few, many = speed(10_000), speed(100_000)
    assert few.same
    assert many.same
    assert many.ratio <= 2
    # A loaded machine blurs even the time of one process by some percent.
    assert many.engine <= few.engine * 10 * 1.1
    assert many.whole <= few.whole * 10 * 1.1


def test_a_person_takes_less_than_six_kilobytes_above_the_plan() -> None:
    assert memory(100_000).above_plan < 6 * 1024


def test_a_cycle_of_ten_thousand_people_is_a_matter_of_a_minute_or_two() -> None:
    assert sum(measure(10_000).values()) < 180


def test_large_workbooks_are_read_four_times_as_fast_as_by_openpyxl_and_nothing_is_missed() -> None:
    compared = compare(700_000)
    ours = compared["cells"]
    assert compared["openpyxl"].seconds / ours.seconds >= 4
    assert ours.peak < 600_000_000
    assert (ours.found["error"], ours.found["uncalculated"], ours.found["id"]) == ("#DIV/0!", True, "00000")
