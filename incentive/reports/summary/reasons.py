"""Why somebody gets nothing: the step of Payouts that first came to nothing, in words.

A calculation comes in, a text for each person without a payout goes out; None where the tables hold no reason.
"""

from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value, normalise
from incentive.numbers import ZERO
from incentive.reports.columns import column, has_column
from incentive.reports.manifest import payouts

# The default chain from its end, and what it means where a step is 0 that the one before it is not.
_CHAIN = {
    "Due": "nothing is due after what was paid before",
    "Adjusted": "adjustments leave nothing",
    "Capped": "cap or budget leaves nothing",
    "BonusEarned": "a factor leaves nothing",
    "Gated": "a gate or a decision leaves nothing",
    "PayoutPercent": "the score pays nothing",
    "Score": "no KPI earned anything",
}


def reasons(calculation: Calculation) -> dict[int, str | None]:
    """By number of the person, for everyone whose payout is 0 or blank."""
    table = calculation.payouts
    steps = {name: column(table, name) for name in ("TargetBonus", *_CHAIN) if has_column(table, name)}
    days, payout = column(table, "Days"), column(table, "Payout")
    own = any(normalise(step.name) == "payout" for step in calculation.plan.steps)
    least = calculation.plan.settings.minimum_service
    found: dict[int, str | None] = {}
    for number, paid in enumerate(payouts(calculation)):
        if paid:
            continue
        held = days[number]
        if held == ZERO:
            found[number] = "not in the plan within the span"
        elif payout[number] is None:
            found[number] = None
        elif own:
            found[number] = "the plan's own step Payout gives nothing"
        else:
            row = {name: values[number] for name, values in steps.items()}
            found[number] = _first_nothing(row, isinstance(held, Decimal) and held < least)
    return found


def _first_nothing(row: dict[str, Value], too_short: bool) -> str | None:
    due = row.get("Due")
    if isinstance(due, Decimal) and due != ZERO:
        return "a negative amount is not paid" if due < ZERO else "what is due rounds to nothing"
    reason: str | None = None
    for name, nothing in _CHAIN.items():
        value = row.get(name)
        if value is not None and value != ZERO:
            break
        if name == "BonusEarned" and too_short:
            return "fewer days than the minimum service"
        if name == "BonusEarned" and row.get("TargetBonus") == ZERO:
            return "no target bonus"
        reason = nothing if value is not None else reason
    return reason
