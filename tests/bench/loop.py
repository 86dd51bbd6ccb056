"""The hand-written loop that the engine is measured against: the same payouts, by the shortest honest way.

Ratio, line of three points, cap, weight, sum, rounding, and one line of trace a KPI as text, over exact decimals, with
the rule of twelve decimals where a value is looked up. It knows this one plan and nothing else.
"""

from decimal import Decimal

from incentive.numbers import RoundingMode, exact_arithmetic, look, round_to

Row = tuple[Decimal, Decimal, Decimal]
"""Actual, target and weight of a KPI."""


def pay(
    people: list[tuple[Decimal, list[Row]]], points: list[tuple[Decimal, Decimal]], cap: Decimal
) -> tuple[list[Decimal], list[list[str]]]:
    """Each person's payout, and a line of text for each KPI, from target bonuses and resolved rows."""
    payouts, lines = [], []
    cent = Decimal("0.01")
    (x0, y0), (x1, y1), (x2, y2) = points
    with exact_arithmetic():
        for target_bonus, rows in people:
            earned = weights = Decimal(0)
            said = []
            for actual, target, weight in rows:
                attainment = 1 + (actual - target) / abs(target)
                x = look(attainment)
                if x < x0:
                    result = Decimal(0)
                elif x < x1:
                    result = y0 + (x - x0) * (y1 - y0) / (x1 - x0)
                elif x < x2:
                    result = y1 + (x - x1) * (y2 - y1) / (x2 - x1)
                else:
                    result = y2
                result = min(result, cap)
                part = target_bonus * weight
                amount = part * result
                earned += amount
                weights += part
                said.append(
                    f"{actual} of {target} is {round_to(attainment, cent, RoundingMode.HALF_UP)}, pays "
                    f"{round_to(result, cent, RoundingMode.HALF_UP)}: {round_to(amount, cent, RoundingMode.HALF_UP)}"
                )
            payouts.append(round_to(target_bonus * (earned / weights), cent, RoundingMode.HALF_UP))
            lines.append(said)
    return payouts, lines
