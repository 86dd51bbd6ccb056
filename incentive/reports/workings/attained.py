"""From the figure achieved to the attainment: the plan's own sum over inputs, and the rule of the KPI.

A score's `Says` comes in, lines go out.
"""

from collections.abc import Iterator
from decimal import Decimal

from incentive.engine.tracing.trace import ScoreTrace
from incentive.numbers import ONE, ZERO, look
from incentive.plan.choices import Better, Rule
from incentive.reports.arithmetic import Expression, Operation, Term, from_tree
from incentive.reports.figures import figure, figure_term
from incentive.reports.legible import legible
from incentive.reports.workings.lines import Says, Working, closely


def actual_lines(says: Says) -> Iterator[Working]:
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


def prorated_lines(says: Says) -> Iterator[Working]:
    """The figures that shrink with the days: the target as a sum, threshold and maximum in words."""
    score, words, kpi = says.score, says.words, says.score.kpi
    if score.part is None:
        return
    days, of = score.part
    threshold, target, maximum = score.shrunk
    if target and score.target is not None:
        whole = look(score.target * of / days)
        share = Operation("÷", Operation("×", figure_term(whole, kpi), Term(Decimal(days))), Term(Decimal(of)))
        said = words.count("workings.prorated", of, days=str(days), of=str(of))
        yield says.line("target", said, share, figure_term(score.target, kpi))
    others = {"threshold": (threshold, score.threshold), "maximum": (maximum, score.maximum)}
    parts = [
        words(f"workings.prorated.{name}", figure=figure(value, kpi, words))
        for name, (shrinks, value) in others.items()
        if shrinks and value is not None
    ]
    if parts:
        yield Working("likewise", words("workings.prorated.too", parts=words.formats.list_of(parts)))


def attainment_lines(says: Says) -> Iterator[Working]:
    """The attainment by the KPI's rule, that its condition was met or not, or what counts without a figure."""
    score, words, kpi = says.score, says.words, says.score.kpi
    if score.attainment is None or kpi.attainment is Rule.VALUE:
        return
    if score.actual is None:
        counts = "note.missing.met" if score.attainment else "note.missing.zero"
        yield Working("attainment", words(counts, kpi=kpi.name or kpi.id).removesuffix("."))
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
    yield says.line("attainment", said, _rule(score), closely(score.attainment))


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
