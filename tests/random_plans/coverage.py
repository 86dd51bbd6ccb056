"""How often each feature decides an amount: a table that shows what a comparison by random plans has really compared.

In: random plans and a way to pay them. Out: by feature the number of plans in which taking it out changed what is
paid. A feature that no plan uses stands in the table with 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tests.random_plans.features import FEATURES
from tests.random_plans.form import Sheets
from tests.random_plans.generator import RandomPlan

Pay = Callable[[Sheets], Mapping[str, object] | None]


def count(plans: Iterable[RandomPlan], pay: Pay, enough: int = 20) -> dict[str, int]:
    """By feature the plans in which it changed what `pay` gives; a feature that has `enough` is not tried any more.

    `pay` gives what each person gets (and may add other amounts under names of their own), or None for a plan that has
    problems: such a plan, or a plan that is such without the feature, is not counted.
    """
    changed = dict.fromkeys(FEATURES, 0)
    for plan in plans:
        open_features = [name for name in plan.features if changed[name] < enough]
        paid = pay(plan.sheets) if open_features else None
        if paid is None:
            continue
        for name in open_features:
            other = pay(plan.features[name]())
            if other is not None and other != paid:
                changed[name] += 1
        if all(times >= enough for times in changed.values()):
            break
    return changed


def lacking(changed: Mapping[str, int], enough: int = 20) -> dict[str, int]:
    """The features that have not reached the number, the rarest first."""
    rare = {name: times for name, times in changed.items() if times < enough}
    return dict(sorted(rare.items(), key=lambda item: item[1]))
