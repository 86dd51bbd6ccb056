"""Every code of calculation has the smallest workbook that provokes it, and names the cells that a person mends."""

import pytest

from incentive.problems import CATALOGUE
from tests.problems.checking import check_case
from tests.problems.small_books import CALCULATED


def test_every_code_has_its_workbook() -> None:
    assert set(CALCULATED) == {code for code in CATALOGUE if code.startswith("CA")}


@pytest.mark.parametrize("code", CALCULATED)
def test_the_smallest_workbook_provokes_it(code: str) -> None:
    check_case(code, CALCULATED[code])
