"""`generate(random)`: a random plan, valid by the contract, and for each feature that it uses the plan without it.

In: a `random.Random`; the same seed gives the same plan. Out: `RandomPlan`. What the parts of a plan look like is in
the modules beside; what counts as a feature is in `features`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.random_plans.actuals import add_actuals
from tests.random_plans.features import features_of
from tests.random_plans.form import Draft, Sheets
from tests.random_plans.frame import add_frame
from tests.random_plans.kpis import add_kpis
from tests.random_plans.limits import add_limits
from tests.random_plans.matrix import add_matrix
from tests.random_plans.people import add_people
from tests.random_plans.rules import add_rules
from tests.random_plans.steps import add_grid, add_steps

# Columns that a sheet must have even where no cell of it is filled, as a weight where all KPIs pay money of their own.
REQUIRED = {"Matrix": ("Weight",), "Sections": ("Weight",), "Scales": ("At", "Pays")}


@dataclass(frozen=True, slots=True)
class RandomPlan:
    """A plan, and by feature the same plan without it (which may be invalid: the caller then does not count it)."""

    sheets: Sheets
    features: Mapping[str, Callable[[], Sheets]]


def generate(random: Random) -> RandomPlan:
    """A plan of a few people, KPIs and features that meet each other."""
    draft = Draft(random)
    for part in (add_frame, add_people, add_kpis, add_matrix, add_actuals, add_rules, add_limits, add_steps, add_grid):
        part(draft)
    for sheet, columns in REQUIRED.items():
        for row in draft.sheets.get(sheet, [])[:1]:
            for column in columns:
                row.setdefault(column, None)
    return RandomPlan(draft.sheets, features_of(draft.sheets))
