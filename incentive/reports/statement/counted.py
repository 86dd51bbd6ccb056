"""Which KPIs make up the score: those paid as a share, but for sections that only a formula of the plan reads.

A trace comes in; its rows sorted by how they are paid, and the results of sections that are read apart, go out.
"""

from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.tracing.trace import ScoreTrace, Trace
from incentive.numbers import ZERO
from incentive.plan.choices import Pays


@dataclass(frozen=True, slots=True)
class SectionApart:
    """A section that only a formula reads: its rows, and its result, as SECTION gives it; None of a bonus of 0."""

    name: str
    scores: tuple[ScoreTrace, ...]
    result: Decimal | None


def counts(score: ScoreTrace) -> bool:
    """Whether the row's money is part of target bonus × score."""
    return score.row.pays is Pays.SHARE and score.counted


def counted_scores(trace: Trace) -> list[ScoreTrace]:
    """The rows that make up the score, in the trace's order."""
    return [score for score in trace.scores if counts(score)]


def paid_directly(trace: Trace) -> list[ScoreTrace]:
    """The rows that are money by themselves, in the trace's order."""
    return [score for score in trace.scores if score.row.pays is not Pays.SHARE]


def sections_apart(trace: Trace) -> list[SectionApart]:
    """The sections that only formulas read, in the trace's order."""
    found: dict[str, list[ScoreTrace]] = {}
    for score in trace.scores:
        if score.row.pays is Pays.SHARE and not score.counted:
            found.setdefault(score.section or "", []).append(score)
    return [SectionApart(name, tuple(scores), _result(scores)) for name, scores in found.items()]


def _result(scores: list[ScoreTrace]) -> Decimal | None:
    whole = sum((score.kpi_target_bonus or ZERO for score in scores), ZERO)
    return sum((score.earned or ZERO for score in scores), ZERO) / whole if whole else None
