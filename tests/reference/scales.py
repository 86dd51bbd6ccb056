"""Attainment rules, scales and grids.

In: figures of one KPI.  Out: an attainment; what a scale or a grid pays at x.
Not here: whose figures they are (figures.py), caps, gates, money (scores.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .exact import ONE, ZERO, FormulaError, Problem, seen
from .language import Table, Value, evaluate, number
from .syntax import Node

Figures = dict[str, Fraction | None]
INFINITE = "the last point"


def need(figures: Figures, name: str) -> Fraction:
    value = figures[name]
    if value is None:
        raise Problem(f"the {name} is blank and is read")
    return value


def index(actual: Fraction, figures: Figures) -> Fraction:
    target, base = need(figures, "target"), need(figures, "threshold")
    if seen(target) == seen(base):
        raise Problem("index: threshold and target are the same")
    return (actual - base) / (target - base)


def _ratio(better: str, actual: Fraction, target: Fraction) -> Fraction:
    if target == 0:
        zero = seen(actual)
        met = {"higher": zero >= 0, "lower": zero <= 0, "closest": zero == 0}[better]
        return ONE if met else ZERO
    relative = (actual - target) / abs(target)
    if better == "higher":
        return 1 + relative
    return 1 - relative if better == "lower" else 1 - abs(relative)


def _band(actual: Fraction, figures: Figures) -> Fraction:
    low, high = need(figures, "threshold"), need(figures, "maximum")
    if seen(low) <= seen(actual) <= seen(high):
        return ONE
    bound = low if seen(actual) < seen(low) else high
    return ZERO if bound == 0 else 1 - abs(actual - bound) / abs(bound)


def _inverse(actual: Fraction, figures: Figures) -> Fraction | str:
    target = need(figures, "target")
    if actual < 0 or target < 0:
        raise Problem("inverse is refused for negative values")
    return INFINITE if actual == 0 else target / actual


def attainment(
    better: str, rule: str, formula: Node | None, actual: Fraction, figures: Figures
) -> Fraction | str | None:
    """By the rule; INFINITE where ``inverse`` meets an actual of 0; None by ``value``."""
    if formula is not None:
        return number(evaluate(formula, Table({"actual": actual, **figures})))
    if rule == "ratio":
        return _ratio(better, actual, need(figures, "target"))
    if rule == "inverse":
        return _inverse(actual, figures)
    if rule == "index":
        return index(actual, figures)
    if rule == "band":
        return _band(actual, figures)
    if rule == "met":
        target = figures["target"]
        if target is not None:
            return ONE if seen(actual) >= seen(target) else ZERO
        if actual not in (0, 1):
            raise Problem("met without a target takes yes or no")
        return actual
    return None


def turned(better: str, rule: str, at: Fraction, figures: Figures) -> Fraction:
    """The value of the KPI at which its attainment is ``at``."""
    if rule == "ratio" and better in ("higher", "lower"):
        target = need(figures, "target")
        if target == 0:
            raise Problem("with a target of 0 the points cannot be turned into values")
        away = (at - 1) * abs(target)
        return target + away if better == "higher" else target - away
    if rule == "inverse":
        if at == 0:
            raise Problem("an attainment of 0 is no value of an inverse KPI")
        return need(figures, "target") / at
    if rule == "index":
        target, base = need(figures, "target"), need(figures, "threshold")
        return base + at * (target - base)
    raise Problem(f"points of {rule} cannot be turned into values of the KPI")


@dataclass(frozen=True, slots=True)
class Curve:
    """A scale whose points are numbers; ``descending`` where better is lower."""

    points: tuple[tuple[Fraction, Fraction], ...]
    between: str
    hold_below: bool
    go_on: bool
    to: bool
    formula: Node | None
    descending: bool

    def pays(self, x: Fraction) -> Fraction:
        if self.between == "formula":
            assert self.formula is not None
            return number(evaluate(self.formula, Table({"x": x})))
        sign = -1 if self.descending else 1
        points = [(sign * at, pays) for at, pays in self.points]
        if any(seen(a[0]) > seen(b[0]) for a, b in pairwise(points)):
            raise Problem("the points of the scale are not in order")
        value = seen(sign * x)
        if self.between == "slices":
            return _slices(points, value)
        return self._reached(points, value)

    def _reached(self, points: list[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
        reached = [i for i, (at, _) in enumerate(points) if (seen(at) < x if self.to else seen(at) <= x)]
        if not reached:
            return points[0][1] if self.hold_below else ZERO
        last = reached[-1]
        at, pays = points[last]
        if self.between == "step":
            return pays
        if last + 1 < len(points):
            following, more = points[last + 1]
            return pays + (more - pays) * (x - at) / (following - at)
        if self.go_on and len(points) > 1 and seen(x) > seen(at):
            before, less = points[-2]
            if seen(before) != seen(at):
                return pays + (pays - less) * (x - at) / (at - before)
        return pays


def _slices(points: list[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    total = ZERO
    for place, (at, rate) in enumerate(points):
        top = min(x, points[place + 1][0]) if place + 1 < len(points) else x
        if top > at:
            total += (top - at) * rate
    return total


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale as written: a point's ``At`` may be the name of a figure."""

    id: str
    points: tuple[tuple[Fraction | str, Fraction], ...]
    measured: str
    between: str
    hold_below: bool
    go_on: bool
    to: bool
    formula: Node | None

    def curve(self, put: Callable[[str], Fraction], descending: bool) -> Curve:
        points = tuple((put(at) if isinstance(at, str) else at, pays) for at, pays in self.points)
        return self.over(points, descending)

    def over(self, points: tuple[tuple[Fraction, Fraction], ...], descending: bool) -> Curve:
        if not points and self.between != "formula":
            raise Problem(f"scale {self.id} has no points")
        return Curve(points, self.between, self.hold_below, self.go_on, self.to, self.formula, descending)

    def alone(self, x: Fraction) -> Fraction:
        """SCALE("id", x) and the overall scale: x as it is."""

        def refuse(name: str) -> Fraction:
            raise Problem(f"scale {self.id}: {name} is a point of a KPI's own figures, and there is no KPI here")

        ats = [at for at, _ in self.points if isinstance(at, Fraction)]
        falling = self.measured == "value" and len(ats) > 1 and ats[0] > ats[-1]
        return self.curve(refuse, falling).pays(x)


@dataclass(frozen=True, slots=True)
class Grid:
    """x goes down the first column, y along the first row."""

    down: tuple[Fraction, ...]
    along: tuple[Fraction, ...]
    cells: tuple[tuple[Value, ...], ...]

    def read(self, x: Fraction, y: Fraction) -> Value:
        row, column = _reach(self.down, x), _reach(self.along, y)
        if row is None or column is None:
            return ZERO
        return self.cells[row][column]


def _reach(axis: tuple[Fraction, ...], x: Fraction) -> int | None:
    reached = [i for i, at in enumerate(axis) if seen(at) <= seen(x)]
    return reached[-1] if reached else None


def grid_of(rows: list[list[Value]]) -> Grid:
    along = tuple(number(v, "a grid's axis") for v in rows[0][1:] if v is not None)
    down = tuple(number(r[0], "a grid's axis") for r in rows[1:])
    if list(along) != sorted(set(along)) or list(down) != sorted(set(down)):
        raise FormulaError("a grid's axes must ascend")
    return Grid(down, along, tuple(tuple(r[1 : 1 + len(along)]) for r in rows[1:]))
