"""The steps of Payouts as a reader meets them: in which order, and under which words.

In comes the engine as computed, out come names and labels. What a step gives is worked out in `chain` and `payouts`.
"""

from incentive.engine.evaluating.names import CHAIN
from incentive.engine.paying.engine import Engine
from incentive.i18n.phrases import phrase

LABELS: dict[str, str] = {
    "TargetBonus": phrase("Target bonus"),
    "Score": phrase("Score"),
    "PayoutPercent": phrase("Payout percent"),
    "Gated": phrase("Payout percent after gates"),
    "BonusEarned": phrase("Bonus earned"),
    "Direct": phrase("Paid directly"),
    "Capped": phrase("Bonus after cap"),
    "Adjusted": phrase("With adjustments"),
    "Due": phrase("Due"),
    "Payout": phrase("Payout"),
}
"""The default chain's steps in a person's words."""


def step_label(engine: Engine, name: str) -> str:
    """A step's label: the plan's own, else the default chain's, else its name."""
    row = engine.units.rows.get(name)
    return (row.label if row is not None and row.label else "") or LABELS.get(name, name)


def step_order(engine: Engine) -> list[str]:
    """All steps in order of calculation: as the largest chain came to them, then those that only others have."""
    orders = sorted(engine.steps.order, key=len, reverse=True)
    found = list(dict.fromkeys(name for order in orders for name in order))
    if not engine.chains:
        found = list(CHAIN)
    # Where formulas go in a circle, which is noted by now, some steps have no values.
    kept = engine.ledger.kept
    found = [name for name in found if all(f"chainstep:{chain.number}:{name}" in kept for chain in engine.chains)]
    return [name for name in found if name in CHAIN or any(name in chain.steps for chain in engine.chains)]
