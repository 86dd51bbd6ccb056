"""The workings of one KPI: at most a handful of numbered lines that a pocket calculator can follow.

A score of a trace comes in; lines of an expression and its result go out, each checked: its printed digits, retyped,
give its printed result. Where a step is no plain arithmetic (a formula with functions, a rule that is met or not) the
line says it in words.
"""

from incentive.engine.tracing.trace import ScoreTrace
from incentive.i18n.words import Words
from incentive.plan.choices import Combine
from incentive.plan.records import Scale
from incentive.reports.workings.apart import section_line
from incentive.reports.workings.attained import actual_lines, attainment_lines, prorated_lines
from incentive.reports.workings.earned import change_lines, deal_lines, money_lines
from incentive.reports.workings.lines import Says, Working
from incentive.reports.workings.scaled import scaled_lines

__all__ = ["Working", "section_line", "workings"]


def workings(score: ScoreTrace, scale: Scale | None, words: Words, currency: str) -> list[Working]:
    """The lines from the figure achieved to the amount earned."""
    says = Says(score, scale, words, currency)
    lines = [*deal_lines(says)] if score.kpi.combine is Combine.EACH else _to_result(says)
    return says.agreeing([*lines, *money_lines(says)])


def _to_result(says: Says) -> list[Working]:
    """From the figures to the result."""
    figures = [*actual_lines(says), *prorated_lines(says)]
    return [*figures, *attainment_lines(says), *scaled_lines(says), *change_lines(says)]
