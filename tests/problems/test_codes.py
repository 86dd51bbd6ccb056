"""Each code of the catalogue means one thing."""

from collections import Counter

from incentive.problems.calculation import CALCULATION
from incentive.problems.catalogue import CATALOGUE
from incentive.problems.formulas import FORMULAS
from incentive.problems.planning import PLANNING
from incentive.problems.running import RUNNING
from incentive.problems.sources import SOURCES
from incentive.problems.workbook import WORKBOOK


def test_no_code_is_given_twice() -> None:
    counted = Counter(entry.code for entry in (*WORKBOOK, *SOURCES, *FORMULAS, *CALCULATION, *PLANNING, *RUNNING))
    assert [code for code, times in counted.items() if times > 1] == []
    assert set(counted) == set(CATALOGUE)
