"""Which KPIs make up the score: those paid as a share, but for sections that only a formula of the plan reads.

A score of a trace and the plan come in, a yes or no goes out.
"""

from incentive.engine.trace import ScoreTrace, Trace
from incentive.formula.tree import normalise
from incentive.plan import Plan
from incentive.plan.choices import Pays


def counts(score: ScoreTrace, trace: Trace, plan: Plan) -> bool:
    """Whether the row's money is part of target bonus × score."""
    if score.row.pays is not Pays.SHARE:
        return False
    if plan.sections is None or score.section is None:
        return True
    role = normalise(trace.assignments[score.assignment].role) if trace.assignments else ""
    known = [row for row in plan.sections if normalise(row.id) == normalise(score.section)]
    own = [row for row in known if row.role is not None and normalise(row.role) == role]
    rows = own or [row for row in known if row.role is None]
    return not rows or any(row.weight is not None for row in rows)


def counted_scores(trace: Trace, plan: Plan) -> list[ScoreTrace]:
    """The rows that make up the score, in the trace's order."""
    return [score for score in trace.scores if counts(score, trace, plan)]
