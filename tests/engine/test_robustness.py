"""Whatever stands in a workbook, the engine answers with values or in words, never with an exception.

Several hundred spoilt random plans go through reader, calculation and, where nothing is wrong, everybody's trace.
"""

from random import Random

import pytest

from incentive.engine.calculate import calculate, trace_of
from incentive.problems import Problem, Severity, suppress
from incentive.workbook import book_of, plan_of
from tests.engine.spoilt import spoilt

# Most plans spoilt often are refused; those spoilt once often are not, and are traced.
MANY = [(seed, 8) for seed in range(10)] + [(seed, 1) for seed in range(10, 20)]
EACH = 25


def in_words(problem: Problem) -> bool:
    words = f"{problem.message} {problem.hint} {' '.join(str(place) for place in problem.places)}"
    return not any(sign in words for sign in ("{", "Decimal(", "None"))


@pytest.mark.parametrize(("seed", "most"), MANY)
def test_there_is_always_an_answer(seed: int, most: int) -> None:
    random = Random(f"spoilt {seed}")
    for number in range(EACH):
        plan, found = plan_of(book_of(spoilt(random, most)))
        if plan is None:
            assert [problem.code for problem in found] == ["WB010"]
            continue
        calculation = calculate(plan)
        said = (*found, *suppress(calculation.problems, plan.broken))
        unclear = [problem for problem in (*found, *calculation.problems) if not in_words(problem)]
        assert unclear == [], number
        refused = any(problem.severity is Severity.ERROR for problem in said)
        if any(problem.severity is Severity.ERROR for problem in calculation.problems):
            assert refused, f"{number}: an error stays unsaid, and nothing else is said"
        if not refused:
            for person in range(len(plan.employees)):
                assert trace_of(calculation, person).payout is not None, number
