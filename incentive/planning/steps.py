"""Questions about scales: where a little more pays very much, and where more pays nothing.

In: a plan. Out: warnings. Only scales that pay shares are asked about: money by the deal has its own reasons.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from incentive.i18n.phrases import Written
from incentive.numbers import plain
from incentive.plan import Plan
from incentive.plan.choices import BelowFirst, Between, Pays
from incentive.plan.records import Point, Scale
from incentive.problems import Problem

CLIFF = Decimal("0.25")
"""More than this share of a KPI's part at one point is a cliff: people work for the point, not for the figure."""


def cliffs(plan: Plan) -> Iterator[Problem]:
    """Points at which one unit more changes the pay by over a quarter of the KPI's part."""
    for scale in _of_shares(plan):
        steep = [(point, jump) for point, jump in _jumps(scale) if abs(jump) > CLIFF]
        if steep:
            places = tuple(plan.origins.place(point.at, "Pays", _percent(point.pays)) for point, _ in steep)
            largest = max((jump for _, jump in steep), key=abs)
            values = {"scale": scale.id, "jump": _percent(abs(largest)), "most": _percent(CLIFF)}
            yield Problem("PL007", places, values)


def dead_zones(plan: Plan) -> Iterator[Problem]:
    """Stretches between two points of a line, before its end, on which nothing more can be earned."""
    for scale in _of_shares(plan):
        if scale.between is not Between.LINE:
            continue
        points = scale.points
        flat = [
            second
            for number, (first, second) in enumerate(pairwise(points), start=1)
            if first.pays == second.pays and first.x != second.x and number < len(points) - 1
        ]
        if flat:
            places = tuple(plan.origins.place(point.at, "At", str(point.x)) for point in flat)
            yield Problem("PL008", places, {"scale": scale.id, "pays": _percent(flat[0].pays)})


def _of_shares(plan: Plan) -> Iterator[Scale]:
    used = {row.scale for row in plan.matrix if row.pays is Pays.SHARE}
    yield from (scale for scale in plan.scales if scale.id in used and scale.points)


def _jumps(scale: Scale) -> Iterator[tuple[Point, Decimal]]:
    """The points at which what a scale pays changes at once, and by how much."""
    if scale.between not in {Between.LINE, Between.STEP}:
        return
    if scale.below_first is BelowFirst.ZERO:
        yield scale.points[0], scale.points[0].pays
    for first, second in pairwise(scale.points):
        if scale.between is Between.STEP or first.x == second.x:
            yield second, second.pays - first.pays


def _percent(share: Decimal) -> str:
    return Written(f"{plain(share * 100)}%")
