"""The workings of one KPI: at most a handful of numbered lines that a pocket calculator can follow.

A score of a trace comes in; lines of an expression and its result go out, each checked: its printed digits, retyped,
give its printed result. Where a step is no plain arithmetic (a formula with functions, a rule that is met or not) the
line says it in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.trace import ScoreTrace
from incentive.i18n.formats import money_decimals
from incentive.i18n.words import Words
from incentive.numbers import ONE, ZERO, look, same
from incentive.plan.choices import Better, Between, Boundary, Combine, MeasuredIn, Pays, Rule
from incentive.plan.records import Scale
from incentive.reports.arithmetic import (
    Expression,
    Form,
    Operation,
    Term,
    exact_decimals,
    from_tree,
    settle,
    write,
    write_term,
)
from incentive.reports.figures import currency_of, figure, figure_term
from incentive.reports.legible import legible


@dataclass(frozen=True, slots=True)
class Working:
    """One line: words before it, and where it is arithmetic the printed sum and its printed result."""

    step: str
    words: str
    sum: str = ""
    result: str = ""

    @property
    def text(self) -> str:
        """The line as printed."""
        if self.sum:
            return f"{self.words}: {self.sum} = {self.result}" if self.words else f"{self.sum} = {self.result}"
        return f"{self.words}: {self.result}" if self.result else self.words


@dataclass(frozen=True, slots=True)
class _Says:
    """What writes one KPI's lines: its score, its scale, the words, the currency of its money."""

    score: ScoreTrace
    scale: Scale | None
    words: Words
    currency: str

    def line(self, step: str, words: str, expression: Expression | None, result: Term) -> Working:
        """A line whose sum comes out, or its words and result alone."""
        settled = None
        if expression is not None and not isinstance(expression, Term):
            settled = settle(expression, result)
        if settled is None:
            return Working(step, words, "", write_term(result, self.words.formats))
        formats = self.words.formats
        return Working(step, words, write(settled[0], formats), write_term(settled[1], formats))


def workings(score: ScoreTrace, scale: Scale | None, words: Words, currency: str) -> list[Working]:
    """The lines from the figure achieved to the amount earned."""
    says = _Says(score, scale, words, currency)
    if score.kpi.combine is Combine.EACH:
        return [*_deals(says), *_money(says)]
    return [*_actual(says), *_attainment(says), *_scaled(says), *_changes(says), *_money(says)]


def _percent(value: Decimal, decimals: int = 1) -> Term:
    return Term(value, Form.PERCENT, decimals)


def _closely(value: Decimal) -> Term:
    """A percentage with the decimals that it has, at most four."""
    return _percent(value, min(4, exact_decimals(look(value).scaleb(2))))


def _actual(says: _Says) -> Iterator[Working]:
    """A figure that the plan computes from inputs, where a pocket calculator can."""
    score = says.score
    line = next((line for line in score.lines if line.step == "Actual" and line.tree is not None), None)
    if line is None or line.tree is None or not isinstance(score.actual, Decimal):
        return
    expression = from_tree(line.tree, line.operands)
    if isinstance(expression, Operation):
        yield says.line(
            "actual", legible(score.kpi.name or score.kpi.id), expression, figure_term(score.actual, score.kpi)
        )


def _attainment(says: _Says) -> Iterator[Working]:
    score, words, kpi = says.score, says.words, says.score.kpi
    if score.attainment is None or kpi.attainment is Rule.VALUE:
        return
    if kpi.attainment is Rule.MET or not isinstance(score.actual, Decimal):
        yield Working("attainment", words("workings.met" if score.attainment else "workings.not_met"))
        return
    achieved = figure(score.actual, kpi, words)
    target = "" if score.target is None else figure(score.target, kpi, words)
    said = (
        words("workings.attained", achieved=achieved, target=target)
        if target
        else words("workings.achieved", achieved=achieved)
    )
    yield says.line("attainment", said, _rule(score), _closely(score.attainment))


