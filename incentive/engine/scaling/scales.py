"""Scales and grids: what an attainment, a value or a score pays.

A `Curve` is a scale whose points are numbers, ready to be asked. Points that are the KPI's own figures are put through
what the scale measures before (see `points`). Lower-is-better values run descending: such a curve is read with its
sign turned, so that the rules are the same. Source: "Scale: what an attainment pays" in the calculation reference.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from incentive.numbers import ZERO, look
from incentive.plan.choices import AboveLast, BelowFirst, Between, Boundary
from incentive.plan.records import Grid, Scale

Pay = Callable[[Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in the order in which they are reached: `xs` ascending after `sign` is applied, and what each pays.

    `seen` are the same points as look-ups see them; lines and slices go between the points themselves.
    """

    xs: tuple[Decimal, ...]
    seen: tuple[Decimal, ...]
    ys: tuple[Decimal, ...]
    sign: int
    between: Between
    below_first: BelowFirst
    above_last: AboveLast
    boundary: Boundary

    @property
    def points(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """(what the scale reads, what it pays), in the order in which they are reached."""
        return tuple((x * self.sign, y) for x, y in zip(self.xs, self.ys, strict=True))

    @property
    def pay(self) -> Pay:
        """The function from what the scale reads to what it pays."""
        return _KINDS[self.between](self)


def curve_of(scale: Scale, points: Sequence[tuple[Decimal, Decimal]], sign: int) -> Curve | None:
    """The curve through points given in the order in which they are reached; None where they turn back."""
    xs = tuple(x * sign for x, _ in points)
    seen = tuple(look(x) for x in xs)
    if any(later < earlier for earlier, later in pairwise(seen)):
        return None
    ys = tuple(y for _, y in points)
    return Curve(xs, seen, ys, sign, scale.between, scale.below_first, scale.above_last, scale.boundary)


def _line(curve: Curve) -> Pay:
    """Straight lines between points; two points at one place are a jump."""
    xs, seen, ys, negative = curve.xs, curve.seen, curve.ys, curve.sign < 0
    find = bisect_right if curve.boundary is Boundary.FROM else bisect_left
    last = len(xs) - 1
    below = ys[0] if curve.below_first is BelowFirst.HOLD else ZERO
    runs_on = curve.above_last is AboveLast.CONTINUE and last > 0 and seen[last] != seen[last - 1]

    def pay(value: Decimal) -> Decimal:
        x = look(-value if negative else value)
        row = find(seen, x) - 1
        if row < 0:
            return below
        if row == last:
            if not runs_on or x == seen[last]:
                return ys[last]
            row -= 1
        start, height = xs[row], ys[row]
        return height + (x - start) * (ys[row + 1] - height) / (xs[row + 1] - start)

    return pay


def _step(curve: Curve) -> Pay:
    """The row reached pays in full."""
    seen, ys, negative = curve.seen, curve.ys, curve.sign < 0
    find = bisect_right if curve.boundary is Boundary.FROM else bisect_left
    below = ys[0] if curve.below_first is BelowFirst.HOLD else ZERO

    def pay(value: Decimal) -> Decimal:
        row = find(seen, look(-value if negative else value)) - 1
        return ys[row] if row >= 0 else below

    return pay


def _slices(curve: Curve) -> Pay:
    """Each row's rate on the slice inside it, added up; the last slice runs on."""
    negative = curve.sign < 0
    rows = [
        (start, curve.xs[number + 1] if number + 1 < len(curve.xs) else None, rate)
        for number, (start, rate) in enumerate(zip(curve.xs, curve.ys, strict=True))
    ]

    def pay(value: Decimal) -> Decimal:
        x = look(-value if negative else value)
        total = ZERO
        for start, end, rate in rows:
            if x <= start:
                break
            total += rate * ((x if end is None or x < end else end) - start)
        return total

    return pay


_KINDS: dict[Between, Callable[[Curve], Pay]] = {Between.LINE: _line, Between.STEP: _step, Between.SLICES: _slices}


def grid_value(grid: Grid, x: Decimal, y: Decimal) -> Decimal:
    """x down, y along, the row and column reached; 0 below the first of either."""
    row = bisect_right(grid.rows, look(x)) - 1
    column = bisect_right(grid.columns, look(y)) - 1
    return grid.cells[row][column] if row >= 0 and column >= 0 else ZERO
