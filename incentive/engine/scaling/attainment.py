"""Attainment: the expression that measures an actual against its target, for each rule.

One table from rule and direction to expression text; a row's expression is the case of it that its target's sign
chooses, so that a layman reads `Actual / Target` and nothing he does not need. Source: "Attainment" in the calculation
reference. The names are Actual, Target, Threshold and Maximum.
"""

from decimal import Decimal
from enum import StrEnum
from functools import cache

from incentive.formula.parse import parse
from incentive.formula.tree import Binary, Name, Node, Number, walk
from incentive.numbers import ONE, ZERO, look
from incentive.plan.choices import Better, Rule
from incentive.plan.records import Kpi


class Sign(StrEnum):
    """The sign of a target, as comparisons see it."""

    PLUS = "plus"
    ZERO = "zero"
    MINUS = "minus"
    NONE = "none"


_RATIO = {
    (Better.HIGHER, Sign.PLUS): "Actual / Target",
    (Better.HIGHER, Sign.ZERO): "IF(Actual >= 0, 1, 0)",
    (Better.HIGHER, Sign.MINUS): "1 + (Actual - Target) / ABS(Target)",
    (Better.LOWER, Sign.PLUS): "1 - (Actual - Target) / Target",
    (Better.LOWER, Sign.ZERO): "IF(Actual <= 0, 1, 0)",
    (Better.LOWER, Sign.MINUS): "1 - (Actual - Target) / ABS(Target)",
    (Better.CLOSEST, Sign.PLUS): "1 - ABS(Actual - Target) / Target",
    (Better.CLOSEST, Sign.ZERO): "IF(Actual = 0, 1, 0)",
    (Better.CLOSEST, Sign.MINUS): "1 - ABS(Actual - Target) / ABS(Target)",
}
INDEX = "(Actual - Threshold) / (Target - Threshold)"
_BAND = (
    "IF(Actual < Threshold, IF(Threshold = 0, 0, 1 - (Threshold - Actual) / ABS(Threshold)), "
    "IF(Actual > Maximum, IF(Maximum = 0, 0, 1 - (Actual - Maximum) / ABS(Maximum)), 1))"
)
NEEDS: dict[Rule, tuple[str, ...]] = {
    Rule.RATIO: ("Target",),
    Rule.INVERSE: ("Target",),
    Rule.INDEX: ("Threshold", "Target"),
    Rule.BAND: ("Threshold", "Maximum"),
    Rule.MET: (),
    Rule.VALUE: (),
}
"""The figures that a rule cannot do without."""


def sign_of(target: Decimal | None) -> Sign:
    """The sign of a target, as comparisons see it."""
    if target is None:
        return Sign.NONE
    seen = look(target)
    if seen == ZERO:
        return Sign.ZERO
    return Sign.PLUS if seen > ZERO else Sign.MINUS


@cache
def expression(text: str) -> Node:
    """The tree of one of the engine's own expressions."""
    parsed = parse(text)
    if parsed.tree is None:
        raise ValueError(f"the engine's own expression does not parse: {text}")
    return parsed.tree


@cache
def numeric(tree: Node) -> Node:
    """A formula of the plan where only a number will do: TRUE and FALSE count 1 and 0, all else is refused."""
    return Binary("*", tree, Number(ONE, tree.at), tree.at)


def attainment_tree(kpi: Kpi, sign: Sign) -> Node | None:
    """The KPI's attainment for a target of this sign; None with the rule `value`, which has none."""
    match kpi.attainment:
        case Rule.RATIO:
            better = Better.HIGHER if kpi.better is Better.YES else kpi.better
            return expression(_RATIO[better, Sign.PLUS if sign is Sign.NONE else sign])
        case Rule.INVERSE:
            return expression("Target / Actual")
        case Rule.INDEX:
            return expression(INDEX)
        case Rule.BAND:
            return expression(_BAND)
        case Rule.MET:
            return expression("IF(Actual = 1, 1, 0)" if sign is Sign.NONE else "IF(Actual >= Target, 1, 0)")
        case Rule.VALUE:
            return None
        case Rule.FORMULA:
            return numeric(kpi.attainment_formula.tree) if kpi.attainment_formula else None


def needed(kpi: Kpi) -> tuple[str, ...]:
    """The figures that the KPI's attainment reads, of Threshold, Target and Maximum."""
    if kpi.attainment is not Rule.FORMULA or kpi.attainment_formula is None:
        return NEEDS.get(kpi.attainment, ())
    named = {node.key for node in walk(kpi.attainment_formula.tree) if isinstance(node, Name)}
    return tuple(figure for figure in ("Threshold", "Target", "Maximum") if figure.casefold() in named)
