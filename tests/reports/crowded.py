"""Statements at their limits: many KPIs, long names, large amounts, two assignments, control characters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from incentive.engine.tracing.trace import Note, Rung, ScoreTrace, Trace
from incentive.numbers import ZERO, exact_arithmetic
from tests.reports.giulia import GIULIA, LADDER, SCORES, TRACE, line, rung

D = Decimal


def crowded(count: int, *, bonus: str = "1200", sections: int = 0, parts: int = 1, name: str = "") -> Trace:
    """A person with `count` KPIs in each of `parts` assignments, in so many sections, of a target bonus."""
    target = D(bonus)
    first = TRACE.assignments[0]
    assignments = [replace(first, start=date(2026, 7, 1 + number)) for number in range(parts)]
    with exact_arithmetic():
        scores = tuple(
            _score(number, part, count, target / parts, f"S{number * sections // count}" if sections else None, name)
            for part in range(parts)
            for number in range(count)
        )
        earned = sum((score.earned or ZERO for score in scores), ZERO)
        factored = earned * D("1.05")
        return replace(
            TRACE,
            employee=replace(GIULIA, name=name or GIULIA.name, id=name[:300] or GIULIA.id),
            assignments=tuple(assignments),
            scores=scores,
            target_bonus=target,
            score=earned / target,
            payout=round(factored, 2),
            steps=(line("Due", factored),),
            ladder=_ladder(target, earned, factored, name),
            splits=(line("Cash", round(factored, 2)), line("Deferred", D("0.00"))),
            notes=(Note("changed", D("-12.5"), {}), *TRACE.notes),
        )


def _score(number: int, part: int, count: int, target: Decimal, section: str | None, name: str) -> ScoreTrace:
    model = SCORES[number % len(SCORES)]
    share = target / count
    return replace(
        model,
        kpi=replace(model.kpi, id=f"K{number}", name=name or f"{model.kpi.name} {number}"),
        assignment=part,
        section=section,
        weight=D(1) / count,
        kpi_target_bonus=share,
        earned=share * (model.result or ZERO),
    )


def _ladder(target: Decimal, earned: Decimal, factored: Decimal, name: str) -> tuple[Rung, ...]:
    factor = replace(
        rung("factor", str(factored - earned), str(factored), reason=name or "all above plan"), label=name or "Team"
    )
    return (
        replace(LADDER[0], amount=target, total=target, line=line("TargetBonus", target)),
        rung("score", str(earned - target), str(earned)),
        factor,
        rung("payout", "0", str(round(factored, 2))),
    )
