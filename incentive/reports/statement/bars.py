"""Bullet bars: where a figure, its threshold, target and maximum stand between 0 and 100; right is always better.

A score of a trace and its scale come in, a `Bar` goes out, or None where a bar would say nothing. Threshold, target and
maximum stand at the same three places in every row that has them; between them the bar is true to scale.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from incentive.engine.tracing.trace import ScoreTrace
from incentive.i18n.words import Words
from incentive.numbers import CONTEXT, ONE, ZERO
from incentive.plan.choices import Better, MeasuredIn, Pays, Rule
from incentive.plan.records import Scale
from incentive.reports.figures import figure
from incentive.reports.statement.view import Bar, Mark

PLACES = {"threshold": Decimal(32), "target": Decimal(66), "maximum": Decimal(97)}
_TENTH = Decimal("0.1")
_LEAST_SEEN = Decimal(1)
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Axis:
    """A figure and its marks on one axis on which more is better; `zero` is where the left end stands, if known."""

    value: Decimal
    marks: dict[str, Decimal]
    zero: Decimal | None


def bar(score: ScoreTrace, scale: Scale | None, words: Words) -> Bar | None:
    """The bar of a KPI's row."""
    axis = _axis(score, scale)
    if axis is None or not axis.marks:
        return None
    places = _places(axis)
    fill = max(_LEAST_SEEN, _interpolated(axis.value, places))
    marks = tuple(Mark(kind, PLACES[kind]) for kind in PLACES if kind in axis.marks)
    return Bar(fill.quantize(_TENTH, context=CONTEXT), marks, figure(score.actual, score.kpi, words))


def _axis(score: ScoreTrace, scale: Scale | None) -> _Axis | None:
    """What the bar measures: the figure itself where the scale reads it, else the attainment."""
    rule = score.kpi.attainment
    if score.kpi.better is Better.YES or score.row.pays is Pays.RATE or rule is Rule.MET:
        return None
    if not isinstance(score.actual, Decimal):
        return None
    if rule is Rule.VALUE or (scale is not None and scale.measured_in is MeasuredIn.VALUE):
        return _axis_of_values(score)
    if score.attainment is None:
        return None
    marks = {"target": ONE}
    points = [at for at, _ in score.points]
    if points and points[0] < ONE:
        marks["threshold"] = points[0]
    if points and points[-1] > ONE:
        marks["maximum"] = points[-1]
    if not points and score.row.cap is not None and score.row.cap > ONE:
        marks["maximum"] = score.row.cap
    return _Axis(score.attainment, marks, ZERO)


def _axis_of_values(score: ScoreTrace) -> _Axis | None:
    """Figures as they are, turned round where lower is better."""
    if score.kpi.better is Better.CLOSEST or not isinstance(score.actual, Decimal):
        return None
    sign = -ONE if score.kpi.better is Better.LOWER else ONE
    marks = {}
    points = [at for at, _ in score.points]
    named = {"threshold": score.threshold, "target": score.target, "maximum": score.maximum}
    if points and named["threshold"] is None and points[0] != score.target:
        named["threshold"] = points[0]
    if len(points) > 1 and named["maximum"] is None and points[-1] != score.target:
        named["maximum"] = points[-1]
    for kind, value in named.items():
        if value is not None:
            marks[kind] = CONTEXT.multiply(sign, value)
    ordered = [marks[kind] for kind in PLACES if kind in marks]
    if any(left >= right for left, right in pairwise(ordered)):
        return None
    zero = ZERO if sign == ONE and ordered and ordered[0] > ZERO else None
    return _Axis(CONTEXT.multiply(sign, score.actual), marks, zero)


def _places(axis: _Axis) -> list[tuple[Decimal, Decimal]]:
    """Known values and their places, ascending, with a left end and a right end."""
    known = [(axis.marks[kind], PLACES[kind]) for kind in PLACES if kind in axis.marks]
    first, last = known[0], known[-1]
    if axis.zero is not None and axis.zero < first[0]:
        known.insert(0, (axis.zero, ZERO))
    elif len(known) > 1:
        slope = (known[1][1] - first[1]) / (known[1][0] - first[0])
        known.insert(0, (first[0] - first[1] / slope, ZERO))
    else:
        known.insert(0, (first[0] - (abs(first[0]) or ONE), ZERO))
    if last[1] < _ALL:
        before = known[-2]
        slope = (last[1] - before[1]) / (last[0] - before[0])
        known.append((last[0] + (_ALL - last[1]) / slope, _ALL))
    return known


def _interpolated(value: Decimal, places: list[tuple[Decimal, Decimal]]) -> Decimal:
    """The place of a value; beyond either end, the end."""
    if value <= places[0][0]:
        return places[0][1]
    for (left, start), (right, end) in pairwise(places):
        if value <= right:
            return start + (value - left) / (right - left) * (end - start)
    return places[-1][1]