def _rule(score: ScoreTrace) -> Expression | None:
    """The rule's arithmetic over this row's figures; None where it is none."""
    kpi = score.kpi
    if not isinstance(score.actual, Decimal):
        return None
    actual = figure_term(score.actual, kpi)
    if kpi.attainment is Rule.FORMULA:
        line = next((line for line in score.lines if line.step.casefold() == "attainment"), None)
        return from_tree(line.tree, line.operands) if line is not None and line.tree is not None else None
    if score.target is None or score.target == ZERO:
        return None
    if kpi.attainment is Rule.INDEX and score.threshold is not None:
        base = figure_term(score.threshold, kpi)
        return Operation("÷", Operation("−", actual, base), Operation("−", figure_term(score.target, kpi), base))
    return _ratio(score, score.actual, score.target) if kpi.attainment in {Rule.RATIO, Rule.INVERSE} else None


def _ratio(score: ScoreTrace, achieved: Decimal, wanted: Decimal) -> Expression:
    """The ratio of a figure to its target, in the simplest form that is right for this direction and sign."""
    kpi = score.kpi
    actual, target = figure_term(achieved, kpi), figure_term(wanted, kpi)
    if kpi.attainment is Rule.INVERSE:
        return Operation("÷", target, actual)
    if kpi.better is Better.HIGHER and wanted > ZERO:
        return Operation("÷", actual, target)
    size = figure_term(abs(wanted), kpi)
    if kpi.better is Better.CLOSEST:
        first, second = (actual, target) if achieved >= wanted else (target, actual)
        return Operation("−", Term(ONE), Operation("÷", Operation("−", first, second), size))
    gap = Operation("÷", Operation("−", actual, target), size)
    return Operation("+" if kpi.better is Better.HIGHER else "−", Term(ONE), gap)


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


def _scaled(says: _Says) -> Iterator[Working]:
    score, scale, words = says.score, says.scale, says.words
    before = _step(score, "ScaleResult", "Scaled", "Scale")
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
            _result(says, result),
        )
        return
    if not score.points:
        return
    if scale.between is Between.SLICES:
        yield says.line("scale", words("workings.slices"), _slices(says, x), _result_term(says, result))
        return
    yield _between(says, scale, x, result)


def _between(says: _Says, scale: Scale, x: Decimal, result: Decimal) -> Working:
    """The line of a scale of lines or steps: between which points x lies, and what that pays."""
    score, words = says.score, says.words
    found = _neighbours(score.points, look(x), scale)
    shown = _x(says, x)
    if found is None:
        low, high = score.points[0], score.points[-1]
        descending = high[0] < low[0]
        below = x > low[0] if descending else x < low[0]
        key = "workings.below" if below or same(x, low[0]) else "workings.above"
        edge = low if key == "workings.below" else high
        return Working("scale", words(key, x=shown, edge=_x(says, edge[0])), "", _result(says, result))
    (x0, p0), (x1, p1) = found
    if scale.between is Between.STEP or p0 == p1 or x0 == x1:
        return Working("scale", words("workings.step", x=shown, edge=_x(says, x0)), "", _result(says, result))
    said = words(
        "workings.between", x=shown, x0=_x(says, x0), p0=_result(says, p0), x1=_x(says, x1), p1=_result(says, p1)
    )
    gap = Operation("÷", _apart(says, x, x0), _apart(says, x1, x0))
    rise: Expression = Operation("×", gap, _result_term(says, abs(p1 - p0)))
    expression = Operation("+" if p1 >= p0 else "−", _result_term(says, p0), rise)
    return says.line("scale", said, expression, _result_term(says, result))


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


def _apart(says: _Says, high: Decimal, low: Decimal) -> Expression:
    """The distance of two places on the scale's axis, as a positive number."""
    first, second = (high, low) if high >= low else (low, high)
    if high == low:
        return _x_term(says, ZERO)
    return Operation("−", _x_term(says, first), _x_term(says, second))


def _slices(says: _Says, x: Decimal) -> Expression | None:
    """The sum over the slices that x reaches: each part of x at its own rate."""
    whole: Expression | None = None
    points = says.score.points
    for number, (start, rate) in enumerate(points):
        end = points[number + 1][0] if number + 1 < len(points) else x
        top = min(x, end)
        if top <= start:
            break
        part: Expression = _x_term(says, top)
        if start:
            part = Operation("−", part, _x_term(says, start))
        term = Operation("×", part, Term(rate, Form.PERCENT, exact_decimals(rate.scaleb(2))))
        whole = term if whole is None else Operation("+", whole, term)
    return whole


