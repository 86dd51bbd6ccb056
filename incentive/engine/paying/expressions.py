"""The expressions of the default chain, as one plan's settings and factors make them.

In come settings, the multiplying factors and the names of steps; out comes a tree for each step that is an expression.
Steps that read assignments or a scale have none: see `payouts`. Source: "Columns of Payouts, the default chain".
"""

from collections.abc import Iterable

from incentive.engine.evaluating.names import Names
from incentive.engine.scaling.attainment import expression
from incentive.formula.tree import Binary, Name, Node, normalise
from incentive.numbers import plain
from incentive.plan.choices import CapCovers, Earnings, IfOverpaid
from incentive.plan.records import Settings


class Expressions:
    """The default chain's trees for one plan; a step's tree is one object, so that it is compiled once."""

    def __init__(self, settings: Settings, names: Names, multiplying: Iterable[str]) -> None:
        bonus: Node = expression("TargetBonus * Gated")
        for factor in multiplying:
            # One that is named like a step is in a problem, and its name would go in a circle.
            if normalise(factor) not in names.steps:
                bonus = Binary("*", bonus, Name(factor))
        self._trees: dict[str, Node] = {
            "BonusEarned": bonus,
            "Capped": _capped(settings),
            "Adjusted": expression("Capped + Direct + Adjustments"),
            "Due": _due(settings),
            "Payout": expression("Due"),
        }
        if settings.overall_scale is None:
            self._trees["PayoutPercent"] = expression("Score")

    def of(self, name: str) -> Node | None:
        """The expression of a default step; None where it reads assignments or a scale."""
        return self._trees.get(name)


def _capped(settings: Settings) -> Node:
    if settings.cap is None:
        return expression("BonusEarned")
    rest = " - Direct" if settings.cap_covers is CapCovers.ALL else ""
    return expression(f"MIN(BonusEarned, {plain(settings.cap)} * TargetBonus{rest})")


def _due(settings: Settings) -> Node:
    if settings.earnings is not Earnings.CUMULATIVE:
        return expression("Adjusted")
    return expression("Adjusted - Paid" if settings.if_overpaid is IfOverpaid.RECLAIM else "MAX(0, Adjusted - Paid)")
