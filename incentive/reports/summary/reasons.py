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
    return {number: _reason(calculation, number) for number, paid in enumerate(payouts(calculation)) if not paid}


def _reason(calculation: Calculation, number: int) -> str | None:
    table = calculation.payouts
    days = column(table, "Days")[number]
    if days == ZERO:
        return "not in the plan within the span"
    if column(table, "Payout")[number] is None:
        return None
    if any(normalise(step.name) == "payout" for step in calculation.plan.steps):
        return "the plan's own step Payout gives nothing"
    row = {name: column(table, name)[number] for name in ("TargetBonus", *_CHAIN) if has_column(table, name)}
    too_short = isinstance(days, Decimal) and days < calculation.plan.settings.minimum_service
    return _first_nothing(row, too_short)


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
