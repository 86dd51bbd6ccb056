"""Which KPIs make up the score: those paid as a share, but for sections that only a formula of the plan reads.

A score of a trace comes in, a yes or no goes out.
"""

from incentive.engine.tracing.trace import ScoreTrace, Trace
from incentive.plan.choices import Pays


def counts(score: ScoreTrace) -> bool:
    """Whether the row's money is part of target bonus × score."""
    return score.row.pays is Pays.SHARE and score.counted


def counted_scores(trace: Trace) -> list[ScoreTrace]:
    """The rows that make up the score, in the trace's order."""
    return [score for score in trace.scores if counts(score)]
