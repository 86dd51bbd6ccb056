"""Engine and reference at the plans where they once differed; each amount is worked out by hand."""

import pytest

from tests.comparison.both import by_engine, differences
from tests.comparison.found import FOUND


@pytest.mark.parametrize("name", FOUND)
def test_the_engine_pays_what_the_pages_say(name: str) -> None:
    found = FOUND[name]
    calculation, errors = by_engine(found.sheets)
    if not found.payouts:
        assert calculation is None
        assert errors
        return
    assert calculation is not None, errors
    people = [employee.id for employee in calculation.plan.employees]
    assert dict(zip(people, calculation.payouts.values["Payout"], strict=True)) == found.payouts


@pytest.mark.parametrize("name", FOUND)
def test_the_reference_says_the_same(name: str) -> None:
    """Where it is known to see a plan otherwise it still does: should the two agree some day, the mark is to go."""
    found = FOUND[name]
    assert bool(differences(found.sheets)) is found.known_to_differ
