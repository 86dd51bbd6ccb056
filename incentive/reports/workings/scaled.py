"""From the attainment to what it pays: where the scale is read, between which points, and what comes of it.

A score's `Says` comes in, lines go out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from incentive.engine.tracing.trace import ScoreTrace
from incentive.numbers import ZERO, look, same
from incentive.plan.choices import Between, Boundary, MeasuredIn, Rule
from incentive.plan.records import Scale
from incentive.reports.arithmetic import Expression, Form, Operation, Settled, Term, exact_decimals
from incentive.reports.legible import legible
from incentive.reports.workings.lines import Says, Working, result_term, result_text, step_value, x_term, x_text


def measured(score: ScoreTrace, scale: Scale) -> Decimal | None:
    """What the scale reads of this row: the attainment, the figure, or the index."""
    if scale.measured_in is MeasuredIn.VALUE or score.kpi.attainment is Rule.VALUE:
        return score.actual if isinstance(score.actual, Decimal) else None
    if scale.measured_in is MeasuredIn.INDEX and score.kpi.attainment is not Rule.INDEX:
        known = (score.actual, score.threshold, score.target)
        if not all(isinstance(value, Decimal) for value in known):
            return None
        actual, base, target = (value for value in known if isinstance(value, Decimal))
        return (actual - base) / (target - base) if target != base else None
    return score.attainment


def scaled_lines(says: Says) -> Iterator[Working]:
    """The line of the scale: a formula, slices, or between two points."""
    score, scale, words = says.score, says.scale, says.words
    before = step_value(score, "ScaleResult", "Scaled", "Scale")
    result = before if before is not None else score.result
    if scale is None or result is None:
        return
    x = measured(score, scale)
    if x is None:
        return
    if scale.between is Between.FORMULA:
        yield Working(
            "scale",
            words("workings.formula", formula=legible(scale.formula.text if scale.formula else "", 120)),
            "",
            result_text(says, result),
        )
        return
    if not score.points:
        return
    if scale.between is Between.SLICES:
        yield says.line("scale", words("workings.slices"), slices(says, x), result_term(says, result))
        return
    yield _between(says, scale, x, result)


def _between(says: Says, scale: Scale, x: Decimal, result: Decimal) -> Working:
    """The line of a scale of lines or steps: between which points x lies, and what that pays."""
    score, words = says.score, says.words
    found = _neighbours(score.points, look(x), scale)
    shown = x_text(says, x)
    if found is None:
        low, high = score.points[0], score.points[-1]
        descending = high[0] < low[0]
        below = x > low[0] if descending else x < low[0]
        key = "workings.below" if below or same(x, low[0]) else "workings.above"
        edge = low if key == "workings.below" else high
        return Working("scale", words(key, x=shown, edge=x_text(says, edge[0])), "", result_text(says, result))
    (x0, p0), (x1, p1) = found
    if scale.between is Between.STEP or p0 == p1 or x0 == x1:
        return Working("scale", words("workings.step", x=shown, edge=x_text(says, x0)), "", result_text(says, result))
    gap = Operation("÷", _apart(says, x, x0), _apart(says, x1, x0))
    rise: Expression = Operation("×", gap, result_term(says, abs(p1 - p0)))
    expression = Operation("+" if p1 >= p0 else "−", result_term(says, p0), rise)

    def said(settled: Settled | None) -> str:
        return words(
            "workings.between",
            x=x_text(says, x, settled),
            x0=x_text(says, x0),
            p0=result_text(says, p0),
            x1=x_text(says, x1),
            p1=result_text(says, p1),
        )

    line = says.line("scale", said(None), expression, result_term(says, result))
    return replace(line, spoken=said)


def _neighbours(
    points: Sequence[tuple[Decimal, Decimal]], x: Decimal, scale: Scale
) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]] | None:
    """The last point reached and the next; None before the first or after the last of a scale that holds."""
    descending = points[-1][0] < points[0][0]
    reached = []
    for number, (at, _) in enumerate(points):
        edge = look(at)
        if (x < edge if descending else x > edge) or (x == edge and scale.boundary is Boundary.FROM):
            reached.append(number)
    if not reached:
        return None
    last = reached[-1]
    if last == len(points) - 1:
        if scale.between is Between.STEP or points[last][0] == x:
            return points[last], points[last]
        if scale.above_last.value == "continue" and last:
            return points[last - 1], points[last]
        return None
    return points[last], points[last + 1]


def _apart(says: Says, high: Decimal, low: Decimal) -> Expression:
    """The distance of two places on the scale's axis, as a positive number."""
    first, second = (high, low) if high >= low else (low, high)
    if high == low:
        return x_term(says, ZERO)
    return Operation("−", x_term(says, first), x_term(says, second))


def slices(says: Says, x: Decimal) -> Expression | None:
    """The sum over the slices that x reaches: each part of x at its own rate."""
    whole: Expression | None = None
    points = says.score.points
    for number, (start, rate) in enumerate(points):
        end = points[number + 1][0] if number + 1 < len(points) else x
        top = min(x, end)
        if top <= start:
            break
        part: Expression = x_term(says, top)
        if start:
            part = Operation("−", part, x_term(says, start))
        term = Operation("×", part, Term(rate, Form.PERCENT, exact_decimals(rate.scaleb(2))))
        whole = term if whole is None else Operation("+", whole, term)
    return whole
