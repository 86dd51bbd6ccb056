"""Does the plan make sense: what a careful colleague would ask about before it is announced.

In: a sound plan. Out: warnings with their cells, in the order of the questions. Nothing here changes an amount.
"""

from collections.abc import Iterator

from incentive.plan import Plan
from incentive.planning.figures import odd_figures, odd_salaries
from incentive.planning.roles import goals, inputs_twice, many_kpis, small_weights, unused_kpis
from incentive.planning.steps import cliffs, dead_zones
from incentive.problems import Problem

_QUESTIONS = (
    small_weights,
    many_kpis,
    inputs_twice,
    unused_kpis,
    goals,
    cliffs,
    dead_zones,
    odd_figures,
    odd_salaries,
)


def sense(plan: Plan) -> Iterator[Problem]:
    """Every warning of every question; none where the plan could not be read whole, since they would mislead."""
    if not plan.broken:
        for question in _QUESTIONS:
            yield from question(plan)