def _changes(says: _Says) -> Iterator[Working]:
    """Rounding, cap, gates and override: each step whose value differs from the one before it."""
    before: Decimal | None = None
    for line in says.score.lines:
        if not isinstance(line.value, Decimal) or line.step.casefold() not in _RESULT_STEPS:
            continue
        if before is not None and not same(before, line.value):
            said = f"{line.label}, {line.words}" if line.words else line.label
            yield Working(line.step, legible(said, 160), "", _result(says, line.value))
        before = line.value


_RESULT_STEPS = {"scaleresult", "roundedresult", "cappedresult", "kpigate", "sectiongate", "override", "result"}


def _deals(says: _Says) -> Iterator[Working]:
    """Deal by deal: how many there were, and the first few."""
    score, words = says.score, says.words
    yield Working("deals", words.count("workings.deals", len(score.deals)))
    for deal in score.deals[:3]:
        if deal.actual is None or deal.earned is None:
            continue
        yield _deal(says, deal.actual, deal.earned)


def _deal(says: _Says, actual: Decimal, earned: Decimal) -> Working:
    result = Term(earned, Form.MONEY, money_decimals(says.currency), says.currency)
    shown = figure(actual, says.score.kpi, says.words)
    expression = None
    if says.scale is not None and says.scale.between is Between.SLICES:
        expression = _slices(says, actual)
    elif actual and earned / actual <= ONE:
        rate = look(earned / actual)
        expression = Operation(
            "×", figure_term(actual, says.score.kpi), _percent(rate, min(3, exact_decimals(rate.scaleb(2))))
        )
    return says.line("deal", shown, expression, result)


def _money(says: _Says) -> Iterator[Working]:
    score, words = says.score, says.words
    if score.earned is None:
        return
    decimals = money_decimals(says.currency)
    earned = Term(score.earned, Form.MONEY, decimals, says.currency)
    if score.row.pays is Pays.SHARE:
        if score.kpi_target_bonus is None or score.result is None:
            return
        part = Term(score.kpi_target_bonus, Form.MONEY, decimals)
        if score.weight:
            whole = Term(score.kpi_target_bonus / score.weight, Form.MONEY, decimals)
            weight = _percent(score.weight, min(2, exact_decimals(look(score.weight.scaleb(2)))))
            yield says.line("weight", words("workings.part"), Operation("×", whole, weight), part)
        yield says.line("earned", words("workings.earned"), Operation("×", part, _percent(score.result)), earned)
        return
    line = next((line for line in score.lines if line.step == "Earned" and line.tree is not None), None)
    expression = from_tree(line.tree, line.operands) if line is not None and line.tree is not None else None
    if isinstance(expression, Operation) or score.deals:
        yield says.line("earned", words("workings.paid"), expression, earned)


def _x_term(says: _Says, x: Decimal) -> Term:
    """A place on the scale's axis as a number of a sum."""
    if _in_values(says):
        return figure_term(x, says.score.kpi)
    return _percent(x, min(1, exact_decimals(look(x).scaleb(2))))


def _x(says: _Says, x: Decimal) -> str:
    if _in_values(says):
        return figure(x, says.score.kpi, says.words)
    return write_term(_closely(x), says.words.formats)


def _in_values(says: _Says) -> bool:
    scale = says.scale
    by_value = scale is not None and scale.measured_in is MeasuredIn.VALUE
    by_slices = scale is not None and scale.between is Between.SLICES and says.score.row.pays is not Pays.SHARE
    return by_value or by_slices or says.score.kpi.attainment is Rule.VALUE


def _result_term(says: _Says, result: Decimal) -> Term:
    score = says.score
    is_money = score.row.pays is Pays.AMOUNT or (
        score.row.pays is Pays.RATE and says.scale is not None and says.scale.between is Between.SLICES
    )
    if is_money:
        currency = currency_of(score.kpi)
        return Term(result, Form.MONEY, money_decimals(currency or says.currency), currency)
    return _closely(result)


def _result(says: _Says, result: Decimal) -> str:
    return write_term(_result_term(says, result), says.words.formats)


def _step(score: ScoreTrace, *names: str) -> Decimal | None:
    """The value of the first of these steps that the row has."""
    for name in names:
        for line in score.lines:
            if line.step.casefold() == name.casefold() and isinstance(line.value, Decimal):
                return line.value
    return None
