"""Whatever a workbook file holds, the answer is a plan or problems in words, at once and in bounded memory.

Five hundred files, the same on every machine with the same workbooks to spoil; `python -m tests.fuzz 20000` by hand.
"""

import pytest

from tests.fuzz.campaign import campaign
from tests.fuzz.cases import UNSPOILT, case_of
from tests.fuzz.sources import plans, strangers

SEED = 2026
CASES = 500
MEMORY = 1_000_000_000


def test_spoilt_workbooks_give_a_plan_or_problems() -> None:
    tally = campaign(SEED, 0, CASES)
    assert tally.failures == []
    assert tally.cases == CASES
    assert tally.largest[0] < MEMORY
    # Much is refused at the door; enough must come through it to be read, calculated and copied.
    assert tally.outcomes["sound"] + tally.outcomes["errors"] > CASES / 5
    assert len(tally.outcomes) > 10


@pytest.mark.skipif(not strangers(), reason="no workbooks of others (see tests/workbook/test_corpus.py)")
def test_workbooks_of_others_give_problems_alone() -> None:
    tally = campaign(UNSPOILT, 0, len(strangers()))
    assert tally.failures == []
    assert tally.cases == len(strangers())
    assert "sound" not in tally.outcomes
    assert tally.largest[0] < MEMORY


def test_a_case_is_the_same_each_time() -> None:
    for number in range(20):
        one, other = (case_of(SEED, number, plans(), {}) for _ in range(2))
        assert one == other
    assert case_of(SEED, 0, plans(), {}).content != case_of(SEED + 1, 0, plans(), {}).content
