"""Caps and the budget of a random plan.

In: a draft with people. Out: settings whose amounts lie near what the people may earn, so that they bite often.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tests.random_plans.form import Draft, number, numbers


def add_limits(draft: Draft) -> None:
    """Cap and budget, each with what it covers."""
    if draft.chance(0.35):
        draft.setting("Cap", draft.pick(numbers("1 1.2 0.8 1.1 0.9")))
        draft.setting("Cap covers", draft.pick([None, "bonus", "all", "all"]))
    if draft.chance(0.35):
        expected = sum((person.bonus for person in draft.people), number(0))
        pool = max(expected, number(100)) * draft.pick(numbers("0.3 0.5 0.8 0.9 1 1.2"))
        step = Decimal(draft.pick(["1", "100", "0.001", "10"]))
        draft.setting("Budget", max((pool / step).quantize(Decimal(1), ROUND_HALF_UP), number(1)) * step)
        draft.setting("Budget covers", draft.pick([None, "bonus", "all", "all"]))
        draft.setting("If over budget", draft.pick(["scale"] * 4 + ["report"]))
